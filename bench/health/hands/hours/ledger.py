"""The book in which a pair's events are written, with the habits of those who keep it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from random import Random
from typing import Any

LATE = {"meeting_held", "meeting_rated", "goal_progress", "action_done", "action_added", "contact_logged"}
TWICE = {"meeting_held", "meeting_rated", "goal_progress", "action_done", "contact_logged", "message"}
LAST_MINUTE = 20 * 60 + 40  # so that an ending can be the last thing of its day


class Ledger:
    def __init__(self, began: date, rng: Random, late: bool, twice: bool) -> None:
        self.began, self.rng, self.late, self.twice = began, rng, late, twice
        self.zone = timezone(timedelta(hours=rng.choice((0, 0, 1, 1, 1, 2, 3))))
        self.day, self.minute = -99, 0
        self.rows: list[tuple[datetime, int, dict[str, Any]]] = []

    def moment(self, day: int, minute: int) -> datetime:
        return datetime.combine(self.began + timedelta(days=day), time(), self.zone) + timedelta(minutes=minute)

    def write(self, day: int, kind: str, minute: int | None = None, **keys: Any) -> None:
        """Without a minute the event follows the day's last one."""
        if day != self.day:
            self.day, self.minute = day, self.rng.randrange(430, 1050)
        step = self.rng.randrange(2, 30)
        self.minute = min(LAST_MINUTE, self.minute + step) if minute is None else minute
        self._put(day, self.minute, {"kind": kind} | keys)

    def _put(self, day: int, minute: int, event: dict[str, Any]) -> None:
        if self.late and event["kind"] in LATE and self.rng.random() < 0.7:
            day += self.rng.randrange(1, 11)
        self._add(day, minute, event)
        if self.twice and event["kind"] in TWICE and self.rng.random() < 0.3:
            self._add(day, min(LAST_MINUTE + 5, minute + self.rng.randrange(1, 20)), dict(event))

    def _add(self, day: int, minute: int, event: dict[str, Any]) -> None:
        self.rows.append((self.moment(day, minute), len(self.rows), event))

    def events(self, last_day: int, silent_from: int | None) -> list[dict[str, Any]]:
        """What was written by the last day; what would have been noted later, or in silence, never was."""
        limit = self.moment(last_day + 1, 0)
        silence = limit if silent_from is None else self.moment(silent_from, 0)
        kept = [row for row in self.rows if row[0] < (limit if row[2]["kind"] == "checkin_asked" else silence)]
        return [{"at": at.isoformat()} | event for at, _, event in sorted(kept, key=lambda row: row[:2])]
