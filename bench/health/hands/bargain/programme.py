"""What one seed's programme is like: its rhythms, records, noise, troubles and patience."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from hands.bargain.terms import Array

RHYTHMS = (7, 14, 21, 28)
LENGTHS = (26, 39, 52)
ODD = {
    "quiet": 0.12,
    "elsewhere": 0.10,
    "harsh_rater": 0.08,
    "always_five": 0.075,
    "honeymoon": 0.10,
    "always_reschedules": 0.07,
    "holidays": 0.08,
    "records_late": 0.06,
    "records_twice": 0.04,
    "overloaded": 0.14,
}
RANGES = {
    "trouble": (0.49, 0.57),
    "healing": (0.12, 0.28),
    "sudden": (0.06, 0.16),
    "repair": (0.03, 0.10),
    "depth": (2.2, 2.7),
    "ramp": (5, 18),
    "outside_weekly": (0.0025, 0.0055),
    "silent": (0.25, 0.6),
    "noise": (0.45, 0.68),
    "leniency": (0.3, 0.5),
    "mean_rating": (3.85, 4.15),
    "candour": (1.7, 2.4),
    "irregular": (0.05, 0.14),
    "swing": (0.08, 0.18),
    "grip": (0.5, 0.85),
    "spill": (0.6, 1.4),
    "messages": (1.6, 3.5),
    "answering": (0.45, 0.68),
    "preparing": (0.35, 0.7),
    "rating": (0.35, 0.7),
    "feedback": (0.06, 0.16),
    "recorded": (0.95, 1.0),
    "goal_notes": (0.3, 0.6),
    "actions": (0.5, 1.1),
}
SHOWS = {
    "booking": (0.9, 1.8),
    "keeping": (0.8, 1.6),
    "writing": (0.2, 1.0),
    "preparing": (0.4, 1.4),
    "rating": (0.1, 0.7),
    "checkins": (0.4, 1.4),
    "notes": (0.2, 1.0),
}


@dataclass(frozen=True)
class Programme:
    """Everything that holds for all pairs of a seed; `shows` is how far unwillingness shows in each kind of act."""

    seed: int
    starts: date
    window: int
    file_days: int
    offset: str
    checkin_days: int
    rhythms: Array
    lengths: Array
    causes: Array
    odd: dict[str, float]
    sizes: dict[str, float]
    shows: dict[str, float]

    def __getitem__(self, size: str) -> float:
        return self.sizes[size]


def programme(seed: int) -> Programme:
    """Draw the programme of a seed."""
    rng = np.random.default_rng([seed, 7_001])
    u = rng.uniform
    return Programme(
        seed=seed,
        starts=date(2021, 1, 4) + timedelta(days=int(rng.integers(0, 900))),
        window=int(u(330, 430)),
        file_days=int(u(600, 720)),
        offset=str(rng.choice(["+00:00", "+01:00", "+02:00", "-05:00", "+05:30"])),
        checkin_days=int(rng.choice([14, 21, 28])),
        rhythms=rng.dirichlet((4.5, 15.5, 3.0, 2.0)),
        lengths=rng.dirichlet((4.5, 5.3, 5.2)),
        causes=rng.dirichlet((9.4, 9.8, 9.0, 9.0, 13.0, 9.8)),
        odd={name: share * u(0.8, 1.2) for name, share in ODD.items()},
        sizes={name: u(low, high) for name, (low, high) in RANGES.items()},
        shows={name: u(low, high) for name, (low, high) in SHOWS.items()},
    )
