"""Holidays and pauses: how open each day is for mentoring."""

from __future__ import annotations

import random
from datetime import datetime

import numpy as np


class Calendar:
    """The multiplier of holidays and pauses on each of a pair's days, up to some weeks past its end."""

    def __init__(self, rnd: random.Random, began: datetime, end: float) -> None:
        self.open = np.ones(int(end) + 75)
        self.pause: tuple[float, float] | None = None
        self.long_holiday = False
        for year in (began.year, began.year + 1):
            winter = (datetime(year, 12, 20, tzinfo=began.tzinfo) - began).days
            summer = (datetime(year, 7, 1, tzinfo=began.tzinfo) - began).days + rnd.randint(5, 45)
            for day, days in ((winter, 13), (summer, rnd.randint(5, 12))):
                self.open[max(0, day) : max(0, day + days)] = 0.5
        if rnd.random() < 0.12 and end > 80:
            self.long_holiday = True
            start, length = rnd.uniform(25, end - 50), rnd.uniform(20, 38)
            self.open[int(start) : int(start + length)] = 0.06
            self.pause = (start, start + length) if rnd.random() < 0.35 else None
