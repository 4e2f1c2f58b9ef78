"""How far each channel has fallen on each day, for each side: fall[channel][side][day], 0 as usual, 1 all the way."""

from __future__ import annotations

import random

import numpy as np

from hands.ledger.calendar import Calendar
from hands.ledger.channels import COMM
from hands.ledger.fate import Fate
from hands.ledger.habits import Habits
from hands.ledger.programme import Programme


class Falls:
    """The channels of one pair over its days: weather, dips, a fall that heals, a decline that does not."""

    def __init__(
        self,
        programme: Programme,
        rnd: random.Random,
        rng: np.random.Generator,
        fate: Fate,
        habits: Habits,
        calendar: Calendar,
    ) -> None:
        self.programme, self.rnd, self.rng, self.fate, self.calendar = programme, rnd, rng, fate, calendar
        days = np.arange(len(calendar.open)) + 0.5
        self.channels = self._weather(len(days))
        self._add_dips(days)
        if habits.heals:
            self._add_hill(days)
        decline = self._decline(days) if fate.fails else 0
        self.channels += decline - habits.honeymoon * 0.45 * np.exp(-((days / 35) ** 2))
        np.clip(self.channels, -0.4, 1.25, out=self.channels)

    def _weather(self, days: int) -> np.ndarray:
        """Slow noise, week by week, partly shared by the sides and by all channels."""
        weeks, weather = days // 7 + 1, self.programme.weather
        step = self.rng.normal(size=(6, 3, weeks)) * weather
        step[:, 2] += self.rng.normal(size=weeks) * weather * 0.8  # bad weeks that all channels share
        for week in range(1, weeks):
            step[:, :, week] = 0.72 * step[:, :, week - 1] + 0.69 * step[:, :, week]
        return np.repeat(0.6 * step[:, :2] + 0.8 * step[:, 2:], 7, axis=2)[:, :, :days]

    def _add_dips(self, days: np.ndarray) -> None:
        """Shallow dips of one or two channels, which recover."""
        rnd, end = self.rnd, self.fate.end
        for _ in range(int(self.rng.poisson(self.programme.dips * end / 365))):
            middle, width, deep = rnd.uniform(20, end), rnd.uniform(7, 20), rnd.uniform(0.12, 0.4)
            for channel in rnd.sample(range(6), rnd.choice((1, 1, 2))):
                both = np.array([[rnd.uniform(0.3, 1)], [rnd.uniform(0.3, 1)]])
                self.channels[channel] += both * deep * np.exp(-0.5 * ((days - middle) / width) ** 2)

    def _add_hill(self, days: np.ndarray) -> None:
        """What looks like a failure, until somebody says a word."""
        rnd = self.rnd
        start, long = rnd.uniform(20, max(25, self.fate.end - 50)), rnd.uniform(28, 63)
        deep = rnd.uniform(0.45, 0.85)
        hill = deep / (1 + np.exp(-(days - start - 8) / 3)) / (1 + np.exp((days - start - long) / 4))
        self.channels[rnd.randrange(6)] += hill
        self.channels += 0.2 * hill

    def _decline(self, days: np.ndarray) -> np.ndarray:
        """The primary channel's sigmoid from its onset, the second's with a lag, the common slide before the end."""
        rnd, fate = self.rnd, self.fate
        sides = np.array(fate.sided)[:, None]
        width = fate.length * rnd.uniform(0.2, 0.55)
        last = self.programme.slide_weeks * 7 * rnd.uniform(0.6, 1.5) * (0.35 if fate.unwarned else 1)
        last = min(last, fate.length * 0.7)
        slide = np.clip((days - (fate.failed - last)) / last, 0, 1.15) ** 1.4
        fall = np.zeros((6, 2, len(days))) + rnd.uniform(0.2, 0.6) * slide * (0.4 + 0.6 * sides)
        lag, share = fate.length * rnd.uniform(0.15, 0.45), rnd.uniform(0.4, 0.75)
        for channel, start, deep in ((fate.cause, fate.onset, 1.2), (fate.second, fate.onset + lag, share)):
            if channel is not None:
                grown = 1 / (1 + np.exp(np.clip((start + width / 2 - days) * 8 / max(width, 4), -50, 50)))
                fall[channel] += fate.depth * deep * sides * np.where(days < start, 0, grown)
        if fate.how == "failed_silent":  # they stop some days before anyone calls it a failure
            fall[COMM] += 0.9 * slide
            self.calendar.open[int(max(fate.onset, fate.failed - rnd.uniform(4, 16))) :] *= 0.05
        return fall
