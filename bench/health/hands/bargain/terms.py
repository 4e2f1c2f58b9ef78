"""The six things a side counts when it asks what the relationship is worth, and the cause that lowers each."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray
Rng: TypeAlias = np.random.Generator

CAUSES = ("goals", "match", "communication", "feedback", "sessions", "capacity")
PROGRESS, WARMTH, ANSWERS, INSIGHT, USE, EASE = range(6)

ITEMS: dict[str, int | None] = {
    "clear_goals": PROGRESS,
    "goals_still_fit": PROGRESS,
    "getting_closer": PROGRESS,
    "shared_outlook": WARMTH,
    "working_style": WARMTH,
    "relevant_experience": WARMTH,
    "be_myself": WARMTH,
    "as_expected": WARMTH,
    "timely_replies": ANSWERS,
    "raise_problems": ANSWERS,
    "agreed_rhythm": EASE,
    "useful_feedback": INSIGHT,
    "give_feedback": INSIGHT,
    "good_use": USE,
    "came_prepared": USE,
    "next_step": USE,
    "choose_again": None,
    "will_continue": None,
}


def grade(value: float) -> int:
    """The nearest mark from one to five."""
    return int(min(5, max(1, round(value))))
