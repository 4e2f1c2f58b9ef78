"""One programme's culture: everything that differs between seeds."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta, timezone

import numpy as np


class Programme:
    """What all pairs of one seed share."""

    def __init__(self, rnd: random.Random, rng: np.random.Generator) -> None:
        self.kept = self._kept(rnd)
        favourite = rnd.choices(range(5), (2, 5, 2, 1.4, 0.8))[0]
        self.ask_first = rnd.choice((7, 14, 14, 14, 21, 28))  # days between check-ins, in the first 90 days
        shown = [rnd.uniform(1.4, 2.3) for _ in range(7)]
        self.start = date(2021, 1, 4) + timedelta(days=rnd.randrange(1200))
        self.rolling = rnd.choice((10, 21, 60, 200))  # days over which pairs begin
        self.zone = timezone(timedelta(hours=rnd.choice((-5, 0, 1, 2, 8))))
        self.planned = round(rnd.triangular(26, 60, 52))
        # Weights of rhythms of 7, 14, 21, 28 and 30 days.
        self.rhythms = [weight + 6 * (i == favourite) for i, weight in enumerate((1, 2, 0.6, 0.6, 0.3))]
        # How much each state shows in acts and answers; what belongs to the two sides shows alike.
        self.shown = [shown[k] for k in (0, 1, 1, 2, 3, 4, 5, 5, 6, 6)]
        self.ask_later = max(self.ask_first, rnd.choice((14, 14, 21, 28, 30)))
        self.items = rnd.choice((3, 4, 4, 5, 6))
        self.answers = rnd.gauss(1.8, 0.35)
        self.lenient = rnd.gauss(4.2, 0.18)
        self.noise = rnd.uniform(0.36, 0.58)
        self.pace = math.exp(rnd.gauss(math.log(1.7), 0.35))  # weeks until an undertow pulls in full
        self.memory = rnd.uniform(0.68, 0.76)  # persistence of the channels
        self.under = rnd.uniform(0.345, 0.445)  # share of pairs that meet an undertow
        self.heal = rnd.uniform(0.24, 0.42)  # share of undertows that are repaired
        self.causes = rng.dirichlet(40 * np.array([1.2, 1.0, 1.0, 1.15, 1.0, 2.45]) / 7.8)
        self.outside = rnd.uniform(0.0022, 0.0038)
        self.silent = rnd.gauss(0.6, 0.4)
        self.steep = rnd.uniform(2.3, 2.8)
        self.flow = rnd.gauss(0, 0.25)
        self.strict = rnd.gauss(0, 0.25)

    @staticmethod
    def _kept(rnd: random.Random) -> dict[str, float]:
        """How much of each kind is written down at all."""
        kinds = ("message", "prepared", "action", "goal", "feedback", "booked", "rated", "contact", "held")
        kept = {kind: max(0.15, rnd.betavariate(7, 2)) for kind in kinds}
        kept["held"], kept["rated"] = rnd.uniform(0.95, 0.995), rnd.uniform(0.4, 0.85)
        for kind in rnd.sample(kinds[:6], rnd.choice((0, 1, 1, 2))):
            kept[kind] *= 0.08  # a kind this programme hardly uses
        return kept
