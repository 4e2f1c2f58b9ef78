"""One side's habits: as a rater, an answerer, a writer."""

from __future__ import annotations

import math
import random

from hands.ledger.programme import Programme


class Person:
    """A mentor (side 0) or a mentee (side 1)."""

    def __init__(self, programme: Programme, rnd: random.Random, side: int) -> None:
        def shade(chance: float, spread: float = 0.7) -> float:
            """This person's own chance, around the programme's, on the logit."""
            return 1 / (1 + math.exp(-math.log(chance / (1 - chance)) - rnd.gauss(0, spread)))

        self.five, self.harsh = rnd.random() < 0.065, False
        self.leniency = programme.lenient + rnd.gauss(0, programme.leniency_sd) + (0.15 if side == 0 else 0)
        if not self.five and rnd.random() < 0.045:
            self.harsh, self.leniency = True, programme.lenient - rnd.uniform(1.9, 2.6)
        self.answers, self.rates = shade(programme.p_answer, 0.9), shade(programme.p_rate)
        self.prepares, self.does = shade(programme.p_prepare), shade(0.62)
        self.writes = programme.messages * math.exp(rnd.gauss(0, 0.5)) * (0.8 if side == 0 else 1.2)
        self.replies, self.reply_days = shade(0.6, 0.5), math.exp(rnd.gauss(-0.45, 0.5))
        self.feedback = programme.feedback * math.exp(rnd.gauss(0, 0.5))
        self.hour = rnd.uniform(9, 18)
