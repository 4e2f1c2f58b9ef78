"""Times that suit two people, each on their own clock."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models

from alongside.web.calendars.asking import Asking, of_their_own
from alongside.web.calendars.models import BusyTime
from alongside.web.people.clock import zone_called
from alongside.web.people.models import Availability, User

Span = tuple[int, time, time]  # weekday (Monday is 0), from, to


def suits(spans: Iterable[Span], zone: str, starts_at: datetime, minutes: int) -> bool:
    """Whether a meeting lies within one of somebody's hours, on their own clock that day."""
    begins = starts_at.astimezone(zone_called(zone))
    since = begins.hour * 60 + begins.minute
    return any(
        weekday == begins.weekday()
        and start.hour * 60 + start.minute <= since
        and since + minutes <= end.hour * 60 + end.minute
        for weekday, start, end in spans
    )


def times_that_suit(one: User, other: User, *, after: datetime, minutes: int = 30, most: int = 3) -> list[datetime]:
    """Up to three half hours of the next two weeks in which both usually can, on days apart; the first from tomorrow.

    None at which either is busy by their own calendar. Nothing where either has not said which hours suit, or where
    they do not meet. `one` is who asks.
    """
    both = [(list(spans_of(person)), person.time_zone) for person in (one, other)]
    if not all(spans for spans, _zone in both):
        return []
    first = (after + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    length = timedelta(minutes=minutes)
    busy = BusyTime.objects.of((one, other)).meeting([(first, first + timedelta(days=15))])
    asking = Asking(one, other, (minutes, both[0], of_their_own(one, busy)))
    found: dict[date, datetime] = {}
    for at in asking.may_tell(first + timedelta(minutes=30 * step) for step in range(14 * 48)):
        day = at.astimezone(zone_called(one.time_zone)).date()
        if day in found or not all(suits(spans, zone, at, minutes) for spans, zone in both):
            continue
        if not any(each.overlaps(at, at + length) for each in busy):
            found[day] = at
        if len(found) == most:
            break
    return asking.tell(list(found.values()))


def spans_of(person: User) -> "models.QuerySet[Availability, Any]":
    return Availability.objects.filter(profile__person=person).values_list("weekday", "starts", "ends")
