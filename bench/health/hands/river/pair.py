"""One pair: a mentor, a mentee, their habits, and their part of the river."""

from __future__ import annotations

import math
import random
from datetime import timedelta

import numpy as np

from hands.river.channels import CONTACT, FEEDBACK, FIT_R, GOALS, ROOM_E, ROOM_R, WILL_R, WORTH
from hands.river.flow import Flow
from hands.river.odds import chance
from hands.river.programme import Programme
from hands.river.record import Record


class Mentor:
    """A mentor, who may have several mentees."""

    def __init__(self, name: str, rnd: random.Random) -> None:
        self.id = name
        self.bias, self.slow, self.pairs = rnd.gauss(0, 0.48), math.exp(rnd.gauss(0, 0.3)), 0
        self.limit = rnd.choice((1, 2, 2, 3, 3, 4))
        self.five, self.harsh = rnd.random() < 0.07, rnd.random() < 0.04
        self.answers = rnd.gauss(0, 0.7)

    def has_room(self) -> bool:
        """Whether the mentor may take another mentee."""
        return self.pairs < self.limit


class Pair:
    """A pair and its habits; where a habit is one side's, (the mentor's, the mentee's)."""

    def __init__(
        self, programme: Programme, rnd: random.Random, flow: Flow, place: int, number: int, mentor: Mentor
    ) -> None:
        self.programme, self.rnd, self.flow, self.place = programme, rnd, flow, place
        self.number, self.mentor = number, mentor
        began = programme.start + timedelta(days=rnd.randrange(programme.rolling))
        self.rhythm = rnd.choices((7, 14, 21, 28, 30), programme.rhythms)[0]
        self.planned = int(flow.planned[place])
        self.states: np.ndarray = flow.states[place]
        self.weeks: list[list[float]] = self.states.tolist()
        self.seen: list[float] = flow.seen[place].tolist()
        self.harsh = mentor.harsh, rnd.random() < 0.04
        self.five = mentor.five, rnd.random() < 0.07
        strained = rnd.random() < chance(-2 - 1.6 * self.states[:13, ROOM_R].mean())
        mentor.pairs += 1
        spare = mentor.limit - rnd.choice((0, 0, 1, 1, 2))
        self.load = max(mentor.pairs, spare + strained * rnd.choice((1, 1, 2)))
        self.quiet, self.elsewhere = rnd.random() < 0.09, rnd.random() < 0.08
        self.reschedules, mover = rnd.random() < 0.08, rnd.randrange(2)
        start = rnd.randrange(25, max(30, self.planned * 7 - 40))
        self.breaks = [(start, start + rnd.randrange(20, 42))] if rnd.random() < 0.14 else []
        late, twice = rnd.random() < 0.05, rnd.random() < 0.05
        self.declares = rnd.random() < 0.4
        keeps = math.exp(-abs(rnd.gauss(0, 0.38))) * (0.35 if self.quiet else 1)
        self.talk = programme.flow + rnd.gauss(-0.1, 0.9) - 1.2 * self.quiet
        self.standing = rnd.gauss(1.3 if self.rhythm == 7 else 0.4, 1)  # readiness to agree the next date on parting
        self.prompt = rnd.gauss(2.3, 0.6) - 0.5 * self.quiet
        self.stretch = math.exp(rnd.gauss(0, 0.1)) * (1.15 if self.quiet else 1)
        self.moves = [0.35 if self.reschedules and mover == side else 0.05 for side in (0, 1)]
        self.answers = mentor.answers, rnd.gauss(0, 0.7)
        self.slow = mentor.slow, math.exp(rnd.gauss(0, 0.3))
        self.bias = mentor.bias - 0.05 - 1.75 * self.harsh[0], rnd.gauss(0.1, 0.48) - 1.75 * self.harsh[1]

        self.record = Record(rnd, began, programme.zone, late=late, twice=twice)
        self.lead = rnd.choice((2, 5, 5, 8))  # days before a due meeting when they begin to look for a date
        self.length = rnd.choice((30, 45, 60, 60, 90))
        self.channel = rnd.choices(("video", "phone", "in_person", "email"), (6, 2, 3, 0.5))[0]
        self.keeps = keeps  # how much they write down of what is written down in this programme
        self.keep = {kind: kept * keeps ** (kind not in ("held", "booked")) for kind, kept in programme.kept.items()}
        self.goals: list[tuple[float, str]] = []  # day it was set, name
        self.progress: dict[str, float] = {}
        self.actions: list[tuple[str, float]] = []  # name, day it was added
        self.numbered = 0  # meetings and actions, in one row

    def at(self, day: float) -> list[float]:
        """The states of that week as they show in this programme; very bad and bad look much the same."""
        week = self.weeks[min(max(int(day) // 7, 0), len(self.weeks) - 1)]
        shown = self.programme.shown
        return [k * (v if v > 0 else 3.6 * math.tanh(v / 3.6)) for v, k in zip(week, shown, strict=True)]

    def felt(self, x: list[float], side: int) -> list[float]:
        """The channels as one side feels them, in the order of the items' weights."""
        own, other = ROOM_R + side, ROOM_E - side
        raw = (x[GOALS], x[FIT_R + side], x[CONTACT], x[FEEDBACK], x[WORTH], x[own], x[other], x[WILL_R + side])
        return [v * (self.seen[side] if v < 0 else 1) for v in raw]

    def does(self, kind: str, likely: float = 1.0) -> bool:
        """Does this happen, and do they write it down this time?"""
        return self.rnd.random() < self.keep[kind] * likely

    def rate(self, side: int, value: float) -> int:
        """A 1-5 answer in this rater's own hand."""
        if self.five[side]:
            return 5 if self.rnd.random() < 0.96 else 4
        level = self.programme.lenient + self.bias[side] + value
        return max(1, min(5, round(level + self.rnd.gauss(0, self.programme.noise))))

    def hour(self) -> float:
        """A time of day people act at."""
        return self.rnd.uniform(0.33, 0.9)

    def name(self, letter: str) -> str:
        """A new id for a meeting (m) or an action (a)."""
        self.numbered += 1
        return f"{letter}{self.numbered}"
