"""How long mentorships last: of those that began, the share that has not ended early. No Django, no clock."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    GOING_ON = "going on"
    WELL = "well"
    EARLY = "early"


@dataclass(frozen=True)
class Lived:
    """One mentorship: how many days it has lasted, and how it ended, if it did."""

    days: int
    outcome: Outcome


@dataclass(frozen=True)
class Step:
    """From this day on the share, 0–1, that has not ended early; `left` were still going on just before."""

    day: int
    share: float
    left: int


def lasting(lives: Iterable[Lived]) -> list[Step]:
    """One step for each day on which a mentorship ended early, the first days first.

    Those that go on count as far as they have come. Those that ended well cannot end early any more, so they stay in
    the share: it is one minus the cumulative incidence of an early ending, with a good one as the competing event
    (Aalen and Johansen 1978). Where none ended well it is the curve of Kaplan and Meier (1958).
    """
    every = list(lives)
    days = Counter(life.days for life in every)
    early = Counter(life.days for life in every if life.outcome is Outcome.EARLY)
    well = Counter(life.days for life in every if life.outcome is Outcome.WELL)
    steps: list[Step] = []
    share = going_on = 1.0
    left = len(every)
    for day in sorted(days):
        if early[day]:
            share -= going_on * early[day] / left
            steps.append(Step(day, share, left))
        going_on *= 1.0 - (early[day] + well[day]) / left
        left -= days[day]
    return steps


def left_at(lives: Iterable[Lived], day: int) -> int:
    """How many were still going on that many days after they began."""
    return sum(life.days >= day for life in lives)
