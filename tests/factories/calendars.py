"""Calendars that people keep elsewhere, as they stand here once they were read."""

from datetime import datetime, timedelta

from django.utils import timezone

from alongside.web.calendars.address import read
from alongside.web.calendars.models import BusyTime, Calendar
from alongside.web.people.models import User

ADDRESS = "https://calendar.example.org/private/heron/basic.ics"


def calendar_of(person: User, *times: tuple[datetime, datetime]) -> Calendar:
    """Read a moment ago: busy at these times."""
    now = timezone.now()
    made = Calendar.objects.use(person, read(ADDRESS))
    made.found_at = made.read_at = now
    made.look_at, made.read_in = now + timedelta(hours=1), person.time_zone
    made.save()
    BusyTime.objects.bulk_create([BusyTime(calendar=made, starts_at=start, ends_at=end) for start, end in times])
    return made


def busy(person: User, starts_at: datetime, minutes: int = 60) -> Calendar:
    return calendar_of(person, (starts_at, starts_at + timedelta(minutes=minutes)))


def busy_once_more(person: User, number: int) -> None:
    """One more busy time, days ahead, of a calendar that is made where there is none."""
    made = Calendar.objects.of(person) or calendar_of(person)
    start = timezone.now() + timedelta(days=number % 50, hours=1)
    made.busy_times.create(starts_at=start, ends_at=start + timedelta(hours=1))
