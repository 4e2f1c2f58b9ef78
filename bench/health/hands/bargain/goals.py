"""Goals and the actions that serve them: set early, moved on at meetings, closed when met."""

from __future__ import annotations

from dataclasses import dataclass

from hands.bargain.pair import Pair
from hands.bargain.terms import INSIGHT, PROGRESS


@dataclass
class Goal:
    """A goal and how far it has come."""

    name: str
    measurable: bool
    value: float = 0.0


class Goals:
    """The goals of a pair."""

    def __init__(self, pair: Pair) -> None:
        self.pair, self.open, self.made, self.met, self.actions = pair, list[Goal](), 0, 0, 0
        few = 0.6 if "quiet" in pair.traits else 1.0
        for _ in range(int(pair.rng.poisson(2 * few) + 1)):
            self.add(int(pair.rng.integers(0, 28)))

    def add(self, day: int) -> None:
        pair, write = self.pair, self.pair.diary.write
        if pair.chance(0.8 * pair.hit(PROGRESS, day)):
            return
        self.made += 1
        goal = Goal(f"g{self.made}", pair.chance(0.6 * (1 - 0.6 * pair.hit(PROGRESS, day))))
        self.open.append(goal)
        write(day, "goal_set", by="mentee", goal=goal.name, measurable=goal.measurable)
        if pair.chance(0.7):
            write(day + int(pair.rng.integers(1, 8)), "goal_agreed", by="mentor", goal=goal.name)

    def sharpness(self) -> float:
        """A goal helps by .34, one that is measured by .40 on top of being followed (in standard deviations)."""
        if not self.open:
            return -0.34
        return 0.17 + 0.2 * (any(goal.measurable for goal in self.open) - 0.5)

    def meet(self, day: int) -> None:
        pair = self.pair
        got = 0.0
        for side in pair.sides.values():
            outcome = pair.outcome(side, PROGRESS, day) + 0.6 * self.sharpness()
            side.learn(PROGRESS, outcome)
            got += outcome / 2
        for goal in list(self.open):
            self._step(goal, got, day)
        if len(self.open) < 2 and day < pair.planned - 60 and pair.chance(0.25):
            self.add(day)

    def _step(self, goal: Goal, got: float, day: int) -> None:
        pair, write = self.pair, self.pair.diary.write
        pace = pair.every / pair.planned
        goal.value = min(
            1.0, max(goal.value, goal.value + pace * max(0.0, pair.rng.normal(0.75 + 0.6 * (got - 0.6), 0.6)))
        )
        side = pair.sides["mentee" if pair.chance(0.75) else "mentor"]
        ready = pair.world["goal_notes"] * pair.zeal(side, "notes", day, PROGRESS)
        ready *= pair.notes.get("writes", 1.0) * (pair.every / 14) ** 0.5
        if pair.chance(ready):
            write(day, "goal_progress", by=side.role, goal=goal.name, value=round(goal.value, 2))
        if pair.chance(0.25 * ready):
            write(day, "goal_reviewed", by=side.role, goal=goal.name)
        if pair.chance(0.03 + 0.06 * pair.hit(PROGRESS, day)):
            write(day, "goal_revised", by=side.role, goal=goal.name)
        if goal.value >= 1:
            self.close(goal, day, "met")
        elif pair.chance(0.004 + 0.03 * pair.hit(PROGRESS, day)):
            self.close(goal, day, "dropped")

    def close(self, goal: Goal, day: int, outcome: str) -> None:
        self.open.remove(goal)
        self.met += outcome == "met"
        self.pair.diary.write(day, "goal_closed", goal=goal.name, outcome=outcome)

    def act(self, day: int, ready: float) -> None:
        pair, write = self.pair, self.pair.diary.write
        for _ in range(int(pair.rng.poisson(pair.world["actions"] * ready * (pair.every / 14) ** 0.5))):
            self.actions += 1
            owner = pair.sides["mentee" if pair.chance(0.75) else "mentor"]
            name, due = f"a{self.actions}", pair.diary.moment(day + pair.every, 12)[:10]
            aim = {"goal": self.open[0].name} if self.open and pair.chance(0.6) else {}
            write(day, "action_added", by=owner.role, action=name, owner=owner.role, due_on=due, **aim)
            if pair.chance(0.65 * pair.zeal(owner, "notes", day)):
                felt = owner.expected[INSIGHT] + pair.rng.normal(0, 0.6)
                helped = (
                    {"helped": "yes" if felt > 0.6 else "some" if felt > -0.3 else "no"} if pair.chance(0.6) else {}
                )
                write(day + int(pair.rng.integers(2, pair.every + 4)), "action_done", action=name, **helped)
