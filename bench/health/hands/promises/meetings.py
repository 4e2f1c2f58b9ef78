"""Meetings: booked, moved, cancelled, missed or held, and what is recorded around each."""

from dataclasses import dataclass

import numpy as np

from hands.promises.answers import rating
from hands.promises.contract import Ledger
from hands.promises.diary import Diary
from hands.promises.person import SIDES, Person
from hands.promises.programme import Programme
from hands.promises.promise import INDEX

TIME, STAND, MEET = INDEX["time"], INDEX["stand"], INDEX["meet"]


@dataclass
class Meetings:
    people: list[Person]
    ledger: Ledger
    away: np.ndarray
    declared: bool
    groups: list[str]
    every: int
    programme: Programme
    diary: Diary
    rng: np.random.Generator
    number: int = 0
    actions: int = 0

    def keep(self) -> None:
        rng = self.rng
        day = rng.uniform(2.0, min(10.0, self.every))
        while day < self.diary.last:
            week = int(day // 7)
            if self.away[week]:
                day = self.sit_out(week, day)
                continue
            self.number += 1
            day = self.one(f"m{self.number}", week, day)

    def sit_out(self, week: int, day: float) -> float:
        back = week
        while back < len(self.away) and self.away[back]:
            back += 1
        if not self.declared and self.rng.random() < 0.75:
            self.number += 1
            meeting = f"m{self.number}"
            by = SIDES[int(self.rng.integers(2))]
            self.book(meeting, day - 5.0, day)
            self.diary.write(self.diary.hour(day - 2.0), "meeting_cancelled", by=by, meeting=meeting, reason="holiday")
        return 7.0 * back + self.rng.uniform(0.0, 4.0)

    def book(self, meeting: str, on: float, starts: float) -> None:
        if self.rng.random() < self.programme.recorded["booked"] * self.pair_records():
            starts_at = self.diary.moment(self.diary.hour(starts))
            self.diary.write(self.diary.hour(max(0.0, on)), "meeting_booked", meeting=meeting, starts_at=starts_at)

    def pair_records(self) -> float:
        return min(1.0, max(person.records for person in self.people))

    def one(self, meeting: str, week: int, day: float) -> float:
        """One planned meeting; returns the day on which the next is due."""
        rng, kept = self.rng, self.ledger.kept[week]
        sides = [int(side) for side in rng.permutation(2)]
        lapse = [side for side in sides if kept[side, MEET] == 0 and rng.random() < 0.75]
        # Who is let down seeks the other less, and a meeting nobody asks for is not booked.
        unsought = rng.random() < 0.2 * (1.0 - np.exp(0.5 * self.ledger.will[week].min()))
        if unsought or (lapse and rng.random() < 0.6):
            return day + rng.uniform(0.2, 0.6) * self.every
        self.book(meeting, day - rng.uniform(2.0, min(10.0, self.every)), day)
        if lapse:
            self.diary.write(self.diary.hour(day), "meeting_missed", by=SIDES[lapse[0]], meeting=meeting)
            return day + rng.uniform(0.15, 0.5) * self.every
        for side in sides:
            if kept[side, TIME] == 0 and rng.random() < 0.75:
                return self.cancel(meeting, day, side, "time")
            if kept[side, STAND] == 0 and rng.random() < 0.25:
                return self.cancel(meeting, day, side, "other")
        if rng.random() < 0.03:
            return self.cancel(meeting, day, sides[0], "illness")
        for side in sides:
            hurried = kept[side, TIME] == 0.5 and rng.random() < 0.5
            if hurried or rng.random() < 0.75 * (1.0 - kept[side, STAND]):
                day = self.move(meeting, day, side, hurried)
        if day < self.diary.last:
            self.hold(meeting, min(int(day // 7), self.ledger.kept.shape[0] - 1), day)
        return day + self.every + rng.normal(0.0, 0.09 * self.every)

    def cancel(self, meeting: str, day: float, side: int, reason: str) -> float:
        keys = {"reason": reason} if self.rng.random() < self.programme.recorded["reason"] else {}
        on = self.diary.hour(max(0.0, day - self.rng.uniform(0.0, 3.0)))
        self.diary.write(on, "meeting_cancelled", by=SIDES[side], meeting=meeting, **keys)
        return day + self.rng.uniform(0.15, 0.45) * self.every

    def move(self, meeting: str, day: float, side: int, hurried: bool) -> float:
        later = day + self.rng.uniform(1.0, max(2.5, 0.3 * self.every))
        keys = {"reason": "time"} if hurried and self.rng.random() < self.programme.recorded["reason"] else {}
        on = self.diary.hour(max(0.0, day - self.rng.uniform(0.0, 2.0)))
        starts_at = self.diary.moment(self.diary.hour(later))
        self.diary.write(on, "meeting_moved", by=SIDES[side], meeting=meeting, starts_at=starts_at, **keys)
        return later

    def hold(self, meeting: str, week: int, day: float) -> None:
        rng, diary, recorded = self.rng, self.diary, self.programme.recorded
        kept, hour = self.ledger.kept[week], diary.hour(day)
        if "elsewhere" in self.groups and rng.random() < 0.6:
            if rng.random() < 0.5:
                channel = str(rng.choice(["phone", "in_person", "email"]))
                diary.write(hour, "contact_logged", by=SIDES[int(rng.integers(2))], channel=channel)
            return
        if rng.random() > 0.99 * min(1.0, 0.35 + self.pair_records()):
            return
        channel = str(rng.choice(["video", "phone", "in_person"], p=[0.7, 0.12, 0.18]))
        short = 12.0 * float(2.0 - kept[:, TIME].sum()) + 8.0 * float(2.0 - kept[:, INDEX["oneself"]].sum())
        minutes = int(np.clip(round((58.0 - short + rng.normal(0.0, 12.0)) / 5.0) * 5, 15, 120))
        diary.write(hour, "meeting_held", meeting=meeting, channel=channel, minutes=minutes)
        went = rng.normal(0.0, 0.55) + (0.45 if "honeymoon" in self.groups and week < 7 else 0.0)
        for side, person in enumerate(self.people):
            willing = np.exp(0.5 * self.ledger.will[week, side])
            share = min(1.0, person.records) * willing
            by = SIDES[side]
            if kept[side, INDEX["prepared"]] > 0 and rng.random() < recorded["prepared"] * share:
                asked = int(rng.poisson(2.0 * kept[side, INDEX["prepared"]]))
                diary.write(diary.hour(max(0.0, day - 1.0)), "prepared", by=by, meeting=meeting, questions=asked)
            if rng.random() < recorded["rated"] * share:
                useful = rating(side, self.people, self.ledger, week, went, rng)
                diary.write(hour + rng.uniform(0.05, 1.5), "meeting_rated", by=by, meeting=meeting, useful=useful)
            if kept[side, INDEX["next_step"]] > 0 and rng.random() < 0.75 * recorded["action"] * share:
                self.agree(side, day, hour)
            honest, listens = kept[side, INDEX["honest"]], kept[1 - side, INDEX["listen"]]
            if rng.random() < recorded["feedback"] * share * honest * (0.4 + 0.6 * listens):
                others = ["partner", "coordinator", "nobody"]
                to = str(rng.choice(others, p=[0.78, 0.1, 0.12] if listens else [0.4, 0.25, 0.35]))
                diary.write(hour + rng.uniform(0.05, 3.0), "feedback_given", by=by, shared_with=to)

    def agree(self, side: int, day: float, hour: float) -> None:
        rng, diary = self.rng, self.diary
        self.actions += 1
        action, owner = f"a{self.actions}", int(rng.random() < 0.7)
        due = diary.moment(day + self.every)[:10]
        diary.write(hour + 0.03, "action_added", by=SIDES[side], action=action, owner=SIDES[owner], due_on=due)
        done_on = day + rng.uniform(0.3, 1.3) * self.every
        week = min(int(done_on // 7), self.ledger.kept.shape[0] - 1)
        if rng.random() < 0.8 * self.ledger.kept[week, owner, INDEX["next_step"]]:
            worth = self.ledger.kept[week, 0, INDEX["worth"]]
            odds = np.array([0.15 + 0.45 * worth, 0.3, 0.1]) / (0.55 + 0.45 * worth)
            helped = str(rng.choice(["yes", "some", "no"], p=odds))
            diary.write(diary.hour(done_on), "action_done", action=action, helped=helped)
