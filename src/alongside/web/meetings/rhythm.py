"""When to meet next: the pair's own rhythm, on the clock of whoever looks."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.people.clock import zone_called

FIRST_HOUR = 10
DAYTIME = range(8, 20)  # hours in which a proposal begins, on the clock of each


def later_on_the_clock(start: datetime, days: int) -> datetime:
    """The same hour some days later, whatever the clocks do in between.

    Where the clock skips that hour, it is the moment the skipped hour would have been (02:30 becomes 03:30).
    """
    zone = timezone.get_current_timezone()
    local = start.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def series(start: datetime, times: int, every_days: int) -> list[datetime]:
    """This time and the next ones at a rhythm, `times` in all."""
    return [start, *(later_on_the_clock(start, n * every_days) for n in range(1, times))]


def next_start(mentorship: Mentorship, now: datetime) -> datetime:
    """The next time at the agreed rhythm, counted from the last meeting that is booked or was held.

    When that has passed, the same weekday and hour as soon as it comes round; a day's notice is always left. Before
    the first session: in three days, in the daytime of both. While they pause, not before the day on which they go on,
    and in no holiday.
    """
    return after_holidays(start_at_rhythm(mentorship, now), mentorship)


def start_at_rhythm(mentorship: Mentorship, now: datetime) -> datetime:
    last = mentorship.meetings.filter(state__in=("booked", "held")).exclude(starts_at=None).order_by("starts_at").last()
    earliest = now + timedelta(days=1)
    until = mentorship.pauses.filter(resumed_at=None).exclude(until=None).values_list("until", flat=True).first()
    if until:
        zone = timezone.get_current_timezone()
        earliest = max(earliest, datetime(until.year, until.month, until.day, tzinfo=zone))
    if last is None or last.starts_at is None or last.kind != "session":
        return in_daytime(later_on_the_clock(max(earliest, now + timedelta(days=3)), 0), mentorship)
    start = later_on_the_clock(last.starts_at, mentorship.agreed_every_days)
    weeks_behind = max(0, -((start - earliest) // timedelta(weeks=1)))
    return later_on_the_clock(start, 7 * weeks_behind)


def after_holidays(start: datetime, mentorship: Mentorship) -> datetime:
    """The same weekday and hour in the first week in which the programme does not rest then."""
    holidays = list(mentorship.programme.holidays.not_over(timezone.localdate(start)))
    while resting := next((one for one in holidays if one.covers(timezone.localdate(start))), None):
        weeks = (resting.ends_on - timezone.localdate(start)).days // 7 + 1
        start = later_on_the_clock(start, 7 * weeks)
    return start


def in_daytime(day: datetime, mentorship: Mentorship) -> datetime:
    """The hour of that day nearest to ten that is daytime for both; ten where no hour is."""
    zones = [zone_called(person.time_zone) for person in (mentorship.mentor, mentorship.mentee)]
    hours = sorted(DAYTIME, key=lambda hour: abs(hour - FIRST_HOUR))
    starts = [day.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in hours]
    suiting = (start for start in starts if all(start.astimezone(zone).hour in DAYTIME for zone in zones))
    return next(suiting, starts[0])
