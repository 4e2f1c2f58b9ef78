"""The health of a pair: six channels that waver, and for some of them a fall that spreads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hands.gauges.channels import CHANNELS, SIDES

CURVES = ("linear", "step", "late")


@dataclass(frozen=True)
class Fall:
    cause: int
    second: int | None
    onset: int
    curve: str
    days: float
    depth: float
    lag: float
    drag: np.ndarray

    def progress(self, since: np.ndarray) -> np.ndarray:
        """How far down the curve is, 0 to 1, so many days after it set in."""
        way = np.clip(since / self.days, 0.0, 1.0)
        if self.curve == "step":
            return np.where(since > 0, 0.8 * np.clip(since / 5.0, 0.0, 1.0) + 0.2 * way, 0.0)
        return way**2.4 if self.curve == "late" else way

    def drops(self, horizon: int) -> np.ndarray:
        """What each day takes from each channel; the dragged ones follow after a lag, ever faster."""
        since = np.arange(horizon, dtype=float) - self.onset
        follow = self.progress(since - self.lag) ** 1.4
        out = self.depth * follow[:, None] * self.drag[None, :]
        if self.second is not None:
            out[:, self.second] = 0.8 * self.depth * self.progress(since - 0.5 * self.lag)
        out[:, self.cause] = self.depth * self.progress(since)
        return out


@dataclass(frozen=True)
class Health:
    steady: np.ndarray
    drops: np.ndarray
    notice: dict[str, float]

    def overall(self) -> np.ndarray:
        return np.clip(self.steady - self.drops, 0.0, 1.0).mean(axis=1)

    def seen(self, day: int, side: str | None) -> np.ndarray:
        day = min(max(day, 0), len(self.steady) - 1)
        share = self.notice[side] if side else sum(self.notice.values()) / len(SIDES)
        return np.clip(self.steady[day] - share * self.drops[day], 0.0, 1.0)


def draw_levels(rng: np.random.Generator, cause: int | None) -> np.ndarray:
    """A pair's own level in each channel; a pair that will fail starts a shade lower, more so in its cause."""
    levels = 0.76 + rng.normal(0.0, 0.05) + rng.normal(0.0, 0.05, len(CHANNELS))
    if cause is not None:
        levels -= 0.03
        levels[cause] -= 0.04
    return np.clip(levels, 0.5, 0.95)


def wavering(rng: np.random.Generator, levels: np.ndarray, horizon: int, size: float) -> np.ndarray:
    """Weekly wavering about the levels with a memory of some weeks, part of it common to all channels."""
    weeks = horizon // 7 + 2
    steps = size * (0.8 * rng.normal(size=(weeks, len(CHANNELS))) + 0.6 * rng.normal(size=(weeks, 1)))
    keep = 0.7
    for week in range(1, weeks):
        steps[week] = keep * steps[week - 1] + (1.0 - keep**2) ** 0.5 * steps[week]
    days, grid = np.arange(horizon), 7.0 * np.arange(weeks)
    return np.column_stack([levels[c] + np.interp(days, grid, steps[:, c]) for c in range(len(CHANNELS))])


def dip(rng: np.random.Generator, horizon: int, start: int) -> np.ndarray:
    """A fall of one channel, and half as much of the rest, that mends by itself."""
    length = rng.uniform(28.0, 70.0)
    way = np.clip((np.arange(horizon) - start) / length, 0.0, 1.0)
    out = np.outer(rng.uniform(0.2, 0.4) * np.sin(np.pi * way), np.full(len(CHANNELS), 0.5))
    out[:, rng.integers(len(CHANNELS))] *= 2.0
    return out
