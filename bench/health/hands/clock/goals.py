"""Goals, and the actions a meeting gives somebody to take home."""

from __future__ import annotations

from typing import Any

from hands.clock.pair import Pair
from hands.clock.people import Person
from hands.clock.scale import clip


def set_goal(pair: Pair, day: int, person: Person) -> None:
    """A goal is written by one and, usually, agreed by the other."""
    rnd, record = pair.rnd, pair.record
    goal, clear = record.name("g"), rnd.random() < (0.85 if pair.measurable else 0.3)
    pair.goals = [*pair.goals, goal][-3:]
    record.add(day, 900, "goal_set", person.role, goal=goal, measurable=clear)
    if rnd.random() < 0.75 - 0.3 * pair.friction["goals"]:
        record.add(day + rnd.randint(0, 6), 950, "goal_agreed", pair.other[person].role, goal=goal)


def mark_progress(pair: Pair, day: int, slide: float) -> None:
    """After a meeting, say how far the goals have come."""
    rnd = pair.rnd
    for goal in pair.goals:
        likely = 0.75 * (1 - 0.95 * pair.shown("goals")) * (1 - 0.5 * slide)
        if rnd.random() < likely and pair.record.keeps(day, "goal_progress", pair.mentee):
            on, by = day + rnd.randint(0, 2), rnd.choice(("mentee", "mentee", "mentor"))
            value = round(clip(pair.progress + rnd.gauss(0, 0.08)), 2)
            pair.record.add(on, 1150, "goal_progress", by, goal=goal, value=value)


def review(pair: Pair, day: int, person: Person) -> None:
    """Look at the goals again; in a fog they are rewritten by one side, or not looked at."""
    rnd, fog = pair.rnd, pair.shown("goals")
    for goal in pair.goals:
        likely = 0.75 * (1 - 0.8 * fog) * (1 - 0.6 * person.slide)
        if rnd.random() < likely and pair.record.keeps(day, "goal_reviewed", person):
            pair.record.add(day, 1000, "goal_reviewed", rnd.choice(pair.people).role, goal=goal)
        if rnd.random() < 0.12 + 0.15 * fog:
            pair.record.add(day, 1010, "goal_revised", person.role, goal=goal)


def agree_action(pair: Pair, day: int, minute: int) -> None:
    """Somebody takes something home."""
    rnd, record = pair.rnd, pair.record
    owner = pair.people[rnd.random() < 0.78]
    if not record.keeps(day, "action_added", owner):
        return
    action, due = record.name("a"), day + rnd.randint(4, pair.rhythm + 3)
    more = {"due_on": record.day(due)} if rnd.random() < 0.7 else {}
    if pair.goals and rnd.random() < 0.65 * (1 - 0.8 * pair.shown("goals")):
        more["goal"] = rnd.choice(pair.goals)
    by = rnd.choice(pair.people).role
    record.add(day, minute, "action_added", by, action=action, owner=owner.role, **more)
    pair.later(max(day + 1, due + int(rnd.gauss(0, 3))), do_action, owner, action)


def do_action(pair: Pair, day: int, person: Person, action: str) -> None:
    """Do it, or quietly not; if it is done, say whether it helped."""
    rnd, friction = pair.rnd, pair.friction
    likely = 0.82 * (0.2 + 0.8 * person.eager) * (1 - 0.45 * pair.shown("sessions") - 0.2 * friction["goals"])
    if rnd.random() < likely:
        more: dict[str, Any] = {}
        if rnd.random() < 0.6:
            x = 0.62 + 0.08 * pair.bond - 0.6 * pair.shown("feedback") - 0.2 * friction["sessions"]
            x += rnd.gauss(0, 0.22)
            more["helped"] = "yes" if x > 0.5 else "some" if x > 0.2 else "no"
        pair.record.add(day, 1000, "action_done", action=action, **more)
