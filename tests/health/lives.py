"""Small invented lives for the rules: a mentorship told in a few words, with day numbers instead of dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from alongside.health import Assessment, Finding, Relationship, assess

BEGAN = date(2026, 1, 5)


def at(day: float) -> str:
    """The time on that day of the mentorship, at nine in the morning."""
    return (datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(days=day)).isoformat()


def on(day: int) -> date:
    return BEGAN + timedelta(days=day)


def event(day: float, kind: str, by: str | None = None, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"at": at(day), "kind": kind, **more}
    if by is not None:
        found["by"] = by
    return found


def held(day: float, name: str | None = None) -> dict[str, Any]:
    return event(day, "meeting_held", meeting=name or f"s{day}", channel="video", minutes=45)


def rated(day: float, by: str, useful: int, name: str | None = None) -> dict[str, Any]:
    return event(day + 0.1, "meeting_rated", by, meeting=name or f"s{day}", useful=useful)


def answered(day: float, by: str, **items: int) -> dict[str, Any]:
    return event(day, "checkin_answered", by, items=items)


def record(*events: dict[str, Any], every: int = 14, **more: Any) -> dict[str, Any]:
    return {
        "id": "m1",
        "began_on": BEGAN.isoformat(),
        "agreed_every_days": every,
        "mentor": {"id": "u1"},
        "mentee": {"id": "u2"},
        "events": list(events),
        **more,
    }


def life(*events: dict[str, Any], every: int = 14, **more: Any) -> Relationship:
    return Relationship.from_record(record(*events, every=every, **more))


def good_life(days: int = 140, every: int = 14) -> list[dict[str, Any]]:
    """Two who meet as agreed, with a goal that moves, feedback both ways and good answers."""
    events = [
        event(1, "goal_set", "mentee", goal="g1", measurable=True),
        event(2, "goal_agreed", "mentor", goal="g1"),
    ]
    for turn, day in enumerate(range(3, days, every)):
        name = f"s{day}"
        events += [
            event(day - 1, "prepared", "mentee", meeting=name, questions=2),
            event(day - 1, "prepared", "mentor", meeting=name, questions=0),
            held(day, name),
            rated(day, "mentor", 4, name),
            rated(day, "mentee", 5 - turn % 2, name),
            event(day + 0.2, "action_added", "mentee", action=f"a{day}", owner="mentee"),
            event(day + 6, "action_done", action=f"a{day}", helped="yes"),
            event(day + 1, "message", "mentee"),
            event(day + 2, "message", "mentor"),
            event(day + 3, "feedback_given", "mentor" if turn % 2 else "mentee", shared_with="partner"),
            event(day + 4, "goal_progress", "mentee", goal="g1", value=min(1.0, 0.1 * turn + 0.1)),
            answered(day + 5, "mentor", clear_goals=4, choose_again=5, be_myself=4),
            answered(day + 5, "mentee", clear_goals=5, choose_again=5, timely_replies=4),
        ]
    return events


def findings(it: Relationship, day: int) -> dict[str, Finding]:
    return {finding.rule: finding for finding in read(it, day).findings}


def read(it: Relationship, day: int) -> Assessment:
    return assess(it, on=on(day))
