"""A person: reservoirs, and habits of acting and of rating that have nothing to do with them."""

import math
from dataclasses import dataclass, field
from random import Random

from hands.reservoir.programme import Programme
from hands.reservoir.reservoirs import Reservoirs

SIDES = ("mentor", "mentee")
CENTRE = 4.2
FLAT = 0.04  # of raters; the always_five raters make it about 7 %
OWN = 2.6  # how much of a reservoir's lack shows in what people do
WHOLE = 0.8  # how much of the exhaustion does
POINTS_OWN = 1.2  # the same for what they say, in points
POINTS_WHOLE = 0.48


def tilt(chance: float, strain: float) -> float:
    """A chance whose odds a strain has lowered (or, if negative, raised)."""
    odds = chance / (1.0 - chance) * math.exp(-strain)
    return odds / (1.0 + odds)


@dataclass
class Person:
    """One side of a pair."""

    side: str
    bias: float
    candour: float
    openness: float
    noise: float
    activity: float
    preparing: float
    cancelling: float
    moving: float
    missing: float
    answering: float
    reply_days: float
    rating: float
    flat: int | None = None
    reservoirs: Reservoirs = field(default_factory=Reservoirs)

    def strain(self, cause: str) -> float:
        """What the present levels take from the odds of doing something that belongs to a cause."""
        held = self.reservoirs
        return self.candour * (OWN * held.lack(cause) + WHOLE * held.exhaustion())

    def points(self, cause: str | None) -> float:
        """What the present levels take from a rating; one of the whole asks for no single reservoir."""
        held = self.reservoirs
        lack = 0.5 * held.exhaustion() if cause is None else held.lack(cause)
        return self.openness * (POINTS_OWN * lack + POINTS_WHOLE * held.exhaustion())

    def rate(self, rng: Random, shift: float) -> int:
        """An answer from 1 to 5, shifted from this rater's own centre."""
        if self.flat is not None and rng.random() < 0.97:
            return self.flat
        return min(5, max(1, round(CENTRE + self.bias + shift)))


def draw_person(rng: Random, programme: Programme, side: str, groups: list[str], odd: bool) -> Person:
    """Draw a person; `odd` is the side on which a one-sided oddity of the pair lies."""
    person = Person(
        side=side,
        bias=rng.gauss(0.0, 0.34),
        candour=programme.candour * rng.lognormvariate(-0.03, 0.25),
        openness=programme.candour * rng.lognormvariate(-0.04, 0.3),
        noise=programme.noise * rng.lognormvariate(0.0, 0.15),
        activity=rng.lognormvariate(-0.1, 0.45),
        preparing=min(0.9, programme.preparing * rng.lognormvariate(-0.05, 0.35)),
        cancelling=rng.betavariate(2.0, 66.0),
        moving=rng.betavariate(2.0, 46.0),
        missing=rng.betavariate(1.5, 85.0),
        answering=min(0.92, programme.answer_chance * rng.lognormvariate(-0.02, 0.2)),
        reply_days=rng.lognormvariate(0.0, 0.5),
        rating=min(0.92, programme.ratings_recorded * rng.lognormvariate(-0.02, 0.25)),
        flat=rng.choice((4, 4, 5)) if rng.random() < FLAT else None,
    )
    if odd and "always_five" in groups:
        person.flat = 5
    if (not odd) and "harsh_rater" in groups:
        person.bias, person.flat = rng.uniform(-1.2, -0.7), None
    if "one_sided" in groups:
        person.activity *= 1.6 if odd else 0.25
        person.preparing *= 1.2 if odd else 0.35
    if "overloaded" in groups and side == "mentor":
        person.cancelling = rng.uniform(0.13, 0.23)
    if "always_reschedules" in groups and odd:
        person.moving = rng.uniform(0.3, 0.45)
    person.preparing = min(0.95, person.preparing)
    return person
