"""One programme: what all its pairs have in common."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hands.reservoir.reservoirs import CAUSES

# The mentor's time leads, as in the closures Keller & Spencer attribute to the mentor.
USUAL_CAUSES = {
    "goals": 0.15,
    "match": 0.17,
    "communication": 0.16,
    "feedback": 0.13,
    "sessions": 0.15,
    "capacity": 0.24,
}


@dataclass(frozen=True)
class Programme:
    """The parameters redrawn for every seed."""

    name: str
    starts_on: date
    exported_on: date
    rhythms: tuple[float, float, float]
    planned: tuple[int, ...]
    leak_hazard: float
    causes: tuple[float, ...]
    checkin_days: int
    answer_chance: float
    meetings_recorded: float
    bookings_recorded: float
    ratings_recorded: float
    messages_weekly: float
    preparing: float
    feedback_chance: float
    progress_chance: float
    noise: float
    candour: float
    outside_hazard: float


def draw_programme(seed: int) -> Programme:
    """Draw the programme that belongs to a seed."""
    rng = Random(f"programme {seed}")
    starts_on = date(rng.choice((2021, 2022, 2023)), rng.randint(1, 12), 1)
    shares = [rng.gammavariate(10 * USUAL_CAUSES[cause] * 3, 1.0) for cause in CAUSES]
    weekly, monthly = rng.uniform(0.1, 0.2), rng.uniform(0.15, 0.25)
    return Programme(
        name=f"programme-{seed}",
        starts_on=starts_on,
        exported_on=starts_on + timedelta(weeks=rng.randint(76, 88)),
        rhythms=(weekly, 1.0 - weekly - monthly, monthly),
        planned=rng.choice(((39, 52), (44, 52), (36, 48, 52))),
        leak_hazard=rng.uniform(0.0136, 0.0158),
        causes=tuple(share / sum(shares) for share in shares),
        checkin_days=rng.choice((14, 14, 21)),
        answer_chance=rng.uniform(0.55, 0.66),
        meetings_recorded=rng.uniform(0.98, 0.995),
        bookings_recorded=rng.uniform(0.6, 0.9),
        ratings_recorded=rng.uniform(0.5, 0.65),
        messages_weekly=rng.uniform(0.6, 1.0),
        preparing=rng.uniform(0.35, 0.6),
        feedback_chance=rng.uniform(0.3, 0.45),
        progress_chance=rng.uniform(0.25, 0.4),
        noise=rng.uniform(0.9, 1.1),
        candour=rng.uniform(0.9, 1.1),
        outside_hazard=rng.uniform(0.002, 0.0035),
    )
