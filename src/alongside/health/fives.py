"""The signs that say more where one of the two gives nothing but fives.

What that one answers tells nothing, so what the two do, and what the other says, has to speak for both.  Each is a sign
of signs.py, never under 0, and 0 for every other pair.  It begins with an answered check-in: a session that is rated
five can then never set it off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from alongside.health.diary import Diary

Sign = Callable[[Diary], float]

PREFIX = "fives_"
SPEAK_FOR_BOTH = (
    "gap_session",
    "not_ahead",
    "nothing_booked",
    "lacking_1",
    "lacking_2",
    "unanswered",
    "fall_contact",
    "fall_booked",
    "less_booked_4",
    "less_held_2",
    "fall_act_mentor",
    "fall_act_mentee",
    "less_act_mentor_1",
    "less_act_mentor_2",
    "less_act_mentee_1",
    "less_act_mentee_2",
    "less_message_mentor_1",
    "fall_prepared_mentor",
    "less_goal_mentee_1",
    "less_action_done_2",
    "mishaps",
    "cancelled",
    "missed",
    "time",
    "last_worst",
    "both_worst",
    "both_whole",
    "last_whole_mentor",
    "last_whole_mentee",
    "last_overall",
    "silence",
    "silence_share",
)
FIVES = tuple(f"{PREFIX}{name}" for name in SPEAK_FOR_BOTH)


def where_fives(signs: Mapping[str, tuple[str, Sign]]) -> dict[str, tuple[str, Sign]]:
    """These signs by name.  They speak of no cause: the sign that they repeat does."""
    told = (_where_fives(name, signs[name][1]) for name in SPEAK_FOR_BOTH)
    return {name: ("", sign) for name, sign in zip(FIVES, told, strict=True)}


def _where_fives(name: str, plain: Sign) -> Sign:
    def sign(it: Diary) -> float:
        return max(0.0, it.value(plain)) if it.said.only_fives else 0.0

    sign.__doc__ = f"Where one of them gives nothing but fives: {name}."
    return sign
