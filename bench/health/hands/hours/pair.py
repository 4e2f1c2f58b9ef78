"""A pair as it stands: two people, what is booked, what is aimed at, and the habits they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from hands.hours.agenda import Task
from hands.hours.ledger import Ledger
from hands.hours.person import Person
from hands.hours.programme import Programme
from hands.hours.trouble import Trouble


@dataclass
class Meeting:
    name: str
    day: int
    minute: int
    moves: int = 0


@dataclass
class Pair:
    programme: Programme
    rng: Random
    began: date
    rhythm: int
    planned: int  # weeks
    groups: set[str]
    people: dict[str, Person]
    ledger: Ledger
    affinity: float
    troubles: list[Trouble]
    stretch: float
    channel: str
    organiser: str
    away: dict[str, list[tuple[int, int]]]
    records: float
    minuted: float  # share of meetings that are recorded
    chat: float
    booked: Meeting | None = None
    last_met: int = 0
    met: int = 0
    goals: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    prepared: set[tuple[str, str]] = field(default_factory=set)
    silent_from: int | None = None  # the day from which both have let it drop

    def name(self, letter: str) -> str:
        self.counts[letter] = self.counts.get(letter, 0) + 1
        return f"{letter}{self.counts[letter]}"

    def other(self, role: str) -> Person:
        return self.people["mentee" if role == "mentor" else "mentor"]

    def is_away(self, role: str, day: int) -> bool:
        return any(first <= day <= last for first, last in self.away[role])

    def season(self, day: int) -> float:
        when = self.began + timedelta(days=day)
        if (when.month, when.day) >= (12, 20) or (when.month, when.day) <= (1, 4):
            return 0.5
        return 0.85 if when.month == 8 else 1.0

    def glow(self, day: int) -> float:
        """A honeymoon's first weeks, after which it is only ordinary."""
        return max(0.0, 1.0 - day / 70) if "honeymoon" in self.groups else 0.0

    def pull(self, person: Person, kind: str, day: int) -> float:
        shows = self.programme.shows
        spoilt = min(1.3, person.spoilt.get(kind, 0.0)) * shows["pull"]
        worn = person.worn * shows["worn"] * (1.3 if kind == "time" else 0.85)
        tired = max(0.0, -person.energy) * 0.6
        return person.habit[kind] + 0.5 * person.mood + 0.5 * self.glow(day) - spoilt - worn - tired

    def want(self, person: Person, kind: str, day: int, days: int, ref: str = "") -> None:
        person.tasks.append(Task(kind, day, day + days, ref))
