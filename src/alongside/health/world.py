"""The parameters of an invented world, drawn anew from every seed, wide on purpose."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime

from alongside.health.finding import CAUSES

# What fools simple systems; a pair can be several of these.
KINDS = ("quiet", "elsewhere", "fives", "harsh", "honeymoon", "one_sided", "overloaded", "reschedules", "heals")


@dataclass
class World:
    """The parameters of one seed.  Strengths are how hard a channel's state pulls on what is recorded."""

    dice: random.Random
    failing: float = 0.0
    cause_shares: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        dice = self.dice
        self.failing = dice.uniform(0.27, 0.44)
        weights = [dice.gammavariate(2.0, 1.0) for _ in CAUSES]
        weights[CAUSES.index("capacity")] *= dice.uniform(1.0, 2.2)
        self.cause_shares = [weight / sum(weights) for weight in weights]
        self.sudden = dice.uniform(0.03, 0.15)  # outside reasons: no sign beforehand
        self.wordless = dice.uniform(0.2, 0.7)  # endings without a word
        self.norm = dice.uniform(3.7, 4.3)
        self.noise = dice.uniform(0.45, 0.75)
        self.bias = dice.uniform(0.25, 0.6)
        self.answering = dice.uniform(0.45, 0.8)
        self.rating = dice.uniform(0.4, 0.8)
        self.items_each = dice.choice([3, 3, 5, 7, 12])
        self.checkin_days = dice.choice([(14, 28), (14, 14), (28, 28), (7, 14)])
        self.pull = {name: dice.uniform(0.5, 1.1) for name in ("items", "ratings")}
        self.drive = {
            name: dice.uniform(0.5, 1.8) for name in ("meet", "write", "goal", "feedback", "action", "prepare", "time")
        }
        self.uses = {name: dice.random() > 0.12 for name in ("feedback", "action", "prepare", "message", "booking")}
        self.writes = dice.uniform(0.6, 3.0)  # messages a week
        self.holding = dice.uniform(1.8, 3.2)  # log-odds that a slot is held
        self.holidays = dice.uniform(0.2, 0.8)
        self.ramp = dice.uniform(7.0, 18.0)  # weeks from onset to the end, typical
        self.depth = dice.uniform(2.2, 5.0)
        self.spill = dice.uniform(0.3, 1.1)  # how much the other channels follow, late
        self.quality = dice.uniform(0.15, 0.4)
        self.kinds = {name: dice.uniform(0.05, 0.17) for name in KINDS}
        self.kinds["heals"] = dice.uniform(0.05, 0.2)
        self.kinds["one_sided"] = dice.uniform(0.1, 0.3)
        self.began = datetime(2024, 1, 8, tzinfo=UTC)
