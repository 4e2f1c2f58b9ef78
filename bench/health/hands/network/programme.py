"""One programme: everything that is redrawn with the seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np


@dataclass(frozen=True)
class Programme:
    name: str
    opens_on: date
    rhythms: tuple[float, float, float]  # shares of 7, 14 and 28 days
    weeks: tuple[int, ...]  # planned lengths on offer
    recorded: float  # how much of what happens is recorded at all
    answered: float  # chance that an asked check-in is answered
    rated: float
    asked_every_weeks: int
    items_asked: int
    noise: float  # spread of an answer around what is meant
    high: float  # where answers centre
    talk: float  # messages a week begun by either side
    mixture: tuple[float, ...]  # how prone each cause is, in the order of CAUSES
    coupling: float  # median strength with which troubles keep each other on
    shocks: float  # stress shocks a week
    blue: float  # weekly chance of an end out of the blue
    outside: float  # weekly chance of an end from outside
    early_success: float  # weekly chance that all is reached early
    odd: float  # share of pairs with some oddity
    silent: float  # share of failures without a word
    censored: float


def draw_programme(seed: int) -> Programme:
    rng = np.random.default_rng([seed, 0])
    rhythms = rng.dirichlet([6.0, 9.0, 3.0])
    lengths = ((26, 39, 52), (39, 52), (30, 40, 52), (40, 52))
    return Programme(
        name=f"p{seed}",
        opens_on=date(2023, 1, 9) + timedelta(days=int(rng.integers(0, 500))),
        rhythms=(float(rhythms[0]), float(rhythms[1]), float(rhythms[2])),
        weeks=lengths[int(rng.integers(len(lengths)))],
        recorded=float(rng.uniform(0.82, 0.95)),
        answered=float(rng.uniform(0.52, 0.68)),
        rated=float(rng.uniform(0.45, 0.65)),
        asked_every_weeks=int(rng.choice([2, 3, 3, 4])),
        items_asked=int(rng.choice([4, 5, 6])),
        noise=float(rng.uniform(0.70, 0.88)),
        high=float(rng.uniform(3.95, 4.25)),
        talk=float(rng.uniform(0.6, 0.95)),
        mixture=tuple(float(part) for part in rng.dirichlet(np.array([6.0, 6.0, 6.5, 5.5, 6.5, 9.0]) * 1.5)),
        coupling=float(rng.uniform(1.46, 1.62)),
        shocks=float(rng.uniform(0.0132, 0.0164)),
        blue=float(rng.uniform(0.0006, 0.0009)),
        outside=float(rng.uniform(0.0009, 0.0018)),
        early_success=float(rng.uniform(0.0008, 0.0018)),
        odd=float(rng.uniform(0.42, 0.50)),
        silent=float(rng.uniform(0.42, 0.58)),
        censored=float(rng.uniform(0.05, 0.15)),
    )
