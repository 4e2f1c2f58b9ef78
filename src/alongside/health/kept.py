"""What a diary keeps of goals, sessions, mishaps and pauses."""

from __future__ import annotations

from typing import NamedTuple

from alongside.health.events import Side

LONGEST_OPEN_PAUSE = 6.0  # rhythms that a pause without a named end counts for


class Goal:
    """One goal, as far as it is known."""

    __slots__ = ("agreed", "closed", "closed_index", "index", "measurable", "moved", "set_by", "set_day", "value")

    def __init__(self, day: float, index: int, by: Side | None, measurable: bool) -> None:
        self.set_day = day
        self.index = index
        self.set_by = by
        self.measurable = measurable
        self.agreed: set[Side | None] = {by}
        self.closed: str | None = None
        self.closed_index = index
        self.value = 0.0  # as last marked
        self.moved: tuple[float, int] | None = None  # when it last came closer, and the event; None once it fell back


class Session(NamedTuple):
    """A session that was held."""

    day: float
    event: int  # its place among the events
    meeting: object
    minutes: float


class Mishap(NamedTuple):
    """A meeting that was moved, cancelled or missed."""

    day: float
    event: int  # its place among the events
    kind: str
    by: Side
    reason: str | None
    meeting: object


class Pause(NamedTuple):
    """A stretch that was declared a pause or a holiday, and the events that say so."""

    start: float
    until: float
    indexes: tuple[int, ...]
