"""The whole relationship, dated: what both of the pair know, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.web.mentorships.models import Mentorship


@dataclass(frozen=True)
class Entry:
    """One dated line; `url` is empty where there is no page to open."""

    at: datetime
    text: str
    icon: str
    url: str = ""

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)


# Everything the timeline is made of: one query each.
TABLES = ("pauses", "meetings", "contacts", "goals__reviews", "agreement__signatures", "ending")


def timeline(mentorship: Mentorship, *, for_pair: bool) -> list[Entry]:
    """Entries newest first. For a coordinator: dates only, no titles and no links. Wants TABLES prefetched."""
    return sorted(entries(mentorship, for_pair), key=lambda entry: entry.at, reverse=True)


def entries(it: Mentorship, for_pair: bool) -> Iterator[Entry]:
    yield Entry(it.proposed_at, _("The request was accepted"), "envelope")
    yield from of_meetings(it, for_pair)
    yield from of_goals(it, for_pair)
    for contact in it.contacts.all():
        at = datetime.combine(contact.happened_on, time(12), UTC)
        yield Entry(at, _("Spoke elsewhere (%(channel)s)") % {"channel": contact.get_channel_display()}, "phone")
    for pause in it.pauses.all():
        yield Entry(pause.starts_at, _("Paused"), "pause")
        if pause.resumed_at:
            yield Entry(pause.resumed_at, _("Went on after the pause"), "play")
    agreement = getattr(it, "agreement", None)
    standing = [one.signed_at for one in agreement.signatures.all() if one.fell_at is None] if agreement else []
    if it.began_on and standing:
        yield Entry(max(standing), _("Both signed the agreement"), "pencil-square")
    if hasattr(it, "ending"):
        yield Entry(it.ending.at, _("The mentorship ended"), "flag")


def of_meetings(it: Mentorship, for_pair: bool) -> Iterator[Entry]:
    says = {
        ("introduction", "held"): _("Met for the first time"),
        ("session", "held"): _("Session"),
        ("session", "missed"): _("A session was missed"),
        ("session", "not_held"): _("A session did not happen"),
        ("session", "cancelled"): _("A session was cancelled"),
    }
    for meeting in it.meetings.all():
        text = says.get((meeting.kind, meeting.state))
        if text and meeting.starts_at:
            if meeting.state == "held" and meeting.held_minutes:
                minutes = ngettext("%(n)s minute", "%(n)s minutes", meeting.held_minutes) % {"n": meeting.held_minutes}
                text = f"{text}, {minutes}"
            yield Entry(meeting.starts_at, text, "calendar", meeting.get_absolute_url() if for_pair else "")


def of_goals(it: Mentorship, for_pair: bool) -> Iterator[Entry]:
    for goal in it.goals.all():
        name, url = (f" “{goal.title}”", goal.get_absolute_url()) if for_pair else ("", "")
        yield Entry(goal.created_at, _("Goal written%(name)s") % {"name": name}, "flag", url)
        for review in goal.reviews.all():
            yield Entry(review.at, _("Looked at the goal again%(name)s") % {"name": name}, "arrow-path", url)
        if goal.closed_at:
            words = {"name": name, "outcome": goal.get_outcome_display().lower()}
            yield Entry(goal.closed_at, _("Goal%(name)s closed: %(outcome)s") % words, "check-circle", url)
