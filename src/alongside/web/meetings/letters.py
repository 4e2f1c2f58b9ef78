"""Letters about a meeting, each with what changes the reader's calendar."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.web.meetings.calendar import entry
from alongside.web.notices.models import Notice
from alongside.web.people.models import User

if TYPE_CHECKING:
    from alongside.web.meetings.models import Meeting


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
    page, button = {
        "reminder": ("meetings:prepare", _("Prepare")),
        "did_you_meet": ("meetings:meeting", _("Say whether you met")),
        "one_minute": ("meetings:rate", _("Say how it was")),
    }.get(verb, ("meetings:meeting", _("Look at the meeting")))
    Notice.objects.queue(
        to=to,
        template=f"meetings/mail/{verb}",
        context=words(meeting, to) | {"by": by},
        url=reverse(page, args=[meeting.pk]),
        button=button,
    )


def words(meeting: "Meeting", reader: User) -> dict[str, object]:
    return {"meeting": meeting, "mentorship": meeting.mentorship, "partner": meeting.mentorship.partner_of(reader)}
