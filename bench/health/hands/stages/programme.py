"""A programme: everything that is drawn once per seed and shared by its pairs."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from hands.stages.habits import FAMILIES, RECORDS

TYPICAL_DAYS = {
    "knowing": 26,
    "settling": 35,
    "working": 125,
    "drifting": 38,
    "wearing": 62,
    "ending": 11,
    "repair": 30,
}
MIXTURE = np.array((0.165, 0.165, 0.17, 0.165, 0.17, 0.165))  # in the order of habits.CAUSES
ODD_SHARES = {
    "quiet": 0.08,
    "elsewhere": 0.075,
    "harsh_rater": 0.08,
    "always_five": 0.08,
    "honeymoon": 0.09,
    "overloaded": 0.12,
    "always_reschedules": 0.06,
    "holidays": 0.08,
    "records_late": 0.06,
    "records_twice": 0.05,
}


class Programme:
    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng((seed, 0))

        def between(low: float, high: float) -> float:
            return float(rng.uniform(low, high))

        self.name = f"programme-{seed}"
        self.opens = date(int(rng.integers(2019, 2025)), 1, 1) + timedelta(days=int(rng.integers(0, 300)))
        self.intake_days = int(rng.integers(150, 300))
        self.cut_on = self.opens + timedelta(days=self.intake_days + int(rng.integers(210, 330)))
        self.offset_hours = int(rng.choice((-5, 0, 1, 1, 2, 9)))
        self.rhythms = rng.dirichlet((12, 17, 7, 5))
        self.lengths = rng.dirichlet((18, 18, 16))
        self.odd = {group: share * between(0.8, 1.25) for group, share in ODD_SHARES.items()}
        # The walk through the stages.
        self.stays = {stage: days * float(rng.lognormal(0, 0.09)) for stage, days in TYPICAL_DAYS.items()}
        self.mixture = rng.dirichlet(MIXTURE * 70)
        self.never_starts, self.sudden = between(0.03, 0.06), between(0.02, 0.06)
        self.turns, self.heals = between(0.48, 0.58), between(0.22, 0.32)
        self.outside_a_day, self.success, self.silent = (
            between(0.00035, 0.00065),
            between(0.03, 0.08),
            between(0.35, 0.6),
        )
        # How far trouble shows, and how alike healthy pairs are.
        self.depth, self.spread = between(0.95, 1.4), between(0.75, 1.1)
        family = {name: float(rng.lognormal(0, 0.22)) for name in sorted(set(FAMILIES.values()))}
        self.visible = np.array([family[FAMILIES[record]] for record in RECORDS])
        self.irregular, self.noise, self.cancels = between(0.08, 0.18), between(0.44, 0.7), between(0.03, 0.065)
        # How much is recorded.
        self.writes, self.plans = between(0.9, 1.9), between(0.35, 0.7)
        self.rates, self.prepares = between(0.42, 0.68), between(0.3, 0.55)
        self.asks_every, self.answers = int(rng.choice((14, 21, 21, 28))), between(0.5, 0.66)
