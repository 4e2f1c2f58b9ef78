"""The list of things that want doing, and what someone takes from it when they sit down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

MINUTES = {"answer": 8, "prepare": 25, "goal": 18, "action": 40, "feedback": 15, "checkin": 6, "time": 8}
WORTH = {"answer": 1.1, "prepare": 0.4, "goal": 0.1, "action": 0.2, "feedback": -0.3, "checkin": -0.5, "time": 1.9}
KINDS = tuple(MINUTES)
HESITATION = 0.8  # spread of the moment's liking


@dataclass
class Task:
    kind: str
    born: int
    lapses: int
    ref: str = ""


def chosen(tasks: list[Task], day: int, minutes: float, pull: Callable[[str], float], rng: Random) -> list[Task]:
    """Take by liking until the minutes are gone; what nobody feels like today waits."""
    ranked = []
    for task in tasks:
        age = (day - task.born) / max(1, task.lapses - task.born)
        liking = WORTH[task.kind] + pull(task.kind) + 0.7 * age + rng.gauss(0, HESITATION)
        if liking > 0:
            ranked.append((liking, task))
    ranked.sort(key=lambda pair: -pair[0])
    taken = []
    for _, task in ranked:
        if MINUTES[task.kind] <= minutes:
            minutes -= MINUTES[task.kind]
            taken.append(task)
    return taken
