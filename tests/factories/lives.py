"""Whole lives of a mentorship, written straight into rows: for what reads many nouns at once."""

from datetime import UTC, datetime, timedelta
from typing import Any

from alongside.web.checkins.models import Answer, CheckIn
from alongside.web.feedback.models import Feedback
from alongside.web.goals.models import Assent, Goal, Progress, Review, Version
from alongside.web.meetings.models import Action, Change, Contact, Meeting, Preparation, Rating, Verdict
from alongside.web.mentorships.models import Agreement, Mentorship, Pause, Signature
from alongside.web.messages.models import Message
from alongside.web.people.models import User


def at(day: int, mentorship: Mentorship, hour: int = 10) -> datetime:
    """A time on a day of the mentorship: 0 is the day it began."""
    first = datetime.combine(mentorship.began_on, datetime.min.time(), UTC)
    return first + timedelta(days=day, hours=hour)


def hold(mentorship: Mentorship, day: int, **more: Any) -> Meeting:
    """A session held on that day, booked three days before."""
    start = at(day, mentorship)
    fields: dict[str, Any] = {"state": Meeting.State.HELD, "held_minutes": 45, **more}
    meeting = Meeting.objects.create(
        mentorship=mentorship, starts_at=start, ends_at=start + timedelta(minutes=45), **fields
    )
    Change.objects.create(
        meeting=meeting, kind="booked", by=mentorship.mentee, at=start - timedelta(days=3), starts_at=start
    )
    return meeting


def rate(meeting: Meeting, person: User, useful: int) -> Rating:
    return Rating.objects.create(
        meeting=meeting, person=person, useful=useful, rated_at=meeting.ends_at + timedelta(hours=1)
    )


def check_in(mentorship: Mentorship, person: User, day: int, **answers: int) -> CheckIn:
    asked = at(day, mentorship)
    mentorship.checkins.filter(person=person, closed_at=None).update(closed_at=asked)
    checkin = CheckIn.objects.create(
        mentorship=mentorship,
        person=person,
        items=list(answers) or ["clear_goals"],
        token=f"{mentorship.pk}-{person.pk}-{day}",
        asked_at=asked,
        answered_at=asked + timedelta(hours=4) if answers else None,
    )
    for item, value in answers.items():
        Answer.objects.create(checkin=checkin, item=item, value=value)
    return checkin


def set_goal(mentorship: Mentorship, day: int, *, measurable: bool = True) -> Goal:
    goal = Goal.objects.create(
        mentorship=mentorship, title="Give a talk", created_by=mentorship.mentee, created_at=at(day, mentorship)
    )
    Version.objects.create(
        goal=goal, number=1, words={}, by=mentorship.mentee, at=at(day, mentorship), is_measurable=measurable
    )
    for person in (mentorship.mentee, mentorship.mentor):
        Assent.objects.create(goal=goal, version=1, person=person, at=at(day, mentorship, 12))
    return goal


def live_once_of_everything(mentorship: Mentorship) -> None:
    """One row of each kind that the engine reads."""
    mentor, mentee = mentorship.mentor, mentorship.mentee
    intro = hold(mentorship, -3, kind=Meeting.Kind.INTRODUCTION)
    for person in (mentor, mentee):
        Verdict.objects.create(meeting=intro, person=person, answer="good", given_at=at(-2, mentorship))
    agreement = Agreement.objects.create(mentorship=mentorship, every_days=14)
    for person in (mentor, mentee):
        Signature.objects.create(agreement=agreement, person=person, version=1, signed_at=at(0, mentorship, 1))
    goal = set_goal(mentorship, 1)
    Version.objects.create(goal=goal, number=2, words={}, by=mentor, at=at(2, mentorship), is_measurable=True)
    Progress.objects.create(goal=goal, by=mentee, value=0.4, at=at(20, mentorship))
    Review.objects.create(goal=goal, by=mentee, at=at(21, mentorship))
    held = hold(mentorship, 7)
    Preparation.objects.create(
        meeting=held, person=mentee, questions="One?\n\nTwo?", saved_at=held.starts_at - timedelta(hours=20)
    )
    rate(held, mentee, 4)
    Rating.objects.filter(meeting=held).update(item="next_step", item_value=5)
    moved = hold(mentorship, 22, state=Meeting.State.CANCELLED)
    Change.objects.create(
        meeting=moved, kind="moved", by=mentor, at=at(20, mentorship), starts_at=at(22, mentorship), reason="time"
    )
    Change.objects.create(meeting=moved, kind="cancelled", by=mentor, at=at(21, mentorship), reason="illness")
    hold(mentorship, 28, state=Meeting.State.MISSED, missed_by=mentee)
    Action.objects.create(
        mentorship=mentorship,
        goal=goal,
        text="Outline it",
        owner=mentee,
        added_by=mentor,
        added_at=at(8, mentorship),
        done_at=at(14, mentorship),
        helped="yes",
    )
    Contact.objects.create(
        mentorship=mentorship,
        by=mentee,
        channel="phone",
        happened_on=at(30, mentorship).date(),
        logged_at=at(31, mentorship),
    )
    check_in(mentorship, mentee, 14, clear_goals=4, working_style=5)
    check_in(mentorship, mentor, 14)
    for person, day in ((mentee, 10), (mentor, 11)):
        Message.objects.create(
            mentorship=mentorship,
            by=person,
            words="Shall we?",
            written_at=at(day, mentorship),
            read_at=at(12, mentorship),
        )
    Feedback.objects.create(mentorship=mentorship, by=mentor, shared_with="partner", given_at=at(9, mentorship))
    Pause.objects.create(
        mentorship=mentorship,
        by=mentee,
        starts_at=at(32, mentorship),
        until=at(40, mentorship).date(),
        resumed_at=at(40, mentorship),
        resumed_by=mentee,
    )
    goal.closed_at, goal.closed_by, goal.outcome = at(50, mentorship), mentee, "met"
    goal.save()
