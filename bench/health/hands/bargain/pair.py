"""The state that a mentor and a mentee share while they are together."""

from __future__ import annotations

from dataclasses import dataclass, field

from hands.bargain.diary import Diary
from hands.bargain.programme import Programme
from hands.bargain.side import Side
from hands.bargain.terms import USE, WARMTH, Rng
from hands.bargain.trouble import Trouble


@dataclass
class Pair:
    """Two sides, what goes wrong between them, and the days on which they are away."""

    rng: Rng
    world: Programme
    traits: set[str]
    sides: dict[str, Side]
    trouble: Trouble | None
    diary: Diary
    every: int
    planned: int
    away: list[tuple[int, int]]
    mood: float = 0.0
    gone: str | None = None
    last_met: int = 0
    notes: dict[str, float] = field(default_factory=dict)

    def partner(self, side: Side) -> Side:
        return self.sides["mentee" if side.role == "mentor" else "mentor"]

    def chance(self, p: float) -> bool:
        return bool(self.rng.random() < p)

    def absent(self, day: int) -> bool:
        return any(first <= day <= last for first, last in self.away)

    def hit(self, term: int, day: int) -> float:
        return self.trouble.strength(term, day) if self.trouble else 0.0

    def zeal(self, side: Side, kind: str, day: int, *terms: int) -> float:
        """What is left of a side's usual readiness for a kind of act: its worth, its channel, the week's mood."""
        if self.gone == side.role:
            return 0.0
        channel = 1 - self.world["grip"] * max((self.hit(term, day) for term in terms), default=0.0)
        return side.keen() ** self.world.shows[kind] * channel * max(0.2, 1 + self.world["swing"] * self.mood)

    def outcome(self, side: Side, term: int, day: int) -> float:
        """What a side gets of a term this time; an unwilling partner gives less of everything."""
        fresh = 0.7 * 2 ** (-day / 35) if "honeymoon" in self.traits and term in (USE, WARMTH) else 0.0
        loss = self.trouble.loss(side.role, term, day) if self.trouble else 0.0
        other = self.world["spill"] * min(0.0, self.partner(side).keen() - 0.95)
        return float(side.base[term]) + fresh - loss + other + self.rng.normal(0, 0.45)
