"""Every fact computed again from the events it names, so that nobody has to believe a finding.

`recompute(fact, relationship, on)` gives the value that the evidence must show.  A test does this for every fact of
random histories; an auditor can do it for one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from alongside.errors import HistoryError
from alongside.health.events import Paused, Resumed
from alongside.health.finding import Fact
from alongside.health.kept import LONGEST_OPEN_PAUSE
from alongside.health.relationship import EPOCH, Relationship

Named = tuple[int, ...]  # places among the events of the relationship


def whole_day(day: float) -> date:
    """The date of a moment in days since 1970, on the clock that they were counted on."""
    return date.fromordinal(int(day // 1) + EPOCH)


def days_since(day: float, on: date) -> int:
    """Whole days from the date of a moment to `on`."""
    return on.toordinal() - EPOCH - int(day // 1)


def paused_days(of: Relationship, named: Named, on: date) -> int:
    """Whole days up to `on` that the named pauses take out of a gap.

    The gap counts from the event among them that is no pause, and from the beginning where all of them are.
    """
    first = of.began_on.toordinal()
    pauses: list[tuple[int, int]] = []
    for event, day in _events(of, named):
        if isinstance(event, Paused):
            longest = day + int(LONGEST_OPEN_PAUSE * of.agreed_every_days)
            pauses.append((day, longest if event.until is None else event.until.toordinal()))
        elif isinstance(event, Resumed):
            pauses = [(start, min(until, day)) for start, until in pauses]
        else:
            first = max(first, day)
    last = on.toordinal()
    return len({day for start, until in pauses for day in range(max(start, first), min(until, last))})


def _events(of: Relationship, named: Named) -> list[tuple[Any, int]]:
    """The events named and their dates as ordinals.  Any: what an event of this kind says is asked by name below."""
    return [(of.events[index], int(of.days[index] // 1) + EPOCH) for index in named]


def _count(named: Named, of: Relationship, on: date) -> int:
    return len(named)


def _first_day(named: Named, of: Relationship, on: date) -> str:
    return whole_day(of.days[named[0]]).isoformat()


def _days(named: Named, of: Relationship, on: date) -> int:
    return days_since(of.days[named[0]], on)


def _days_from_beginning(named: Named, of: Relationship, on: date) -> int:
    return (on - of.began_on).days


def _days_paused(named: Named, of: Relationship, on: date) -> int:
    return paused_days(of, named, on)


def _mean_useful(named: Named, of: Relationship, on: date) -> float:
    return round(float(sum(event.useful for event, _ in _events(of, named))) / len(named), 2)


def _mean_item(item: str) -> Callable[[Named, Relationship, date], float]:
    def mean(named: Named, of: Relationship, on: date) -> float:
        return round(float(sum(event.items[item] for event, _ in _events(of, named))) / len(named), 2)

    return mean


def _answer(named: Named, of: Relationship, on: date) -> str:
    [(event, _)] = _events(of, named)
    return str(event.answer)


FACTS: dict[str, Callable[[Named, Relationship, date], Any]] = {
    "began_on": lambda named, of, on: of.began_on.isoformat(),
    "agreed_every_days": lambda named, of, on: of.agreed_every_days,
    "planned_end": lambda named, of, on: date.fromordinal(
        of.began_on.toordinal() + round((of.planned_weeks or 0) * 7)
    ).isoformat(),
    "mentor_load": lambda named, of, on: of.mentor.load,
    "mentor_limit": lambda named, of, on: of.mentor.limit,
    "mentor_intended_weeks": lambda named, of, on: of.mentor.weeks,
    "mentee_intended_weeks": lambda named, of, on: of.mentee.weeks,
    "length_not_sure": lambda named, of, on: [side for side in ("mentor", "mentee") if getattr(of, side).is_unsure],
    "days_since_beginning": _days_from_beginning,
    "days_paused": _days_paused,
    "verdict": _answer,
}
for _name in [
    "last_contact",
    "last_session",
    "last_message",
    "last_goal_change",
    "last_progress",
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
    "moved_by_side",
    "all_cancelled",
    "messages_by_side",
    "concerns",
    "helped_not",
    "goals_closed",
    "goals_dropped",
]:
    FACTS[_name] = _count
for _side in ("mentor", "mentee"):
    FACTS[f"mean_useful_{_side}"] = _mean_useful
    FACTS[f"mean_useful_before_{_side}"] = _mean_useful


def recompute(fact: Fact, relationship: Relationship, on: date) -> Any:
    """The value of a fact, computed from nothing but the events it names and the head of the record.

    Raises HistoryError for a fact the engine never states, or one that names an event after `on`.
    """
    named = fact.events
    if any(not 0 <= index < len(relationship.events) for index in named):
        raise HistoryError(f"Mentorship {relationship.id} has no event {max(named)} that may be seen here.")
    if any(days_since(relationship.days[index], on) < 0 for index in named):
        raise HistoryError(f"{fact.fact} names an event after {on}.")
    known = FACTS.get(fact.fact)
    if known is None and fact.fact.startswith("mean_"):
        item = fact.fact.removeprefix("mean_").removesuffix("_mentor").removesuffix("_mentee").removesuffix("_before")
        known = _mean_item(item)
    if known is None:
        raise HistoryError(f"The engine states no fact named {fact.fact}.")
    return known(named, relationship, on)
