"""The life itself, before anybody writes it down: what happens, on which day, by whom."""

from __future__ import annotations

from typing import Any, NamedTuple

from hands.diary.pair import Pair
from hands.diary.programme import SIDES
from hands.diary.script import Script


class Happening(NamedTuple):
    """Something that happens. Experiences stay real numbers (`felt`) until they are recorded."""

    day: float
    kind: str
    by: str  # or nobody: empty
    more: dict[str, Any]


class Goal:
    """A goal, and how far it has come."""

    def __init__(self, set_on: float, name: str) -> None:
        self.set_on, self.name, self.value = set_on, name, 0.0


class Life:
    """One pair's happenings so far."""

    def __init__(self, pair: Pair, script: Script) -> None:
        self.pair, self.script, self.rnd = pair, script, pair.rnd
        self.happenings: list[Happening] = []
        self.goals: list[Goal] = []

    def add(self, day: float, kind: str, by: str = "", **more: Any) -> None:
        """Something happens."""
        self.happenings.append(Happening(day, kind, by, more))


def begin(life: Life) -> None:
    """Introduction, agreement and first goals."""
    pair, rnd, vague = life.pair, life.rnd, "no_goal" in life.pair.marks
    met = rnd.random() < 0.75
    if met:
        life.add(0.5, "introduction_held", minutes=rnd.choice((20, 30, 45)))
    for side in SIDES:
        if met:
            doubt = rnd.random() < 0.1 - 0.06 * pair.bond + 0.35 * ("unsure" in pair.marks)
            answer = ("not_a_fit" if rnd.random() < 0.08 else "unsure") if doubt else "good"
            life.add(0.5 + rnd.uniform(0.1, 3), "introduction_answered", side, answer=answer)
        if rnd.random() < 0.85:
            life.add(rnd.uniform(1, 9), "agreement_signed", side)
    goals = 0 if vague and rnd.random() < 0.65 else pair.habit.goals
    for k in range(goals):
        day, by = rnd.uniform(3, 35) * (1.6 if vague else 1), rnd.choice(("mentee", "mentee", "mentor"))
        if rnd.random() < pair.programme.keep["goal"] + 0.15:
            name, measurable = f"g{k + 1}", rnd.random() < pair.habit.measure * (0.4 if vague else 1)
            life.add(day, "goal_set", by, goal=name, measurable=measurable)
            if rnd.random() < 0.75:
                life.add(day + rnd.uniform(0.1, 8), "goal_agreed", SIDES[by == "mentor"], goal=name)
            life.goals.append(Goal(day, name))


def finish(life: Life) -> None:
    """How it ends, and whether anyone says so."""
    pair, rnd, how, end, reason = life.pair, life.rnd, life.script.how, life.script.end, "completed"
    for goal in life.goals if how in ("completed", "early_success") else ():
        if rnd.random() < 0.7:
            early = how == "early_success"
            outcome = "met" if early else rnd.choices(("met", "partly", "dropped"), (5, 4, 1))[0]
            life.add(end - rnd.uniform(0.5, 10), "goal_closed", goal=goal.name, outcome=outcome)
    if how == "failed_said":
        said = ("not_working",) * 4 + ("other", "no_time")
        reason = "no_time" if pair.cause == "capacity" else rnd.choice(said)
    elif how == "outside":
        reason = "illness" if pair.words[-1] == "crisis" else rnd.choice(("moved", "moved", "other"))
    shares = {"failed_said": 1, "outside": 0.9, "completed": 0.75, "early_success": 1}
    if rnd.random() < shares.get(how, 0):
        life.add(end + 0.4, "ended", rnd.choice(SIDES) if rnd.random() < 0.7 else "", reason=reason)
