"""Read from a calendar when its person is busy, and nothing else. Knows nothing of Django.

First everything goes that is not a time: what an event is called, where it is and who comes is never even parsed.
"""

import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

from alongside.web.calendars.trouble import CannotRead, Trouble

Span = tuple[datetime, datetime]  # from, until; in UTC

MOST_TIMES = 20_000
# Put together: one every hour, for nine weeks and more.
MOST_KEPT = 2_000
# Rules that name every minute or second are made to keep a server busy, not to say that somebody is.
TOO_OFTEN = {"SECONDLY", "MINUTELY"}
KEPT = {
    "BEGIN", "END", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "UID", "STATUS",
    "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "FREEBUSY", "X-WR-TIMEZONE",
}  # fmt: skip
# What makes an event more than the one time it names.
AGAIN = ("RRULE", "RDATE", "RECURRENCE-ID", "DURATION")
# A calendar, an event, an alarm: nothing stands deeper.
MOST_DEEP = 8
READ = {"VCALENDAR", "VEVENT", "VFREEBUSY"}
FOLD = re.compile(r"\r?\n[ \t]")
NAME = re.compile(r"[A-Za-z0-9-]+")
DAY = re.compile(r":(\d{8})(?:T\d{6}Z?)?$")
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reader:
    """Whose calendar it is, and from when until when it matters.

    zone : their clock, for what names none.   email : theirs, to know what they declined.
    ours : the host of this site. Its meetings, which came into the calendar by our own letters, are known here better.
    """

    start: datetime
    end: datetime
    zone: str = "UTC"
    email: str = ""
    ours: str = ""

    def busy_times(self, content: bytes) -> list[Span]:
        """When they are busy, in order and without overlaps. Raises CannotRead."""
        lines = FOLD.sub("", content.decode("utf-8-sig", "replace").strip()).splitlines()
        # One that is cut off would read as a free person.
        if not lines or [lines[0].strip().upper(), lines[-1].strip().upper()] != ["BEGIN:VCALENDAR", "END:VCALENDAR"]:
            raise CannotRead(Trouble.NO_CALENDAR)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # at time zones of odd names, which it guesses well
                calendars = Calendar.from_ical("\r\n".join(self.bare(lines)) + "\r\n", multiple=True)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError) as problem:
            raise CannotRead(Trouble.NO_CALENDAR) from problem
        found: list[Span] = []
        for span in (span for calendar in calendars for span in self.times_of(calendar)):
            found.append((max(span[0], self.start), min(span[1], self.end)))
            if len(found) > MOST_TIMES:
                raise CannotRead(Trouble.TOO_MUCH)
        times = joined(found)
        if len(times) > MOST_KEPT:
            raise CannotRead(Trouble.TOO_MUCH)
        return times

    def bare(self, lines: Iterable[str]) -> Iterator[str]:
        """The lines that say when, and the time zones. Single events outside the time that matters go here already,
        because parsing years of them is what takes long."""
        inside: list[str] = []
        event: list[str] = []
        for line in lines:
            named = NAME.match(line)
            name = named.group().upper() if named else ""
            kind = line.partition(":")[2].strip().upper() if name in ("BEGIN", "END") else ""
            if name == "BEGIN":
                inside.append(kind)
                if len(inside) > MOST_DEEP:
                    raise CannotRead(Trouble.NO_CALENDAR)
            if "VTIMEZONE" in inside:
                yield line
            elif inside and set(inside) <= READ:
                to_event = inside[-1] == "VEVENT"
                if name in KEPT:
                    if to_event:
                        event.append(line)
                    else:
                        yield line
                elif name == "ATTENDEE" and to_event and self.declines(line):
                    event.append("TRANSP:TRANSPARENT")
            if name == "END":
                if inside and kind == "VEVENT" and self.may_matter(event):
                    yield from event
                if kind == "VEVENT":
                    event = []
                if not inside or inside.pop() != kind:
                    raise CannotRead(Trouble.NO_CALENDAR)

    def declines(self, attendee: str) -> bool:
        line = attendee.lower()
        return bool(self.email) and "partstat=declined" in line and line.endswith(f"mailto:{self.email.lower()}")

    def may_matter(self, event: list[str]) -> bool:
        if any(line.upper().startswith(AGAIN) for line in event):
            return True
        days = [found[1] for line in event if line.upper().startswith("DT") and (found := DAY.search(line))]
        first, last = (f"{day:%Y%m%d}" for day in (self.start - 2 * A_DAY, self.end + 2 * A_DAY))
        return not days or (max(days) >= first and min(days) <= last)

    def times_of(self, calendar: Any) -> Iterator[Span]:
        clock = zone_called(str(calendar.get("X-WR-TIMEZONE", "")), ZoneInfo(self.zone))
        for part in calendar.walk("VFREEBUSY"):
            yield from self.within(busy_periods(part))
        events = list(self.events_of(calendar, clock))
        instead: dict[str, set[datetime]] = defaultdict(set)
        for event in events:
            if event.takes_place_of:
                instead[event.uid].add(event.takes_place_of)
        for event in events:
            if event.is_busy:
                skipped = set() if event.takes_place_of else instead[event.uid]
                # A day before the first year or after the last: one event more that makes no sense.
                with suppress(OverflowError, ValueError, TypeError):
                    yield from self.within(event.times(self.start, self.end, skipped))

    def events_of(self, calendar: Any, clock: ZoneInfo) -> Iterator["Event"]:
        for part in calendar.walk("VEVENT"):
            with suppress(OverflowError, ValueError, TypeError, AttributeError):
                if event := event_of(part, clock, self.ours):
                    yield event

    def within(self, spans: Iterable[Span]) -> Iterator[Span]:
        return ((start, end) for start, end in spans if start < self.end and end > self.start and start < end)


@dataclass(frozen=True)
class Event:
    """One time, or many by a rule. Its hours are on the wall of `clock`: ten o'clock stays ten o'clock in summer."""

    uid: str
    starts: datetime  # without a zone, as all that follow
    length: timedelta
    clock: tzinfo
    is_busy: bool
    is_all_day: bool
    rule: str = ""
    more: tuple[tuple[datetime, timedelta | None], ...] = ()
    but_not: frozenset[datetime] = frozenset()
    # Days without an hour that are left out, as some programs write them.
    but_not_on: frozenset[date] = frozenset()
    # The moment in its series that this one stands for.
    takes_place_of: datetime | None = None

    def times(self, start: datetime, end: datetime, skipped: set[datetime]) -> Iterator[Span]:
        first = start.astimezone(self.clock).replace(tzinfo=None) - self.length - A_DAY
        last = end.astimezone(self.clock).replace(tzinfo=None) + A_DAY
        for begins, length in self.every(first, last):
            moment = self.at(begins)
            if moment in skipped or begins in self.but_not or begins.date() in self.but_not_on:
                continue
            # A day ends on the clock, which may be 23 hours later; an hour is an hour.
            yield moment, self.at(begins + length) if self.is_all_day else moment + length

    def every(self, first: datetime, last: datetime) -> Iterator[tuple[datetime, timedelta]]:
        if not self.rule:
            yield self.starts, self.length
        else:
            for begins in rrulestr(self.rule, dtstart=self.starts).xafter(first, inc=True):
                if begins > last:
                    break
                yield begins, self.length
        for begins, own_length in self.more:
            yield begins, self.length if own_length is None else own_length

    def at(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self.clock).astimezone(UTC)


def event_of(part: Any, clock: ZoneInfo, ours: str) -> Event | None:
    """What a VEVENT says of time; None for one that says nothing to be relied on, or that is a meeting of ours."""
    uid, start = str(part.get("UID", "")), part.get("DTSTART")
    if part.errors or start is None or isinstance(start, list) or (ours and is_ours(uid, ours)):
        return None
    is_all_day = not isinstance(start.dt, datetime)
    own_clock = clock if is_all_day else start.dt.tzinfo or clock
    wall = Wall(own_clock)
    rule, replaced = part.get("RRULE"), part.get("RECURRENCE-ID")
    if isinstance(rule, list) or (rule and is_endless(rule)):
        return None
    left_out = [stop.dt for stop in each(part.get("EXDATE"))]
    return Event(
        uid,
        wall.of(start.dt),
        length_of(part, start.dt, wall, is_all_day=is_all_day),
        own_clock,
        is_busy(part, is_all_day=is_all_day),
        is_all_day,
        rule=rule_of(rule, wall) if rule and not replaced else "",
        more=tuple(more_of(part, wall)) if not replaced else (),
        but_not=frozenset(wall.of(stop) for stop in left_out),
        but_not_on=frozenset(stop for stop in left_out if not isinstance(stop, datetime)),
        takes_place_of=moment_of(replaced.dt, own_clock, clock) if replaced else None,
    )


def is_endless(rule: Any) -> bool:
    """Whether working it out would take for ever, or never get on."""
    return bool(TOO_OFTEN & {str(how).upper() for how in rule.get("FREQ", [])}) or 0 in rule.get("INTERVAL", [])


def moment_of(replaced: date, own_clock: tzinfo, clock: ZoneInfo) -> datetime:
    """Which moment of its series an event stands for. A day of one is a day on the calendar's clock."""
    if isinstance(replaced, datetime):
        return (replaced if replaced.tzinfo else replaced.replace(tzinfo=own_clock)).astimezone(UTC)
    return datetime.combine(replaced, time(), clock).astimezone(UTC)


@dataclass(frozen=True)
class Wall:
    """The clock on the wall where an event takes place."""

    clock: tzinfo

    def of(self, moment: date) -> datetime:
        """A date or a time in any zone, as this clock shows it; what names no zone is meant on this clock."""
        if not isinstance(moment, datetime):
            return datetime.combine(moment, time())
        return (moment.astimezone(self.clock) if moment.tzinfo else moment).replace(tzinfo=None)


def is_busy(part: Any, *, is_all_day: bool) -> bool:
    """As its person marked it. A whole day of which nothing is said is a birthday more often than a day away."""
    said = str(last_of(part.get("TRANSP", ""))).upper()
    outlook = str(last_of(part.get("X-MICROSOFT-CDO-BUSYSTATUS", ""))).upper()
    if str(part.get("STATUS", "")).upper() == "CANCELLED" or said == "TRANSPARENT":
        return False
    if outlook:
        return outlook in ("BUSY", "TENTATIVE", "OOF")
    return said == "OPAQUE" or not is_all_day


def is_ours(uid: str, host: str) -> bool:
    return bool(re.fullmatch(rf"meeting-\d+@{re.escape(host)}", uid))


def length_of(part: Any, start: Any, wall: Wall, *, is_all_day: bool) -> timedelta:
    end, duration = part.get("DTEND"), part.get("DURATION")
    length = A_DAY if is_all_day else timedelta()
    if end is not None and isinstance(end.dt, datetime) == isinstance(start, datetime):
        if is_all_day:
            return max(wall.of(end.dt) - wall.of(start), A_DAY)
        first, last = (at if at.tzinfo else at.replace(tzinfo=wall.clock) for at in (start, end.dt))
        length = last.astimezone(UTC) - first.astimezone(UTC)
    elif duration is not None:
        length = duration.dt
    return max(length, timedelta())


def rule_of(rule: Any, wall: Wall) -> str:
    """The rule on the clock of its event; "until" comes in UTC, or as a day that counts to its end."""
    for index, until in enumerate(rule.get("UNTIL", [])):
        whole_day = not isinstance(until, datetime)
        rule["UNTIL"][index] = datetime.combine(until, time(23, 59, 59)) if whole_day else wall.of(until)
    return str(rule.to_ical(), "utf-8")


def more_of(part: Any, wall: Wall) -> Iterator[tuple[datetime, timedelta | None]]:
    for one in each(part.get("RDATE")):
        if isinstance(one.dt, tuple):
            start, end = one.dt
            yield wall.of(start), end if isinstance(end, timedelta) else wall.of(end) - wall.of(start)
        else:
            yield wall.of(one.dt), None


def busy_periods(part: Any) -> Iterator[Span]:
    said = part.get("FREEBUSY", [])
    for line in said if isinstance(said, list) else [said]:
        if str(line.params.get("FBTYPE", "BUSY")).upper() != "FREE":
            start, end = line.dt
            begins = start.replace(tzinfo=start.tzinfo or UTC).astimezone(UTC)
            yield begins, begins + end if isinstance(end, timedelta) else end.replace(tzinfo=end.tzinfo or UTC)


def each(said: Any) -> Iterator[Any]:
    """Every value of a property that may stand in several lines, each with several values."""
    for line in said if isinstance(said, list) else [said] if said is not None else []:
        yield from line.dts


def last_of(said: Any) -> Any:
    return said[-1] if isinstance(said, list) else said


def zone_called(name: str, otherwise: ZoneInfo) -> ZoneInfo:
    try:
        return ZoneInfo(name) if name else otherwise
    except (KeyError, ValueError, OSError):
        return otherwise


def joined(spans: Iterable[Span]) -> list[Span]:
    """In order, and those that touch as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
