"""The beginning of a pair (introduction, agreement) and its goals until they are closed."""

from __future__ import annotations

import numpy as np

from hands.growth.panel import BOTH
from hands.growth.people import SIDES
from hands.growth.scene import Scene


def beginning(scene: Scene) -> None:
    """An introduction before the start, and the agreement after it."""
    rng, journal = scene.rng, scene.journal
    if rng.random() < 0.75:
        day = journal.hour(-rng.uniform(3, 15))
        journal.add(day, "introduction_held", minutes=int(rng.uniform(15, 50)))
        for side, who in enumerate(SIDES):
            if rng.random() < 0.8:
                liking = scene.panel.predictor("introduction", side, 0) + rng.logistic()
                answer = "good" if liking > 0.6 else "unsure" if liking > -1.6 else "not_a_fit"
                journal.add(day + rng.uniform(0.05, 2.0), "introduction_answered", by=who, answer=answer)
    for who in SIDES:
        if rng.random() < 0.8:
            journal.add(journal.hour(rng.uniform(0, 14)), "agreement_signed", by=who)


def goals(scene: Scene) -> None:
    """Each goal is set in the first weeks and followed until it is closed or the pair ends."""
    rng, panel, journal = scene.rng, scene.panel, scene.journal
    for number in range(1, 1 + min(4, max(int(rng.random() < 0.8), panel.count("goals", BOTH, 14)))):
        goal, setter = f"g{number}", int(rng.random() < 0.65)
        start = journal.hour(rng.gamma(2.0, 8.0) + 30 * (number - 1) * rng.random())
        journal.add(
            start, "goal_set", by=SIDES[setter], goal=goal, measurable=panel.happens("measurable", setter, start)
        )
        if panel.happens("agreed", 1 - setter, start):
            journal.add(start + rng.exponential(4.0), "goal_agreed", by=SIDES[1 - setter], goal=goal)
        follow(scene, goal, start)


def follow(scene: Scene, goal: str, start: float) -> None:
    """Reviews, revisions and progress of one goal, week by week, and its closing."""
    rng, panel, journal, value = scene.rng, scene.panel, scene.journal, 0.0
    for day in np.arange(start + 7, scene.fate.quiet_from, 7):
        side, at = int(rng.random() < 0.65), journal.hour(day)
        if panel.count("review", BOTH, day):
            journal.add(at, "goal_revised" if rng.random() < 0.15 else "goal_reviewed", by=SIDES[side], goal=goal)
        if panel.count("progress", side, day):
            value = min(1.0, value + float(rng.gamma(1.5, 0.09) * np.exp(0.3 * panel.predictor("done", side, day))))
            journal.add(at + 0.01, "goal_progress", by=SIDES[side], goal=goal, value=round(value, 2))
        if value >= 0.95 and rng.random() < 0.35:
            journal.add(at + 0.03, "goal_closed", goal=goal, outcome="met")
            return
    fate = scene.fate
    if rng.random() < (0.06 if fate.fails else 0.7 * (fate.how in ("completed", "early_success"))):
        good = "met" if fate.how == "early_success" or value > 0.7 else "partly" if rng.random() < 0.75 else "dropped"
        journal.add(
            max(start + 1, fate.quiet_from - rng.uniform(0, 9)),
            "goal_closed",
            goal=goal,
            outcome="dropped" if fate.fails else good,
        )
