"""Ordinary troubles: what each takes hold of first, how it grows, and whether it passes."""

from __future__ import annotations

from dataclasses import dataclass

CAUSES = ("goals", "match", "communication", "feedback", "sessions", "capacity")

# How much less worth doing the things on the list become; capacity takes the hours instead.
SPOILS: dict[str, dict[str, float]] = {
    "goals": {"goal": 1.0, "action": 0.6},
    "match": {"answer": 0.25, "feedback": 0.3},
    "communication": {"answer": 1.0, "time": 0.45},
    "feedback": {"feedback": 1.2, "checkin": 0.3},
    "sessions": {"prepare": 1.0, "action": 0.3},
    "capacity": {},
}
DULLS = {"goals": 0.4, "match": 0.8, "communication": 0.15, "feedback": 0.4, "sessions": 1.0, "capacity": 0.1}
RISE = 0.3  # share of the way to giving up after which a trouble is fully there
PASSING = 21  # days a healing trouble takes to pass


@dataclass(frozen=True)
class Trouble:
    cause: str
    onset: int  # day of the mentorship
    span: float  # days in which it wears someone out
    depth: float
    acts: dict[str, float]  # by role: how much it changes what they do
    felt: dict[str, float]  # by role: how much it wears on them
    passes_after: float | None = None

    def level(self, day: int) -> float:
        since = day - self.onset
        if since <= 0:
            return 0.0
        grown = min(1.0, since / (RISE * self.span))
        if self.passes_after is not None and since > self.passes_after:
            grown *= max(0.0, 1.0 - (since - self.passes_after) / PASSING)
        return self.depth * grown
