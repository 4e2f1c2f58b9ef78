"""My data: everything a person wrote, did or was sent here, as plain JSON."""

from collections.abc import Iterator
from itertools import chain
from operator import attrgetter
from typing import Any

from django.core.files import File
from django.db.models import ForeignKey, ForeignObjectRel, Model
from django.utils.encoding import force_str

from alongside.web.people.models import User

# What a row's link to a person is called where the row is that person's own word or act.
OWN = {
    "person", "mentor", "mentee", "by", "author", "owner", "user",
    "added_by", "offered_by", "created_by", "changed_by", "saved_by", "invited_by", "asked_by", "opened_by",
    "uploaded_by", "guide_by", "withdrawn_by",
}  # fmt: skip
# Links that make no row theirs: what others did, or wrote about them.
NOT_OWN = {
    "reply_to", "thanked_by", "sent_to", "missed_by", "closed_by", "reopened_by", "resumed_by", "accepted_by",
    "safeguarding_person", "one", "other", "lifted_by", "undone_by", "brought_in_by", "retired_by",
    "stopped_by",
}  # fmt: skip
# Coordinators' papers before anything is proposed: about somebody, and not yet for them.
UNTOLD = {"rounds.Pairing", "rounds.Decision", "rounds.Change"}
# Keys of doors, and what somebody else wrote into a row that is otherwise one's own.
WITHHELD = {
    "password", "token", "open_url", "second_open_url", "stop_url", "data", "concerns.Concern.outcome",
    "concerns.Concern.seen_at",
    "sheets.Sheet.content", "sheets.Sheet.meant",
    # How a proposal closed could say who said no; one's own answer is a row of its own.
    "proposals.Proposal.state", "proposals.Proposal.freed",
    # When letters went that may have been for one of the two alone.
    "meetings.Meeting.verdict_reminded_at", "meetings.Meeting.wait_told_at",
    # A clock that moves with what a partner answers in private.
    "mentorships.Mentorship.mentor_event_at", "mentorships.Mentorship.mentee_event_at",
    "mentorships.Mentorship.coordinator_event_at",
    # Rows are numbered over both sides: one's own number would tell whether the other has answered before.
    "meetings.Verdict.id", "meetings.Rating.id", "proposals.Answer.id", "checkins.Answer.id",
    "concerns.Concern.id", "feedback.Feedback.id", "meetings.Note.id",
    "mentorships.Reflection.id", "programmes.Separation.id", "pair_messages.Message.id",
    # When the other one looked is theirs.
    "pair_messages.Message.read_at",
    # Half of what opens it, and what calendars elsewhere were given.
    "meetings.CalendarAddress.seed", "meetings.CalendarAddress.given",
    # Which key of theirs is which, they know by its name.
    "api.AccessKey.key", "api.AccessKey.digest", "api.AccessKey.starts", "api.AccessKey.used",
    # Over everybody's letters: two of one's own would tell whether a partner was reminded in between.
    "notices.Notice.id",
    "programmes.Answer.id",
    # The key to a calendar elsewhere, and what its server said to be told by.
    "calendars.Calendar.sealed", "calendars.Calendar.etag", "calendars.Calendar.last_modified",
    # Over everybody's: how many others gave theirs meanwhile.
    "calendars.Calendar.id", "calendars.BusyTime.id", "calendars.BusyTime.calendar",
}  # fmt: skip
# What one person says in a row that is another's too: the field, and the link to whoever says it.
SAID_BY = {
    "meetings.Action.helped": "owner", "meetings.Action.helped_at": "owner",
    # That a coordinator took a proposal back could say that nobody said no.
    "proposals.Proposal.withdrawn_by": "withdrawn_by", "proposals.Proposal.withdrawn_why": "withdrawn_by",
}  # fmt: skip

# What hangs on a row without naming the person again.
PARTS = ("hours", "answers", "busy_times")
# What two have together, below their mentorship.
OF_TWO = ("goals__versions", "meetings__slots", "meetings__notes", "contacts", "agreement__wordings")


def own_data(user: User) -> dict[str, Any]:
    """Rows by kind: the account first, then what is theirs alone, and what is theirs and a partner's."""
    kinds: dict[str, Any] = {"account": columns(user, user)}
    for row in chain(rows_of_one(user), rows_of_two(user)):
        kinds.setdefault(row._meta.label, {})[str(row.pk)] = columns(row, user) | parts(row)
    return {kind: list(rows.values()) if kind != "account" else rows for kind, rows in kinds.items()}


def rows_of_one(user: User) -> Iterator[Model]:
    """What names this person as the one whose it is."""
    for link in links_to_people():
        if link.field.name in OWN and not (link.related_model._meta.label in UNTOLD and link.field.name != "by"):
            rows = link.related_model._base_manager.filter(**{link.field.name: user}).order_by("pk")
            yield from rows.prefetch_related(*hanging_on(rows.model))


def rows_of_two(user: User) -> Iterator[Model]:
    """What a mentor and a mentee have together, whoever of them typed it: both read it, and both have had it done."""
    for pairs in (user.mentored, user.menteed):
        for mentorship in pairs.order_by("pk").prefetch_related(*OF_TWO):
            for goal in in_order(mentorship.goals):
                yield goal
                yield from in_order(goal.versions)
            for meeting in in_order(mentorship.meetings):
                yield meeting
                yield from in_order(meeting.slots)
                yield from (note for note in in_order(meeting.notes) if note.author_id is None)
            yield from in_order(mentorship.contacts)
            if hasattr(mentorship, "agreement"):
                yield mentorship.agreement
                yield from in_order(mentorship.agreement.wordings)


def in_order(rows: Any) -> list[Any]:
    """What was fetched for all mentorships at once."""
    return sorted(rows.all(), key=attrgetter("pk"))


def links_to_people() -> Iterator[ForeignObjectRel]:
    """Every foreign key of the site that points to a person, hidden ones too."""
    for link in User._meta.get_fields(include_hidden=True):
        if isinstance(link, ForeignObjectRel) and isinstance(link.field, ForeignKey):
            yield link


def columns(row: Model, user: User | None = None) -> dict[str, Any]:
    """A row's own columns, as this person may know them; links to other rows as their numbers, a file as its name."""
    values = {
        field.name: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if not {field.name, f"{row._meta.label}.{field.name}"} & WITHHELD and is_theirs(row, field.name, user)
    }
    return {name: force_str(value) if isinstance(value, File) else value for name, value in values.items()}


def is_theirs(row: Model, name: str, user: User | None) -> bool:
    said_by = SAID_BY.get(f"{row._meta.label}.{name}")
    # By number: not a query for each row.
    return said_by is None or getattr(row, f"{said_by}_id") == (user and user.pk)


def hanging_on(model: type[Model]) -> list[str]:
    """What hangs on rows of this model, by name: those of `PARTS`, and the question that an answer answers."""
    several = [link.name for link in model._meta.related_objects if link.one_to_many and link.name in PARTS]
    return several + [field.name for field in model._meta.fields if field.many_to_one and field.name == "question"]


def parts(row: Model) -> dict[str, Any]:
    """What hangs on a row without naming the person again: chosen lists, hours, answers to a check-in."""
    lists: dict[str, Any] = {
        field.name: [str(item) for item in getattr(row, field.name).all()] for field in row._meta.many_to_many
    }
    for name in hanging_on(type(row)):
        there = getattr(row, name)
        # A question in words: a number tells nobody what they answered.
        lists[name] = str(there) if name == "question" else [columns(part) for part in there.all()]
    if hasattr(row, "personality"):
        lists["personality"] = columns(row.personality)
    return lists
