"""The whole relationship, dated: what both of the pair know, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.web.goals.models import Goal
from alongside.web.meetings.models import Meeting
from alongside.web.mentorships.models import Agreement, Mentorship

SHOWN = 12  # entries that stand open; the rest of the relationship unfolds


@dataclass(frozen=True)
class Entry:
    """One dated line; `url` is empty where there is no page to open."""

    on: date
    at: datetime | None  # None where only the day is known
    text: str
    icon: str
    url: str = ""

    @classmethod
    def of(cls, at: datetime, text: str, icon: str, url: str = "") -> "Entry":
        return cls(timezone.localdate(at), at, text, icon, url)

    @property
    def order(self) -> tuple[date, float]:
        return self.on, self.at.timestamp() if self.at else 0.0

    @property
    def month(self) -> str:
        return date_format(self.on, "F Y")


# Everything the timeline is made of: one query each.
TABLES = (
    "pauses",
    "programme__holidays",
    "meetings__changes",
    "contacts",
    "goals__reviews",
    "goals__progress",
    "actions__owner",
    "feedback__by",
    "agreement__signatures",
    "ending",
    "proposal",
)


def timeline(mentorship: Mentorship, *, for_pair: bool) -> list[Entry]:
    """Entries newest first. For a coordinator: dates only, no titles and no links. Wants TABLES prefetched."""
    return sorted(entries(mentorship, for_pair), key=lambda entry: entry.order, reverse=True)


def entries(it: Mentorship, for_pair: bool) -> Iterator[Entry]:
    by_proposal = hasattr(it, "proposal")
    said = _("You both said yes to the proposal") if for_pair else _("Both said yes to the proposal")
    yield Entry.of(it.proposed_at, said if by_proposal else _("The request was accepted"), "envelope")
    for meeting in it.meetings.all():
        yield from of_meeting(meeting, for_pair)
    for goal in it.goals.all():
        yield from of_goal(goal, for_pair)
    for contact in it.contacts.all():
        words = _("Spoke elsewhere (%(channel)s)") % {"channel": contact.get_channel_display()}
        yield Entry(contact.happened_on, None, words, "phone", contact.get_absolute_url() if for_pair else "")
    for pause in it.pauses.all():
        yield Entry.of(pause.starts_at, _("Paused"), "pause")
        if pause.resumed_at:
            yield Entry.of(pause.resumed_at, _("Went on after the pause"), "play")
    yield from of_holidays(it)
    if hasattr(it, "agreement"):
        yield from of_agreement(it.agreement, for_pair)
    if for_pair:
        yield from of_the_two(it)
    if hasattr(it, "ending"):
        yield Entry.of(it.ending.at, _("The mentorship ended"), "flag")


def of_holidays(it: Mentorship) -> Iterator[Entry]:
    """Those of the programme that have begun while the two were under way."""
    last = timezone.localdate(it.ended_at) if it.ended_at else timezone.localdate()
    for holiday in it.programme.holidays.all():
        if it.began_on and it.began_on <= holiday.ends_on and holiday.starts_on <= last:
            words = {"name": holiday, "days": holiday.days}
            yield Entry(max(holiday.starts_on, it.began_on), None, _("Holiday: %(name)s, %(days)s") % words, "sun")


def of_agreement(agreement: Agreement, for_pair: bool) -> Iterator[Entry]:
    """Each version that both signed, whether or not it still stands."""
    signed: dict[int, list[datetime]] = {}
    for one in agreement.signatures.all():
        signed.setdefault(one.version, []).append(one.signed_at)
    both = sorted(max(moments) for moments in signed.values() if len(moments) > 1)
    for number, at in enumerate(both):
        text = _("Agreed anew") if number else _("Both signed the agreement")
        yield Entry.of(at, text, "pencil-square", agreement.get_absolute_url() if for_pair else "")


def of_meeting(meeting: Meeting, for_pair: bool) -> Iterator[Entry]:
    says = {
        ("introduction", "held"): _("Met for the first time"),
        ("session", "held"): _("Session"),
        ("session", "missed"): _("A session was missed"),
        ("session", "not_held"): _("A session did not happen"),
        ("session", "cancelled"): _("A session was cancelled"),
    }
    text = says.get((meeting.kind, meeting.state))
    if not text or not meeting.starts_at:
        return
    if meeting.state == "held" and meeting.held_minutes:
        minutes = ngettext("%(n)s minute", "%(n)s minutes", meeting.held_minutes) % {"n": meeting.held_minutes}
        text = f"{text}, {minutes}"
    yield Entry.of(
        meeting.told_at or meeting.starts_at, text, "calendar", meeting.get_absolute_url() if for_pair else ""
    )


def of_goal(goal: Goal, for_pair: bool) -> Iterator[Entry]:
    name, url = (f" “{goal.title}”", goal.get_absolute_url()) if for_pair else ("", "")
    yield Entry.of(goal.created_at, _("Goal written%(name)s") % {"name": name}, "flag", url)
    for review in goal.reviews.all():
        yield Entry.of(review.at, _("Looked at the goal again%(name)s") % {"name": name}, "arrow-path", url)
    if for_pair:
        for mark in goal.progress.all():
            yield Entry.of(mark.at, _("Progress on%(name)s") % {"name": name}, "arrow-trending-up", url)
    if goal.reopened_at:
        yield Entry.of(goal.reopened_at, _("Goal%(name)s taken up again") % {"name": name}, "arrow-path", url)
    if goal.closed_at:
        words = {"name": name, "outcome": goal.get_outcome_display().lower()}
        text = _("Goal%(name)s closed: %(outcome)s") % words if for_pair else _("Goal closed")
        yield Entry.of(goal.closed_at, text, "check-circle", url)


def of_the_two(it: Mentorship) -> Iterator[Entry]:
    """What only the two of them know of each other."""
    for action in it.actions.all():
        if action.done_at:
            words = {"name": action.owner.first_name, "what": action.text}
            yield Entry.of(action.done_at, _("%(name)s did: %(what)s") % words, "check", action.get_absolute_url())
    for feedback in it.feedback.all():
        if feedback.shared_with == "partner":
            names = {"name": feedback.by.first_name, "partner": it.partner_of(feedback.by).first_name}
            text = _("%(name)s told %(partner)s what helps") % names
            yield Entry.of(feedback.given_at, text, "chat-bubble-left-right", feedback.get_absolute_url())
