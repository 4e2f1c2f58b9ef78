"""The longitudinal submodels: for every kind of record, side and day, its linear predictor and a draw from it."""

from __future__ import annotations

import numpy as np

from hands.growth.factors import Course
from hands.growth.people import Couple
from hands.growth.programme import BOND, Programme
from hands.growth.records import GRADED, INDEX, RECORDS, THRESHOLDS, levels

BOTH = 2
RATER_SD = 0.9
OBJECT_SD = 0.55
# People keep up appearances: of a fall the beginning shows in full, then less and less.
SHOWS_AT_MOST = 1.85
MENTEE_HIGHER = 0.41 * 1.6
SHIFTS: dict[str, dict[str, float]] = {
    "quiet": {
        "messages": -1.2,
        "rated": -1.1,
        "answered": -0.8,
        "actions": -1.2,
        "logged": -0.7,
        "review": -1.0,
        "progress": -1.0,
        "feedback": -0.8,
        "prepared": -0.8,
    },
    "elsewhere": {"messages": -1.1, "logged": -1.0, "contact": 2.4, "booked": -0.8},
    "always_reschedules": {"moved": 2.4, "interval": 0.04},
    "overloaded": {"delay": 0.3, "moved": 0.5, "cancelled": 0.35, "interval": 0.05},
}


def seen(couple: Couple, course: Course, programme: Programme, rng: np.random.Generator) -> np.ndarray:
    """The factors as each side shows them, and (last) as the two show them together."""
    own = rng.normal(0.0, programme.size["person_sd"], (2, 7, 1))
    falls = SHOWS_AT_MOST * -np.expm1(-course.fall / SHOWS_AT_MOST)
    sides = course.line + course.weather + own - couple.sharp[:, None, None] * falls
    if "heals" in couple.traits:
        sides = sides - dip(couple, falls.shape[1])
    return np.concatenate([sides, sides.mean(axis=0, keepdims=True)])


def dip(couple: Couple, days: int) -> np.ndarray:
    """A loss that the records show and that heals by itself; the hazard does not know it."""
    place = (np.arange(days) - couple.dip_from) / couple.dip_days
    bump = couple.dip_depth * np.where((place > 0) & (place < 1), np.sin(np.pi * np.clip(place, 0, 1)), 0.0)
    loss = np.zeros((7, days))
    loss[couple.dip_cause], loss[BOND] = bump, 0.6 * bump
    return loss


class Panel:
    """Linear predictors of a pair's records; side 2 stands for what the two do together."""

    def __init__(self, rng: np.random.Generator, couple: Couple, course: Course, programme: Programme) -> None:
        self.rng = rng
        shown = seen(couple, course, programme, rng)
        loads = np.repeat(programme.loadings[None], 3, axis=0)
        level = np.repeat((levels() + programme.intercepts)[None], 3, axis=0)
        level += self.effects(programme)
        self.peculiar(couple, loads, level)
        self.eta = np.einsum("srf,sfd->srd", loads, shown) + level[:, :, None]
        if "honeymoon" in couple.traits:
            self.eta[:, GRADED] += 1.8 * np.exp(-np.arange(shown.shape[2]) / 60.0)
        self.last = shown.shape[2] - 1

    def effects(self, programme: Programme) -> np.ndarray:
        """Random effects of pair and person; a rater's severity is one number for all that is rated."""
        count = len(RECORDS)
        spread = np.resize(programme.effect_sd, count)
        spread[[INDEX["interval"], INDEX["minutes"]]] *= 0.25
        pair = self.rng.normal(0.0, 1.0, (1, count)) * spread
        person = self.rng.normal(0.0, 1.0, (3, count)) * spread
        person[BOTH] = person[:BOTH].mean(axis=0)
        severity = self.rng.normal(0.0, RATER_SD, 3) + MENTEE_HIGHER * np.array([-0.5, 0.5, 0.0])
        pair[:, GRADED] = self.rng.normal(0.0, OBJECT_SD)
        person[:, GRADED] = severity[:, None] + 0.5 * person[:, GRADED]
        return pair + person

    def peculiar(self, couple: Couple, loads: np.ndarray, level: np.ndarray) -> None:
        """What odd groups change: intercepts and loadings of records, never the factors."""
        for trait, shifts in SHIFTS.items():
            for name, shift in shifts.items() if trait in couple.traits else ():
                level[:, INDEX[name]] += shift
        for side in couple.odd_sides:
            if "harsh_rater" in couple.traits:
                level[side, GRADED] = np.minimum(level[side, GRADED], 2.0) - 2.6
            if "always_five" in couple.traits:
                level[side, GRADED] = 9.0
                loads[side, GRADED] *= 0.1

    def predictor(self, name: str, side: int, day: float) -> float:
        return float(self.eta[side, INDEX[name], min(self.last, max(0, int(day)))])

    def happens(self, name: str, side: int, day: float) -> bool:
        """A Bernoulli record."""
        return bool(self.rng.random() < 1.0 / (1.0 + np.exp(-self.predictor(name, side, day))))

    def count(self, name: str, side: int, day: float, exposure: float = 1.0) -> int:
        """A Poisson record, with the extra spread of busy and idle weeks."""
        busy = self.rng.gamma(2.0, 0.5)
        return int(self.rng.poisson(exposure * busy * np.exp(min(3.0, self.predictor(name, side, day)))))

    def grade(self, name: str, side: int, day: float) -> int:
        """An ordered record of one to five."""
        latent = self.predictor(name, side, day) + self.rng.logistic()
        return 1 + int(np.searchsorted(THRESHOLDS, latent))

    def size(self, name: str, side: int, day: float, middle: float, spread: float) -> float:
        """A lognormal record around a middle."""
        return float(middle * np.exp(self.predictor(name, side, day) + self.rng.normal(0.0, spread)))
