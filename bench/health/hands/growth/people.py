"""Who the two are: their plan, their peculiarities and the days they are away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hands.growth.factors import Course
from hands.growth.programme import PLANS, RHYTHMS, Programme

SIDES = ("mentor", "mentee")
VAGUE_RISK = 0.2
WEEKLY_RELIEF = -0.15


@dataclass
class Couple:
    """A pair's circumstances, fixed before anything happens; `sharp` is how much of a fall each side shows."""

    rhythm: int
    plan: int
    zone: int
    traits: set[str]
    intended: list[int | None]
    sharp: np.ndarray
    odd_sides: list[int]
    away: list[tuple[int, int]]
    dip_from: int
    dip_days: int
    dip_depth: float
    dip_cause: int

    @property
    def frailty(self) -> float:
        """Log hazard of what is agreed: vague wishes about length raise it, weekly contact lowers it."""
        return VAGUE_RISK * (self.intended[0] is None) + WEEKLY_RELIEF * (self.rhythm == 7)

    def back_on(self, day: float) -> float:
        """The day itself, or the end of the absence it falls into."""
        return max([float(stop) for start, stop in self.away if start <= day < stop], default=day)


def absences(rng: np.random.Generator, programme: Programme, traits: set[str], plan: int) -> list[tuple[int, int]]:
    """Short absences of everyone and, for some pairs, one long holiday."""
    starts = rng.integers(14, plan, int(rng.poisson(programme.size["away_rate"] * plan / 7.0)))
    spells = [(int(start), int(start + rng.integers(4, 11))) for start in starts]
    if "holidays" in traits:
        start = int(rng.integers(25, int(plan * 0.7)))
        spells.append((start, start + int(rng.integers(21, 43))))
    return sorted(spells)


def draw_couple(rng: np.random.Generator, programme: Programme) -> Couple:
    """One pair's people."""
    traits = {name for name, share in programme.groups.items() if rng.random() < share}
    if "harsh_rater" in traits:
        traits.discard("always_five")
    plan = int(rng.choice(PLANS, p=programme.plan_shares)) * 7
    sharp, odd = np.exp(rng.normal(0.0, 0.22, 2)), int(rng.integers(2))
    if "one_sided" in traits:
        sharp[odd] *= 0.08
    return Couple(
        rhythm=int(rng.choice(RHYTHMS, p=programme.rhythm_shares)),
        plan=plan,
        zone=int(rng.choice(programme.zones)),
        traits=traits,
        sharp=sharp,
        odd_sides=[odd] if rng.random() < 0.67 else [0, 1],
        intended=[None if rng.random() < 0.3 else plan // 7 + int(rng.choice([-6, 0, 0, 0, 12])) for _ in SIDES],
        away=absences(rng, programme, traits, plan),
        dip_from=int(rng.integers(35, 150)),
        dip_days=int(rng.integers(28, 64)),
        dip_depth=float(rng.uniform(1.0, 1.9)),
        dip_cause=int(rng.integers(6)),
    )


def mentor_load(rng: np.random.Generator, couple: Couple, course: Course, limit: int) -> int:
    """How many mentees the mentor has; a mentor short of time is more often at the limit."""
    if rng.random() < 1.0 / (1.0 + np.exp(1.7 + 0.6 * course.line[5, 0])):
        couple.traits.add("overloaded")
        return limit + int(rng.random() < 0.3)
    return int(rng.integers(0, limit))
