"""Goals: set, agreed, touched week by week, closed, and followed by new ones."""

from __future__ import annotations

import numpy as np

from hands.gauges.channels import SIDES, other
from hands.gauges.journal import Journal
from hands.gauges.pair import Pair

KINDS = ("goal_progress", "goal_reviewed", "goal_revised")


def write_goals(pair: Pair, journal: Journal, rng: np.random.Generator) -> None:
    last = pair.ending.contact_until
    for number in range(1, 2 + int(rng.poisson(0.9))):
        start = int(rng.integers(0, 30)) if number == 1 else int(rng.uniform(0, 0.6) * 7 * pair.planned_weeks)
        if start < last and (number > 1 or pair.wiring.chance("goal", 0.92, start)):
            _one_goal(pair, journal, rng, f"g{number}", start)


def _one_goal(pair: Pair, journal: Journal, rng: np.random.Generator, goal: str, start: int) -> None:
    by = "mentee" if rng.random() < 0.75 else "mentor"
    journal.add(start, "goal_set", by, goal=goal, measurable=bool(pair.wiring.chance("goal", 0.5, start)))
    if pair.wiring.chance("goal", 0.7, start):
        journal.add(start + int(rng.integers(1, 14)), "goal_agreed", other(by), goal=goal)
    end = start + int(rng.uniform(0.4, 1.1) * 7 * pair.planned_weeks)
    reached = 0.0
    for day in range(start + 7, min(end, pair.ending.contact_until), 7):
        for _ in range(pair.wiring.count("goal", pair.programme.size["goals_a_week"], day)):
            reached = min(1.0, reached + rng.uniform(0.02, 0.16))
            _touch(journal, rng, goal, day + int(rng.integers(0, 7)), reached)
    if end <= pair.ending.contact_until or pair.ending.how in ("completed", "early_success"):
        good = reached + 0.5 * pair.wiring.read("goal", min(end, pair.ending.contact_until))
        outcome = "met" if good > 0.4 or pair.ending.how == "early_success" else "partly" if good > -0.3 else "dropped"
        journal.add(min(end, pair.ending.contact_until), "goal_closed", goal=goal, outcome=outcome)


def _touch(journal: Journal, rng: np.random.Generator, goal: str, day: int, reached: float) -> None:
    kind = str(rng.choice(KINDS, p=[0.6, 0.28, 0.12]))
    more = {"value": round(reached, 2)} if kind == "goal_progress" else {}
    journal.add(day, kind, str(rng.choice(SIDES, p=[0.3, 0.7])), goal=goal, **more)
