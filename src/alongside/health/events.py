"""The kinds of events a history is made of: one small type each, with the ranges that are promised.

The shape of a line is the history format (docs/library/health-format.md).  Dates and counts only: no text of a message,
a note or an answer ever comes in here.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

Side = Literal["mentor", "mentee"]
SIDES: tuple[Side, Side] = ("mentor", "mentee")
OTHER: dict[Side, Side] = {"mentor": "mentee", "mentee": "mentor"}

Moment = Annotated[datetime, Meta(tz=True)]
Name = str | int
Rating = Annotated[float, Meta(ge=1, le=5)]
Share = Annotated[float, Meta(ge=0, le=1)]
Minutes = Annotated[float, Meta(ge=0, le=1440)]
Count = Annotated[int, Meta(ge=0, le=10_000)]
Channel = Literal["video", "phone", "in_person", "email"]
Reason = Literal["time", "illness", "holiday", "other"]
Verdict = Literal["good", "unsure", "not_a_fit"]
Helped = Literal["yes", "some", "no"]

CHANNEL_OF_ITEM: dict[str, str] = {
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


class Event(Struct, frozen=True, kw_only=True, gc=False, tag_field="kind"):  # gc: an event holds no cycle
    """Something that happened.  at : when, with its offset.   by : who, where someone acted.

    row : where the record came from, for whoever has to find it again; "" when that is not said.
    """

    at: Moment
    by: Side | None = None
    row: str = ""

    @property
    def kind(self) -> str:
        """Its name in the history format."""
        return str(self.__struct_config__.tag)


class Act(Event, frozen=True, kw_only=True):
    """Something that one side did."""

    by: Side


class IntroductionHeld(Event, frozen=True, kw_only=True, tag="introduction_held"):
    minutes: Minutes = 0


class IntroductionAnswered(Act, frozen=True, kw_only=True, tag="introduction_answered"):
    answer: Verdict


class AgreementSigned(Act, frozen=True, kw_only=True, tag="agreement_signed"):
    pass


class GoalSet(Act, frozen=True, kw_only=True, tag="goal_set"):
    goal: Name
    measurable: bool


class GoalAgreed(Act, frozen=True, kw_only=True, tag="goal_agreed"):
    goal: Name


class GoalRevised(Act, frozen=True, kw_only=True, tag="goal_revised"):
    """measurable : whether it has a measure and a date now, where that is said."""

    goal: Name
    measurable: bool | None = None


class GoalReviewed(Act, frozen=True, kw_only=True, tag="goal_reviewed"):
    goal: Name


class GoalProgress(Act, frozen=True, kw_only=True, tag="goal_progress"):
    goal: Name
    value: Share


class GoalClosed(Event, frozen=True, kw_only=True, tag="goal_closed"):
    goal: Name
    outcome: Literal["met", "partly", "dropped"]


class MeetingBooked(Event, frozen=True, kw_only=True, tag="meeting_booked"):
    meeting: Name
    starts_at: Moment


class MeetingMoved(Act, frozen=True, kw_only=True, tag="meeting_moved"):
    meeting: Name
    starts_at: Moment
    reason: Reason | None = None


class MeetingCancelled(Act, frozen=True, kw_only=True, tag="meeting_cancelled"):
    meeting: Name
    reason: Reason | None = None


class MeetingMissed(Act, frozen=True, kw_only=True, tag="meeting_missed"):
    """by : who did not come."""

    meeting: Name


class MeetingHeld(Event, frozen=True, kw_only=True, tag="meeting_held"):
    meeting: Name
    channel: Channel
    minutes: Minutes


class Prepared(Act, frozen=True, kw_only=True, tag="prepared"):
    meeting: Name
    questions: Count = 0


class MeetingRated(Act, frozen=True, kw_only=True, tag="meeting_rated"):
    meeting: Name
    useful: Rating


class ActionAdded(Act, frozen=True, kw_only=True, tag="action_added"):
    action: Name
    owner: str = ""
    goal: Name | None = None
    due_on: date | None = None


class ActionDone(Event, frozen=True, kw_only=True, tag="action_done"):
    action: Name
    helped: Helped | None = None


class Message(Act, frozen=True, kw_only=True, tag="message"):
    pass


class ContactLogged(Act, frozen=True, kw_only=True, tag="contact_logged"):
    channel: str = ""


class CheckinAsked(Act, frozen=True, kw_only=True, tag="checkin_asked"):
    """by : whom we asked."""


class CheckinAnswered(Act, frozen=True, kw_only=True, tag="checkin_answered"):
    items: dict[str, Rating]


class FeedbackGiven(Act, frozen=True, kw_only=True, tag="feedback_given"):
    shared_with: Literal["partner", "coordinator", "nobody"]


class ConcernRaised(Event, frozen=True, kw_only=True, tag="concern_raised"):
    pass


class Paused(Event, frozen=True, kw_only=True, tag="paused"):
    """until : the last day of the pause.   by : left out where it was neither of the two, as in a holiday for all."""

    until: date | None = None


class Resumed(Event, frozen=True, kw_only=True, tag="resumed"):
    pass


class Ended(Event, frozen=True, kw_only=True, tag="ended"):
    reason: Literal["completed", "not_working", "no_time", "moved", "illness", "other"]


AnyEvent = (
    IntroductionHeld
    | IntroductionAnswered
    | AgreementSigned
    | GoalSet
    | GoalAgreed
    | GoalRevised
    | GoalReviewed
    | GoalProgress
    | GoalClosed
    | MeetingBooked
    | MeetingMoved
    | MeetingCancelled
    | MeetingMissed
    | MeetingHeld
    | Prepared
    | MeetingRated
    | ActionAdded
    | ActionDone
    | Message
    | ContactLogged
    | CheckinAsked
    | CheckinAnswered
    | FeedbackGiven
    | ConcernRaised
    | Paused
    | Resumed
    | Ended
)
KINDS: tuple[type[Event], ...] = AnyEvent.__args__  # in the order that makes sense within one instant
RANK: dict[type[Event], int] = {kind: place for place, kind in enumerate(KINDS)}
NAMES: dict[str, type[Event]] = {str(kind.__struct_config__.tag): kind for kind in KINDS}

# Getting to know each other comes before the first day; these may be dated earlier than `began_on`.
MAY_COME_BEFORE: frozenset[type[Event]] = frozenset(
    {
        IntroductionHeld,
        IntroductionAnswered,
        AgreementSigned,
        GoalSet,
        GoalAgreed,
        GoalRevised,
        MeetingBooked,
        MeetingMoved,
        MeetingCancelled,
        Message,
        ContactLogged,
        CheckinAsked,
        Prepared,
        ConcernRaised,
    }
)
