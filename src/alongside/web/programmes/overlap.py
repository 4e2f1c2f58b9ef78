"""How many hours of a usual week suit two people, each on their own clock."""

import zoneinfo
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

Span = tuple[int, time, time]  # weekday (Monday is 0), from, to
WEEK = 7 * 24 * 60


def minutes_in_utc(spans: Iterable[Span], zone: str, *, week_of: date) -> set[int]:
    """The quarter hours of the week of a day, counted in UTC from its Monday; what runs over comes round again."""
    monday = week_of - timedelta(days=week_of.weekday())
    start = datetime.combine(monday, time(), tzinfo=zoneinfo.ZoneInfo("UTC"))
    own = zoneinfo.ZoneInfo(zone or "UTC")
    found: set[int] = set()
    for weekday, begins, ends in spans:
        day = monday + timedelta(days=weekday)
        first = datetime.combine(day, begins, tzinfo=own) - start
        length = (ends.hour - begins.hour) * 60 + ends.minute - begins.minute
        offset = int(first.total_seconds() // 60)
        found.update((offset + step) % WEEK // 15 for step in range(0, length, 15))
    return found


def shared_hours(one: set[int], other: set[int]) -> float:
    """Hours a week in which both can, from two sets of quarter hours."""
    return len(one & other) / 4
