"""What the two say: answers to check-ins and ratings of meetings."""

from __future__ import annotations

import numpy as np

from hands.network.diary import Diary
from hands.network.pair import Pair, Person
from hands.network.programme import Programme
from hands.network.troubles import ITEMS, TROUBLES
from hands.network.web import Course

ALL_ITEMS = tuple(item for items in ITEMS.values() for item in items)
SAID = 0.86  # how much of a trouble gets into an answer of the side that feels it
OVERHEARD = 0.32  # and of the other side
SAG = 0.05  # points off every answer where all is weary


class Voice:
    def __init__(self, rng: np.random.Generator, programme: Programme, pair: Pair, course: Course) -> None:
        self.rng = rng
        self.programme = programme
        self.pair = pair
        self.course = course
        sides = ("mentor", "mentee")
        self.taste = {(side, item): float(rng.normal(0, 0.3)) for side in sides for item in ALL_ITEMS}
        mood = rng.normal(0, 0.16, course.weeks + 1)
        for week in range(1, course.weeks + 1):
            mood[week] += 0.8 * mood[week - 1]
        self.mood = mood

    def _ground(self, person: Person, day: float) -> float:
        honeymoon = 0.7 * max(0.0, 1 - day / 84) if self.pair.is_odd("honeymoon") else 0.0
        shared = self.pair.bond + float(self.mood[self.course.week_of(day)])
        return person.level + shared + honeymoon - SAG * self.course.weariness(day)

    def _point(self, person: Person, meant: float, noise: float) -> int:
        if person.always_five and self.rng.random() < 0.95:
            return 5
        return int(np.clip(round(meant + float(self.rng.normal(0, noise))), 1, 5))

    def _loss(self, person: Person, day: float, item: str) -> float:
        now = self.course.on[self.course.week_of(day)]
        loss = 0.0
        for at in np.flatnonzero(now):
            trouble = TROUBLES[int(at)]
            felt = SAID if trouble.side in ("both", person.side) else OVERHEARD
            loss += felt * (trouble.useful if item == "useful" else trouble.sinks.get(item, 0.0))
        return loss

    def useful(self, person: Person, day: float, hour: float) -> int:
        """`hour` is how good this one meeting was, which both of them saw."""
        meant = self._ground(person, day) + person.leaning + 0.15 + hour - self._loss(person, day, "useful")
        return self._point(person, meant, 0.66 * self.programme.noise)

    def item(self, person: Person, day: float, item: str) -> int:
        meant = self._ground(person, day) + self.taste[person.side, item] - self._loss(person, day, item)
        return self._point(person, meant, self.programme.noise)

    def checkins(self, diary: Diary) -> None:
        every = self.programme.asked_every_weeks * 7
        day = every * float(self.rng.uniform(0.6, 1.0))
        order = {person.side: list(self.rng.permutation(ALL_ITEMS)) for person in self.pair.people()}
        while day < diary.ends_day:
            for person in self.pair.people():
                asked = float(day + self.rng.uniform(0, 0.3))
                diary.note(asked, "checkin_asked", by=person.side)
                chance = person.answers * (1 - 0.45 * self.course.weariness(day))
                if self.course.has("problems_unsaid", day):
                    chance *= 0.75
                if self.pair.absence(day):
                    chance *= 0.6
                queue = order[person.side]
                chosen = [str(queue.pop(0)) for _ in range(min(self.programme.items_asked, len(queue)))]
                queue.extend(chosen)
                if self.rng.random() < chance:
                    answered = asked + float(self.rng.exponential(1.3)) + 0.02
                    items = {item: self.item(person, answered, item) for item in chosen if self.rng.random() < 0.92}
                    if items:
                        diary.note(answered, "checkin_answered", by=person.side, items=items)
            day += every
