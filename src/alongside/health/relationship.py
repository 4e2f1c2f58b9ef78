"""What `assess` reads: one mentorship as a frozen record of dated events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from math import inf
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, structs

from alongside.errors import HistoryError
from alongside.health.events import (
    SIDES,
    ActionDone,
    CheckinAnswered,
    CheckinAsked,
    ConcernRaised,
    Event,
    FeedbackGiven,
    IntroductionAnswered,
    MeetingRated,
    Side,
)

Viewer = Literal["mentor", "mentee", "coordinator", "auditor"]
SECONDS_A_DAY = 86_400.0
EPOCH = date(1970, 1, 1).toordinal()
EAST = 14 / 24  # days by which the first morning east of Greenwich comes before its date begins in UTC
People = Annotated[int, Meta(ge=0, le=100_000)]
Weeks = Annotated[float, Meta(ge=0, le=2_000)]


class Person(Struct, frozen=True):
    """What the engine may know of one side: how many people they mentor, and for how long they meant to.

    intended_weeks : a number, or a text such as "not sure", which is an answer too (STAR study).
    """

    load: People | None = None
    limit: People | None = None
    intended_weeks: Weeks | str | None = None

    @property
    def is_unsure(self) -> bool:
        """Were they not sure how long they meant to go on?"""
        return isinstance(self.intended_weeks, str) and self.weeks is None

    @property
    def weeks(self) -> float | None:
        """How many weeks they meant to go on, where they said a number; one that was written as text is a number."""
        told = self.intended_weeks
        if isinstance(told, str):
            return float(told) if told.strip().isdecimal() and len(told) < 5 else None
        return told


class Relationship(Struct, frozen=True, kw_only=True):
    """One mentorship: who, since when, in which rhythm, and what happened.

    events : sorted by `at`, all of them, repeats and unknown kinds included; evidence points to places in here.
    clock : where a day ends, as `zone` in the format said it; UTC when None.
    days : for each event, days since 1 January 1970 on that clock, with the fraction.
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
    days: tuple[float, ...] = ()
    planned_weeks: float | None = None
    fit: float | None = None
    programme: str | None = None
    clock: tzinfo | None = None
    remarks: tuple[str, ...] = ()
    unknown_kinds: Mapping[str, int] = {}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Relationship:
        """Read one line of the history format, given as an object.

        Raises HistoryError with a sentence that names the key or the event and what was found there.
        """
        from alongside.health.history import relationship_of

        return relationship_of(record)

    @property
    def last_event_on(self) -> date | None:
        """The day of the last event on their clock, or None when nothing happened yet."""
        return date_of(self.days[-1]) if self.days else None

    def day_of(self, moment: datetime) -> float:
        """Days since 1 January 1970 on their clock, with the fraction."""
        return day_of(moment, self.clock)

    def as_seen_by(
        self,
        viewer: Viewer,
        *,
        shown: frozenset[str] = frozenset({"ratings", "checkins", "verdicts"}),
        since: Mapping[str, datetime] = {},
    ) -> Relationship:
        """The same mentorship with every event removed that this viewer may not know.

        viewer : a side sees none of the other's private answers; nothing computed from the result can depend on them.
        shown : which private kinds the programme shows to its coordinators: "ratings", "checkins", "verdicts".
        since : from when on each of these is shown; an answer given before was promised to stay closed, and does.
            Left out: always.
        The places of events are those of this view, since a hole in the numbers would tell that something is hidden;
        each event keeps its `row`, to get from evidence back to the record.
        """
        if viewer == "auditor":
            return self
        if viewer == "coordinator":
            opens = {name: self.day_of(since[name]) if name in since else -inf for name in shown}
            return self._seen(lambda event, day: _for_coordinator(event, day, opens))
        if viewer not in SIDES:
            raise HistoryError(f"A reading is made for mentor, mentee, coordinator or auditor, not for {viewer!r}.")
        return self._seen(lambda event, _: _for_side(event, viewer))

    def _seen(self, look: Callable[[Event, float], Event | None]) -> Relationship:
        seen = [(shown, day) for event, day in zip(self.events, self.days, strict=True) if (shown := look(event, day))]
        return structs.replace(
            self,
            events=tuple(event for event, _ in seen),
            days=tuple(day for _, day in seen),
            remarks=(),
            unknown_kinds={},
        )


# The kind of event → the shown name that opens it to a coordinator. A question without its answer would look like one
# that was left unanswered, so the two go together.
_OPENED_BY: dict[type[Event], str] = {
    MeetingRated: "ratings",
    CheckinAsked: "checkins",
    CheckinAnswered: "checkins",
    IntroductionAnswered: "verdicts",
}
# What one side answers in private; whether they answered at all is private too.
_PRIVATE_ANSWERS = (CheckinAnswered, CheckinAsked, MeetingRated, IntroductionAnswered)


def _for_side(event: Event, viewer: Side) -> Event | None:
    own = event.by == viewer
    if isinstance(event, ConcernRaised):
        return None  # it goes to the safeguarding person alone; not even its author's page may show it to a shoulder
    if not own and isinstance(event, _PRIVATE_ANSWERS):
        return None
    if not own and isinstance(event, FeedbackGiven) and event.shared_with != "partner":
        return None
    if isinstance(event, ActionDone):
        # Whether it helped is the mentee's answer about the mentor's advice; that it was done is known to both.
        return structs.replace(event, helped=None)
    return event


def _for_coordinator(event: Event, day: float, opens: Mapping[str, float]) -> Event | None:
    """`opens` : the shown name → the day from which on it is shown."""
    name = _OPENED_BY.get(type(event))
    if isinstance(event, ConcernRaised) or (name and day < opens.get(name, inf)):
        return None
    if isinstance(event, FeedbackGiven) and event.shared_with == "nobody":
        return None
    if isinstance(event, ActionDone) and day < opens.get("ratings", inf):
        return structs.replace(event, helped=None)
    if isinstance(event, CheckinAnswered):
        # Meaning to stay or to leave stays with whoever said so, whatever the programme shows.
        return structs.replace(event, items={name: v for name, v in event.items.items() if name != "will_continue"})
    return event


def day_of(moment: datetime, clock: tzinfo | None = None) -> float:
    """Days since 1 January 1970 as a clock on the wall shows them, with the fraction.  clock : UTC when None."""
    if clock is None:
        return moment.timestamp() / SECONDS_A_DAY
    local = moment.astimezone(clock)
    return (local.timestamp() + local.utcoffset().total_seconds()) / SECONDS_A_DAY  # type: ignore[union-attr]  # aware


def date_of(day: float) -> date:
    """The date of a moment in days since 1970, on the clock that they were counted on."""
    return datetime.fromtimestamp(day * SECONDS_A_DAY, UTC).date()
