"""The latent factors of a pair: random intercepts and slopes, passing weather, and falls from a change-point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hands.growth.programme import Programme

EARLY_DAYS = 30.0
EARLY_BOOST = 6.9 / 3.2


@dataclass(frozen=True)
class Course:
    """Daily values of the six causes' factors and the common one: the smooth line, the passing weather, the fall."""

    line: np.ndarray
    weather: np.ndarray
    fall: np.ndarray
    slope: np.ndarray
    onset: np.ndarray

    @property
    def value(self) -> np.ndarray:
        """The true value that the hazard follows; weather is not part of it."""
        return self.line - self.fall


def change_points(rng: np.random.Generator, programme: Programme) -> np.ndarray:
    """The day each cause begins to fall; likelier in the first month, and one fall may draw another after it."""
    wait = rng.exponential(7.0 / programme.change_rates)
    early = wait < EARLY_DAYS * EARLY_BOOST
    onset = np.where(early, wait / EARLY_BOOST, wait - EARLY_DAYS * (EARLY_BOOST - 1.0))
    first, drawn = int(np.argmin(onset)), int(rng.choice(6, p=programme.change_rates / programme.change_rates.sum()))
    follows = onset[first] + rng.uniform(14, 49)
    if rng.random() < programme.size["second_share"] and drawn != first:
        onset[drawn] = min(onset[drawn], follows)
    return onset


def weather(rng: np.random.Generator, programme: Programme, days: int) -> np.ndarray:
    """Weekly autoregressive noise of each factor, drawn as a line between the weeks."""
    weeks, memory = days // 7 + 2, programme.size["weather_memory"]
    state = rng.normal(0.0, programme.size["weather_sd"], (7, weeks))
    for week in range(1, weeks):
        state[:, week] = memory * state[:, week - 1] + np.sqrt(1 - memory**2) * state[:, week]
    return np.array([np.interp(np.arange(days), np.arange(weeks) * 7, row) for row in state])


def falls(rng: np.random.Generator, programme: Programme, onset: np.ndarray, days: int) -> np.ndarray:
    """What each factor has lost by each day: the cause's from its change-point, the common one's some weeks later."""
    size, sudden = programme.size, rng.random(6) < programme.size["sudden_share"]
    pace = size["pace"] * np.exp(rng.normal(0.0, size["pace_sd"], 6)) * np.where(sudden, 4.5, 1.0)
    lag = size["lag_weeks"] * np.exp(rng.normal(0.0, 0.4, 6)) * np.where(sudden, 0.25, 1.0)
    depth = rng.uniform(3.8, 6.0, 6)
    weeks = (np.arange(days)[:, None] - onset) / 7.0
    own, spread = (-depth * np.expm1(-pace * np.maximum(since, 0.0) / depth) for since in (weeks, weeks - lag))
    return np.vstack([own.T, size["follow"] * spread.max(axis=1)])


def draw_course(rng: np.random.Generator, programme: Programme, days: int) -> Course:
    """The factors of one pair from its first day."""
    start = programme.size["intercept_sd"] * (np.sqrt(0.7) * rng.normal(size=7) + np.sqrt(0.3) * rng.normal())
    trend = programme.size["slope_sd"] * rng.normal(size=7)
    onset = change_points(rng, programme)
    fall = falls(rng, programme, onset, days)
    line = start[:, None] + trend[:, None] * np.arange(days) / 182.0
    slope = np.gradient(line - fall, axis=1) * 7.0
    return Course(line, weather(rng, programme, days), fall, slope, onset)
