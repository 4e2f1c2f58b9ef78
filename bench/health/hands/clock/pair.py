"""One pair: its people, its habits, the trouble that waits for it, and what is going on between them."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hands.clock.people import Person
from hands.clock.programme import CAUSES, Programme
from hands.clock.record import Record
from hands.clock.scale import clip
from hands.clock.trouble import Trouble

# Habits that look like trouble, or hide it, and the share of pairs that have them.
TRAITS = {
    "quiet": 0.11,
    "elsewhere": 0.065,
    "holidays": 0.085,
    "honeymoon": 0.09,
    "always_reschedules": 0.06,
    "records_twice": 0.04,
    "records_late": 0.06,
}


class Pair:
    """A mentorship while it is lived."""

    def __init__(self, number: int, seed: int, programme: Programme) -> None:
        self.programme = programme
        self.rnd = rnd = random.Random(f"pair-{seed}-{number}")
        self.id = f"{programme.name}-m{number:05d}"
        self.began = programme.start + timedelta(rnd.randrange(14 if programme.cohort else 240))
        self.weeks = rnd.randint(*programme.weeks)
        self.days = self.weeks * 7
        self.rhythm = rnd.choices(list(programme.rhythms), list(programme.rhythms.values()))[0]
        self.bond = rnd.gauss(0, 1)
        self.mentor, self.mentee = Person("mentor", rnd, programme), Person("mentee", rnd, programme)
        self.people = (self.mentor, self.mentee)
        self.other = {self.mentor: self.mentee, self.mentee: self.mentor}
        self.traits = {trait for trait, share in TRAITS.items() if rnd.random() < share}
        self.record = Record(self.began, self.traits, rnd, programme)
        self.draw_load()

        self.measurable = rnd.random() < 0.65  # do they write goals that can be measured?
        self.length = rnd.choice((30, 45, 60, 60, 90))
        self.channel = rnd.choice(("video", "video", "video", "phone", "in_person", "email"))
        self.words = 0.28 if "quiet" in self.traits else 0.4 if "elsewhere" in self.traits else 1.0
        self.tempo = math.exp(rnd.gauss(-0.12, 0.24))  # how fast they get through their goals
        self.progress = 0.0
        self.goals: list[str] = []
        self.todo: dict[int, list[tuple[Callable[..., None], tuple[Any, ...]]]] = {}
        self.meeting: tuple[str, int] | None = None  # id and day of the booked meeting
        self.booked_on = 0
        self.due = rnd.randint(2, max(5, self.rhythm // 2))

        self.friction = dict.fromkeys(CAUSES, 0.0)  # how deep each cause bites today
        self.live: list[Trouble] = []
        self.troubles = self.draw_troubles()
        self.outside_on = int(rnd.expovariate(programme.outside / 365)) + 5
        # The truth, once it is known: how it ends, why, and whether a trouble came and went.
        self.how = ""
        self.cause: str | None = None
        self.second: str | None = None
        self.failed_on = self.onset_on = 0
        self.one_sided = self.scar = False

    def draw_load(self) -> None:
        """How many mentees the mentor has and how many they can carry."""
        rnd = self.rnd
        self.limit = rnd.choice((2, 3, 3, 4))
        self.load = clip(int(rnd.gauss(self.limit - 0.8, 0.9)), 1, 6)
        if self.load > self.limit or (self.load == self.limit and rnd.random() < 0.3):
            self.traits.add("overloaded")
            self.mentor.base_time -= 0.12

    def draw_troubles(self) -> list[Trouble]:
        """Trouble strikes the pairs that invite it: weak bond, vague goals, full diary, politeness, few words."""
        rnd, programme, mentor, mentee = self.rnd, self.programme, self.mentor, self.mentee
        inviting = {
            "goals": 0.8 if self.measurable else 1.7,
            "match": 0.75 * math.exp(-0.45 * self.bond),
            "communication": 1.75 - 0.5 * (mentor.writer + mentee.writer),
            "feedback": 1.55 - 0.6 * (mentor.frank + mentee.frank),
            "sessions": 1.4 - 0.4 * (mentor.planner + mentee.planner),
            "capacity": (2.6 if "overloaded" in self.traits else 2.1) * (1.7 - mentor.base_time),
        }
        found = []
        for cause in CAUSES:
            a_year = 0.097 * programme.hazard * programme.mix[cause] * inviting[cause] * math.exp(-0.22 * self.bond)
            day = rnd.expovariate(a_year / 365)
            day *= 0.5 if cause == "match" else 1  # misfits show early
            if day < self.days - 25:
                found.append(Trouble(cause, int(day) + 7, rnd, programme))
        return found

    def later(self, day: int, do: Callable[..., None], *rest: Any) -> None:
        """Put something on the to-do list: `do(pair, day, *rest)`."""
        self.todo.setdefault(day, []).append((do, rest))

    def shown(self, cause: str) -> float:
        """How strongly a trouble shows in behaviour."""
        return clip(self.friction[cause] * self.programme.signal[cause])

    def glow(self, day: int) -> bool:
        """Whether this is the honeymoon of a pair that has one."""
        return "honeymoon" in self.traits and day < 50
