"""Times to meet that may suit both: near their rhythm, in their hours, and where neither has something else."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from alongside.web.calendars.asking import Asking, of_their_own
from alongside.web.calendars.models import BusyTime
from alongside.web.meetings.models import Meeting
from alongside.web.meetings.rhythm import DAYTIME, next_start
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.clock import zone_called
from alongside.web.people.models import User
from alongside.web.programmes.overlap import Span, spans_of, suits

MOST = 3
# How far from the day of their rhythm: a time a little later is better than none.
SOONER, LATER = timedelta(days=3), timedelta(days=10)
HALF_AN_HOUR = timedelta(minutes=30)


def times_for_both(pair: Mentorship, by: User, now: datetime, *, minutes: int = 45) -> list[datetime]:
    """Up to three times on days apart, the one nearest to their rhythm first.

    They are suggested whatever is known of the two, and to both alike: a time that is missing says no more than that
    one of them cannot. How often `by` may ask anew is bounded. In a fixed number of queries.
    """
    start, length = next_start(pair, now), timedelta(minutes=minutes)
    grid = list(times_around(start, now, may_be_sooner=not pair.is_paused))
    holidays = list(pair.programme.holidays.not_over(timezone.localdate(now)))
    open_times = [at for at in grid if not any(holiday.covers(timezone.localdate(at)) for holiday in holidays)]
    busy = BusyTime.objects.of(both(pair)).meeting([(at, at + length) for at in open_times])
    # What `by` can turn this way and that; holidays, where they coordinate as well.
    days = [(holiday.starts_on, holiday.ends_on) for holiday in holidays]
    own = (start, minutes, days, by.time_zone, list(spans_of(by)), of_their_own(by, busy))
    asking = Asking(by, pair.partner_of(by), own)
    times = free(pair, by, asking.may_tell(open_times), length, busy)
    by_nearness = sorted(times, key=lambda at: far_from(start, at))
    found: dict[date, datetime] = {}
    # Where the hours they said do not meet often enough, those of the day come after.
    for hours_of in (hours_said, hours_of_day):
        hours = [(hours_of(person, start), person.time_zone) for person in both(pair)]
        for at in by_nearness:
            # The hour at which they meet is theirs, whatever day it is for one of them.
            if at == start or all(suits(spans, zone, at, minutes) for spans, zone in hours):
                found.setdefault(timezone.localdate(at), at)
    return asking.tell(list(found.values())[:MOST])


def both(pair: Mentorship) -> tuple[User, User]:
    return pair.mentor, pair.mentee


def far_from(start: datetime, at: datetime) -> tuple[int, float, datetime]:
    """In days first and then in hours of the day: the same hour on another day is nearer than another hour of it."""
    days = timezone.localdate(at) - timezone.localdate(start)
    return abs(days.days), abs((at - start - days).total_seconds()), at


def times_around(start: datetime, now: datetime, *, may_be_sooner: bool) -> Iterator[datetime]:
    """The time at their rhythm, and every half hour some days before and after it; the first from tomorrow."""
    first = max(now + timedelta(days=1), start - SOONER if may_be_sooner else start)
    if start >= first:
        yield start
    at = first.astimezone(timezone.get_current_timezone()).replace(minute=0, second=0, microsecond=0)
    while at < start + LATER:
        if at >= first and at != start:
            yield at
        at += HALF_AN_HOUR


def hours_said(person: User, start: datetime) -> list[Span]:
    """The hours they said suit them; the day's, where they said none."""
    return list(spans_of(person)) or hours_of_day(person, start)


def hours_of_day(person: User, start: datetime) -> list[Span]:
    """On their clock: from Monday to Friday, and on the weekday of their rhythm."""
    weekdays = {*range(5), start.astimezone(zone_called(person.time_zone)).weekday()}
    return [(weekday, time(DAYTIME.start), time(DAYTIME.stop)) for weekday in sorted(weekdays)]


def free(pair: Mentorship, by: User, times: list[datetime], length: timedelta, busy: list[BusyTime]) -> list[datetime]:
    """Those at which neither meets anybody else here, the two do not meet each other, and neither calendar is full."""
    spans = [(at, at + length) for at in times]
    own = list(pair.meetings.filter(state="booked", starts_at__gte=timezone.now()))
    return [
        start
        for (start, end), clash in zip(spans, Meeting.objects.clashes(pair, by, spans), strict=True)
        if not clash
        and not any(each.overlaps(start, end) for each in busy)
        and not any(meeting.overlaps(start, end) for meeting in own)
    ]
