"""Goals: setting them, looking at them again, and being done with them."""

from __future__ import annotations

from hands.hours.pair import Pair
from hands.hours.person import Person


def set_goal(pair: Pair, day: int) -> None:
    name, rng = pair.name("g"), pair.rng
    setter = "mentee" if rng.random() < 0.75 else "mentor"
    pair.goals[name] = 0.0
    pair.ledger.write(day, "goal_set", by=setter, goal=name, measurable=rng.random() < 0.6)
    if rng.random() < 0.8:
        pair.ledger.write(day, "goal_agreed", by=pair.other(setter).role, goal=name)


def look(pair: Pair, person: Person, day: int) -> None:
    """A look at one goal: progress, a review, a change, or the end of it."""
    if not pair.goals:
        return
    rng, misfit = pair.rng, min(1.0, person.spoilt.get("goal", 0.0))
    goal = rng.choice(sorted(pair.goals))
    if rng.random() < 0.03 + 0.15 * misfit:
        pair.ledger.write(day, "goal_revised", by=person.role, goal=goal)
    elif rng.random() < 0.005 + 0.08 * misfit:
        close(pair, goal, "dropped", day)
    elif person.role == "mentor" and rng.random() < 0.7:
        pair.ledger.write(day, "goal_reviewed", by=person.role, goal=goal)
    else:
        advance(pair, person, goal, misfit, day)


def advance(pair: Pair, person: Person, goal: str, misfit: float, day: int) -> None:
    rng = pair.rng
    step = rng.uniform(0.0, 5.0 / pair.planned) * (1 - 0.7 * misfit) * (1 - 0.4 * person.worn)
    pair.goals[goal] = min(1.0, max(0.0, pair.goals[goal] + step + rng.gauss(0, 0.015)))
    pair.ledger.write(day, "goal_progress", by=person.role, goal=goal, value=round(pair.goals[goal], 2))
    if pair.goals[goal] > 0.97:
        close(pair, goal, "met", day)
        if rng.random() < 0.6:
            set_goal(pair, day)


def close(pair: Pair, goal: str, outcome: str, day: int) -> None:
    del pair.goals[goal]
    pair.ledger.write(day, "goal_closed", goal=goal, outcome=outcome)


def close_all(pair: Pair, success: bool, day: int) -> None:
    for goal in sorted(pair.goals):
        met = success or pair.goals[goal] > 0.75 or pair.rng.random() < 0.3
        close(pair, goal, "met" if met else "partly", day)
