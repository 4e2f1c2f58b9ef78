"""Meetings as iCalendar: what goes into both calendars by letter, what takes it out again, and all of them in one file.

A meeting has the same name (UID) and count of changes (SEQUENCE) in both, so that a calendar can know it again.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress, vDDDLists, vDuration, vText

from alongside.web.people.clock import zone_called
from alongside.web.people.models import User

if TYPE_CHECKING:
    from alongside.web.meetings.models import Meeting

READ_AGAIN_AFTER = timedelta(hours=1)


def entry(meeting: "Meeting", *, to: User, cancelled: bool = False) -> str:
    """The meeting in one person's calendar, as a letter brings it; with `cancelled`, what removes it.

    Each side gets a file of their own, in which only their own address stands.
    """
    event = event_of(meeting, to=to, sequence=meeting.changes.count(), at=timezone.now())
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("attendee", address(to.email, to.name))
    calendar = begun("CANCEL" if cancelled else "REQUEST")
    calendar.add_component(event)
    return written(calendar)


def of_all(meetings: "Iterable[Meeting]", *, to: User) -> str:
    """Somebody's meetings in one file, which a calendar elsewhere fetches again and again.

    Wants `changes` at hand. While nothing changes the file stays the same, byte by byte.
    What is cancelled is left out, and a calendar takes out what it finds no more. Nobody's address stands in it.
    """
    calendar, name = begun("PUBLISH"), _("%(site)s meetings") % {"site": settings.SITE_NAME}
    for key in ("name", "x-wr-calname"):
        calendar.add(key, name)
    calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(READ_AGAIN_AFTER))
    for meeting in meetings:
        changes = list(meeting.changes.all())
        at = changes[-1].at if changes else meeting.created_at
        event = event_of(meeting, to=to, sequence=len(changes), at=at)
        event.add("last-modified", at)
        event.add("status", "CONFIRMED")
        calendar.add_component(event)
    if not calendar.events:
        # The standard knows no calendar with nothing in it, and some programs take one for a mistake.
        calendar.add_component(Timezone.from_tzinfo(zone_called(to.time_zone)))
    return written(calendar)


def event_of(meeting: "Meeting", *, to: User, sequence: int, at: datetime) -> Event:
    """What both say of a meeting, as it was `at` that moment.

    The sequence is the number of things done to the meeting, so that a calendar keeps the newest. Times are on the
    reader's own clock, with its time zone described in the file; in UTC in the hour that comes twice. Nothing of what
    the two wrote to each other is in it.
    """
    partner, clock = meeting.mentorship.partner_of(to), zone_called(to.time_zone)
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", sequence)
    event.add("dtstamp", at.astimezone(UTC))
    if meeting.starts_at and meeting.ends_at:
        start, end = meeting.starts_at.astimezone(clock), meeting.ends_at.astimezone(clock)
        # Of an hour that comes twice a calendar always takes the first; in UTC there is only one.
        zone = UTC if is_shown_twice(start) or is_shown_twice(end) else clock
        event.add("dtstart", start.astimezone(zone))
        event.add("dtend", end.astimezone(zone))
    event.add("summary", _("%(kind)s with %(name)s") % {"kind": meeting.get_kind_display(), "name": partner.first_name})
    event.add("location", meeting.where or meeting.get_channel_display())
    event.add("url", f"{settings.SITE_URL}{meeting.get_absolute_url()}")
    event.add("organizer", address(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], settings.SITE_NAME))
    return event


def begun(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Alongside//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def written(calendar: Calendar) -> str:
    """As a file, with the clock of each time zone in it for the years of its meetings."""
    years = [event.start.year for event in calendar.events if "DTSTART" in event]
    if years:
        first, last = date(min(years), 1, 1), date(max(years) + 2, 1, 1)
        calendar.add_missing_timezones(first_date=first, last_date=last)
    for change in [*calendar.walk("STANDARD"), *calendar.walk("DAYLIGHT")]:
        if "RDATE" in change:
            # A line each: vobject, which Radicale and others read with, knows only the first date of a line, and a
            # meeting in a later summer would stand an hour off.
            line: Any = change["RDATE"]  # one list, as `from_tzinfo` makes it
            change["RDATE"] = [vDDDLists([day.dt]) for day in line.dts]
    return str(calendar.to_ical(), "utf-8")


def is_shown_twice(moment: datetime) -> bool:
    """Whether the clocks go back over this moment, so that the same time of the same day comes once more."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def address(email: str, name: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{email}")
    found.params["cn"] = vText(name)
    return found
