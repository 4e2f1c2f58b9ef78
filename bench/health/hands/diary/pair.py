"""Two people's habits, and the story they will live."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np

from hands.diary.phases import FEELINGS
from hands.diary.programme import CAUSES, SIDES, Programme
from hands.diary.stories import BLUNT, STORIES


class Person:
    """One side's habits, as a mentor or mentee and as a rater."""

    def __init__(self, programme: Programme, rnd: random.Random, side: str) -> None:
        beta, gauss, uniform = rnd.betavariate, rnd.gauss, rnd.uniform
        self.prep = beta(3, 2.2)
        self.feedback = 0.65 * math.exp(gauss(0, 0.7))  # a month
        self.delay = 16 * math.exp(gauss(0, 0.7))  # hours to a reply
        self.answers = beta(6 * programme.answers, 6 - 6 * programme.answers)
        self.rates = beta(6 * programme.rates, 6 - 6 * programme.rates)
        self.bias = gauss(0.15 * (side == "mentee"), programme.rater_sd)
        self.spread = uniform(0.75, 1.2)
        self.noise = programme.noise * uniform(0.75, 1.25)
        self.fives = False


@dataclass
class Habits:
    """What is usual for the pair together."""

    pace: float  # days between meetings, in agreed rhythms
    wobble: float
    book: float
    move: float
    cancel: float
    miss: float
    held: float  # share of the meetings that are logged
    minutes: int
    action: float
    done: float
    goals: int
    measure: float
    goal: float
    message: float  # talks begun in a week
    contact: float  # contacts elsewhere that are logged in a month
    channel: str


class Pair:
    """One pair, before its life begins."""

    def __init__(self, programme: Programme, seed: int, number: int) -> None:
        self.programme, self.number = programme, number
        self.groups: set[str] = set()
        self.rnd = rnd = random.Random(f"pair/{seed}/{number}")
        self.rng = np.random.default_rng([seed, number])
        self.begin = number * 7919 % programme.rolling
        self.rhythm = rnd.choices((7, 14, 21, 28, 30), programme.rhythms)[0]
        self.bond = rnd.gauss(0, 1)
        self.trait = {feeling: 0.36 * self.bond + rnd.gauss(0, 0.25) for feeling in FEELINGS}
        self.habit = self.draw_habits()
        self.side = {side: Person(programme, rnd, side) for side in SIDES}
        self.draw_raters()
        self.draw_oddity()
        recorders = (("records_late", programme.late), ("records_twice", programme.twice))
        self.groups |= {group for group, share in recorders if rnd.random() < share}
        self.limit = rnd.choice((1, 2, 2, 3, 3, 4))
        self.load = rnd.randint(1, self.limit) + (rnd.random() < 0.08)
        self.choose_story()

    def draw_habits(self) -> Habits:
        """How often, how long, how orderly."""
        rnd, programme = self.rnd, self.programme
        return Habits(
            pace=min(1.25, max(0.75, math.exp(rnd.gauss(-0.1, 0.1)))),
            wobble=rnd.uniform(0.06, 0.24),
            book=rnd.betavariate(5, 2),
            move=rnd.betavariate(1.6, 14),
            cancel=rnd.betavariate(2, 32),
            miss=rnd.betavariate(1.1, 60),
            held=programme.keep["held"],
            minutes=rnd.choice((30, 45, 60, 60, 75, 90)),
            action=math.exp(rnd.gauss(-0.15, 0.65)),
            done=rnd.betavariate(5, 3),
            goals=rnd.choices((0, 1, 2, 3), (1, 4, 4, 2))[0],
            measure=rnd.betavariate(3, 2),
            goal=math.exp(rnd.gauss(-0.2, 0.5)),
            message=programme.chatty * math.exp(rnd.gauss(0, 0.85)),
            contact=0.15 * math.exp(rnd.gauss(0, 0.8)),
            channel=rnd.choices(("video", "phone", "in_person", "email"), (6, 1, 3, 0.3))[0],
        )

    def draw_raters(self) -> None:
        """Some always answer five, some are harsh."""
        rnd, programme = self.rnd, self.programme
        for person in self.side.values():
            x = rnd.random()
            if x < programme.fives:
                person.fives = True
                self.groups.add("always_five")
            elif x < programme.fives + programme.harsh:
                person.bias = rnd.uniform(-1.7, -1.15)
                self.groups.add("harsh_rater")

    def draw_oddity(self) -> None:
        """Habits that look like trouble and are none."""
        rnd, habit, x = self.rnd, self.habit, self.rnd.random()
        if x < 0.055:  # little of anything, and fine
            self.groups.add("quiet")
            habit.pace *= rnd.uniform(1.1, 1.5)
            habit.message *= 0.2
            habit.action *= 0.4
            for person in self.side.values():
                person.answers *= 0.5
                person.prep *= 0.4
                person.feedback *= 0.3
        elif x < 0.11:  # they talk where nobody writes it down
            self.groups.add("elsewhere")
            habit.held = rnd.uniform(0.35, 0.6)
            habit.message *= 0.35
            habit.contact = rnd.uniform(0.8, 2)
        elif x < 0.165:
            self.groups.add("always_reschedules")
            habit.move = rnd.uniform(0.4, 0.65)

    def choose_story(self) -> None:
        """Fail, leave for outside reasons, or thrive; weaker bonds fail more often."""
        rnd, programme = self.rnd, self.programme
        odds, x = programme.p_fail / (1 - programme.p_fail) * math.exp(-0.6 * self.bond - 0.14), rnd.random()
        self.fails = x < odds / (1 + odds)
        self.cause = rnd.choices(CAUSES, programme.cause_weight)[0] if self.fails else None
        others = [cause for cause in CAUSES if cause != self.cause]
        self.second = rnd.choice(others) if self.fails and rnd.random() < 0.35 else None
        self.kind = self.cause or ("outside" if x < odds / (1 + odds) + programme.p_outside else "healthy")
        rows = [story for story in STORIES if story.kind == self.kind]
        weights = [story.weight * (programme.heal if "heals" in story.marks else 1) for story in rows]
        story = rnd.choices(rows, weights)[0]
        self.marks, script = story.marks, story.script
        self.gentle = 1.0
        self.trouble = self.cause or rnd.choice(CAUSES)  # what a healthy pair's bad spell is about
        if self.fails and "early" not in self.marks and rnd.random() < programme.blunt:
            script, self.gentle, self.second = BLUNT, 0.6, None
        self.lean()
        self.overload()
        self.words = [
            rnd.choice(word.rstrip("?").split("|")) for word in script.split() if word[-1] != "?" or rnd.random() < 0.5
        ]

    def lean(self) -> None:
        """Whether the strain is mostly one side's."""
        rnd = self.rnd
        either = rnd.choice(SIDES) if "one" in self.marks or rnd.random() < 0.3 else ""
        side = next((side for side in SIDES if side in self.marks), either)
        self.weight = dict.fromkeys(SIDES, 1.0)
        if side:
            self.weight = {other: 1.25 if other == side else 0.35 for other in SIDES}
        self.groups |= self.marks & {"heals", "holidays", "honeymoon"}
        self.groups |= {"one_sided"} if side and self.fails else set()

    def overload(self) -> None:
        """Whether the mentor has more mentees than they can carry."""
        rnd = self.rnd
        if "overload" in self.marks or (self.cause == "capacity" and rnd.random() < 0.35):
            self.load = self.limit + rnd.choice((0, 1, 1, 2))
        if self.load > self.limit:
            self.groups.add("overloaded")
            self.habit.cancel *= 1.4
