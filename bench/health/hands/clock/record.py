"""The record of one pair: what gets written down, by people who forget, write late or write twice."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from hands.clock.people import Person
from hands.clock.programme import Programme
from hands.clock.scale import clip

LATE = {"meeting_held", "meeting_rated", "meeting_missed", "action_added", "contact_logged", "goal_progress"}


class Record:
    """Events with their days, so that in the end nothing outlives the record."""

    def __init__(self, began: date, traits: set[str], rnd: random.Random, programme: Programme) -> None:
        self.began, self.traits, self.rnd, self.programme = began, traits, rnd, programme
        self.events: list[tuple[int, dict[str, Any]]] = []
        self.count = {"s": 0, "a": 0, "g": 0}

    def day(self, day: int) -> str:
        """The date of the pair's n-th day."""
        return (self.began + timedelta(day)).isoformat()

    def moment(self, day: int, minute: float) -> str:
        """A minute of that day, with the programme's offset."""
        hour, minute = divmod(int(clip(minute, 0, 1439)), 60)
        return f"{self.day(day)}T{hour:02d}:{minute:02d}:00{self.programme.zone}"

    def add(self, day: int, minute: float, kind: str, by: str | None = None, **more: Any) -> None:
        """Write an event down."""
        if "records_late" in self.traits and kind in LATE and self.rnd.random() < 0.6:
            day += self.rnd.randint(1, 9)
        event = {"at": self.moment(day, minute), "kind": kind} | ({"by": by} if by else {}) | more
        self.events.append((day, event))
        if "records_twice" in self.traits and self.rnd.random() < 0.22:
            self.events.append((day, {**event, "at": self.moment(day, minute + self.rnd.choice((0, 0, 1, 3)))}))

    def keeps(self, day: int, kind: str, person: Person | None = None) -> bool:
        """Whether this gets written down: the programme's habit, the person's, a lull; less of it in quiet pairs."""
        chance = self.programme.records[kind]
        if person:
            chance *= person.habit * (0.3 if day < person.lull_until else 1)
        return self.rnd.random() < chance * (0.5 if "quiet" in self.traits and kind != "meeting_booked" else 1)

    def name(self, letter: str) -> str:
        """A new id for a session (s), an action (a) or a goal (g)."""
        self.count[letter] += 1
        return f"{letter}{self.count[letter]}"
