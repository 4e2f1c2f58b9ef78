"""The kinds of record: the link of each, its usual level and how it loads on the factors."""

from __future__ import annotations

import numpy as np

from alongside.health.events import CHANNEL_OF_ITEM

FACTORS = ("goals", "match", "communication", "feedback", "sessions", "capacity", "bond")

# kind -> (level on the link's scale, expected loadings). Log rates a week: messages, contact, review, progress,
# feedback. Log number a meeting: actions. Log ratio: interval, minutes, delay. Ordered: useful, helped. Else log odds.
LOADINGS: dict[str, tuple[float, dict[str, float]]] = {
    "messages": (0.25, {"communication": 0.34, "bond": 0.26, "capacity": 0.10, "match": 0.06}),
    "reply": (0.7, {"communication": 0.60, "bond": 0.25, "capacity": 0.25}),
    "delay": (0.0, {"communication": -0.40, "capacity": -0.25, "bond": -0.12}),
    "contact": (-3.6, {"communication": 0.20, "bond": 0.30}),
    "interval": (-0.05, {"bond": -0.40, "capacity": -0.17, "sessions": -0.07, "communication": -0.06, "match": -0.06}),
    "booked": (1.1, {"sessions": 0.25, "bond": 0.15}),
    "moved": (-2.6, {"capacity": -0.45, "bond": -0.15, "sessions": -0.10}),
    "cancelled": (-5.2, {"capacity": -0.80, "bond": -1.75, "communication": -0.20, "match": -0.20}),
    "missed": (-6.0, {"capacity": -0.65, "bond": -1.80, "sessions": -0.35, "communication": -0.30}),
    "minutes": (0.0, {"sessions": 0.07, "bond": 0.07, "capacity": 0.03}),
    "prepared": (-0.5, {"sessions": 0.60, "goals": 0.20, "bond": 0.20}),
    "logged": (3.7, {"bond": 0.30, "sessions": 0.20}),
    "rated": (0.15, {"bond": 0.15, "feedback": 0.15}),
    "useful": (
        5.5,
        {"sessions": 1.50, "bond": 3.60, "goals": 0.45, "feedback": 0.45, "match": 0.50, "communication": 0.20},
    ),
    "actions": (-0.55, {"goals": 0.30, "sessions": 0.25, "bond": 0.12}),
    "done": (0.7, {"goals": 0.40, "capacity": 0.40, "bond": 0.20}),
    "helped": (1.2, {"sessions": 0.40, "feedback": 0.40, "goals": 0.30}),
    "goals": (0.3, {"goals": 0.25, "bond": 0.10}),
    "measurable": (0.1, {"goals": 0.45}),
    "agreed": (1.3, {"goals": 0.35, "match": 0.30}),
    "review": (-2.3, {"goals": 0.50, "bond": 0.20}),
    "progress": (-1.7, {"goals": 0.55, "bond": 0.20, "capacity": 0.15}),
    "answered": (0.3, {"bond": 0.18, "capacity": 0.15, "feedback": 0.10}),
    "feedback": (-2.9, {"feedback": 0.60, "bond": 0.15}),
    "shared": (0.8, {"feedback": 0.40, "bond": 0.50}),
    "introduction": (2.2, {"match": 1.00, "bond": 0.30}),
    "load": (-0.6, {"capacity": -0.60}),
}

ITEMS = {item: "bond" if asks == "overall" else asks for item, asks in CHANNEL_OF_ITEM.items()}

RECORDS: tuple[str, ...] = (*LOADINGS, *ITEMS)
INDEX: dict[str, int] = {name: place for place, name in enumerate(RECORDS)}
GRADED: list[int] = [INDEX[name] for name in ("useful", *ITEMS)]
THRESHOLDS = np.array([-1.7, 0.6, 2.2, 4.3])
ITEM_LEVEL = 2.7
# No item asks for time itself, so a want of it shows in these.
CROSSED = {
    "agreed_rhythm": "capacity",
    "timely_replies": "capacity",
    "will_continue": "capacity",
    "choose_again": "match",
    "getting_closer": "sessions",
    "came_prepared": "capacity",
}


def loads_of(name: str) -> dict[str, float]:
    """The expected loadings of a kind of record."""
    if name in LOADINGS:
        return LOADINGS[name][1]
    loads = {"bond": 0.45}
    loads[ITEMS[name]] = 1.0
    if name in CROSSED:
        loads[CROSSED[name]] = 0.5
    return loads


def levels() -> np.ndarray:
    """The usual level of each kind of record before the seed shifts it."""
    return np.array([LOADINGS[name][0] if name in LOADINGS else ITEM_LEVEL for name in RECORDS])


def loading_matrix(rng: np.random.Generator, strength: float) -> np.ndarray:
    """Loadings of a seed: expected ones, times a draw for the kind, times a draw for each cell, times the strength."""
    matrix = np.array([[loads_of(name).get(factor, 0.0) for factor in FACTORS] for name in RECORDS])
    kinds = np.exp(rng.normal(0.0, 0.28, (len(RECORDS), 1)))
    return matrix * kinds * np.exp(rng.normal(0.0, 0.35, matrix.shape)) * strength
