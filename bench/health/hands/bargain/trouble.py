"""What goes wrong: from a day on one term is worth less, perhaps a second later; it may be put right."""

from __future__ import annotations

from dataclasses import dataclass

from hands.bargain.programme import Programme
from hands.bargain.terms import Rng

WEIGHT = (1.0, 1.0, 1.1, 1.1, 1.25, 0.96)
MENTOR_FIRST = (0.4, 0.45, 0.6, 0.5, 0.4, 0.64)


@dataclass
class Trouble:
    """One or two terms that fall, each to a depth over a ramp, for one side more than for the other."""

    term: int
    second: int | None
    onset: int
    ramp: float
    depth: float
    felt: dict[str, float]
    heals_on: int | None

    def strength(self, term: int, day: int) -> float:
        if term == self.term:
            return self._risen(day, self.onset)
        return 0.5 * self._risen(day, self.onset + 21) if term == self.second else 0.0

    def loss(self, role: str, term: int, day: int) -> float:
        return self.depth * self.felt[role] * self.strength(term, day)

    def over(self, day: int) -> bool:
        return self.heals_on is not None and day > self.heals_on + 28

    def _risen(self, day: int, onset: int) -> float:
        risen = min(1.0, max(0.0, (day - onset) / self.ramp))
        if self.heals_on is None or day < self.heals_on:
            return risen
        return max(0.0, risen - (day - self.heals_on) / 14)


def trouble(rng: Rng, world: Programme, planned: int) -> Trouble | None:
    """The trouble of a pair, if it has one; oftener in the first weeks than later."""
    if rng.random() > world["trouble"]:
        return None
    term = int(rng.choice(6, p=world.causes))
    second = int(rng.integers(0, 6)) if rng.random() < 0.35 else None
    early = rng.random() < 0.22
    onset = int(rng.uniform(0, 45)) if early else int(rng.uniform(30, max(60, planned - 50)))
    sudden = rng.random() < world["sudden"]
    ramp = rng.uniform(1, 5) if sudden else world["ramp"] * rng.uniform(0.3, 2.6)
    depth = max(0.7, rng.normal(world["depth"], 0.45)) * WEIGHT[term] * (1.8 if sudden else 1)
    first, other = ("mentor", "mentee") if rng.random() < MENTOR_FIRST[term] else ("mentee", "mentor")
    felt = {first: 1.0, other: 0.0 if rng.random() < 0.25 else rng.uniform(0.3, 0.9)}
    heals_on = onset + int(rng.uniform(21, 70)) if rng.random() < world["healing"] else None
    return Trouble(term, None if second == term else second, onset, ramp, depth, felt, heals_on)
