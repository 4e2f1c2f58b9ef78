"""One programme: how its pairs fail, what they record, how they are asked and how they rate."""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta, timezone

import numpy as np

from hands.diary.phases import CHANNELS

CAUSES = ("goals", "match", "communication", "feedback", "sessions", "capacity")
SIDES = ("mentor", "mentee")


class Programme:
    """The culture all pairs of one seed share."""

    def __init__(self, seed: int) -> None:
        rnd = random.Random(f"programme/{seed}")
        uniform = rnd.uniform
        self.name = f"p{seed}"
        self.planned = rnd.randint(30, 60) if rnd.random() < 0.8 else rnd.randint(26, 34)
        self.began = datetime(2021, 1, 1) + timedelta(days=rnd.randrange(1200))
        self.rolling = rnd.choice((10, 60, 250))  # days over which pairs begin
        self.zone = timezone(timedelta(minutes=rnd.choice((0, 60, 120, -300, 330))))
        self.rhythms = [rnd.gammavariate(2.5 * share, 1) for share in (0.25, 0.51, 0.14, 0.06, 0.035)]
        self.p_fail, self.p_outside = uniform(0.22, 0.285), uniform(0.08, 0.125)
        self.cause_weight = [
            (1.6 if cause == "capacity" else 0.72) * rnd.gammavariate(14, 1 / 14) + 0.1 for cause in CAUSES
        ]
        self.length = uniform(0.75, 1.3)  # how long declines take here
        self.blunt = uniform(0.06, 0.13)  # share of failures with hardly any warning
        self.heal = uniform(0.7, 1.3)  # how many healthy pairs have a bad spell
        self.shows = np.exp(np.array([rnd.gauss(0, 0.22) for _ in range(CHANNELS)]))  # how much each channel shows here
        self.keep = self._keep(rnd)
        self.chatty = math.exp(rnd.gauss(-0.1, 0.4))

        # Days between check-ins; none: fortnightly for 90 days, then monthly.
        self.every = rnd.choice((14, 14, 21, 28, 30, None))
        self.n_items, self.fit_weeks = rnd.choice((3, 3, 4, 5, 6)), rnd.random() < 0.6
        self.answers, self.rates = uniform(0.5, 0.73), uniform(0.5, 0.86)
        self.level, self.rater_sd, self.noise = uniform(3.6, 4.05), uniform(0.38, 0.55), uniform(0.38, 0.55)
        self.fives, self.harsh = uniform(0.04, 0.075), uniform(0.02, 0.055)
        self.late, self.twice, self.censored = uniform(0.02, 0.1), uniform(0.02, 0.1), uniform(0.03, 0.2)
        self.holidays = [(uniform(0, 365), uniform(5, 12)), (uniform(0, 365), uniform(4, 8))]  # day of year, days
        self.tells = {key: rnd.random() < 0.8 for key in ("fit", "load", "limit", "intended", "planned")}

    @staticmethod
    def _keep(rnd: random.Random) -> dict[str, float]:
        """How much of each kind of event is written down."""
        spans = {
            "booking": (0.45, 0.98),
            "held": (0.93, 0.995),
            "cancel": (0.7, 1),
            "reason": (0.4, 0.95),
            "prep": (0.3, 1),
            "action": (0.3, 1),
            "goal": (0.5, 1),
            "feedback": (0.3, 1),
            "contact": (0.2, 0.9),
            "message": (0.5, 1),
        }
        keep = {kind: rnd.uniform(*span) for kind, span in spans.items()}
        kinds = ["prep", "action", "feedback", "contact", "goal", "booking", "message"]
        for kind in rnd.sample(kinds, rnd.choice((0, 1, 1, 2))):
            keep[kind] *= 0.12  # kinds this programme hardly uses
        return keep
