"""Free hours of a week, from words and a time zone to half hours in UTC.

>>> sorted(weekly("Mon 9-10", "Europe/Berlin", on=date(2026, 1, 15)))
[16, 17]
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SLOTS = 7 * 48
"""Half hours in a week."""

_PART = re.compile(
    r"(?P<from>[a-z]{3,9})(?:\s*[-–]\s*(?P<to>[a-z]{3,9}))?\s+"
    r"(?P<start>\d{1,2})(?:[:.](?P<start_min>[0-5]\d))?\s*(?P<start_half>[ap]m)?\s*[-–]\s*"
    r"(?P<end>\d{1,2})(?:[:.](?P<end_min>[0-5]\d))?\s*(?P<end_half>[ap]m)?"
)
_SEVERAL = {
    "weekdays": "mon-fri",
    "weekday": "mon-fri",
    "weekends": "sat-sun",
    "weekend": "sat-sun",
    "daily": "mon-sun",
}


class NotHours(ValueError):
    """The words do not say hours of a week, or the time zone does not exist."""


def weekly(text: str, zone: str = "UTC", *, on: date) -> frozenset[int]:
    """Half hours of a week in UTC (0 is Monday 00:00) from words such as "Mon-Fri 17-20, Sat 9:30-12".

    zone : an IANA time zone; `on` says on which day, since clocks change. Hours that begin within a half hour count
    from its start. Raises NotHours.
    """
    try:
        moved = datetime.combine(on, time(12), ZoneInfo(zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise NotHours(f"“{zone}” is no time zone. Write one such as Europe/Berlin or UTC.") from error
    assert moved is not None
    back = round(moved.total_seconds() / 1800)
    slots: set[int] = set()
    for part in re.split(r"[,;\n]+", text.casefold()):
        if part.strip():
            slots |= {(slot - back) % SLOTS for slot in _part(part.strip())}
    return frozenset(slots)


def in_words(hours: float) -> str:
    """How many free hours, for a sentence."""
    return "1 free hour" if hours == 1 else f"{hours:g} free hours"


def _part(part: str) -> set[int]:
    word, _, rest = part.partition(" ")
    match = _PART.fullmatch(f"{_SEVERAL.get(word, word)} {rest}")
    if match is None:
        raise NotHours(f"“{part}” does not say hours. Write them like Mon-Fri 17-20.")
    first = _day(match["from"])
    last = _day(match["to"]) if match["to"] else first
    end = 2 * _clock(match["end"], match["end_half"]) + -(-int(match["end_min"] or 0) // 30)
    # In "5-8pm" the mark stands for both; in "11-1pm" it cannot.
    halves = [match["start_half"]] if match["start_half"] else [match["end_half"], None]
    starts = [2 * _clock(match["start"], half) + int(match["start_min"] or 0) // 30 for half in halves]
    start = next((one for one in starts if one < end), starts[-1])
    if not start < end <= 48:
        raise NotHours(f"“{part}” ends before it begins, or after midnight. Write evening and morning apart.")
    days = [(first + ahead) % 7 for ahead in range((last - first) % 7 + 1)]
    return {day * 48 + half for day in days for half in range(start, end)}


def _clock(hour: str, half: str | None) -> int:
    """The hour of a day; `half` is am, pm or nothing."""
    return int(hour) if half is None else int(hour) % 12 + 12 * (half == "pm")


def _day(word: str) -> int:
    if word[:3] not in DAYS:
        raise NotHours(f"“{word}” is no day. Write Mon, Tue, Wed, Thu, Fri, Sat or Sun.")
    return DAYS.index(word[:3])
