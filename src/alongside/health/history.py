"""One line of the history format → a Relationship, or a sentence that says what is wrong with it.

Lines are decoded straight into the types of events.py, which is quick.  A line that does not fit is looked at a second
time, piece by piece: kinds of events that nobody knows are counted, and the first fault is put in a sentence.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from itertools import islice
from operator import le
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct, ValidationError, convert
from msgspec.json import Decoder

from alongside.errors import HistoryError
from alongside.health.events import CHANNEL_OF_ITEM, MAY_COME_BEFORE, NAMES, AnyEvent, Event, Name
from alongside.health.relationship import EAST, EPOCH, SECONDS_A_DAY, Person, Relationship, Weeks, date_of, day_of

LONGEST_DAYS = 50 * 365.25  # nobody's mentorship is longer


class Line(Struct, frozen=True, kw_only=True):
    """A mentorship as it is written."""

    id: Name
    began_on: date
    agreed_every_days: Annotated[int, Meta(ge=1, le=366)]
    mentor: Person | None = None
    mentee: Person | None = None
    events: list[AnyEvent] = []
    planned_weeks: Weeks | None = None
    fit: Annotated[float, Meta(ge=0, le=1)] | None = None
    programme: Name | None = None
    zone: str | None = None


class Unknown(Event, frozen=True, tag=False):
    """An event of a kind that nobody knows: it keeps its place and says nothing."""


_DECODER = Decoder(Line)


def read(raw: bytes) -> Relationship:
    """Read one line as it stands in a file.  Raises HistoryError with the reason in a sentence."""
    try:
        return _relationship(_DECODER.decode(raw), {})
    except (ValueError, RecursionError):  # msgspec's errors are ValueErrors
        return relationship_of(_parse(raw))


def relationship_of(record: object) -> Relationship:
    """Read one line given as an object.  Raises HistoryError with the reason in a sentence."""
    try:
        return _relationship(convert(record, Line), {})
    except (ValidationError, UnicodeEncodeError):
        return _piece_by_piece(record)


def _relationship(line: Line, unknown: Mapping[str, int]) -> Relationship:
    if line.id == "":
        raise HistoryError("The mentorship has no id.")
    if not 1000 < line.began_on.year < 9000:  # there must be room for days before and after
        raise HistoryError(f"began_on is {line.began_on}; is the year mistyped?")
    events, clock = line.events, _clock(line.zone)
    if clock is None:
        days = [event.at.timestamp() / SECONDS_A_DAY for event in events]
    else:
        days = [day_of(event.at, clock) for event in events]
    if not all(map(le, days, islice(days, 1, None))):
        order = sorted(range(len(days)), key=days.__getitem__)  # stable: those of one instant as they stand in the file
        events, days = [events[at] for at in order], [days[at] for at in order]
    began = float(line.began_on.toordinal() - EPOCH)
    early: list[tuple[Event, float]] = []
    if days:
        _check_span(line.began_on, days[0] - began, days[-1] - began)
        before = islice(zip(events, days, strict=True), bisect_left(days, began - EAST))
        early = [(event, day) for event, day in before if type(event) not in _HARMLESS_BEFORE]
    return Relationship(
        id=str(line.id),
        began_on=line.began_on,
        agreed_every_days=line.agreed_every_days,
        mentor=line.mentor or Person(),
        mentee=line.mentee or Person(),
        events=tuple(events),
        days=tuple(days),
        planned_weeks=line.planned_weeks,
        fit=line.fit,
        programme=None if line.programme is None else str(line.programme),
        clock=clock,
        remarks=tuple(
            f"{it.kind} on {date_of(day)} is before the mentorship began on {line.began_on}; it was left out."
            for it, day in early
        ),
        unknown_kinds=unknown,
    )


def _clock(zone: str | None) -> tzinfo | None:
    """Where their days end; None, which is UTC, when nobody said."""
    if zone is None:
        return None
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # unknown, no name at all ("../x"), a folder of zones ("Europe")
        raise HistoryError(f"zone is {_shown(zone, 60)}, which is no time zone such as Europe/Berlin.") from None


_HARMLESS_BEFORE = MAY_COME_BEFORE | {Unknown}


def _check_span(began_on: date, first: float, last: float) -> None:
    """A year that was mistyped would otherwise be read as centuries of silence."""
    far = first if first < -LONGEST_DAYS else last
    if abs(far) > LONGEST_DAYS:
        side = "before" if far < 0 else "after"
        raise HistoryError(
            f"An event lies {abs(far) / 365.25:.0f} years {side} the beginning on {began_on}; is a year mistyped?"
        )


# Piece by piece -------------------------------------------------------------------------------------------------------


def _parse(raw: bytes) -> object:
    try:
        record: object = json.loads(raw.decode("utf-8"))  # given bytes, json would guess at UTF-16, name another byte
        json.dumps(record, ensure_ascii=False).encode()
        return record
    except UnicodeEncodeError:
        raise HistoryError("The line holds half a character (a lone surrogate such as \\ud800).") from None
    except UnicodeDecodeError as problem:
        raise HistoryError(f"The line is not UTF-8: byte {problem.start} cannot be read.") from None
    except RecursionError:
        raise HistoryError("The line is nested too deeply to be a mentorship.") from None
    except ValueError as problem:
        raise HistoryError(f"The line is not JSON: {problem}.") from None


def _piece_by_piece(record: object) -> Relationship:
    if not isinstance(record, Mapping):
        raise HistoryError(f"A mentorship is an object with an id and events, not {_shown(record)}.")
    raw = record.get("events", ())
    if not isinstance(raw, (list, tuple)):
        raise HistoryError(f"events is a list, not {_shown(raw)}.")
    unknown: Counter[str] = Counter()
    line = Line(
        id=_text(record, "id"),
        began_on=_day(record, "began_on"),
        agreed_every_days=_rhythm(record),
        mentor=_person(record, "mentor"),
        mentee=_person(record, "mentee"),
        events=[_event(data, place, unknown) for place, data in enumerate(raw)],  # type: ignore[misc]  # Unknown too
        planned_weeks=_number(record, "planned_weeks", high=2_000),
        fit=_number(record, "fit", high=1),
        programme=None if record.get("programme") is None else str(record["programme"]),
        zone=None if record.get("zone") is None else _text(record, "zone"),
    )
    return _relationship(line, unknown)


def _event(data: object, place: int, unknown: Counter[str]) -> Event:
    """One event.  Times and dates are read as generously as Python reads them."""
    try:
        told = dict(data)  # type: ignore[call-overload]  # that it may be no object is what we ask
        for key in ("at", "starts_at"):
            if key in told:
                told[key] = _moment(told[key])
        kind = NAMES.get(told["kind"])
        if kind is None:
            unknown[told["kind"][:60]] += 1
            return Unknown(at=told["at"])
        if isinstance(told.get("until"), str):
            told["until"] = date.fromisoformat(told["until"][:10])
        if isinstance(told.get("items"), Mapping):
            told["items"] = {name: value for name, value in told["items"].items() if name in CHANNEL_OF_ITEM}
        return convert(told, kind)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise HistoryError(_whats_wrong(data, place)) from None


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError
    return moment


# What each kind must say, for the sentence that names what is missing.
_NEEDS: dict[str, str] = {
    "introduction_held": "minutes (0 to 1440)",
    "introduction_answered": "by and answer (good, unsure or not_a_fit)",
    "goal_set": "by, goal and measurable (true or false)",
    "goal_agreed": "by and goal",
    "goal_revised": "by and goal",
    "goal_reviewed": "by and goal",
    "goal_progress": "by, goal and value (0 to 1)",
    "goal_closed": "goal and outcome (met, partly or dropped)",
    "meeting_booked": "meeting and starts_at (a time with its offset)",
    "meeting_moved": "by, meeting and starts_at (a time with its offset); reason is time, illness, holiday or other",
    "meeting_cancelled": "by and meeting; reason is time, illness, holiday or other",
    "meeting_missed": "by (who did not come) and meeting",
    "meeting_held": "meeting, channel (video, phone, in_person or email) and minutes (0 to 1440)",
    "prepared": "by, meeting and questions (0 or more)",
    "meeting_rated": "by, meeting and useful (1 to 5)",
    "action_added": "by and action",
    "action_done": "action; helped is yes, some or no",
    "checkin_answered": "by and items (each 1 to 5)",
    "feedback_given": "by and shared_with (partner, coordinator or nobody)",
    "paused": "until, if it is said, to be a date",
    "ended": "reason (completed, not_working, no_time, moved, illness or other)",
}


def _whats_wrong(data: object, place: int) -> str:
    if not isinstance(data, Mapping):
        return f"Event {place} is not an object but {_shown(data)}."
    kind, at = data.get("kind"), data.get("at")
    if not isinstance(kind, str):
        return f"Event {place} has no kind."
    name = f"Event {place} ({kind[:40]})"
    try:
        offset = datetime.fromisoformat(at).tzinfo  # type: ignore[arg-type]  # that it may be no text is what we ask
    except (TypeError, ValueError):
        return f"{name} has at {_shown(at)}, which is not a time like 2026-03-02T17:00:00+01:00."
    if offset is None:
        return f"{name} has at {at} without an offset; write +00:00 if it is UTC."
    by = data.get("by")
    if by not in ("mentor", "mentee", None):
        return f"{name} is by {_shown(by)}; by is mentor or mentee."
    return f"{name} needs {_NEEDS.get(kind, 'by (mentor or mentee)')}; found {_shown(dict(data))}."


def _shown(value: object, limit: int = 160) -> str:
    try:
        text = json.dumps(value, default=str, ensure_ascii=False)
    except (ValueError, RecursionError):  # pragma: no cover - a value that JSON gave us can be written as JSON
        text = type(value).__name__
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, (str, int)) or value == "":
        raise HistoryError(
            f"The mentorship has no {key}." if value in (None, "") else f"{key} is a text, not {_shown(value)}."
        )
    return str(value)


def _day(record: Mapping[str, Any], key: str) -> date:
    value = record.get(key)
    if value is None:
        raise HistoryError(f"The mentorship has no {key}.")
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise HistoryError(f"{key} is {_shown(value)}, which is not a date like 2026-03-02.") from None


def _rhythm(record: Mapping[str, Any]) -> int:
    every = _number(record, "agreed_every_days", low=1, high=366, whole=True)
    if every is None:
        raise HistoryError("The mentorship has no agreed_every_days; say how often the pair agreed to meet.")
    return int(every)


def _number(record: Mapping[str, Any], key: str, *, low: float = 0, high: float, whole: bool = False) -> float | None:
    value = record.get(key)
    if value is None:
        return None
    fine = isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high
    if not fine or (whole and value != int(value)):
        kind = "a whole number" if whole else "a number"
        raise HistoryError(f"{key} is {kind} from {low:g} to {high:g}, not {_shown(value)}.")
    return float(value)


def _person(record: Mapping[str, Any], side: str) -> Person:
    found = record.get(side)
    if found is None:
        return Person()
    if not isinstance(found, Mapping):
        raise HistoryError(f"{side} is an object with an id, not {_shown(found)}.")
    load = _number(found, "load", high=100_000, whole=True)
    limit = _number(found, "limit", high=100_000, whole=True)
    weeks = found.get("intended_weeks")
    return Person(
        load=None if load is None else int(load),
        limit=None if limit is None else int(limit),
        intended_weeks=weeks if isinstance(weeks, str) else _number(found, "intended_weeks", high=2_000),
    )
