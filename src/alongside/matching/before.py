"""What two people know of each other from an earlier mentorship."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alongside.matching.fit import NEUTRAL, Block, Criterion, Mentees, Mentors, Reason, Table
from alongside.matching.people import Mentee, Mentor
from alongside.matching.scores import Whole


class WorkedBefore(Criterion):
    """1 where either side says that they were well paired before. Of all others nothing is known.

    It counts nothing unless a programme gives it a weight: many want people to meet someone new. Pairs that are not to
    be repeated are a rule (rules.NeverAgain).
    """

    key, label, weight = "before", "Worked together before", 0.0

    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        if mentor.id not in mentee.good_with and mentee.id not in mentor.good_with:
            return self.unknown()
        return Reason(self.key, 1.0, "They worked well together before.")

    def unknown(self) -> Reason:
        return Reason(self.key, NEUTRAL, "They have not worked together before, as far as is known.", known=False)

    def blocks(self, mentees: Mentees, mentors: Mentors) -> Sequence[Block]:
        row, col = {one.id: i for i, one in enumerate(mentees)}, {one.id: j for j, one in enumerate(mentors)}
        pairs = {(row[one.id], col[id]) for one in mentees for id in one.good_with & col.keys()}
        pairs |= {(row[id], col[one.id]) for one in mentors for id in one.good_with & row.keys()}
        at: Whole = np.array(sorted(pairs), np.int64).reshape(-1, 2)
        left, right = _numbered(at[:, 0], len(mentees)), _numbered(at[:, 1], len(mentors))
        table = np.full((left.max(initial=0) + 1, right.max(initial=0) + 1), NEUTRAL)
        table[left[at[:, 0]], right[at[:, 1]]] = 1
        return [Table(left, right, table)]


def _numbered(some: Whole, of: int) -> Whole:
    """0 for everybody but those, who are numbered from 1 on."""
    numbers, those = np.zeros(of, np.int64), np.unique(some)
    numbers[those] = np.arange(1, len(those) + 1)
    return numbers
