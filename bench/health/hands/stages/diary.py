"""The diary of a pair: collects its events, with the pair's own ways of entering them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import numpy as np

LATE = ("meeting_held", "contact_logged", "action_added", "action_done", "goal_progress", "meeting_rated")
TWICE = (*LATE, "message", "prepared", "feedback_given")


class Diary:
    def __init__(
        self,
        rng: np.random.Generator,
        began_on: date,
        offset_hours: int,
        last_day: int,
        groups: set[str],
        silent_days: float,
    ) -> None:
        self.rng, self.groups = rng, groups
        zone = timezone(timedelta(hours=offset_hours))
        self.dawn = datetime(began_on.year, began_on.month, began_on.day, tzinfo=zone)
        self.closing = last_day + 0.74
        self.silence = self.closing - silent_days
        self.events: list[dict[str, Any]] = []

    def stamp(self, moment: float) -> str:
        return (self.dawn + timedelta(minutes=round(moment * 1440))).isoformat()

    def note(self, moment: float, kind: str, **keys: Any) -> None:
        if "records_late" in self.groups and kind in LATE:
            moment += float(self.rng.exponential(5))
        if moment > (self.closing if kind == "checkin_asked" else self.silence):
            return
        event = {"at": self.stamp(moment), "kind": kind, **keys}
        self.events.append(event)
        if "records_twice" in self.groups and kind in TWICE and self.rng.random() < 0.3:
            again = min(moment + float(self.rng.exponential(0.02)), self.silence)
            self.events.append({**event, "at": self.stamp(again)})

    def hour(self, day: float) -> float:
        """A moment of the given day between breakfast and evening."""
        return float(np.floor(day) + self.rng.uniform(0.33, 0.85))
