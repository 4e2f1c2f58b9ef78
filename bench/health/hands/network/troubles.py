"""The troubles a pair can have: each has one cause, one side, and its own answers that sink while it is on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CAUSES = ("goals", "match", "communication", "feedback", "sessions", "capacity")

ITEMS: Mapping[str, tuple[str, ...]] = {
    "goals": ("clear_goals", "goals_still_fit", "getting_closer"),
    "match": ("shared_outlook", "working_style", "relevant_experience", "be_myself", "as_expected"),
    "communication": ("timely_replies", "raise_problems", "agreed_rhythm"),
    "feedback": ("useful_feedback", "give_feedback"),
    "sessions": ("good_use", "came_prepared", "next_step"),
    "overall": ("choose_again", "will_continue"),
}


@dataclass(frozen=True)
class Trouble:
    name: str
    cause: str
    side: str  # who feels it and says so: mentor, mentee or both
    sinks: Mapping[str, float] = field(default_factory=dict)  # points off an answer of that side
    useful: float = 0.0  # points off the rating of a meeting


TROUBLES: tuple[Trouble, ...] = (
    Trouble("no_clear_goal", "goals", "both", {"clear_goals": 1.5, "getting_closer": 0.6}, 0.1),
    Trouble("goal_unmeasured", "goals", "mentor", {"clear_goals": 0.9, "getting_closer": 0.8}),
    Trouble("progress_unreviewed", "goals", "both", {"getting_closer": 1.4}),
    Trouble("goal_outgrown", "goals", "mentee", {"goals_still_fit": 1.7, "getting_closer": 0.5}, 0.1),
    Trouble("sees_it_otherwise", "match", "both", {"shared_outlook": 1.5, "choose_again": 0.6}, 0.1),
    Trouble("style_clash", "match", "both", {"working_style": 1.5, "agreed_rhythm": 0.4}),
    Trouble("guarded", "match", "mentee", {"be_myself": 1.7, "shared_outlook": 0.4}),
    Trouble("expected_other", "match", "mentee", {"as_expected": 1.4, "relevant_experience": 1.2, "choose_again": 0.5}),
    Trouble("mentor_answers_late", "communication", "mentee", {"timely_replies": 1.6}),
    Trouble("mentee_answers_late", "communication", "mentor", {"timely_replies": 1.6}),
    Trouble("writes_seldom", "communication", "both", {"timely_replies": 0.6, "agreed_rhythm": 1.0}),
    Trouble("problems_unsaid", "communication", "both", {"raise_problems": 1.6}),
    Trouble("feedback_withheld", "feedback", "mentee", {"useful_feedback": 1.6}),
    Trouble("says_not_what_helps", "feedback", "both", {"give_feedback": 1.6}),
    Trouble("feedback_vague", "feedback", "mentee", {"useful_feedback": 1.2}, 0.1),
    Trouble("feedback_brushed_off", "feedback", "mentor", {"give_feedback": 1.2, "useful_feedback": 0.8}),
    Trouble("meetings_drift", "sessions", "both", {"good_use": 1.5}, 0.7),
    Trouble("unprepared", "sessions", "mentor", {"came_prepared": 1.6, "good_use": 0.3}, 0.3),
    Trouble("no_next_step", "sessions", "both", {"next_step": 1.6}, 0.3),
    Trouble("actions_undone", "sessions", "mentor", {"next_step": 0.7, "came_prepared": 0.6}, 0.2),
    Trouble("mentor_cancels", "capacity", "mentee", {"agreed_rhythm": 1.1, "will_continue": 0.5}),
    Trouble("mentee_stretched", "capacity", "mentee", {"will_continue": 0.8, "came_prepared": 0.4}),
    Trouble("meetings_moved", "capacity", "both", {"agreed_rhythm": 0.9}),
    Trouble("cut_short", "capacity", "mentee", {"agreed_rhythm": 0.4, "good_use": 0.4}, 0.15),
)

PLACE: Mapping[str, int] = {trouble.name: at for at, trouble in enumerate(TROUBLES)}
FAMILY: Mapping[str, tuple[int, ...]] = {
    cause: tuple(at for at, trouble in enumerate(TROUBLES) if trouble.cause == cause) for cause in CAUSES
}
