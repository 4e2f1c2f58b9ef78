"""Goals and actions, in the meetings and between them."""

from __future__ import annotations

from typing import Any

from hands.river.channels import GOALS, ROOM_E, SIDES, WILL_E, WORTH
from hands.river.odds import chance
from hands.river.pair import Pair


def advance(pair: Pair, at: float, goal: str, x: list[float]) -> None:
    """A step, or no step, towards a goal."""
    rnd = pair.rnd
    pair.progress[goal] = min(1, max(0, pair.progress[goal] + rnd.gauss(0.05, 0.05) + 0.02 * x[GOALS]))
    by = SIDES[int(rnd.random() < 0.7)]
    pair.record.add(at, "goal_progress", by=by, goal=goal, value=round(pair.progress[goal], 2))


def work_between(pair: Pair, day: int, x: list[float]) -> None:
    """Between the meetings, a step now and then."""
    if pair.does("goal", 0.09):
        known = [goal for set_on, goal in pair.goals if set_on < day]
        if known and pair.rnd.random() < chance(-0.1 + 1.3 * x[GOALS] + 0.11 * x[ROOM_E]):
            advance(pair, day + pair.hour(), pair.rnd.choice(known), x)


def work(pair: Pair, at: float, x: list[float]) -> None:
    """Goals and actions in and after a meeting."""
    rnd, known = pair.rnd, [goal for set_on, goal in pair.goals if set_on < at]
    do_actions(pair, at, x)
    add_actions(pair, at, x, known)
    for goal in known:
        if pair.does("goal", chance(-0.1 + 1.3 * x[GOALS] + 0.1 * x[WORTH])):
            advance(pair, at + rnd.uniform(0, 1), goal, x)
        if pair.does("goal", min(0.7, pair.rhythm / 40) * chance(-0.2 + 1.3 * x[GOALS])):
            kind = rnd.choices(("goal_reviewed", "goal_revised"), (6, 1))[0]
            pair.record.add(at + 0.02, kind, by=rnd.choice(SIDES), goal=goal)


def do_actions(pair: Pair, at: float, x: list[float]) -> None:
    """What they had agreed is done by now, or waits, or is forgotten."""
    rnd = pair.rnd
    for action, added in [(action, added) for action, added in pair.actions if added < at]:
        will = 0.7 + 0.6 * x[WORTH] + 0.25 * x[GOALS] + 0.11 * x[ROOM_E] + 0.08 * x[WILL_E]
        if rnd.random() < 0.75 * chance(will):
            v = x[WORTH] + rnd.gauss(0.6, 1)
            helped = {"helped": "yes" if v > 0.3 else "some" if v > -0.9 else "no"} if rnd.random() < 0.6 else {}
            done = at - rnd.uniform(0, 0.5) * min(5, pair.rhythm)
            pair.record.add(done, "action_done", action=action, **helped)
            pair.actions.remove((action, added))
        elif at - added > 3 * pair.rhythm:
            pair.actions.remove((action, added))


def add_actions(pair: Pair, at: float, x: list[float], known: list[str]) -> None:
    """What somebody takes home, tied to a goal where the goals are clear."""
    rnd = pair.rnd
    while len(pair.actions) < 4 and pair.does("action", chance(0.1 + 0.75 * x[WORTH] + 0.35 * x[GOALS])):
        action = pair.name("a")
        more: dict[str, Any] = {}
        if known and rnd.random() < chance(0.6 + 1.2 * x[GOALS]):
            more["goal"] = rnd.choice(known)
        if rnd.random() < 0.6:
            more["due_on"] = pair.record.day(at + pair.rhythm)
        by, owner = rnd.choices(SIDES, (3, 7))[0], rnd.choices(SIDES, (2, 8))[0]
        pair.record.add(at + rnd.uniform(0, 0.3), "action_added", by=by, action=action, owner=owner, **more)
        pair.actions.append((action, at))
