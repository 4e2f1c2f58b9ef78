"""One pair: its fate and habits are drawn first, its record is then the sum of the processes."""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from datetime import timedelta
from typing import Any

import numpy as np

from hands.ledger.calendar import Calendar
from hands.ledger.channels import PULL
from hands.ledger.falls import Falls
from hands.ledger.fate import Fate
from hands.ledger.habits import Habits
from hands.ledger.people import Person
from hands.ledger.programme import Programme

LATE = ("meeting_held", "meeting_rated", "contact_logged", "action_done")


class Pair:
    """One mentorship, and the record it writes. Times are days since it began."""

    def __init__(self, programme: Programme, rnd: random.Random, rng: np.random.Generator, number: int) -> None:
        self.programme, self.rnd, self.rng = programme, rnd, rng
        self.id = f"{programme.name}-{number}"
        self.first = rnd.randrange(programme.cohort_days)
        self.began = programme.opens + timedelta(days=self.first)
        self.planned = max(20, programme.weeks + (rnd.randint(-4, 4) if programme.cohort_days > 60 else 0))
        self.people = [Person(programme, rnd, 0), Person(programme, rnd, 1)]
        self.rhythm = rnd.choices(list(programme.rhythms), list(programme.rhythms.values()))[0]
        self.fate = Fate(programme, rnd, self.planned * 7)
        self.habits = Habits(programme, rnd, self.fate, self.people)
        self.calendar = Calendar(rnd, self.began, self.fate.end)
        falls = Falls(programme, rnd, rng, self.fate, self.habits, self.calendar).channels
        self.fall: list[list[list[float]]] = falls.tolist()
        # How much the falls leave of each process, per side and day: as arrays and as lists, which are quicker to ask.
        self.left = {
            process: np.exp(-programme.shows[process] * np.tensordot(pull, falls, 1)) for process, pull in PULL.items()
        }
        self.thin: dict[str, list[list[float]]] = {process: left.tolist() for process, left in self.left.items()}
        meets = self.calendar.open * np.sqrt(self.left["meet"][0] * self.left["meet"][1])
        self.clock: list[float] = np.concatenate(([0.0], np.cumsum(meets))).tolist()  # on which the meetings run
        self.groups = self.fate.groups | self.habits.groups | ({"holidays"} if self.calendar.long_holiday else set())
        self.events: list[dict[str, Any]] = []

    def stamp(self, t: float) -> str:
        """A moment as ISO 8601 with offset."""
        day, minute = divmod(int(t * 1440), 1440)
        programme = self.programme
        return f"{programme.dates[self.first + day]}T{minute // 60:02d}:{minute % 60:02d}:00{programme.offset}"

    def day(self, t: float) -> str:
        """The date of that moment."""
        return self.programme.dates[self.first + int(t)]

    def note(self, t: float, kind: str, **keys: Any) -> bool:
        """Record an event, if this programme and pair record such events, and before the record ends."""
        rnd, habits, end = self.rnd, self.habits, self.fate.end
        if not 0 <= t < end or rnd.random() > habits.use.get(kind, 1):
            return False
        if habits.late and kind in LATE and rnd.random() < 0.5:
            t = min(t + rnd.expovariate(1 / 6), end - 0.01)
        again = t if rnd.random() < 0.5 else min(t + rnd.expovariate(8), end - 0.001)
        for at in (t, again) if habits.twice and rnd.random() < 0.22 else (t,):
            self.events.append({"at": self.stamp(at), "kind": kind, **keys})
        return True

    def at(self, t: float) -> int:
        """The day's index, inside the arrays."""
        return min(int(t), len(self.calendar.open) - 1) if t > 0 else 0

    def low(self, channel: int, t: float) -> list[float]:
        """How far the channel has fallen at that time, for both sides."""
        day = self.at(t)
        return [max(0.0, side[day]) for side in self.fall[channel]]

    def rate(self, side: int, weights: dict[int, float], t: float, extra: float, gain: float) -> int:
        """A graded response of one side, 1 to 5, to the state of the channels it listens to."""
        person, day, programme, share = self.people[side], self.at(t), self.programme, self.rnd.random()
        if person.five:
            return 5 if share < 0.96 else 4
        state = self.habits.quality + person.leniency + extra
        for channel, weight in weights.items():
            state += weight * (0.8 * self.habits.trait[channel] - 3.0 * gain * self.fall[channel][side][day])
        noisy = state + math.log(share / (1 - share)) / programme.sharp
        return 1 + sum(noisy > cut for cut in programme.cuts)

    def after(self, t: float, days: float) -> float:
        """The time at which the meetings' own clock has advanced by so many open, unfallen days."""
        i = self.at(t)
        goal = self.clock[i] + (t - i) * (self.clock[i + 1] - self.clock[i]) + days
        j = bisect_left(self.clock, goal)
        if j >= len(self.clock):
            return math.inf
        return max(t + 0.5, j - 1 + (goal - self.clock[j - 1]) / max(1e-9, self.clock[j] - self.clock[j - 1]))
