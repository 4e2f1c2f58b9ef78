"""Goals set, agreed, marked, reviewed, revised and closed; the marks are a process of their own."""

from __future__ import annotations

from hands.ledger.channels import GOALS, SIDES
from hands.ledger.pair import Pair


def goals(pair: Pair) -> None:
    """One to three goals; who is vague by nature sets them late, or not, or without a measure."""
    rnd = pair.rnd
    vague = 0.5 * (pair.habits.trait[GOALS] < -0.35)
    for k in range(rnd.choice((1, 1, 2, 2, 3))):
        start = pair.after(0, rnd.expovariate(1 / 8)) + 12 * vague + (18 * k if rnd.random() < 0.3 else 0)
        if rnd.random() < 0.06 + 0.3 * vague:
            continue
        goal, author = f"g{k + 1}", rnd.random() < 0.75
        pair.note(start, "goal_set", by=SIDES[author], goal=goal, measurable=rnd.random() < 0.66 - 0.5 * vague)
        if rnd.random() < 0.75 - 0.2 * vague:
            pair.note(start + rnd.expovariate(0.2), "goal_agreed", by=SIDES[1 - author], goal=goal)
        closed = progress(pair, goal, start)
        reviews(pair, goal, start, closed)


def progress(pair: Pair, goal: str, start: float) -> float:
    """Marks until the goal is closed or the record ends; returns when that is."""
    rnd, t, value = pair.rnd, start, 0.0
    while (t := t + rnd.expovariate(pair.programme.progress / 30)) < pair.fate.end:
        if rnd.random() < pair.thin["progress"][1][pair.at(t)] * pair.calendar.open[pair.at(t)]:
            value = min(1.0, max(0.0, value + rnd.gauss(0.13, 0.06)))
            pair.note(t, "goal_progress", by=SIDES[rnd.random() < 0.7], goal=goal, value=round(value, 2))
        if value >= 0.97 and rnd.random() < 0.5:
            pair.note(t + 1, "goal_closed", goal=goal, outcome="met" if rnd.random() < 0.8 else "partly")
            break
    return t


def reviews(pair: Pair, goal: str, start: float, closed: float) -> None:
    """Every so often they look at the goal again."""
    rnd, t = pair.rnd, start
    while (t := t + pair.programme.reviews * rnd.gammavariate(5, 0.2)) < min(closed, pair.fate.end):
        if rnd.random() < 0.75 * pair.thin["progress"][0][pair.at(t)]:
            kind = rnd.choice(("goal_reviewed", "goal_reviewed", "goal_revised"))
            pair.note(t, kind, by=rnd.choice(SIDES), goal=goal)
