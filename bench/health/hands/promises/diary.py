"""The record of one mentorship: events on days, written by somebody or by nobody."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np

BY_HAND = {"meeting_held", "meeting_rated", "action_added", "action_done", "goal_progress", "goal_reviewed"}
TWICE = {"meeting_held", "contact_logged", "action_added", "goal_progress", "feedback_given"}


@dataclass
class Diary:
    began_on: date
    last: float
    late: bool
    twice: bool
    rng: np.random.Generator
    events: list[dict[str, Any]] = field(default_factory=list)

    def moment(self, day: float) -> str:
        start = datetime.combine(self.began_on, time(0), UTC)
        return (start + timedelta(minutes=round(day * 1440))).isoformat()

    def hour(self, day: float) -> float:
        """The same day at an hour when people are up."""
        return int(day) + self.rng.uniform(7.5, 21.5) / 24.0

    def write(self, day: float, kind: str, **keys: Any) -> None:
        if self.late and kind in BY_HAND:
            day += float(self.rng.integers(2, 10))
        self.put(day, kind, keys)
        if self.twice and kind in TWICE and self.rng.random() < 0.6:
            self.put(day + self.rng.uniform(0.01, 1.5), kind, keys)

    def put(self, day: float, kind: str, keys: dict[str, Any]) -> None:
        if 0.0 <= day < self.last + 1.0:
            self.events.append({"at": self.moment(day), "kind": kind, **keys})

    def in_order(self) -> list[dict[str, Any]]:
        return sorted(self.events, key=lambda event: event["at"])
