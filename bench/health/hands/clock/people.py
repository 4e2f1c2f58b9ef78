"""One side of a pair: a temperament that stays, and a motivation and spare time that move."""

from __future__ import annotations

import random

from hands.clock.programme import CAUSES, Programme
from hands.clock.scale import clip


class Person:
    """A mentor or a mentee."""

    def __init__(self, role: str, rnd: random.Random, programme: Programme) -> None:
        gauss, share = rnd.gauss, rnd.random
        self.role = role
        self.rest = clip(gauss(0.78, 0.07), 0.62, 0.95)  # the motivation they return to
        self.motivation = clip(self.rest + 0.05)
        self.base_time = self.time = clip(gauss(0.72, 0.12), 0.4, 1)
        self.planner = share()
        self.writer = share()
        self.frank = share()

        self.five = share() < 0.065
        self.harsh = not self.five and share() < 0.05
        self.offset = programme.lenient + (gauss(-1.45, 0.2) if self.harsh else gauss(0.05, programme.rater_sd))
        self.noise = programme.noise * (0.75 + 0.5 * share())
        self.taste = {topic: gauss(0, 0.33 if topic in CAUSES else 0.25) for topic in (*CAUSES, "overall")}
        self.habit = clip(gauss(1, 0.36), 0.2, 1.6)  # keenness to use the platform at all
        self.answers = clip(programme.answers + gauss(0, 0.13), 0.1, 0.95)

        self.patience = 18 + int(30 * share())  # days of low motivation before giving up
        self.hours = rnd.choice((9, 12, 16, 19, 20))
        self.away: list[tuple[int, int]] = []
        self.memory = 0.0
        self.low_days = 0
        self.waiting = 0  # messages they still hope to hear back on
        self.busy_until = self.lull_until = -1
        self.slide = 0.0  # how far they let go, as others see it
        self.eager = 1.0  # readiness to act today

    def is_away(self, day: int) -> bool:
        """Whether this person is on holiday on that day."""
        return any(start <= day < end for start, end in self.away)
