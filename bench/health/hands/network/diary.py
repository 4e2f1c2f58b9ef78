"""The diary of a pair: what gets recorded, when, and how carelessly."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from hands.network.pair import Pair

LATE_KINDS = ("meeting_held", "meeting_rated", "goal_progress", "feedback_given", "prepared")
TWICE_KINDS = ("meeting_held", "meeting_rated", "message", "action_added", "meeting_booked")


class Diary:
    def __init__(self, rng: np.random.Generator, pair: Pair, began: date, ends_day: float) -> None:
        self.rng = rng
        self.pair = pair
        self.began = datetime(began.year, began.month, began.day, tzinfo=UTC)
        self.ends_day = ends_day
        self.pages: list[tuple[datetime, dict[str, Any]]] = []
        self.numbers: dict[str, int] = {}

    def moment(self, day: float) -> datetime:
        """A day and a time of day at which people are awake."""
        whole = int(day)
        minute = 7 * 60 + int((day - whole) * 15 * 60)
        return self.began + timedelta(days=whole, minutes=minute)

    def stamp(self, day: float) -> str:
        return self.moment(day).isoformat()

    def name(self, letter: str) -> str:
        self.numbers[letter] = self.numbers.get(letter, 0) + 1
        return f"{letter}{self.numbers[letter]}"

    def note(self, day: float, kind: str, **keys: Any) -> None:
        if self.pair.is_odd("records_late") and kind in LATE_KINDS and self.rng.random() < 0.6:
            day += float(self.rng.uniform(2, 12))
        self._write(day, kind, keys)
        if self.pair.is_odd("records_twice") and kind in TWICE_KINDS and self.rng.random() < 0.35:
            self._write(day + float(self.rng.uniform(0.01, 0.8)), kind, keys)

    def maybe(self, day: float, kind: str, **keys: Any) -> bool:
        """Noted as often as this pair records what it does."""
        if self.rng.random() >= self.pair.recorded:
            return False
        self.note(day, kind, **keys)
        return True

    def _write(self, day: float, kind: str, keys: dict[str, Any]) -> None:
        if 0 <= day < self.ends_day:
            at = self.moment(day)
            self.pages.append((at, {"at": at.isoformat(), "kind": kind, **keys}))

    def close(self, day: float, **keys: Any) -> None:
        at = self.moment(day)
        self.pages.append((at, {"at": at.isoformat(), "kind": "ended", **keys}))

    def events(self) -> list[dict[str, Any]]:
        return [page for _, page in sorted(self.pages, key=lambda entry: entry[0])]
