"""The journal: what of a life ends up as recorded events."""

from datetime import date, datetime, time, timedelta, timezone
from random import Random
from typing import Any

LATE_KINDS = {"meeting_held", "meeting_rated", "action_added", "action_done", "feedback_given", "goal_reviewed"}
LATE_KINDS |= {"goal_progress", "contact_logged", "prepared"}
TWICE_KINDS = {"meeting_held", "meeting_rated", "message", "action_added", "feedback_given", "goal_progress"}
ZONE = timezone(timedelta(hours=1))


class Journal:
    """Collects events by day, with the recording habits of the pair."""

    def __init__(self, began: date, recorded: float, odd: set[str], luck: Random) -> None:
        self.began = began
        self.luck = luck
        self.late = "records_late" in odd
        self.twice = "records_twice" in odd
        self.recorded = recorded
        self.shares: dict[str, float] = {}
        self.rows: list[tuple[int, int, dict[str, Any]]] = []

    def custom(self, kind: str) -> float:
        """How much of a voluntary kind this pair writes down; each pair has its own customs."""
        if kind not in self.shares:
            self.shares[kind] = min(1.0, max(0.15, self.luck.gauss(self.recorded, 0.13)))
        return self.shares[kind]

    def at(self, day: int, minute: int) -> str:
        """Write a moment."""
        moment = datetime.combine(self.began + timedelta(days=day), time(), ZONE) + timedelta(minutes=minute)
        return moment.isoformat()

    def note(self, kind: str, day: int, minute: int | None = None, **more: Any) -> None:
        """Record an event for certain."""
        if minute is None:
            minute = self.luck.randrange(8 * 60, 21 * 60)
        if self.late and kind in LATE_KINDS and self.luck.random() < 0.6:
            day += self.luck.randrange(2, 10)
        self.rows.append((day, minute, {"kind": kind, **more}))
        if self.twice and kind in TWICE_KINDS and self.luck.random() < 0.3:
            self.rows.append((day, minute + self.luck.randrange(1, 90), {"kind": kind, **more}))

    def jot(self, kind: str, day: int, minute: int | None = None, **more: Any) -> bool:
        """Record an event if this pair's customs have it recorded."""
        if self.luck.random() >= self.custom(kind):
            return False
        self.note(kind, day, minute, **more)
        return True

    def events(self, last: int) -> list[dict[str, Any]]:
        """All events up to the last day, in order."""
        kept = sorted((row for row in self.rows if row[0] <= last), key=lambda row: row[:2])
        return [{"at": self.at(day, minute), **event} for day, minute, event in kept]
