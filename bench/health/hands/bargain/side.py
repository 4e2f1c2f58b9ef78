"""One person, who learns from each experience what the relationship is worth and compares it with doing without."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp

import numpy as np

from hands.bargain.programme import Programme
from hands.bargain.terms import EASE, PROGRESS, USE, WARMTH, Array, Rng, grade

CONTENT = 0.9
AVERSION = 0.65
REFERENCE = 0.15
SPREAD = 0.28
CARE = 0.2
DUTY = 0.43


@dataclass
class Side:
    """A mentor or a mentee: what they get, what they have come to expect, and how they put it on record."""

    role: str
    base: Array
    weights: Array
    outside: float
    rate: float
    patience: int
    leniency: float
    habit: float
    straight: bool
    load: int
    limit: int
    intended: int | None
    expected: Array = field(default_factory=lambda: np.zeros(6))
    under: int = 0

    def worth(self) -> float:
        """The weighted terms, less the sting of the one that disappoints most."""
        return float(self.weights @ self.expected) - AVERSION * max(0.0, REFERENCE - float(self.expected.min()))

    def keen(self) -> float:
        """Willingness to act: 1 for a contented person, about half of it below the outside option, for duty's sake."""
        liking = 1 / (1 + exp(-(self.worth() - self.outside - CARE) / SPREAD))
        return (DUTY + (1 - DUTY) * liking) / CONTENT

    def learn(self, term: int, outcome: float, share: float = 1.0) -> None:
        self.expected[term] += self.rate * share * (outcome - self.expected[term])

    def decide(self) -> bool:
        short = self.outside - self.worth()
        self.under = self.under + (1 + (short > 0.9) + 4 * (short > 1.5)) if short > 0 else max(0, self.under - 1)
        return self.under >= self.patience

    def mark(self, mean: float, felt: float, noise: float) -> int:
        return 5 if self.straight else grade(mean + (felt - 0.8) + self.leniency + noise)


def sides(rng: Rng, world: Programme, traits: set[str], warmth: float) -> dict[str, Side]:
    """The two people of a pair; what they get is alike only in part."""
    shared = rng.normal(0, 1, 6)
    shared[WARMTH] = warmth
    rater = rng.choice(["mentor", "mentee", "both"], p=[0.25, 0.35, 0.4])
    return {role: _side(rng, world, role, shared, traits, rater in (role, "both")) for role in ("mentor", "mentee")}


def _side(rng: Rng, world: Programme, role: str, shared: Array, traits: set[str], odd: bool) -> Side:
    alike = 0.36
    base = 0.85 + 0.26 * (alike**0.5 * shared + (1 - alike) ** 0.5 * rng.normal(0, 1, 6))
    limit = int(rng.integers(1, 5)) if role == "mentor" else 1
    load = limit + int(rng.random() < 0.3) if "overloaded" in traits else int(rng.integers(1, max(2, limit)))
    if role == "mentor" and "overloaded" in traits:
        base[EASE] -= 0.25
    vague = rng.random() < 0.25
    weights = rng.dirichlet(np.array([1.1, 1.1, 0.8, 0.8, 1.3, 0.9]) * 5)
    lenient = rng.normal(0.12 if role == "mentor" else 0.0, world["leniency"])
    side = Side(
        role,
        base,
        weights,
        outside=rng.normal(-0.05, 0.14) + 0.08 * vague,
        rate=rng.uniform(0.2, 0.5),
        patience=int(rng.integers(6, 15)),
        leniency=-1.5 if odd and "harsh_rater" in traits else lenient,
        habit=rng.uniform(0.7, 1.25),
        straight=odd and "always_five" in traits,
        load=load,
        limit=limit,
        intended=None if vague else int(rng.choice([26, 39, 52])),
    )
    side.expected = base + rng.normal(0, 0.15, 6)
    if "honeymoon" in traits:
        side.expected[[PROGRESS, WARMTH, USE]] += 0.7
    return side
