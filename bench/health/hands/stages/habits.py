"""What each stage, and each cause within it, does to the habits of recording of the two sides."""

from __future__ import annotations

import math

import numpy as np

SIDES = ("mentor", "mentee")
CAUSES = ("goals", "match", "communication", "feedback", "sessions", "capacity")
ITEMS = {
    "goals": ("clear_goals", "goals_still_fit", "getting_closer"),
    "match": ("shared_outlook", "working_style", "relevant_experience", "be_myself", "as_expected"),
    "communication": ("timely_replies", "raise_problems"),
    "rhythm": ("agreed_rhythm",),
    "feedback": ("useful_feedback", "give_feedback"),
    "sessions": ("good_use", "came_prepared", "next_step"),
    "overall": ("choose_again", "will_continue"),
}
FAMILIES = {
    "gap": "meetings",
    "move": "meetings",
    "cancel": "meetings",
    "miss": "meetings",
    "short": "meetings",
    "write": "messages",
    "prepare": "work",
    "act": "work",
    "do": "work",
    "plan": "goals",
    "tell": "words",
    "rate": "words",
    "answer": "words",
    "useful": "ratings",
    **dict.fromkeys(ITEMS, "checkins"),
}
RECORDS = tuple(FAMILIES)
AT = {record: place for place, record in enumerate(RECORDS)}
SAID = np.array([record == "useful" or record in ITEMS for record in RECORDS])

Habit = dict[str, float]

# Shifts are logarithms of a rate, log odds of a chance, or points of a five-point answer.
CALM: dict[str, Habit] = {
    "knowing": {"write": 0.25, "plan": 0.35, "rate": 0.3, "answer": 0.3},
    "settling": {"write": 0.05, "rate": 0.15, "answer": 0.1},
    "working": {"write": -0.05},
    "repair": {"gap": -0.06, "write": 0.15, "tell": 0.7, "plan": 0.4, "useful": 0.1, "overall": 0.1},
}
LEADS: dict[str, Habit] = {
    "goals": {"plan": -1.2, "goals": -1.3, "act": -0.5, "useful": -0.5},
    "match": {"match": -1.3, "useful": -1.1, "overall": -0.5, "tell": -0.3, "gap": 0.2},
    "communication": {"write": -1.1, "answer": -0.6, "rate": -0.4, "gap": 0.3},
    "feedback": {"feedback": -1.3, "tell": -1.1, "useful": -1.0, "rate": -0.2},
    "sessions": {"sessions": -1.2, "useful": -1.4, "prepare": -1.1, "short": -0.3},
    "capacity": {"cancel": 1.6, "move": 1.2, "miss": 1.5, "gap": 0.5, "do": -0.7, "write": -0.3, "rhythm": -0.6},
}
FOLLOWS: dict[str, Habit] = {
    "goals": {"goals": -0.6, "plan": -0.6, "gap": 0.15},
    "match": {"match": -0.5, "write": -0.3},
    "communication": {"communication": -1.3, "write": -0.25},
    "feedback": {"feedback": -0.5, "tell": -0.4, "gap": 0.15},
    "sessions": {"sessions": -0.5, "prepare": -0.6, "do": -0.7, "useful": -0.4},
    "capacity": {"rhythm": -1.1, "communication": -0.4},
}
WEARING: Habit = {
    "gap": 0.55,
    "cancel": 1.1,
    "move": 0.4,
    "miss": 0.9,
    "short": -0.12,
    "write": -0.3,
    "prepare": -0.5,
    "act": -0.4,
    "do": -0.5,
    "plan": -0.25,
    "rate": -0.15,
    "answer": -0.5,
    "useful": -1.8,
    "goals": -0.35,
    "match": -0.4,
    "communication": -0.45,
    "rhythm": -0.4,
    "feedback": -0.3,
    "sessions": -0.45,
    "overall": -0.9,
}
ENDING: Habit = {
    "gap": 0.4,
    "cancel": 1.1,
    "miss": 1.1,
    "short": -0.3,
    "write": -0.45,
    "prepare": -1.0,
    "act": -1.0,
    "do": -0.8,
    "plan": -0.4,
    "rate": -0.3,
    "answer": -0.8,
    "useful": -1.6,
    "match": -0.5,
    "communication": -0.6,
    "rhythm": -0.7,
    "sessions": -0.6,
    "overall": -1.4,
}
BUSY: Habit = {
    "gap": 0.08,
    "cancel": 0.6,
    "move": 0.8,
    "write": -0.6,
    "plan": -0.5,
    "prepare": -0.5,
    "answer": -0.4,
    "useful": -0.1,
}
HONEYMOON: Habit = {"write": 0.4, "useful": 0.6, "rate": 0.4, **dict.fromkeys(ITEMS, 0.5)}


def vector(habit: Habit) -> np.ndarray:
    shifts = np.zeros(len(RECORDS))
    for record, size in habit.items():
        shifts[AT[record]] = size
    return shifts


def trouble(stage: str, cause: str, second: str | None, leads: bool, spread: float) -> np.ndarray:
    """The habits of one side in a stage of decline: its cause's own branch first, the common signs afterwards."""
    branch = LEADS if leads else FOLLOWS
    own = vector(branch[cause])
    if stage == "drifting":
        return own
    if second:
        own = own + 0.7 * vector(branch[second])
    return own + spread * vector(WEARING if stage == "wearing" else ENDING)


def chance(usual: float, shift: float) -> float:
    """A chance moved by log odds."""
    odds = math.log(usual / (1 - usual)) + shift
    return 1 / (1 + math.exp(-odds))
