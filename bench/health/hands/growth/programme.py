"""What a seed redraws: the programme that all its pairs share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from hands.growth.records import LOADINGS, RECORDS, loading_matrix

CAUSES = ("goals", "match", "communication", "feedback", "sessions", "capacity")
BOND = 6
RHYTHMS, RHYTHM_SHARES = (7, 14, 21, 28), np.array([0.36, 0.50, 0.07, 0.07])
PLANS, PLAN_SHARES = (26, 32, 40, 52), np.array([0.30, 0.25, 0.22, 0.23])
ZONES = ((-300, -240), (0, 60), (60, 120), (60, 60), (330, 330))

# Ranges of the parameters that are one number; hazards and rates are a week.
RANGES: dict[str, tuple[float, float]] = {
    "intercept_sd": (0.24, 0.38),
    "slope_sd": (0.10, 0.28),
    "weather_sd": (0.30, 0.55),
    "weather_memory": (0.45, 0.75),
    "person_sd": (0.22, 0.42),
    "change_rate": (0.0104, 0.0134),
    "second_share": (0.12, 0.35),
    "sudden_share": (0.06, 0.15),
    "pace": (0.36, 0.55),
    "pace_sd": (0.30, 0.55),
    "follow": (0.70, 1.00),
    "lag_weeks": (0.7, 2.2),
    "base_hazard": (0.00006, 0.00012),
    "bond_effect": (0.55, 0.85),
    "slope_effect": (0.3, 1.0),
    "outside_hazard": (0.0039, 0.0056),
    "success_hazard": (0.0010, 0.0028),
    "silent_share": (0.40, 0.70),
    "strength": (0.75, 1.25),
    "interval_sd": (0.08, 0.19),
    "minutes": (38, 65),
    "delay_hours": (5, 22),
    "pause_share": (0.15, 0.50),
    "away_rate": (0.007, 0.018),
}

# Shares of pairs with a peculiarity; one_sided shows only where a fall comes.
GROUPS: dict[str, tuple[float, float]] = {
    "quiet": (0.085, 0.13),
    "elsewhere": (0.06, 0.11),
    "harsh_rater": (0.06, 0.105),
    "always_five": (0.055, 0.095),
    "honeymoon": (0.05, 0.15),
    "one_sided": (0.15, 0.35),
    "always_reschedules": (0.04, 0.09),
    "heals": (0.06, 0.14),
    "holidays": (0.05, 0.12),
    "records_late": (0.03, 0.10),
    "records_twice": (0.02, 0.06),
}


@dataclass(frozen=True)
class Programme:
    """Population parameters of the factors, the hazards and the recording."""

    first_day: date
    cut: date
    size: dict[str, float]
    groups: dict[str, float]
    rhythm_shares: np.ndarray
    plan_shares: np.ndarray
    zones: tuple[int, ...]
    change_rates: np.ndarray
    value_effect: np.ndarray
    loadings: np.ndarray
    intercepts: np.ndarray
    effect_sd: np.ndarray
    checkin_days: int
    checkin_items: int


def draw_programme(seed: int) -> Programme:
    """The programme of a seed."""
    rng = np.random.default_rng([seed, 40])
    size, groups = ({name: float(rng.uniform(*span)) for name, span in table.items()} for table in (RANGES, GROUPS))
    first = date(2021, 1, 4) + timedelta(days=int(rng.integers(0, 700)))
    shares = np.clip(rng.dirichlet(np.array([11.0, 12.0, 12.0, 11.0, 10.5, 12.0])), 0.10, 0.24)
    return Programme(
        first_day=first,
        cut=first + timedelta(days=int(rng.integers(560, 680))),
        size=size,
        groups=groups,
        rhythm_shares=rng.dirichlet(RHYTHM_SHARES * 60),
        plan_shares=rng.dirichlet(PLAN_SHARES * 30),
        zones=ZONES[int(rng.integers(len(ZONES)))],
        change_rates=shares / shares.sum() * size["change_rate"],
        value_effect=rng.uniform(1.20, 1.38, 6),
        loadings=loading_matrix(rng, size["strength"]),
        intercepts=rng.normal(0.0, 0.22, len(RECORDS)),
        effect_sd=rng.uniform(0.25, 0.55, len(LOADINGS)),
        checkin_days=int(rng.choice([14, 21, 28])),
        checkin_items=int(rng.integers(4, 8)),
    )
