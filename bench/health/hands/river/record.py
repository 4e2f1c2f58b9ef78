"""The record of one pair: what gets written down, some of it late, some of it twice."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple

LATE = {"meeting_held", "meeting_rated", "goal_progress", "contact_logged", "action_done", "meeting_cancelled"}
TWICE = {"meeting_held", "meeting_rated", "message", "goal_progress", "contact_logged", "action_added"}


class Entry(NamedTuple):
    """One event; its time is told in days since the beginning."""

    day: float
    kind: str
    more: dict[str, Any]


class Record:
    """Entries, and the calendar they are told in."""

    def __init__(self, rnd: random.Random, began: date, zone: tzinfo, *, late: bool, twice: bool) -> None:
        self.rnd, self.began, self.late, self.twice = rnd, began, late, twice
        self.midnight = datetime.combine(began, time(0), zone)
        self.entries: list[Entry] = []

    def add(self, day: float, kind: str, **more: Any) -> None:
        """Write one event down; some people write late, some write twice."""
        if self.late and kind in LATE and self.rnd.random() < 0.6:
            day += self.rnd.uniform(1, 9)
        self.entries.append(Entry(day, kind, more))
        if self.twice and kind in TWICE and self.rnd.random() < 0.35:
            self.entries.append(Entry(day + self.rnd.choice((0, 0.002, 0.04, 1)), kind, more))

    def moment(self, day: float) -> str:
        """A moment as text."""
        return (self.midnight + timedelta(minutes=round(day * 1440))).isoformat()

    def day(self, day: float) -> str:
        """A day as text."""
        return (self.began + timedelta(days=int(day))).isoformat()
