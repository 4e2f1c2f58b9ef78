"""What becomes of a pair, drawn before anything is written: how it ends, when, and why."""

from __future__ import annotations

import math
import random

from hands.ledger.channels import CAP, COMM, FEED, FOLLOWS
from hands.ledger.programme import Programme


class Fate:
    """How a pair of so many planned days ends. Days are counted from its beginning."""

    def __init__(self, programme: Programme, rnd: random.Random, days: int) -> None:
        self.cause: int | None = None
        self.second: int | None = None
        self.failed = self.onset = 0.0
        self.unwarned = False
        self.groups: set[str] = set()
        share = rnd.random()
        self.fails = share < programme.p_fail
        if self.fails:
            self._fail(programme, rnd, days)
        elif share < programme.p_fail + programme.p_outside:
            self.how, self.end = "outside", rnd.uniform(21, days - 7)
        elif share < programme.p_fail + programme.p_outside + programme.p_success:
            self.how, self.end = "early_success", rnd.uniform(0.55, 0.93) * days
        elif rnd.random() < programme.p_censored:
            self.how, self.end = "censored", rnd.uniform(0.35, 1.0) * days
        else:
            self.how, self.end = "completed", days + rnd.uniform(-4, 14)

    def _fail(self, programme: Programme, rnd: random.Random, days: int) -> None:
        """The story of a failing pair: its causes, the decline's length, depth and sides, whether anyone says so."""
        self.cause = rnd.choices(range(6), programme.causes)[0]
        length = min(16.0, max(4.0, programme.decline_weeks * math.exp(rnd.gauss(0, 0.3)))) * 7
        self.depth, self.unwarned = rnd.betavariate(programme.depth_shape, 2.0), rnd.random() < programme.p_unwarned
        if self.unwarned:  # a quarrel, a promotion, a shrug: next to nothing to see
            length, self.depth = rnd.uniform(1.5, 4.5) * 7, rnd.uniform(0.1, 0.35)
        if not self.unwarned and self.cause != FEED and rnd.random() < 0.12:  # never really starts
            self.failed = rnd.uniform(38, 95)
            length = self.failed - rnd.uniform(1, 9)
        else:
            self.failed = 42 + rnd.betavariate(1.0, 1.15) * (days - 56)
        self.length = min(length, self.failed - 3)
        self.onset = self.failed - self.length
        if rnd.random() < programme.p_second and not self.unwarned:
            self.second = rnd.choices(FOLLOWS[self.cause], (0.5, 0.3, 0.2))[0]
        self.sided = [rnd.uniform(0.8, 1.0), rnd.uniform(0.8, 1.0)]  # how much of the decline each side shows
        if rnd.random() < programme.p_one_sided + (0.2 if self.cause == CAP else 0):
            self.groups.add("one_sided")
            other = 1 if rnd.random() < (0.8 if self.cause == CAP else 0.5) else 0
            self.sided[other] *= rnd.uniform(0.05, 0.35)
        self.how, self.end = "failed_said", self.failed
        if rnd.random() < programme.p_silent + (0.25 if self.cause == COMM else 0):
            self.how, self.end = "failed_silent", self.failed + rnd.uniform(0, 13)  # the programme's letters go on
            self.groups.add("silent_ending")
