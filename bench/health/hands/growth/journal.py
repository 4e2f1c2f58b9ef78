"""The journal of a pair: events by day, the habits of recording, and the end after which nothing is written."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import numpy as np

LATE_KINDS = {"meeting_held", "meeting_rated", "action_done", "contact_logged", "goal_progress"}
TWICE_KINDS = {"meeting_held", "message", "contact_logged", "meeting_rated", "action_done", "feedback_given"}
LAST_HOUR = 17 / 24
BEFORE_START = {"introduction_held", "introduction_answered", "message"}


class Journal:
    """Collects events with their day since the start (a fraction is the time of day)."""

    def __init__(self, rng: np.random.Generator, began: date, offset: int, traits: set[str]) -> None:
        self.rng, self.traits = rng, traits
        zone = timezone(timedelta(minutes=offset))
        self.midnight = datetime.combine(began, time(), tzinfo=zone)
        self.events: list[tuple[float, dict[str, Any]]] = []

    def hour(self, day: float) -> float:
        """Some waking hour of a day."""
        return int(np.floor(day)) + float(self.rng.uniform(8, 21)) / 24

    def stamp(self, day: float) -> str:
        return (self.midnight + timedelta(minutes=round(day * 1440))).isoformat()

    def date_of(self, day: float) -> str:
        return (self.midnight + timedelta(days=int(np.floor(day)))).date().isoformat()

    def add(self, day: float, kind: str, **keys: Any) -> None:
        """Write an event; what may not come before the start is moved to it."""
        if day < 0.3 and kind not in BEFORE_START:
            day = 0.34 + float(self.rng.uniform(0, 0.3))
        self.events.append((day, {"kind": kind, **{name: value for name, value in keys.items() if value is not None}}))

    def habits(self) -> None:
        """Late and doubled recording."""
        if "records_late" in self.traits:
            self.events = [
                (day + (float(self.rng.gamma(2.0, 2.5)) if event["kind"] in LATE_KINDS else 0.0), event)
                for day, event in self.events
            ]
        if "records_twice" in self.traits:
            copies = [
                (day + float(self.rng.uniform(0.001, 0.4)), dict(event))
                for day, event in self.events
                if event["kind"] in TWICE_KINDS and self.rng.random() < 0.25
            ]
            self.events.extend(copies)

    def close(self, end: int, quiet_from: int) -> list[dict[str, Any]]:
        """The events up to the end, in order; from the quiet day on only the programme itself still asks."""
        self.habits()
        kept = [
            (day, event)
            for day, event in self.events
            if day < end + LAST_HOUR and (quiet_from == end or day < quiet_from or event["kind"] == "checkin_asked")
        ]
        kept.sort(key=lambda entry: entry[0])
        return [{"at": self.stamp(day), **event} for day, event in kept]
