"""Amara's own calendar, as it stands after it was read: nothing is fetched for it, and nothing will be."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.utils import timezone

from alongside.web.calendars.models import AHEAD, BusyTime, Calendar
from alongside.web.calendars.reading import Span
from alongside.web.calendars.seal import sealed
from alongside.web.meetings.models import Meeting
from alongside.web.people.clock import zone_called
from alongside.web.people.models import Channel, Profile, User

HOST = "calendar.example.org"
ROOM = "https://meet.example.org/amara"
# Weekday (Monday is 0), from and until: what comes each week.
WEEK = (
    (0, time(9), time(10, 30)),
    (1, time(13), time(15)),
    (2, time(9), time(10)),
    (2, time(16), time(17, 30)),
    (3, time(13), time(15)),
    (4, time(11), time(12)),
)


def keep_calendar(person: User) -> None:
    now = timezone.now()
    calendar = Calendar.objects.create(
        person=person,
        sealed=sealed(f"https://{HOST}/private/basic.ics"),
        host=HOST,
        given_at=now - timedelta(days=20),
        found_at=now - timedelta(minutes=20),
        read_at=now - timedelta(minutes=20),
        read_in=person.time_zone,
        # Never: its server is invented.
        look_at=now + timedelta(days=3650),
    )
    times = [BusyTime(calendar=calendar, starts_at=start, ends_at=end) for start, end in weeks(person, now)]
    BusyTime.objects.bulk_create(times)


def weeks(person: User, now: datetime) -> Iterator[Span]:
    clock = zone_called(person.time_zone)
    today = now.astimezone(clock).date()
    for day in (today + timedelta(days=number) for number in range(AHEAD.days)):
        for weekday, start, end in WEEK:
            if weekday == day.weekday():
                yield datetime.combine(day, start, clock), datetime.combine(day, end, clock)


def keep_room(person: User) -> None:
    """Her usual room, where she meets by video next."""
    Profile.objects.filter(person=person).update(room=ROOM)
    coming = Meeting.objects.visible_to(person).upcoming(timezone.now()).filter(channel=Channel.VIDEO)
    Meeting.objects.filter(pk__in=[meeting.pk for meeting in coming]).update(place=ROOM)
