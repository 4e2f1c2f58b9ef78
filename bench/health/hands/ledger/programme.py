"""One programme: its rhythm, recording, asking and rating, and how failures look in it."""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta, timezone

from hands.ledger.channels import PULL

# Kinds of events that a programme may use much, little or hardly at all.
USED = (
    "meeting_booked",
    "meeting_moved",
    "prepared",
    "meeting_rated",
    "action_added",
    "message",
    "goal_progress",
    "feedback_given",
    "contact_logged",
    "meeting_cancelled",
)


class Programme:
    """The culture all pairs of one seed share."""

    def __init__(self, rnd: random.Random) -> None:
        uniform = rnd.uniform

        def around(middle: float, spread: float) -> float:
            """Around a middle, by a factor; never below nothing."""
            return middle * math.exp(rnd.gauss(0, spread))

        self.name, self.weeks = f"p{rnd.randrange(1000, 9999)}", rnd.randint(26, 60)
        self.zone = timezone(timedelta(hours=rnd.choice((-8, -5, 0, 1, 1, 2, 5, 9))))
        self.opens = datetime(rnd.randint(2019, 2024), rnd.randint(1, 12), 1, tzinfo=self.zone)
        self.offset = self.opens.isoformat()[-6:]
        self.dates = [(self.opens + timedelta(days=i)).date().isoformat() for i in range(1100)]
        self.cohort_days = rnd.choice((14, 60, 200, 365))  # spread of starts: a cohort, or rolling
        weights = ((7, 1.1), (14, 2.2), (21, 0.6), (28, 0.28), (30, 0.2))
        self.rhythms = {days: around(weight, 0.5) for days, weight in weights}

        # Endings, and how they come about.
        self.p_fail = 0.126 + 0.0024 * self.weeks + uniform(-0.02, 0.02)
        self.p_outside = uniform(0.105, 0.165)
        self.p_success = uniform(0.01, 0.05)
        self.p_censored = uniform(0.05, 0.2)
        self.causes = [around(weight, 0.15) for weight in (0.17, 0.17, 0.17, 0.14, 0.15, 0.26)]
        self.decline_weeks = around(12.5, 0.12)
        self.depth_shape = uniform(4.5, 8)
        self.p_unwarned = uniform(0.05, 0.12)
        self.p_second = uniform(0.3, 0.6)
        self.p_one_sided = uniform(0.2, 0.4)
        self.slide_weeks = uniform(2.5, 5)
        self.weather = uniform(0.06, 0.11)
        self.dips = uniform(0.5, 1.1)  # a year
        self.p_silent = uniform(0.2, 0.5)

        # How strongly the channels show in each process here, and what is recorded of each kind.
        processes = (*PULL, "items", "useful", "reply", "book", "move", "cancel", "miss")
        self.shows = {process: around(1.0, 0.25) for process in processes}
        self.use = {kind: rnd.betavariate(6, 1.3) if rnd.random() > 0.12 else uniform(0.02, 0.2) for kind in USED}
        self.use |= {"action_done": uniform(0.6, 1.0), "meeting_cancelled": max(0.3, self.use["meeting_cancelled"])}

        self.messages = around(0.42, 0.35)  # a week
        self.actions = around(0.9, 0.3)  # a meeting
        self.feedback = around(0.6, 0.4)  # a month
        self.progress = around(0.9, 0.3)  # marks a month
        self.reviews = uniform(40, 75)  # days between two
        self.regular = uniform(20, 55)
        self.p_move = uniform(0.06, 0.16)
        self.p_cancel = uniform(0.015, 0.042)
        self.p_miss = uniform(0.006, 0.02)
        self.p_prepare = uniform(0.35, 0.75)
        self.p_rate = uniform(0.4, 0.8)
        self.p_answer = uniform(0.51, 0.76)

        # Check-ins: how often (later: after 90 days), how many items, and all about the match at weeks 2, 6 and 16.
        self.ask_every = rnd.choice((7, 14, 14, 14, 21, 28))
        self.ask_later = rnd.choice((self.ask_every, 28, 30))
        self.form = rnd.choice((2, 3, 3, 3, 5, 8))
        self.fit_rounds = rnd.random() < 0.6

        # Raters: leniency, discrimination, thresholds.
        self.lenient = rnd.gauss(0.0, 0.2)
        self.leniency_sd = uniform(0.45, 0.7)
        self.sharp = uniform(1.8, 2.7)
        self.cuts = tuple(cut + rnd.gauss(0, 0.08) for cut in (-3.0, -2.05, -0.9, 0.72))
        self.records_fit = rnd.random() < 0.75
