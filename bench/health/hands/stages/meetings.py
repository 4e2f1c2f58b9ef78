"""Meetings, and what hangs on a meeting: preparation, ratings, actions."""

from __future__ import annotations

import math

import numpy as np

from hands.stages.diary import Diary
from hands.stages.habits import SIDES, chance
from hands.stages.manner import Manner
from hands.stages.people import Couple
from hands.stages.programme import Programme

CHANNELS = ("video", "phone", "in_person", "email")


class Meetings:
    def __init__(
        self, rng: np.random.Generator, programme: Programme, couple: Couple, manner: Manner, diary: Diary
    ) -> None:
        self.rng, self.couple, self.manner, self.diary = rng, couple, manner, diary
        self.cancels, self.number = programme.cancels / 2, 0
        self.channels, self.minutes = rng.dirichlet((4, 1.5, 1.5, 0.4)), float(rng.choice((30, 45, 60)))

    def write(self) -> None:
        day = float(self.rng.uniform(1, min(12, self.couple.rhythm)))
        while day < self.manner.days - 1:
            while self.manner.is_away(day):
                day += 1
            day += self.meet(self.diary.hour(day))

    def meet(self, start: float) -> float:
        """Write one meeting and answer the days until the next is tried."""
        self.number += 1
        name, booked = f"s{self.number}", self.rng.random() < self.couple.books
        if booked:
            ahead = float(self.rng.uniform(0.3, 0.9)) * self.couple.rhythm
            self.diary.note(max(0.36, start - ahead), "meeting_booked", meeting=name, starts_at=self.diary.stamp(start))
        later = self.move(name, start, booked)
        start += later
        pace = self.couple.rhythm * math.exp(0.75 * sum(self.manner.shift(side, start, "gap") for side in (0, 1)))
        if any(self.falls_out(name, start, int(side), booked) for side in self.rng.permutation(2)):
            return later + pace * float(self.rng.uniform(0.3, 0.8))
        self.hold(name, start)
        return later * 0.5 + pace * math.exp(self.rng.normal(0, self.couple.irregular))

    def move(self, name: str, start: float, booked: bool) -> int:
        side = int(self.rng.integers(2))
        habit = 1.6 if "always_reschedules" in self.couple.groups else 0.0
        if self.rng.random() > chance(0.09, habit + self.manner.shift(side, start, "move")):
            return 0
        later = int(self.rng.integers(1, max(3, min(7, self.couple.rhythm // 3))))
        if booked:
            reason = {"reason": str(self.rng.choice(("time", "holiday", "other")))} if self.rng.random() < 0.4 else {}
            self.diary.note(
                max(0.36, start - float(self.rng.uniform(0.1, 1))),
                "meeting_moved",
                by=SIDES[side],
                meeting=name,
                starts_at=self.diary.stamp(start + later),
                **reason,
            )
        return later

    def falls_out(self, name: str, start: float, side: int, booked: bool) -> bool:
        cancels = chance(self.cancels, self.manner.shift(side, start, "cancel"))
        misses = chance(0.008, self.manner.shift(side, start, "miss"))
        luck = self.rng.random()
        if booked and luck < cancels:
            reasons = ("time", "illness", "holiday", "other")
            reason = {"reason": str(self.rng.choice(reasons))} if self.rng.random() < 0.5 else {}
            told = max(0.36, start - min(0.98, float(self.rng.exponential(0.7))))
            self.diary.note(told, "meeting_cancelled", by=SIDES[side], meeting=name, **reason)
        elif booked and luck < cancels + misses:
            self.diary.note(start + 0.03, "meeting_missed", by=SIDES[side], meeting=name)
        return luck < cancels + misses

    def hold(self, name: str, start: float) -> None:
        if "elsewhere" in self.couple.groups and self.rng.random() < 0.38:
            if self.rng.random() < 0.55:
                channel = str(self.rng.choice(CHANNELS))
                self.diary.note(start + 0.1, "contact_logged", by=str(self.rng.choice(SIDES)), channel=channel)
            return
        if self.rng.random() > (0.97 if self.couple.recorded > 0.7 else 0.9):
            return
        short = sum(self.manner.shift(side, start, "short") for side in (0, 1))
        minutes = max(5, round(self.minutes * math.exp(short + self.rng.normal(0, 0.2)) / 5) * 5)
        end = start + minutes / 1440
        self.diary.note(
            end, "meeting_held", meeting=name, channel=str(self.rng.choice(CHANNELS, p=self.channels)), minutes=minutes
        )
        bad_day = float(self.rng.uniform(1, 2)) if self.rng.random() < 0.012 else 0.0
        for side in (0, 1):
            self.prepare_and_rate(name, start, end, side, bad_day)
            self.agree_actions(name, end, side)

    def prepare_and_rate(self, name: str, start: float, end: float, side: int, bad_day: float) -> None:
        person = self.couple.people[side]
        if self.rng.random() < chance(person.prepares, self.manner.shift(side, start, "prepare")):
            before = max(0.35, start - float(self.rng.exponential(0.8)) - 0.02)
            self.diary.note(before, "prepared", by=person.side, meeting=name, questions=int(self.rng.poisson(2)))
        if self.rng.random() < chance(person.rates, self.manner.shift(side, end, "rate")):
            useful = person.answer(self.rng, person.useful - bad_day + self.manner.shift(side, end, "useful"))
            self.diary.note(
                end + float(self.rng.exponential(0.4)) + 0.01,
                "meeting_rated",
                by=person.side,
                meeting=name,
                useful=useful,
            )

    def agree_actions(self, name: str, end: float, side: int) -> None:
        rate = 0.42 * self.couple.recorded * math.exp(self.manner.shift(side, end, "act"))
        for number in range(self.rng.poisson(rate)):
            action = f"a{name[1:]}-{SIDES[side]}-{number}"
            keys = {"goal": "g1"} if self.rng.random() < 0.5 else {}
            if self.rng.random() < 0.6:
                keys["due_on"] = self.diary.stamp(end + self.couple.rhythm)[:10]
            self.diary.note(
                end + 0.01,
                "action_added",
                by=SIDES[side],
                action=action,
                owner=str(self.rng.choice(SIDES, p=(0.25, 0.75))),
                **keys,
            )
            if self.rng.random() < chance(0.68, self.manner.shift(side, end, "do")):
                helped = self.manner.shift(side, end, "useful") + self.rng.normal(0.6, 0.8)
                told = {"helped": "yes" if helped > 0.3 else "some" if helped > -0.6 else "no"}
                self.diary.note(
                    end + 0.05 + float(self.rng.gamma(2, self.couple.rhythm / 2.5)),
                    "action_done",
                    action=action,
                    **(told if self.rng.random() < 0.6 else {}),
                )
