"""What `assess` reads: one mentorship as a frozen record of dated events.

The shape of a line is the history format (docs/library/history-format.md).  Dates and counts only:
no text of a message, a note or an answer ever comes in here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Literal, NamedTuple, cast

from alongside.errors import HistoryError

Side = Literal["mentor", "mentee"]
Viewer = Literal["mentor", "mentee", "coordinator", "auditor"]
SIDES: tuple[Side, Side] = ("mentor", "mentee")
SECONDS_A_DAY = 86_400.0
EPOCH = date(1970, 1, 1).toordinal()

CHANNEL_OF_ITEM: dict[str, str] = {
    "clear_goals": "goals",
    "goals_still_fit": "goals",
    "getting_closer": "goals",
    "shared_outlook": "match",
    "working_style": "match",
    "relevant_experience": "match",
    "be_myself": "match",
    "as_expected": "match",
    "timely_replies": "communication",
    "raise_problems": "communication",
    "agreed_rhythm": "communication",
    "useful_feedback": "feedback",
    "give_feedback": "feedback",
    "good_use": "sessions",
    "came_prepared": "sessions",
    "next_step": "sessions",
    "choose_again": "overall",
    "will_continue": "overall",
}

# Getting to know each other comes before the first day; these may be dated earlier than `began_on`.
MAY_COME_BEFORE = frozenset(
    {
        "introduction_held",
        "introduction_answered",
        "agreement_signed",
        "goal_set",
        "goal_agreed",
        "goal_revised",
        "meeting_booked",
        "meeting_moved",
        "meeting_cancelled",
        "message",
        "contact_logged",
        "checkin_asked",
        "prepared",
        "concern_raised",
    }
)


class Event(NamedTuple):
    """One thing that happened.

    index : its place among the mentorship's events sorted by `at`; what evidence points to.
    day : days since 1 January 1970, UTC, with the fraction.   data : the record as it was given.
    """

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs here
    at: datetime
    day: float
    kind: str
    by: Side | None
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """What the engine may know of one side: how many people they mentor, and for how long they meant to."""

    load: int | None = None
    limit: int | None = None
    intended_weeks: float | None = None
    intended_unsure: bool = False


@dataclass(frozen=True, slots=True)
class Relationship:
    """One mentorship: who, since when, in which rhythm, and what happened.

    events : sorted by `at`, all of them, repeats and unknown kinds included.
    remarks : sentences about what was left out while reading.   unknown_kinds : kind → how many.

    >>> it = Relationship.from_record({
    ...     "id": "m1", "began_on": "2026-01-05", "agreed_every_days": 14, "mentor": {"id": "a"}, "mentee": {"id": "b"},
    ...     "events": [{"at": "2026-01-06T09:00:00+00:00", "kind": "message", "by": "mentee"}]})
    >>> it.events[0].kind, it.agreed_every_days
    ('message', 14)
    """

    id: str
    began_on: date
    agreed_every_days: int
    mentor: Person
    mentee: Person
    events: tuple[Event, ...] = ()
    planned_weeks: float | None = None
    fit: float | None = None
    programme: str | None = None
    remarks: tuple[str, ...] = field(default=(), compare=False)
    unknown_kinds: Mapping[str, int] = field(default_factory=dict, compare=False)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Relationship:
        """Read one line of the history format.

        Raises HistoryError with a sentence that names the key or the event and what was found there.
        """
        if not isinstance(record, Mapping):
            raise HistoryError(f"A mentorship is an object with an id and events, not {_shown(record)}.")
        identity = _text(record, "id")
        began_on = _day(record, "began_on")
        every = _number(record, "agreed_every_days", low=1, high=366, whole=True)
        if every is None:
            raise HistoryError("The mentorship has no agreed_every_days; say how often the pair agreed to meet.")
        programme = record.get("programme")
        began = float(began_on.toordinal() - EPOCH)
        events, remarks, unknown = _read_events(record.get("events", ()), began, began_on)
        return cls(
            id=identity,
            began_on=began_on,
            agreed_every_days=int(every),
            mentor=_person(record, "mentor"),
            mentee=_person(record, "mentee"),
            events=events,
            planned_weeks=_number(record, "planned_weeks", low=0, high=2_000),
            fit=_number(record, "fit", low=0, high=1),
            programme=None if programme is None else str(programme),
            remarks=remarks,
            unknown_kinds=unknown,
        )

    @property
    def last_event_on(self) -> date | None:
        """The day (UTC) of the last event, or None when nothing happened yet."""
        return _date_of(self.events[-1].day) if self.events else None

    def event(self, index: int) -> Event:
        """The event that a fact points to.  Raises HistoryError when this viewer does not have it."""
        for event in self.events:
            if event.index == index:
                return event
        raise HistoryError(f"Mentorship {self.id} has no event {index} that may be seen here.")

    def as_seen_by(
        self, viewer: Viewer, *, shown: frozenset[str] = frozenset({"ratings", "checkins", "verdicts"})
    ) -> Relationship:
        """The same mentorship with every event removed that this viewer may not know.

        viewer : a side sees none of the other's private answers; nothing computed from the result can depend on them.
        shown : which private kinds the programme shows to its coordinators: "ratings", "checkins", "verdicts".
        Events are numbered anew, since a hole in the numbers would tell that something is hidden; use `event(index)` of
        this same view to get from evidence back to the record, whose further keys (a row's id, say) are kept.
        """
        if viewer == "auditor":
            return self
        if viewer == "coordinator":
            hidden = frozenset(name for name in _SHOWABLE if name not in shown)
            return replace(self, events=_numbered(_for_coordinator(self.events, hidden)), remarks=(), unknown_kinds={})
        if viewer not in SIDES:
            raise HistoryError(f"A reading is made for mentor, mentee, coordinator or auditor, not for {viewer!r}.")
        return replace(self, events=_numbered(_for_side(self.events, viewer)), remarks=(), unknown_kinds={})


# The shown name → the kinds of events that it opens to a coordinator.
_SHOWABLE: dict[str, frozenset[str]] = {
    "ratings": frozenset({"meeting_rated"}),
    "checkins": frozenset({"checkin_answered"}),
    "verdicts": frozenset({"introduction_answered"}),
}
# What one side answers in private; whether they answered at all is private too.
_PRIVATE_ANSWERS = frozenset({"checkin_answered", "checkin_asked", "meeting_rated", "introduction_answered"})


def _numbered(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(event._replace(index=index) for index, event in enumerate(events))


def _for_side(events: Iterable[Event], viewer: Side) -> Iterable[Event]:
    for event in events:
        own = event.by == viewer
        if event.kind in _PRIVATE_ANSWERS and not own:
            continue
        if event.kind == "concern_raised":
            continue  # it goes to the safeguarding person alone; not even its author's page may show it to a shoulder
        if event.kind == "feedback_given" and not own and event.data.get("shared_with") != "partner":
            continue
        if event.kind == "action_done" and "helped" in event.data:
            # Whether it helped is the mentee's answer about the mentor's advice; that it was done is known to both.
            bare = {key: value for key, value in event.data.items() if key != "helped"}
            event = event._replace(data=bare)
        yield event


def _for_coordinator(events: Iterable[Event], hidden: frozenset[str]) -> Iterable[Event]:
    closed = frozenset(kind for name in hidden for kind in _SHOWABLE[name])
    for event in events:
        if event.kind == "concern_raised" or event.kind in closed:
            continue
        if event.kind == "feedback_given" and event.data.get("shared_with") == "nobody":
            continue
        if event.kind == "action_done" and "ratings" in hidden and "helped" in event.data:
            bare = {key: value for key, value in event.data.items() if key != "helped"}
            event = event._replace(data=bare)
        if event.kind == "checkin_answered":
            # Meaning to stay or to leave stays with whoever said so, whatever the programme shows.
            items = {name: value for name, value in event.data["items"].items() if name != "will_continue"}
            event = event._replace(data={**event.data, "items": items})
        yield event


# Reading -------------------------------------------------------------------------------------------------------------


def _read_events(
    raw: object, began: float, began_on: date
) -> tuple[tuple[Event, ...], tuple[str, ...], Mapping[str, int]]:
    if not isinstance(raw, (list, tuple)):
        raise HistoryError(f"events is a list, not {_shown(raw)}.")
    parsed: list[tuple[float, int, datetime, str, Side | None, Mapping[str, Any]]] = []
    unknown: Counter[str] = Counter()
    early: list[tuple[str, datetime]] = []
    parse, checks = datetime.fromisoformat, CHECKS
    place = -1
    try:
        for data in raw:
            place += 1
            at = parse(data["at"])
            kind = data["kind"]
            by = data.get("by")
            check = checks.get(kind)
            if check is None:
                unknown[kind[:60]] += 1
            elif not check(data, by) or at.tzinfo is None:
                raise ValueError
            parsed.append((at.timestamp() / SECONDS_A_DAY, place, at, kind, by, data))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise HistoryError(_whats_wrong(raw[place], place)) from None
    parsed.sort()  # by instant, then by place in the file: no two places are equal, so nothing further is compared
    events = []
    for index, (day, _, at, kind, by, data) in enumerate(parsed):
        if day < began and kind not in MAY_COME_BEFORE and kind in checks:
            early.append((kind, at))
            continue
        events.append(Event(index, at, day, kind, by, data))
    remarks = tuple(
        f"{kind} on {at.date()} is before the mentorship began on {began_on}; it was left out." for kind, at in early
    )
    return tuple(events), remarks, unknown


def _by(data: Mapping[str, Any], by: object) -> bool:
    return by == "mentor" or by == "mentee"


def _by_with(*keys: str) -> Callable[[Mapping[str, Any], object], bool]:
    def check(data: Mapping[str, Any], by: object) -> bool:
        return (by == "mentor" or by == "mentee") and all(type(data[key]) in _NAMES for key in keys)

    if len(keys) == 1:
        only = keys[0]

        def check_one(data: Mapping[str, Any], by: object) -> bool:
            return (by == "mentor" or by == "mentee") and type(data[only]) in _NAMES

        return check_one
    return check


_NAMES = frozenset({str, int})
_REASONS = frozenset({"time", "illness", "holiday", "other", None})
_ENDINGS = frozenset({"completed", "not_working", "no_time", "moved", "illness", "other"})
_CHANNELS = frozenset({"video", "phone", "in_person", "email"})


def _is_number(value: object, low: float, high: float) -> bool:
    return (type(value) is int or type(value) is float) and low <= cast("float", value) <= high


def _goal_set(data: Mapping[str, Any], by: object) -> bool:
    return _by(data, by) and type(data["goal"]) in _NAMES and isinstance(data["measurable"], bool)


def _progress(data: Mapping[str, Any], by: object) -> bool:
    return _by(data, by) and type(data["goal"]) in _NAMES and _is_number(data["value"], 0, 1)


def _booked(data: Mapping[str, Any], by: object) -> bool:
    return type(data["meeting"]) in _NAMES and datetime.fromisoformat(data["starts_at"]).tzinfo is not None


def _moved(data: Mapping[str, Any], by: object) -> bool:
    return _by(data, by) and _booked(data, by) and data.get("reason") in _REASONS


def _held(data: Mapping[str, Any], by: object) -> bool:
    return type(data["meeting"]) in _NAMES and data["channel"] in _CHANNELS and _is_number(data["minutes"], 0, 1440)


def _checkin(data: Mapping[str, Any], by: object) -> bool:
    if not _by(data, by):
        return False
    return all(not (item in CHANNEL_OF_ITEM and not _is_number(value, 1, 5)) for item, value in data["items"].items())


def _until(data: Mapping[str, Any], by: object) -> bool:
    until = data.get("until")
    return _by(data, by) and (until is None or isinstance(date.fromisoformat(until[:10]), date))


Check = Callable[[Mapping[str, Any], object], bool]

CHECKS: dict[str, Check] = {
    "introduction_held": lambda data, by: _is_number(data.get("minutes", 0), 0, 1440),
    "introduction_answered": lambda data, by: _by(data, by) and data["answer"] in ("good", "unsure", "not_a_fit"),
    "agreement_signed": _by,
    "goal_set": _goal_set,
    "goal_agreed": _by_with("goal"),
    "goal_revised": _by_with("goal"),
    "goal_reviewed": _by_with("goal"),
    "goal_progress": _progress,
    "goal_closed": lambda data, by: type(data["goal"]) in _NAMES and data["outcome"] in ("met", "partly", "dropped"),
    "meeting_booked": _booked,
    "meeting_moved": _moved,
    "meeting_cancelled": lambda data, by: (
        _by(data, by) and type(data["meeting"]) in _NAMES and data.get("reason") in _REASONS
    ),
    "meeting_missed": _by_with("meeting"),
    "meeting_held": _held,
    "prepared": lambda data, by: (
        _by(data, by) and type(data["meeting"]) in _NAMES and _is_number(data.get("questions", 0), 0, 10_000)
    ),
    "meeting_rated": lambda data, by: (
        _by(data, by) and type(data["meeting"]) in _NAMES and _is_number(data["useful"], 1, 5)
    ),
    "action_added": _by_with("action"),
    "action_done": lambda data, by: (
        type(data["action"]) in _NAMES and data.get("helped") in ("yes", "some", "no", None)
    ),
    "message": _by,
    "contact_logged": _by,
    "checkin_asked": _by,
    "checkin_answered": _checkin,
    "feedback_given": lambda data, by: _by(data, by) and data["shared_with"] in ("partner", "coordinator", "nobody"),
    "concern_raised": lambda data, by: by in ("mentor", "mentee", None),
    "paused": _until,
    "resumed": lambda data, by: by in ("mentor", "mentee", None),
    "ended": lambda data, by: by in ("mentor", "mentee", None) and data["reason"] in _ENDINGS,
}

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
    "paused": "by; until is a date",
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
    if type(value) not in _NAMES or value == "":
        raise HistoryError(
            f"The mentorship has no {key}." if value is None else f"{key} is a text, not {_shown(value)}."
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


def _number(record: Mapping[str, Any], key: str, *, low: float, high: float, whole: bool = False) -> float | None:
    value = record.get(key)
    if value is None:
        return None
    if not _is_number(value, low, high) or (whole and value != int(value)):
        kind = "a whole number" if whole else "a number"
        raise HistoryError(f"{key} is {kind} from {low:g} to {high:g}, not {_shown(value)}.")
    return cast("float", value)


def _person(record: Mapping[str, Any], side: Side) -> Person:
    found = record.get(side)
    if found is None:
        return Person()
    if not isinstance(found, Mapping):
        raise HistoryError(f"{side} is an object with an id, not {_shown(found)}.")
    load = _number(found, "load", low=0, high=100_000, whole=True)
    limit = _number(found, "limit", low=0, high=100_000, whole=True)
    weeks = found.get("intended_weeks")
    unsure = isinstance(weeks, str)  # "not sure" is an answer, and a sign (STAR study, evidence 1.2)
    return Person(
        load=None if load is None else int(load),
        limit=None if limit is None else int(limit),
        intended_weeks=None if unsure else _number(found, "intended_weeks", low=0, high=2_000),
        intended_unsure=unsure,
    )


def _date_of(day: float) -> date:
    return datetime.fromtimestamp(day * SECONDS_A_DAY, UTC).date()
