"""What passes between meetings: goals, messages and the programme's check-ins."""

from dataclasses import dataclass

import numpy as np

from hands.promises.answers import ITEMS, answer
from hands.promises.contract import Ledger
from hands.promises.diary import Diary
from hands.promises.person import SIDES, Person
from hands.promises.programme import Programme
from hands.promises.promise import INDEX

DELAY = {1.0: (0.05, 2.0), 0.5: (3.0, 7.0)}


@dataclass
class Talk:
    people: list[Person]
    ledger: Ledger
    away: np.ndarray
    groups: list[str]
    every: int
    programme: Programme
    diary: Diary
    rng: np.random.Generator
    goals: int = 0

    def keep(self) -> None:
        rng = self.rng
        first = int(rng.integers(1, self.programme.asks_every + 1))
        for week in range(int(self.diary.last // 7) + 1):
            if not self.away[week]:
                self.pursue_goals(week)
            self.exchange(week)
            if week >= first and (week - first) % self.programme.asks_every == 0:
                self.ask(week)

    def day(self, week: int) -> float:
        return self.diary.hour(7.0 * week + self.rng.uniform(0.0, 7.0))

    def pursue_goals(self, week: int) -> None:
        rng, kept, day = self.rng, self.ledger.kept[week], self.day(week)
        side = int(rng.random() < 0.6)
        by, share = SIDES[side], min(1.0, self.people[side].records)
        named, reviewed = float(kept[:, INDEX["goal"]].min()), kept[side, INDEX["review"]]
        wanted = 0.45 if self.goals == 0 else 0.02 if self.goals < 3 else 0.0
        if rng.random() < wanted * named * max(0.5, share):
            self.goals += 1
            goal = f"g{self.goals}"
            self.diary.write(day, "goal_set", by=by, goal=goal, measurable=bool(rng.random() < 0.15 + 0.7 * named))
            if rng.random() < 0.7:
                self.diary.write(day + rng.uniform(0.1, 6.0), "goal_agreed", by=SIDES[1 - side], goal=goal)
            return
        if self.goals == 0:
            return
        goal = f"g{int(rng.integers(1, self.goals + 1))}"
        pace = self.programme.recorded["progress"] * share
        if rng.random() < 0.55 * pace * reviewed:
            value = round(float(np.clip(0.9 * week / len(self.away) + rng.normal(0.0, 0.12), 0.0, 1.0)), 2)
            self.diary.write(day, "goal_progress", by=by, goal=goal, value=value)
        if rng.random() < 0.35 * pace * reviewed * named:
            self.diary.write(day + 0.02, "goal_reviewed", by=by, goal=goal)
        if rng.random() < 0.03 * named:
            self.diary.write(day, "goal_revised", by=by, goal=goal)

    def exchange(self, week: int) -> None:
        """Somebody writes; whether the other answers is a promise like any other."""
        rng, kept = self.rng, self.ledger.kept[week]
        pace = (
            self.programme.threads * (0.15 if self.away[week] else 1.0) * (0.25 if "elsewhere" in self.groups else 1.0)
        )
        pace *= (1.3 if week < 7 else 0.9) if "honeymoon" in self.groups else 1.0
        for side, person in enumerate(self.people):
            willing = np.exp(0.6 * self.ledger.will[week, side])
            for _ in range(int(rng.poisson(pace * person.writes * willing * (0.85, 1.15)[side]))):
                day = self.day(week)
                self.diary.write(day, "message", by=SIDES[side])
                while rng.random() < 0.3:
                    day += rng.uniform(0.01, 0.6)
                    self.diary.write(day, "message", by=SIDES[side])
                other = 1 - side
                held = float(kept[other, INDEX["answer"]])
                if held > 0 and rng.random() < 0.9 * min(1.0, 0.3 + self.people[other].writes):
                    low, high = DELAY[held]
                    self.diary.write(day + rng.uniform(low, high), "message", by=SIDES[other])

    def ask(self, week: int) -> None:
        rng = self.rng
        for side, person in enumerate(self.people):
            day = self.day(week)
            self.diary.write(day, "checkin_asked", by=SIDES[side])
            willing = np.exp(0.35 * self.ledger.will[week, side]) * (0.5 if self.away[week] else 1.0)
            if rng.random() > person.answers * willing:
                continue
            asked = rng.choice(list(ITEMS), self.programme.asks, replace=False)
            items = {str(item): answer(str(item), side, self.people, self.ledger, week, rng) for item in asked}
            self.diary.write(day + rng.uniform(0.05, 4.0), "checkin_answered", by=SIDES[side], items=items)
