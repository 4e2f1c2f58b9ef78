"""Letters about a meeting, each with what changes the reader's calendar."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from alongside.web.meetings.calendar import entry
from alongside.web.meetings.spoken import we_spoke
from alongside.web.notices.models import Notice
from alongside.web.people.models import User

if TYPE_CHECKING:
    from alongside.web.meetings.models import Meeting

# A letter about a meeting within a day is its reminder, too.
REMIND_BEFORE = timedelta(hours=24)
OF_INTRODUCTION = ("intro_offered", "intro_booked", "intro_verdict_reminder")
# What is settled as soon as anything is done to the meeting: it stands at another time, or somebody has said.
SETTLED_BY_A_CHANGE = (
    "intro_offered",
    "reminder",
    "did_you_meet",
    "intro_did_you_meet",
    "one_minute",
    "missed",
    "guide",
)
# Where the one thing to do about each letter is done, and what its button says.
PAGES = {
    "reminder": ("meetings:prepare", _lazy("Prepare")),
    "guide": ("meetings:prepare", _lazy("Prepare")),
    "did_you_meet": ("meetings:meeting", _lazy("Say whether you met")),
    "intro_did_you_meet": ("meetings:meeting", _lazy("Say whether you met")),
    "one_minute": ("meetings:rate", _lazy("Say how it was")),
}
GUIDE = "meetings/mail/guide"


def reminded_by_this_letter(starts_at: datetime) -> datetime | None:
    now = timezone.now()
    return now if starts_at <= now + REMIND_BEFORE else None


def tell_both(
    meeting: "Meeting", verb: str, *, by: User | None, cancelled: bool = False, because_ended: bool = False
) -> None:
    """A letter to each of the two: whoever did it gets one as well, for the calendar entry in it."""
    for person in (meeting.mentorship.mentor, meeting.mentorship.mentee):
        Notice.objects.queue(
            to=person,
            template=f"meetings/mail/{verb}",
            context=words(meeting, person) | {"by": by, "is_mine": by == person, "because_ended": because_ended},
            url=meeting.get_absolute_url(),
            button=_("Look at the meeting"),
            calendar=entry(meeting, to=person, cancelled=cancelled),
        )


def tell(meeting: "Meeting", verb: str, *, to: User, by: User | None = None) -> None:
    """A letter to one of the two, with the one thing to do about it."""
    _page, button = PAGES.get(verb, ("", _("Look at the meeting")))
    Notice.objects.queue(
        to=to,
        template=f"meetings/mail/{verb}",
        context=words(meeting, to) | {"by": by},
        url=page_about(meeting, verb),
        button=str(button),
        useful_until=meeting.starts_at if verb == "reminder" else None,
        second=we_spoke(meeting.mentorship, to) if verb == "did_you_meet" else None,
    )


def take_back(meetings: "Iterable[Meeting]", *verbs: str, to: User | None = None) -> list[int]:
    """Do not send what is settled; gives the keys of those it was for."""
    urls = {page_about(meeting, verb) for meeting in meetings for verb in verbs}
    return Notice.objects.take_back(*(f"meetings/mail/{verb}" for verb in verbs), urls=urls, to=to)


def page_about(meeting: "Meeting", verb: str) -> str:
    """Where the letter's button leads."""
    if verb in OF_INTRODUCTION:
        return reverse("meetings:introduce", args=[meeting.mentorship_id])
    page, _button = PAGES.get(verb, ("meetings:meeting", ""))
    return reverse(page, args=[meeting.pk])


def words(meeting: "Meeting", reader: User) -> dict[str, object]:
    return {"meeting": meeting, "mentorship": meeting.mentorship, "partner": meeting.mentorship.partner_of(reader)}
