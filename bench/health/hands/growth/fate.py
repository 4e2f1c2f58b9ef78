"""How and when a pair ends: competing hazards, of which failure follows the factors' values and slopes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hands.growth.factors import EARLY_BOOST, EARLY_DAYS, Course
from hands.growth.programme import BOND, CAUSES, Programme


@dataclass(frozen=True)
class Fate:
    """The end of a pair, in days since it began; from `quiet_from` on the two write nothing."""

    how: str
    end: int
    quiet_from: int
    cause: str | None = None
    second: str | None = None
    onset: int | None = None

    @property
    def fails(self) -> bool:
        return self.how.startswith("failed")


def first_day(rng: np.random.Generator, hazard: np.ndarray) -> float:
    """The first day whose cumulative hazard passes a standard exponential draw, or infinity."""
    total = np.cumsum(hazard)
    place = int(np.searchsorted(total, rng.exponential()))
    return float(place) if place < len(total) else np.inf


def onset_of(course: Course, parts: np.ndarray, cause: int, end: int) -> int:
    """The change-point of the cause; without one, the start of the last spell in which it added to the hazard."""
    if course.onset[cause] < end:
        return int(course.onset[cause])
    good = np.flatnonzero(parts[cause, :end] <= 0.0)
    return min(int(good[-1]) + 1, end - 1) if len(good) else 0


def failure(rng: np.random.Generator, course: Course, parts: np.ndarray, programme: Programme, end: int) -> Fate:
    """A failed pair: the cause is the factor that added most to the hazard."""
    added = parts[:, end]
    first, next_best = (int(place) for place in np.argsort(-added)[:2])
    second = CAUSES[next_best] if added[next_best] > max(0.8, 0.5 * added[first]) else None
    silent = rng.random() < programme.size["silent_share"]
    quiet_from = max(3, end - int(rng.integers(5, 21))) if silent else end
    return Fate(
        "failed_silent" if silent else "failed_said",
        end,
        quiet_from,
        CAUSES[first],
        second,
        onset_of(course, parts, first, end),
    )


def draw_fate(
    rng: np.random.Generator, course: Course, programme: Programme, plan: int, left: int, frailty: float
) -> Fate:
    """The earliest of failure, an outside ending, early success, the planned end and the cut of the file."""
    size, day = programme.size, np.arange(course.line.shape[1])
    parts = -programme.value_effect[:, None] * course.value[:BOND] - size["slope_effect"] * course.slope[:BOND]
    score = parts.sum(axis=0) - size["bond_effect"] * course.value[BOND] + frailty
    failed = max(10.0, first_day(rng, size["base_hazard"] / 7.0 * np.exp(np.minimum(score, 8.0))))
    outside = first_day(rng, size["outside_hazard"] / 7.0 * np.where(day < EARLY_DAYS, EARLY_BOOST, 1.0))
    success = first_day(rng, size["success_hazard"] / 7.0 * np.exp(np.clip(course.value[0], -2, 2)) * (day > 70))
    finish = float(min(len(day) - 2, plan + int(rng.integers(-4, 8))))
    ends = {"outside": max(6.0, outside), "early_success": success, "completed": finish, "censored": float(left)}
    how = min(ends, key=lambda name: ends[name])
    if failed < ends[how]:
        return failure(rng, course, parts, programme, int(failed))
    return Fate(how, int(ends[how]), int(ends[how]))
