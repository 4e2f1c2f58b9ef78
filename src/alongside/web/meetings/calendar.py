"""A meeting as an iCalendar file: what goes into both calendars, and what takes it out again."""

from datetime import UTC, datetime
from email.utils import parseaddr
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from alongside.web.people.clock import zone_called
from alongside.web.people.models import User

if TYPE_CHECKING:
    from alongside.web.meetings.models import Meeting


def entry(meeting: "Meeting", *, to: User, cancelled: bool = False) -> str:
    """The meeting in one person's calendar; with `cancelled`, what removes it.

    The sequence is the number of things done to the meeting, so that a calendar keeps the newest. Times are on the
    reader's own clock, with its time zone described in the file; in UTC in the hour that comes twice. Each side gets a
    file of their own, in which only their own address stands; nothing of what the two wrote to each other is in it.
    """
    partner, clock = meeting.mentorship.partner_of(to), zone_called(to.time_zone)
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", meeting.changes.count())
    event.add("dtstamp", timezone.now().astimezone(UTC))
    if meeting.starts_at and meeting.ends_at:
        start, end = meeting.starts_at.astimezone(clock), meeting.ends_at.astimezone(clock)
        # Of an hour that comes twice a calendar always takes the first; in UTC there is only one.
        zone = UTC if is_shown_twice(start) or is_shown_twice(end) else clock
        event.add("dtstart", start.astimezone(zone))
        event.add("dtend", end.astimezone(zone))
    event.add("summary", _("%(kind)s with %(name)s") % {"kind": meeting.get_kind_display(), "name": partner.first_name})
    event.add("location", meeting.place or meeting.get_channel_display())
    event.add("url", f"{settings.SITE_URL}{meeting.get_absolute_url()}")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("organizer", address(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], settings.SITE_NAME))
    event.add("attendee", address(to.email, to.name))
    calendar = Calendar()
    calendar.add("prodid", "-//Alongside//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return str(calendar.to_ical(), "utf-8")


def is_shown_twice(moment: datetime) -> bool:
    """Whether the clocks go back over this moment, so that the same time of the same day comes once more."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def address(email: str, name: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{email}")
    found.params["cn"] = vText(name)
    return found
