"""Every fact computed again from the events it names, so that nobody has to believe a finding.

`recompute(fact, relationship, on)` gives the value that the evidence must show.  A test does this for every fact of
random histories; an auditor can do it for one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from alongside.errors import HistoryError
from alongside.health.finding import Fact
from alongside.health.relationship import EPOCH, Event, Relationship

Named = tuple[Event, ...]


def whole_day(day: float) -> date:
    """The date (UTC) of a moment in days since 1970."""
    return date.fromordinal(int(day // 1) + EPOCH)


def days_since(day: float, on: date) -> int:
    """Whole days from the date of a moment to `on`."""
    return on.toordinal() - EPOCH - int(day // 1)


def paused_days(named: Named, since: date, on: date) -> int:
    """Whole days between two dates that the named pauses and holidays take out."""
    days: set[int] = set()
    start: int | None = None
    until: int | None = None
    for event in named:
        day = int(event.day // 1) + EPOCH
        if event.kind == "paused":
            start = day
            given = event.data.get("until")
            until = None if given is None else date.fromisoformat(given[:10]).toordinal()
        elif start is not None:
            days.update(range(start, min(day, until if until is not None else day)))
            start = None
    if start is not None:
        days.update(range(start, min(on.toordinal(), until if until is not None else on.toordinal())))
    return len([day for day in days if since.toordinal() <= day < on.toordinal()])


def _count(named: Named, of: Relationship, on: date) -> int:
    return len(named)


def _first_day(named: Named, of: Relationship, on: date) -> str:
    return whole_day(named[0].day).isoformat()


def _days(named: Named, of: Relationship, on: date) -> int:
    return days_since(named[0].day, on)


def _days_from_beginning(named: Named, of: Relationship, on: date) -> int:
    return (on - of.began_on).days


def _days_paused(named: Named, of: Relationship, on: date) -> int:
    return paused_days(named, of.began_on, on)


def _mean_useful(named: Named, of: Relationship, on: date) -> float:
    return round(sum(float(event.data["useful"]) for event in named) / len(named), 2)


def _mean_item(item: str) -> Callable[[Named, Relationship, date], float]:
    def mean(named: Named, of: Relationship, on: date) -> float:
        return round(sum(float(event.data["items"][item]) for event in named) / len(named), 2)

    return mean


def _answer(named: Named, of: Relationship, on: date) -> str:
    return str(named[0].data["answer"])


FACTS: dict[str, Callable[[Named, Relationship, date], Any]] = {
    "began_on": lambda named, of, on: of.began_on.isoformat(),
    "agreed_every_days": lambda named, of, on: of.agreed_every_days,
    "planned_end": lambda named, of, on: date.fromordinal(
        of.began_on.toordinal() + round((of.planned_weeks or 0) * 7)
    ).isoformat(),
    "mentor_load": lambda named, of, on: of.mentor.load,
    "mentor_limit": lambda named, of, on: of.mentor.limit,
    "mentor_intended_weeks": lambda named, of, on: of.mentor.intended_weeks,
    "mentee_intended_weeks": lambda named, of, on: of.mentee.intended_weeks,
    "length_not_sure": lambda named, of, on: [
        side for side in ("mentor", "mentee") if getattr(of, side).intended_unsure
    ],
    "days_since_beginning": _days_from_beginning,
    "days_paused": _days_paused,
    "verdict": _answer,
}
for _name in [
    "last_contact",
    "last_session",
    "last_message",
    "last_goal_change",
    "last_feedback",
    "first_unanswered",
    "last_action",
    "last_raised",
    "introduced",
    "goal_set",
    "last_pause",
]:
    FACTS[f"{_name}_on"] = _first_day
    FACTS[f"days_since_{_name}"] = _days
for _name in [
    "sessions_held",
    "goals_set",
    "goals_measurable",
    "goals_agreed",
    "messages_unanswered",
    "messages",
    "feedback_given",
    "sessions_prepared",
    "sessions_unprepared",
    "sessions_without_action",
    "actions_added",
    "actions_done",
    "actions_open",
    "cancelled",
    "moved",
    "missed",
    "reasons_time",
    "checkins_unanswered",
    "cancelled_by_side",
    "all_cancelled",
    "messages_by_side",
    "concerns",
    "helped_not",
    "goals_closed",
]:
    FACTS[_name] = _count
for _side in ("mentor", "mentee"):
    FACTS[f"mean_useful_{_side}"] = _mean_useful
    FACTS[f"mean_useful_before_{_side}"] = _mean_useful


def recompute(fact: Fact, relationship: Relationship, on: date) -> Any:
    """The value of a fact, computed from nothing but the events it names and the head of the record.

    Raises HistoryError for a fact the engine never states, or one that names an event after `on`.
    """
    named = tuple(relationship.event(index) for index in fact.events)
    if any(days_since(event.day, on) < 0 for event in named):
        raise HistoryError(f"{fact.fact} names an event after {on}.")
    known = FACTS.get(fact.fact)
    if known is None and fact.fact.startswith("mean_"):
        item = fact.fact.removeprefix("mean_").removesuffix("_mentor").removesuffix("_mentee").removesuffix("_before")
        known = _mean_item(item)
    if known is None:
        raise HistoryError(f"The engine states no fact named {fact.fact}.")
    return known(named, relationship, on)
