"""Trouble: a mechanism that starts, deepens, and either passes, is talked over, or wears somebody out."""

from __future__ import annotations

import random

from hands.clock.programme import Programme
from hands.clock.scale import clip

# The neighbours a trouble may spill into.
SPILLS = {
    "goals": ("sessions", "feedback"),
    "match": ("feedback", "communication"),
    "feedback": ("sessions", "match"),
    "communication": ("goals", "feedback"),
    "sessions": ("goals", "communication"),
    "capacity": ("communication", "sessions"),
}


class Trouble:
    """One of the six mechanisms at work in one pair."""

    def __init__(self, cause: str, start: int, rnd: random.Random, programme: Programme, spill: bool = False) -> None:
        self.cause, self.start, self.spill = cause, start, spill
        self.sudden = not spill and rnd.random() < programme.sudden
        self.ramp = rnd.randint(2, 8) if self.sudden else max(6, int(rnd.uniform(12, 44) * programme.pace))
        self.depth = rnd.uniform(0.85, 1) if self.sudden else rnd.uniform(0.74, 1)
        self.fade = start + self.ramp + rnd.randint(80, 150)
        if spill or (not self.sudden and rnd.random() < 0.25):  # shallow trouble, which passes by itself
            self.depth = rnd.uniform(0.35, 0.6)
            self.fade = start + self.ramp + rnd.randint(20, 55)
        self.heal = rnd.randint(14, 35)
        mentor_most = rnd.random() < (0.8 if cause == "capacity" else 0.4)
        other = rnd.uniform(0.05, 0.3) if rnd.random() < 0.4 else rnd.uniform(0.45, 0.95)
        self.hits = {"mentor": 1.0 if mentor_most else other, "mentee": other if mentor_most else 1.0}
        self.level = self.blame = self.peak = 0.0

    def update(self, day: int) -> float:
        """How strong the mechanism is on that day, 0 to 1."""
        x = clip((day - self.start + 1) / self.ramp)
        left = clip(1 - (day - self.fade) / self.heal) if day > self.fade else 1
        self.level = self.depth * x * x * (3 - 2 * x) * left
        self.blame += self.level
        self.peak = max(self.peak, self.level)
        return self.level
