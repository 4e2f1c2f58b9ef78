"""What all pairs of one seed share: rhythms, shares, noise, mixtures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from hands.gauges.links import Link, wired

# About 7 % of raters hardly vary in the speed-dating data; the first four groups must be well filled.
ODD = {
    "quiet": 0.085,
    "elsewhere": 0.085,
    "harsh_rater": 0.08,
    "always_five": 0.08,
    "honeymoon": 0.06,
    "overloaded": 0.07,
    "always_reschedules": 0.05,
    "heals": 0.07,
    "holidays": 0.06,
    "records_late": 0.05,
    "records_twice": 0.04,
}

RANGES = {
    "failing": (0.26, 0.33),
    "outside_a_month": (0.012, 0.021),
    "success": (0.05, 0.11),
    "silent": (0.45, 0.75),
    "fall_weeks": (8.0, 13.5),
    "early_onset": (0.1, 0.25),
    "waver": (0.05, 0.085),
    "messages_a_week": (0.9, 1.75),
    "goals_a_week": (0.2, 0.45),
    "feedback_a_week": (0.05, 0.13),
    "breaks_a_year": (0.35, 0.85),
    "moved": (0.05, 0.13),
    "cancelled": (0.02, 0.05),
    "missed": (0.008, 0.02),
    "regular": (0.06, 0.14),
    "recorded": (0.93, 0.985),
    "rated": (0.4, 0.75),
    "prepared": (0.25, 0.6),
    "actions": (0.4, 1.0),
    "answered": (0.5, 0.72),
    "bias": (0.33, 0.48),
}


@dataclass(frozen=True)
class Programme:
    name: str
    cut_off: date
    offset: float
    planned_weeks: tuple[int, ...]
    rhythm_odds: np.ndarray
    causes: np.ndarray
    curves: np.ndarray
    asked_every: int
    items_asked: int
    links: dict[str, Link]
    odd: dict[str, float]
    size: dict[str, float]


def draw_programme(seed: int) -> Programme:
    rng = np.random.default_rng([seed, 7919, 1])
    return Programme(
        name=f"gauges-{seed}",
        cut_off=date(2024, 3, 1) + timedelta(days=int(rng.integers(0, 500))),
        offset=float(rng.choice([-5.0, 0.0, 1.0, 2.0, 5.5])),
        planned_weeks=tuple(int(w) for w in rng.choice([26, 30, 36, 39, 44, 52], 3)),
        rhythm_odds=rng.dirichlet(np.array([5.0, 12.0, 3.0, 0.8]) * 2),
        causes=rng.dirichlet(np.array([0.16, 0.165, 0.165, 0.15, 0.15, 0.21]) * 60),
        curves=rng.dirichlet(np.array([5.0, 2.5, 4.0]) * 2),
        asked_every=int(rng.choice([14, 21, 28])),
        items_asked=int(rng.integers(4, 9)),
        links=wired(rng),
        odd={group: float(share * rng.uniform(0.85, 1.15)) for group, share in ODD.items()},
        size={name: float(rng.uniform(low, high)) for name, (low, high) in RANGES.items()},
    )
