"""One programme: its rhythm, what it records, how its people rate, how trouble moves in it."""

from __future__ import annotations

import random
from datetime import date, timedelta

CAUSES = ("goals", "match", "communication", "feedback", "sessions", "capacity")
# Of these kinds a programme may record next to nothing.
HARDLY_USED = (
    "prepared",
    "action_added",
    "feedback_given",
    "goal_progress",
    "message",
    "goal_reviewed",
    "meeting_booked",
    "meeting_moved",
    "meeting_rated",
)


class Programme:
    """The culture all pairs of one seed share."""

    def __init__(self, seed: int) -> None:
        rnd = random.Random(f"programme-{seed}")
        uniform = rnd.uniform
        self.name = f"p{seed}"
        self.zone = rnd.choice(("+00:00", "+01:00", "+02:00", "-05:00", "+09:00"))
        shortest, longest = sorted(rnd.sample(range(26, 61), 2))
        self.weeks = (max(shortest, longest - 20), longest)
        self.cohort = rnd.random() < 0.5
        self.start = date(2021, 1, 4) + timedelta(rnd.randrange(900))
        self.rhythms = self._rhythms(rnd)
        self.records = self._records(rnd)
        self.reasons = uniform(0.35, 0.9)  # share of cancellations that name a reason

        # Check-ins: how often in the first 90 days and after, how many items, a longer survey about week 13.
        self.ask_early = rnd.choice((7, 14, 14, 21))
        self.ask_later = rnd.choice((14, 21, 28))
        self.items = rnd.choice((3, 4, 5, 6))
        self.midway = rnd.random() < 0.5
        self.answers = uniform(0.54, 0.77)  # the share answered at best
        self.lenient = rnd.gauss(0.05, 0.2)
        self.noise = uniform(0.4, 0.75)
        self.rater_sd = uniform(0.32, 0.52)

        self.signal = {cause: uniform(0.75, 1.3) for cause in CAUSES}  # how plainly each channel shows its trouble
        self.mix = {cause: uniform(0.7, 1.35) for cause in CAUSES}  # which troubles are common here
        self.pace = uniform(0.75, 1.4)  # slowness of trouble
        self.hazard = uniform(0.85, 1.15)  # amount of trouble
        self.talk = uniform(0.7, 1.4)  # readiness to talk it over
        self.outside = uniform(0.18, 0.30)  # endings from outside in a year
        self.silent = uniform(0.3, 0.65)
        self.sudden = uniform(0.02, 0.07)
        self.early = uniform(0.2, 0.6)  # chance to stop when the goals are met ahead of time
        self.winter = uniform(0.2, 0.85)
        self.summer = uniform(0.1, 0.55)
        self.pauses = uniform(0.1, 0.6)
        self.export = self.start + timedelta(rnd.randrange(300, 520)) if rnd.random() < 0.3 else None

    @staticmethod
    def _rhythms(rnd: random.Random) -> dict[int, float]:
        """Weights of the agreed rhythms, in days between two meetings; one of them is the favourite."""
        favourite = rnd.choice((7, 14, 14, 14, 14, 21, 21, 28))
        spans = {7: (0.15, 0.7), 14: (0.8, 1.8), 21: (0.3, 0.8), 28: (0.1, 0.35), 30: (0.05, 0.25)}
        return {days: (4 if days == favourite else 1) * rnd.uniform(*span) for days, span in spans.items()}

    @staticmethod
    def _records(rnd: random.Random) -> dict[str, float]:
        """How much of each kind of event is recorded at all."""
        spans = {
            "held": (0.95, 1.0),
            "prepared": (0.35, 0.9),
            "action_added": (0.4, 0.95),
            "feedback_given": (0.35, 0.85),
            "goal_progress": (0.3, 0.85),
            "goal_reviewed": (0.4, 0.9),
            "meeting_booked": (0.75, 0.99),
            "meeting_moved": (0.7, 0.98),
            "meeting_rated": (0.5, 0.95),
            "message": (0.5, 1.0),
        }
        records = {kind: rnd.uniform(*span) for kind, span in spans.items()}
        for kind in rnd.sample(HARDLY_USED, rnd.choice((0, 0, 1, 2))):
            records[kind] *= rnd.uniform(0.05, 0.25)
        return records
