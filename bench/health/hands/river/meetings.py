"""Meetings: looking for a date, the day it comes, and what they write down around a meeting that took place."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hands.river.channels import CONTACT, FEEDBACK, FIT_E, FIT_R, ROOM_E, ROOM_R, SIDES, WILL_E, WILL_R, WORTH
from hands.river.goals import work
from hands.river.odds import chance
from hands.river.pair import Pair
from hands.river.talk import CHANNELS, give_feedback


@dataclass
class Appointment:
    """A meeting with a date."""

    name: str
    day: int
    booked: bool  # is its booking in the record?
    moves: int = 0


class Meetings:
    """The next meeting, if it has a date, and when they next want to meet."""

    def __init__(self, pair: Pair) -> None:
        self.pair, self.rnd, self.record = pair, pair.rnd, pair.record
        self.next: Appointment | None = None
        self.due = self.rnd.uniform(1, max(5, 0.6 * pair.rhythm))
        self.busy_until = -1

    def pass_day(self, day: int, x: list[float], *, off: bool) -> None:
        """Meet, or look for a date; on days off mostly neither."""
        pair, rnd = self.pair, self.rnd
        if off and self.next and self.next.day <= day + 1 and rnd.random() < 0.7:
            self.cancel(day, self.next, rnd.randrange(2), "holiday")
            self.next, self.due = None, day + rnd.uniform(0.3, 0.8) * pair.rhythm
        elif off and (self.next is None or self.next.day > day):
            return
        if self.next is None:
            self.look_for_a_date(day, x)
        elif self.next.day <= day:
            self.come_to(day, self.next, x)
            lasting = pair.standing + 0.8 * x[CONTACT] + 0.16 * (x[ROOM_R] + x[ROOM_E] + (x[WILL_R] + x[WILL_E]))
            if self.next is None and self.due > day + 4 and rnd.random() < chance(lasting):  # agreed before they part
                self.book(day + 0.9, max(day + 2, round(self.due + rnd.gauss(0, 0.05 * pair.rhythm))))
            self.busy_until = day + (rnd.random() < 0.15) * 4

    def look_for_a_date(self, day: int, x: list[float]) -> None:
        """The longer they have waited and the better their contact, the likelier they find one today."""
        pair, rnd = self.pair, self.rnd
        hurry = (day - self.due + pair.lead) / (2 + 0.15 * pair.rhythm)
        push = -1.3 + pair.prompt + pair.programme.strict + 0.9 * x[CONTACT]
        push = push + 0.19 * (x[ROOM_R] + x[ROOM_E]) + 0.14 * (x[WILL_R] + x[WILL_E])
        if hurry > 0 and day >= self.busy_until and rnd.random() < chance(push + min(1.2, 0.3 * hurry)):
            drag = rnd.gauss(0, 0.1 * pair.rhythm) + max(0, -x[CONTACT]) * 0.03 * pair.rhythm
            at = day + pair.hour()
            self.book(at, max(day + 1, round(max(self.due, day + rnd.choice((1, 2, 4))) + drag)))

    def book(self, at: float, day: int) -> None:
        """Give the next meeting a date."""
        self.next = Appointment(self.pair.name("m"), day, self.pair.does("booked"))
        if self.next.booked:
            starts_at = self.record.moment(day + 0.5)
            self.record.add(at, "meeting_booked", meeting=self.next.name, starts_at=starts_at)

    def cancel(self, day: int, it: Appointment, side: int, reason: str) -> None:
        """Call a booked meeting off, if anyone knew of the booking."""
        more = {"reason": reason} if self.rnd.random() < 0.8 else {}
        if it.booked:
            at = min(day, it.day) + self.pair.hour() - self.rnd.choice((0, 0.3, 1))
            self.record.add(at, "meeting_cancelled", by=SIDES[side], meeting=it.name, **more)

    def move(self, day: int, it: Appointment, side: int, room: float) -> None:
        """Give it another day."""
        rnd = self.rnd
        it.day, it.moves = day + min(rnd.choice((1, 2, 3, 5, 7)), max(2, self.pair.rhythm // 4)), it.moves + 1
        why = {"reason": "time"} if rnd.random() < chance(-1 - 0.9 * room) else {}
        if it.booked:
            at, to = day - rnd.uniform(0, 1.2), self.record.moment(it.day + 0.5)
            self.record.add(at, "meeting_moved", by=SIDES[side], meeting=it.name, starts_at=to, **why)

    def come_to(self, day: int, it: Appointment, x: list[float]) -> None:
        """The day has come: held, moved, cancelled or missed."""
        pair, rnd = self.pair, self.rnd
        for side in rnd.sample((0, 1), 2):
            room, will = x[ROOM_R + side], x[WILL_R + side]
            if it.moves < 3 and rnd.random() < pair.moves[side] * math.exp(-0.4 * room - 0.05 * x[CONTACT]):
                self.move(day, it, side, room)
                self.due = it.day
                return
            if rnd.random() < 0.024 * math.exp(-0.65 * room - 0.2 * will - 0.05 * x[FIT_R + side]):
                other = rnd.choice(("illness", "other", "holiday", "other"))
                self.cancel(day, it, side, "time" if rnd.random() < chance(-0.6 - 1.1 * room) else other)
                self.next, self.due = None, day + rnd.uniform(0.1, 0.5) * pair.rhythm
                return
            if rnd.random() < 0.012 * math.exp(-0.3 * room - 0.35 * will - 0.08 * x[WORTH]):
                if it.booked:
                    self.record.add(day + 0.7, "meeting_missed", by=SIDES[side], meeting=it.name)
                self.next, self.due = None, day + rnd.uniform(0.1, 0.6) * pair.rhythm
                return
        meet(pair, day + rnd.uniform(0.4, 0.8), it.name, x)
        self.next, self.due = None, day + pair.rhythm * pair.stretch + rnd.gauss(0, 0.05 * pair.rhythm)


def meet(pair: Pair, at: float, name: str, x: list[float]) -> None:
    """They meet; what they write down around it."""
    rnd, record = pair.rnd, pair.record
    if pair.elsewhere and rnd.random() < 0.55:
        if rnd.random() < 0.5:
            record.add(at + 0.1, "contact_logged", by=rnd.choice(SIDES), channel=rnd.choice(("phone", "in_person")))
        return
    if not pair.does("held"):
        return
    longer = 1 + 0.038 * (x[WORTH] + x[FIT_E]) + 0.022 * x[FIT_R] + 0.016 * (x[ROOM_R] + x[ROOM_E]) + rnd.gauss(0, 0.15)
    minutes = max(8, round(pair.length * longer / 5) * 5)
    channel = pair.channel if rnd.random() < 0.85 else rnd.choice(CHANNELS)
    record.add(at, "meeting_held", meeting=name, minutes=minutes, channel=channel)
    mood = rnd.gauss(0, 0.2)  # a meeting has its own weather, which both feel
    for side in (0, 1):
        look_back(pair, at, side, name, mood, x)
    work(pair, at, x)


def look_back(pair: Pair, at: float, side: int, name: str, mood: float, x: list[float]) -> None:
    """One side's preparation, rating and feedback."""
    rnd, record, by = pair.rnd, pair.record, SIDES[side]
    worth, room, will = x[WORTH], x[ROOM_R + side], x[WILL_R + side]
    if pair.does("prepared", chance((-0.3, 0.5)[side] + 0.75 * worth + 0.22 * room + 0.14 * will)):
        asked = rnd.expovariate(1 / (2.2 * math.exp(0.3 * worth)))
        record.add(at - rnd.uniform(0.1, 2), "prepared", by=by, meeting=name, questions=min(9, int(asked + 0.5)))
    if pair.does("rated", chance(1.4 + pair.answers[side] + 0.16 * will)):
        goals, closeness, _, feedback, value, _, _, wish = pair.felt(x, side)
        felt = 0.45 * value + 0.25 * closeness + 0.15 * goals + 0.1 * feedback + 0.15 * wish + mood
        useful = pair.rate(side, felt)
        record.add(at + min(6, rnd.expovariate(1 / 0.8)), "meeting_rated", by=by, meeting=name, useful=useful)
    if pair.does("feedback", chance(-0.8 + 1.2 * x[FEEDBACK] + 0.05 * will)):
        give_feedback(pair, at + rnd.uniform(0, 3), side, x)
