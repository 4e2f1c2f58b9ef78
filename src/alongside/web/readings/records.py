"""Rows → `alongside.health.Relationship`: where the two sides meet, and nowhere else.

What leaves here are dates, counts and ratings, in the words of the history format. No sentence that somebody wrote
passes, and a concern never does: it has its own way to its own person (docs/decisions/0004-concerns-apart.md).
Each event carries `row`, the row it came from ("meeting:12"), so that evidence can link back to it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone

from alongside.health import Relationship
from alongside.web.checkins.models import CheckIn
from alongside.web.feedback.models import Feedback
from alongside.web.goals.models import Goal, Version
from alongside.web.meetings.models import Action, Change, Contact, Meeting, Preparation, Rating, Verdict
from alongside.web.mentorships.models import Ending, Mentorship, MentorshipQuerySet
from alongside.web.messages.models import Message
from alongside.web.people.clock import zone_called
from alongside.web.programmes.models import Membership
from alongside.web.readings.time_out import of_rests

Event = dict[str, Any]
# (at, kind, row, by, further keys) → the event, with `by` turned into a side.
MakeEvent = Callable[..., Event]

# What two can do on the evening they begin, which on one of their clocks may be the day before.
ON_THE_FIRST_EVENING = {"meeting_held", "contact_logged"}

# Every table an event comes from: one query each, however many mentorships there are.
TABLES = (
    "mentor__profile",
    "mentee__profile",
    "ending",
    "pauses",
    "programme__holidays",
    "agreement__signatures",
    "meetings__changes",
    "meetings__verdicts",
    "meetings__preparations",
    "meetings__ratings",
    "actions",
    "contacts",
    "goals__versions",
    "goals__assents",
    "goals__progress",
    "goals__reviews",
    "checkins__answers",
    Prefetch("messages", Message.objects.defer("words")),
    Prefetch("feedback", Feedback.objects.defer("helped", "change")),
)


AT_A_TIME = 200  # mentorships held in memory at once


def batches(mentorships: QuerySet[Mentorship]) -> Iterator[MentorshipQuerySet]:
    """These mentorships, some at a time.  The keys first: what is done with a batch may change who is among them."""
    yield from batches_of(list(mentorships.order_by("pk").values_list("pk", flat=True)))


def batches_of(keys: list[int]) -> Iterator[MentorshipQuerySet]:
    for start in range(0, len(keys), AT_A_TIME):
        yield Mentorship.objects.filter(pk__in=keys[start : start + AT_A_TIME]).select_related("programme")


def relationships(mentorships: Iterable[Mentorship]) -> Iterator[tuple[Mentorship, Relationship]]:
    """Each mentorship with its record, in a fixed number of queries."""
    for mentorship, record in records(mentorships):
        yield mentorship, Relationship.from_record(record)


def records(mentorships: Iterable[Mentorship]) -> Iterator[tuple[Mentorship, dict[str, Any]]]:
    """Each mentorship as a line of the history format (docs/library/health-format.md)."""
    found = list(mentorships)
    prefetch_related_objects(found, *TABLES)
    loads = loads_of_mentors(found)
    for mentorship in found:
        yield mentorship, record(mentorship, loads.get((mentorship.programme_id, mentorship.mentor_id)))


def loads_of_mentors(mentorships: list[Mentorship]) -> dict[tuple[int, int], Membership]:
    """The mentors' memberships with their `load`, by programme and person."""
    mentors = Membership.objects.mentors().filter(
        programme__in={m.programme_id for m in mentorships}, person__in={m.mentor_id for m in mentorships}
    )
    return {(found.programme_id, found.person_id): found for found in mentors.with_load()}


def record(mentorship: Mentorship, membership: Membership | None) -> dict[str, Any]:
    zone = clock_of(mentorship)
    began_on = mentorship.began_on or timezone.localdate(mentorship.proposed_at, zone_called(zone))
    mentor: dict[str, Any] = {"id": f"u{mentorship.mentor_id}", **intended(mentorship.mentor)}
    if membership:
        mentor |= {"load": membership.load, "limit": membership.capacity}
    return {
        "id": str(mentorship.pk),
        "programme": str(mentorship.programme_id),
        "began_on": began_on.isoformat(),
        "agreed_every_days": mentorship.agreed_every_days,
        **({"planned_weeks": mentorship.planned_weeks} if mentorship.planned_weeks else {}),
        "mentor": mentor,
        "mentee": {"id": f"u{mentorship.mentee_id}", **intended(mentorship.mentee)},
        **({"zone": zone} if zone != "UTC" else {}),
        "events": sorted(events(mentorship, began_on, zone_called(zone)), key=lambda event: event["at"]),
    }


def clock_of(mentorship: Mentorship) -> str:
    """On whose clock their days begin and end: their own where the two share one, else the site's."""
    theirs = {mentorship.mentor.time_zone, mentorship.mentee.time_zone}
    return zone_called(theirs.pop() if len(theirs) == 1 else "").key


def intended(person: Any) -> dict[str, Any]:
    """How long somebody meant to go on: weeks, or that they were not sure. Nothing when they were never asked."""
    profile = getattr(person, "profile", None)
    weeks = profile.intended_weeks if profile else None
    if weeks is None:
        return {}
    return {"intended_weeks": weeks or "not sure"}


def events(it: Mentorship, began_on: date, clock: tzinfo) -> Iterator[Event]:
    sides: dict[int | None, str] = {it.mentor_id: "mentor", it.mentee_id: "mentee"}
    first = datetime.combine(began_on, time(), clock)

    def event(at: datetime, kind: str, row: str, by: int | None = None, **more: Any) -> Event:
        if kind in ON_THE_FIRST_EVENING and first - timedelta(days=1) <= at < first:
            at = first
        side = {"by": sides[by]} if by in sides else {}
        return {"at": at.astimezone(UTC).isoformat(), "kind": kind, **side, **more, "row": row}

    yield from of_agreement(it, event)
    yield from of_rests(it, began_on, clock, event)
    for meeting in it.meetings.all():
        yield from of_meeting(meeting, event)
    for action in it.actions.all():
        yield from of_action(action, event, sides)
    for contact in it.contacts.all():
        yield of_contact(contact, event, clock)
    for goal in it.goals.all():
        yield from of_goal(goal, event)
    for checkin in it.checkins.all():
        yield from of_checkin(checkin, event)
    for message in it.messages.all():
        yield event(message.written_at, "message", f"message:{message.key}", message.by_id)
    for given in it.feedback.all():
        yield event(
            given.given_at, "feedback_given", f"feedback:{given.key}", given.by_id, shared_with=given.shared_with
        )


def of_agreement(it: Mentorship, event: MakeEvent) -> Iterator[Event]:
    """Signatures and the ending."""
    agreement = getattr(it, "agreement", None)
    for signature in agreement.signatures.all() if agreement else ():
        yield event(signature.signed_at, "agreement_signed", f"agreement:{it.pk}", signature.person_id)
    ending = getattr(it, "ending", None)
    if ending:
        reason = Ending.IN_HISTORY[Ending.Reason(ending.reason)]
        yield event(ending.at, "ended", f"agreement:{it.pk}", ending.by_id, reason=reason)


def of_meeting(meeting: Meeting, event: MakeEvent) -> Iterator[Event]:
    """Booked, moved, cancelled, prepared, held and rated. One that went with an ending was never anybody's to lose."""
    if meeting.went_with_the_ending:
        return
    row, name = f"meeting:{meeting.pk}", f"m{meeting.pk}"
    for change in meeting.changes.all():
        yield from of_change(change, event, row, name)
    yield from came_about(meeting, event, row, name)
    for verdict in meeting.verdicts.all():
        yield of_verdict(verdict, event, row)
    for preparation in meeting.preparations.all():
        yield of_preparation(preparation, event, row, name)
    # A rating outlives a mark that was taken back; it counts when the session does.
    for rating in meeting.ratings.all() if meeting.state == Meeting.State.HELD else ():
        yield from of_rating(rating, event, row, name)


def came_about(meeting: Meeting, event: MakeEvent, row: str, name: str) -> Iterator[Event]:
    """Held or missed, as it stands now: a mark that was taken back leaves nothing behind."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return
    if meeting.state == Meeting.State.HELD:
        minutes = meeting.held_minutes or round((meeting.ends_at - meeting.starts_at).total_seconds() / 60)
        if meeting.kind == Meeting.Kind.INTRODUCTION:
            yield event(meeting.starts_at, "introduction_held", row, minutes=minutes)
        else:
            yield event(meeting.starts_at, "meeting_held", row, meeting=name, channel=meeting.channel, minutes=minutes)
    elif meeting.state == Meeting.State.MISSED and meeting.missed_by_id:
        yield event(meeting.starts_at, "meeting_missed", row, meeting.missed_by_id, meeting=name)


def of_change(change: Change, event: MakeEvent, row: str, name: str) -> Iterator[Event]:
    reason = {"reason": change.reason} if change.reason else {}
    if change.kind == Change.Kind.CANCELLED:
        yield event(change.at, "meeting_cancelled", row, change.by_id, meeting=name, **reason)
    if change.starts_at is None:
        return
    starts_at = change.starts_at.astimezone(UTC).isoformat()
    if change.kind == Change.Kind.BOOKED:
        yield event(change.at, "meeting_booked", row, change.by_id, meeting=name, starts_at=starts_at)
    elif change.kind == Change.Kind.MOVED:
        yield event(change.at, "meeting_moved", row, change.by_id, meeting=name, starts_at=starts_at, **reason)


def of_verdict(verdict: Verdict, event: MakeEvent, row: str) -> Event:
    return event(verdict.given_at, "introduction_answered", row, verdict.person_id, answer=verdict.answer)


def of_preparation(preparation: Preparation, event: MakeEvent, row: str, name: str) -> Event:
    questions = sum(bool(line.strip()) for line in preparation.questions.splitlines())
    return event(preparation.saved_at, "prepared", row, preparation.person_id, meeting=name, questions=questions)


def of_rating(rating: Rating, event: MakeEvent, row: str, name: str) -> Iterator[Event]:
    yield event(rating.rated_at, "meeting_rated", row, rating.person_id, meeting=name, useful=rating.useful)
    if rating.item and rating.item_value:
        items = {rating.item: rating.item_value}
        yield event(rating.rated_at, "checkin_answered", row, rating.person_id, items=items)


def of_action(action: Action, event: MakeEvent, sides: dict[int | None, str]) -> Iterator[Event]:
    row, name = f"action:{action.pk}", f"a{action.pk}"
    goal = {"goal": f"g{action.goal_id}"} if action.goal_id else {}
    due = {"due_on": action.due_on.isoformat()} if action.due_on else {}
    owner = sides.get(action.owner_id, "mentee")
    yield event(action.added_at, "action_added", row, action.added_by_id, action=name, owner=owner, **goal, **due)
    if action.done_at:
        helped = {"helped": action.helped} if action.helped else {}
        yield event(action.done_at, "action_done", row, action=name, **helped)


def of_contact(contact: Contact, event: MakeEvent, clock: tzinfo) -> Event:
    # Only the day is known, on the clock of whoever said so; by then it had been.
    at = min(datetime.combine(contact.happened_on, time(12), clock), contact.logged_at)
    return event(at, "contact_logged", f"contact:{contact.pk}", contact.by_id, channel=contact.channel)


def of_goal(goal: Goal, event: MakeEvent) -> Iterator[Event]:
    row, name = f"goal:{goal.pk}", f"g{goal.pk}"
    authors: dict[int, int] = {}
    for version in goal.versions.all():
        authors[version.number] = version.by_id
        yield of_version(version, event, row, name)
    for assent in goal.assents.all():
        if authors.get(assent.version) != assent.person_id:
            yield event(assent.at, "goal_agreed", row, assent.person_id, goal=name)
    for mark in goal.progress.all():
        yield event(mark.at, "goal_progress", row, mark.by_id, goal=name, value=mark.value)
    for review in goal.reviews.all():
        yield event(review.at, "goal_reviewed", row, review.by_id, goal=name)
    # The format knows no reopening: whoever takes a goal up again has looked at it, and its closing is as good as none.
    if goal.reopened_at:
        yield event(goal.reopened_at, "goal_reviewed", row, goal.reopened_by_id, goal=name)
    if goal.closed_at:
        yield event(goal.closed_at, "goal_closed", row, goal=name, outcome=goal.outcome)


def of_version(version: Version, event: MakeEvent, row: str, name: str) -> Event:
    kind = "goal_set" if version.number == 1 else "goal_revised"
    return event(version.at, kind, row, version.by_id, goal=name, measurable=version.is_measurable)


def of_checkin(checkin: CheckIn, event: MakeEvent) -> Iterator[Event]:
    row = f"checkin:{checkin.pk}"
    yield event(checkin.asked_at, "checkin_asked", row, checkin.person_id)
    answers = {answer.item: answer.value for answer in checkin.answers.all()}
    if checkin.answered_at and answers:
        yield event(checkin.answered_at, "checkin_answered", row, checkin.person_id, items=answers)
