"""What a programme is like: everything that is redrawn with each seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hands.hours.trouble import CAUSES

ODD = ("quiet", "elsewhere", "harsh_rater", "always_five")


@dataclass(frozen=True)
class Programme:
    name: str
    cut: date  # the file is written on this day
    window: int  # days before the cut in which pairs began
    rhythms: dict[int, float]
    lengths: dict[int, float]
    hours: dict[str, float]  # free hours a week, by role
    sittings: float  # how often a week someone sits down to the list
    chat: float  # conversations someone starts in a week
    stretch: float  # how much longer than agreed a usual interval is
    irregular: float  # spread of intervals, log scale
    unrest: float  # chance that one of them upsets a booked meeting
    books_ahead: float
    records: float
    rates: float
    asks_every: int
    answers: float  # readiness to fill in a check-in
    looks_every: int  # days between looks at a goal
    rating_noise: float
    item_noise: float
    shows: dict[str, float]  # how strongly trouble shows: pull, quality, items, worn, meeting
    troubled: float
    healing: float
    outside: float
    success: float
    silent: float
    causes: dict[str, float]
    pace: float  # weeks from onset to giving up, median
    sudden: float
    odd: dict[str, float]


def _shares(rng: Random, names: tuple[str, ...], floor: float) -> dict[str, float]:
    raw = {name: floor + rng.random() for name in names}
    total = sum(raw.values())
    return {name: value / total for name, value in raw.items()}


def _odd(rng: Random) -> dict[str, float]:
    shares = {name: rng.uniform(0.06, 0.11) for name in ODD}
    others = ("honeymoon", "one_sided", "overloaded", "always_reschedules", "holidays", "records_late", "records_twice")
    return shares | {name: rng.uniform(0.04, 0.11) for name in others}


def draw(seed: int) -> Programme:
    rng = Random(f"hours programme {seed}")
    u = rng.uniform
    return Programme(
        name=f"hours-{seed}",
        cut=date(2025, 6, 30) - timedelta(days=rng.randrange(400)),
        window=rng.randrange(700, 1000),
        rhythms={7: u(0.1, 0.32), 14: u(0.45, 0.65), 21: u(0.02, 0.1), 28: u(0.0, 0.06)},
        lengths={16: u(0.02, 0.12), 26: u(0.2, 0.4), 39: u(0.2, 0.4), 52: u(0.25, 0.45)},
        hours={"mentor": u(2.0, 2.9), "mentee": u(2.6, 3.8)},
        sittings=u(2.2, 3.6),
        chat=u(0.7, 1.2),
        stretch=u(0.98, 1.1),
        irregular=u(0.08, 0.2),
        unrest=u(0.02, 0.065),
        books_ahead=u(0.3, 0.65),
        records=u(0.84, 0.97),
        rates=u(0.4, 0.8),
        asks_every=rng.choice((21, 28, 28, 35)),
        answers=u(-0.5, 0.3),
        looks_every=rng.randrange(14, 29),
        rating_noise=u(0.6, 0.92),
        item_noise=u(0.55, 0.9),
        shows={
            "pull": u(1.5, 2.7),
            "quality": u(1.5, 2.5),
            "items": u(0.8, 1.6),
            "worn": u(0.9, 1.7),
            "meeting": u(1.25, 2.3),
        },
        troubled=u(0.19, 0.255),
        healing=u(0.08, 0.15),
        outside=u(0.13, 0.19),
        success=u(0.04, 0.09),
        silent=u(0.16, 0.33),
        causes=_shares(rng, CAUSES, 0.7),
        pace=u(9.5, 14.0),
        sudden=u(0.06, 0.14),
        odd=_odd(rng),
    )
