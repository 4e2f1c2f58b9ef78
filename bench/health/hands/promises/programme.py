"""One programme: what the seed redraws for all of its pairs."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from hands.promises.promise import CAUSES

# Time is the commonest stated reason (64 % of closures lie with the mentor), so capacity weighs most.
MIXTURE = {"goals": 4.5, "match": 5.0, "communication": 5.5, "feedback": 4.0, "sessions": 5.0, "capacity": 7.0}
RECORDED = {
    "booked": 0.80,
    "rated": 0.62,
    "prepared": 0.55,
    "action": 0.68,
    "feedback": 0.62,
    "progress": 0.50,
    "reason": 0.75,
}
GROUPS = {
    "quiet": 0.065,
    "elsewhere": 0.070,
    "always_five": 0.075,
    "harsh_rater": 0.070,
    "honeymoon": 0.070,
    "one_sided": 0.065,
    "overloaded": 0.055,
    "always_reschedules": 0.065,
    "holidays": 0.070,
    "records_twice": 0.053,
    "records_late": 0.053,
}


@dataclass(frozen=True)
class Programme:
    name: str
    opens_on: date
    rhythms: np.ndarray
    weeks: tuple[int, ...]
    mixture: np.ndarray
    recorded: dict[str, float]
    threads: float
    asks_every: int
    asks: int
    answers: float
    noise: float
    troubled: float
    dip: float
    blue: float
    outside: float
    success: float
    cut_off: float
    unsaid: float
    size: float
    groups: dict[str, float]


def draw_programme(seed: int) -> Programme:
    rng = np.random.default_rng([seed, 7919])
    spread = rng.uniform(0.82, 1.16)
    mixture = rng.dirichlet([6.0 * MIXTURE[cause] for cause in CAUSES])
    return Programme(
        name=f"programme-{seed}",
        opens_on=date(2023, 1, 9) + timedelta(days=int(rng.integers(0, 500))),
        rhythms=rng.dirichlet([3.0, 9.5, 6.0]),
        weeks=tuple(int(week) for week in sorted(rng.choice([36, 46, 48, 50, 52], 3, replace=False))),
        mixture=mixture,
        recorded={kind: min(0.95, share * spread * rng.uniform(0.9, 1.1)) for kind, share in RECORDED.items()},
        threads=rng.uniform(0.65, 1.1),
        asks_every=int(rng.choice([2, 3, 4], p=[0.7, 0.2, 0.1])),
        asks=int(rng.integers(5, 9)),
        answers=rng.uniform(0.55, 0.67),
        noise=rng.uniform(0.53, 0.65),
        troubled=rng.uniform(0.235, 0.27),
        dip=rng.uniform(0.085, 0.105),
        blue=rng.uniform(0.025, 0.035),
        outside=rng.uniform(0.04, 0.09),
        success=rng.uniform(0.02, 0.05),
        cut_off=rng.uniform(0.03, 0.08),
        unsaid=rng.uniform(0.44, 0.56),
        size=rng.uniform(0.92, 1.08),
        groups={name: share * rng.uniform(0.8, 1.15) for name, share in GROUPS.items()},
    )
