"""The journal of a pair: what is written down, when, and whether late or twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import numpy as np

BEFOREHAND = ("introduction_held", "introduction_answered", "message")
LATE = ("meeting_held", "meeting_rated", "prepared", "action_added", "action_done", "goal_progress", "contact_logged")
DOUBLED = ("meeting_held", "meeting_rated", "message", "goal_progress", "action_done", "contact_logged")


class Journal:
    def __init__(self, rng: np.random.Generator, began: date, offset: float, groups: list[str]) -> None:
        self.rng, self.began = rng, began
        self.zone = timezone(timedelta(hours=offset))
        # The hours keep an event on the same day in universal time too.
        self.hours = (7.0, 17.5 if offset < 0 else 21.5)
        self.late, self.twice = "records_late" in groups, "records_twice" in groups
        self.lines: list[tuple[float, dict[str, Any]]] = []

    def moment(self, time: float) -> str:
        start = datetime(self.began.year, self.began.month, self.began.day, tzinfo=self.zone)
        return (start + timedelta(minutes=round(time * 1440))).isoformat()

    def hour(self) -> float:
        return float(self.rng.uniform(*self.hours)) / 24.0

    def add(self, day: int, kind: str, by: str | None = None, hour: float | None = None, **more: Any) -> None:
        if day < 0 and kind not in BEFOREHAND:
            day = 0
        if self.late and kind in LATE and self.rng.random() < 0.7:
            day, hour = day + int(self.rng.geometric(0.17)), None
        event: dict[str, Any] = {"kind": kind} | ({"by": by} if by else {}) | more
        self.lines.append((day + (self.hour() if hour is None else hour), event))
        if self.twice and kind in DOUBLED and self.rng.random() < 0.35:
            again = day if self.rng.random() < 0.6 else day + int(self.rng.integers(1, 4))
            self.lines.append((again + self.hours[1] / 24.0 + 0.03, dict(event)))

    def written(self, contact_until: int, end: int) -> list[dict[str, Any]]:
        """The events in order; people write nothing after the contact stops, the programme's own asking goes on."""

        def stays(time: float, kind: str) -> bool:
            return time < (end if kind in ("checkin_asked", "ended") else contact_until) + 1

        kept = sorted((line for line in self.lines if stays(line[0], line[1]["kind"])), key=lambda line: line[0])
        return [{"at": self.moment(time)} | event for time, event in kept]
