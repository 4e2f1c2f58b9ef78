"""The record of a pair: events with their times, some written late or twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hands.bargain.terms import Rng

AFTERWARDS = {"meeting_held", "meeting_rated", "action_added", "action_done", "goal_progress", "contact_logged"}


class Diary:
    """Collects events; days count from the day the pair began."""

    def __init__(self, rng: Rng, began: date, offset: str, late: bool, twice: bool) -> None:
        self.rng, self.began, self.offset, self.late, self.twice = rng, began, offset, late, twice
        self.rows: list[tuple[int, str, dict[str, Any]]] = []

    def moment(self, day: int, hour: float) -> str:
        whole = min(int(hour * 60), 1439)
        return f"{self.began + timedelta(days=day)}T{whole // 60:02d}:{whole % 60:02d}:00{self.offset}"

    def write(self, day: int, kind: str, hour: float | None = None, **more: Any) -> None:
        hour = self.rng.uniform(8, 21) if hour is None else hour
        if self.late and kind in AFTERWARDS and self.rng.random() < 0.7:
            day += int(self.rng.integers(1, 10))
        self.rows.append((day, self.moment(day, hour), {"kind": kind, **more}))
        if self.twice and kind in AFTERWARDS and self.rng.random() < 0.3:
            self.rows.append((day, self.moment(day, min(23.9, hour + 0.3)), {"kind": kind, **more}))

    def until(self, last: int, left_on: int, leaver: str | None) -> list[dict[str, Any]]:
        return [
            {"at": at, **event}
            for day, at, event in sorted(self.rows, key=lambda row: row[:2])
            if day <= min(last, left_on)
            or (
                day <= last
                and event["kind"] not in ("action_done", "goal_agreed")
                and (event.get("by") != leaver or event["kind"] in ("checkin_asked", "meeting_missed"))
            )
        ]
