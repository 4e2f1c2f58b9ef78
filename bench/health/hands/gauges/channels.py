"""The six channels of health and which question asks about which."""

from __future__ import annotations

CHANNELS = ("goals", "match", "communication", "feedback", "sessions", "capacity")
SIDES = ("mentor", "mentee")

ITEMS: dict[str, str] = {
    "clear_goals": "goals",
    "goals_still_fit": "goals",
    "getting_closer": "goals",
    "shared_outlook": "match",
    "working_style": "match",
    "relevant_experience": "match",
    "be_myself": "match",
    "as_expected": "match",
    "timely_replies": "communication",
    "raise_problems": "communication",
    "agreed_rhythm": "communication",
    "useful_feedback": "feedback",
    "give_feedback": "feedback",
    "good_use": "sessions",
    "came_prepared": "sessions",
    "next_step": "sessions",
    "choose_again": "overall",
    "will_continue": "overall",
}


def other(side: str) -> str:
    return "mentee" if side == "mentor" else "mentor"
