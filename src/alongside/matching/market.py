"""A market: who may be matched with whom, how well, and what may not be exceeded. Arrays only, no people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alongside.matching.scores import UNIT, Scores, Whole

SOFT_ABSENCE = -2 * UNIT
"""What leaving someone unmatched costs while prices are being found: more than any one pair is worth."""


@dataclass(frozen=True)
class Market:
    """What an assignment is made from.

    capacity : (mentors,) how many mentees each may still take.
    absent : (mentees,) what it is worth, in units, to leave each mentee unmatched. Below SOFT_ABSENCE it means
        "whenever anyone can be found"; the further below, the sooner this mentee comes when not everyone can be placed.
    load_step : units lost for a mentor's second mentee, twice that for the third, and so on; 0 does not care.
    load : (mentors,) mentees each mentor has already; the steps begin there.
    """

    scores: Scores
    capacity: Whole
    absent: Whole
    load_step: int = 0
    load: Whole | None = None

    @property
    def mentees(self) -> int:
        return self.scores.mentees

    @property
    def mentors(self) -> int:
        return self.scores.mentors

    def place_costs(self, mentor: Whole, place: Whole) -> Whole:
        """What the `place`-th further mentee (0, 1, …) costs each mentor, in units."""
        taken = place if self.load is None else place + self.load[mentor]
        return np.asarray(taken * self.load_step, dtype=np.int64)


def must_be_matched(mentees: int, urgency: Whole | None = None) -> Whole:
    """`absent` for a market where nobody who can be matched stays out, whatever it costs the others.

    urgency : (mentees,) 0, 1, 2, …; where not everyone can be placed, the higher comes first. One missing person costs
    more than all scores together, and the sets of mentees that can be placed together form a matroid, so the most
    urgent set is also one of the largest.
    """
    each = np.zeros(mentees, np.int64) if urgency is None else np.asarray(urgency, np.int64)
    return -(1 + each) * (mentees + 3) * UNIT * 2
