"""What the rules make of meetings that moved or fell through, of a full mentor and of what is seen differently."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.health import Fact, Finding, Level, Relationship, explain
from tests.health.lives import answered, at, event, findings, held, life

NAMES = {"mentor": "Amara", "mentee": "Ben"}
DAYS = (10, 24, 38, 52)


def moved(day: float, by: str, **more: Any) -> dict[str, Any]:
    """The meeting of two days later, moved to then."""
    return event(day, "meeting_moved", by, meeting=f"s{day}", starts_at=at(day + 2), **more)


def moved_and_held(*days: int, by: str = "mentee", **more: Any) -> list[dict[str, Any]]:
    return [each for day in days for each in (moved(day, by, **more), held(day + 2, f"s{day}"))]


def test_a_meeting_that_was_moved_and_held_did_not_fall_through() -> None:
    fell_through = [event(day, "meeting_cancelled", "mentee", meeting=f"s{day}") for day in DAYS[:3]]

    assert findings(life(*fell_through), 55)["balance.mentee_draws_back"].level is Level.ATTEND
    assert "balance.mentee_draws_back" not in findings(life(*moved_and_held(*DAYS)), 55)


def test_a_meeting_that_was_held_after_all_did_not_fall_through_either() -> None:
    missed = [event(day, "meeting_missed", "mentee", meeting=f"s{day}") for day in DAYS[:3]]
    after_all = [held(day + 1, f"s{day}") for day in DAYS[:3]]

    assert "balance.mentee_draws_back" in findings(life(*missed), 55)
    assert "balance.mentee_draws_back" not in findings(life(*missed, *after_all), 55)


def test_moves_are_counted_apart_as_three_of_the_last_five_meetings_by_one_side() -> None:
    often = life(*moved_and_held(*DAYS[:3]), held(50), held(60))
    found = findings(often, 62)["balance.often_moved"]

    assert (found.level, found.cause, found.side) == (Level.WATCH, "match", "mentee")
    assert explain.words(found, "coordinator", names=NAMES).text == "Ben asked to move most of the last meetings."
    assert explain.words(found, "coordinator", names=NAMES).facts == (("Meetings that were moved", "3"),)


@pytest.mark.parametrize(
    "seldom",
    [
        [*moved_and_held(*DAYS[:2]), moved(24, "mentee"), held(40)],
        [*moved_and_held(*DAYS[:3]), held(50), held(55), held(60)],
        [*moved_and_held(*DAYS[:2]), *moved_and_held(38, by="mentor")],
        moved_and_held(*DAYS[:3], reason="illness"),
    ],
    ids=["one of them twice", "before the last five", "by both", "for illness"],
)
def test_a_few_moves_are_nothing_to_speak_of(seldom) -> None:
    assert "balance.often_moved" not in findings(life(*seldom), 62)


# A full mentor -------------------------------------------------------------------------------------------------------

CANCELLED = event(10, "meeting_cancelled", "mentor", meeting="c")


def told_of_load(load: int, limit: int, *events: dict[str, Any]) -> tuple[str, list[str]] | None:
    found = findings(life(*events, mentor={"id": "a", "load": load, "limit": limit}), 15).get("capacity.full")
    if found is None:
        return None
    words = explain.words(found, "coordinator", names=NAMES)
    return words.text, [label for label, _ in words.facts[2:]]


def test_a_full_mentor_is_told_by_what_is_there() -> None:
    over, full = "Amara has more mentees than they said they could take", "Amara has as many mentees as they said"

    assert told_of_load(4, 3) == (f"{over}.", [])
    assert told_of_load(4, 3, CANCELLED) == (
        f"{over}, and meetings were moved or fell through.",
        ["Meetings that did not hold"],
    )
    assert told_of_load(3, 3, *moved_and_held(10, by="mentor")) == (
        f"{full} they could take, and meetings were moved or fell through.",
        ["Meetings that were moved"],
    )


def test_a_reading_kept_from_before_is_worded_by_what_it_counted() -> None:
    counted = (Fact("mentor_load", 4), Fact("mentor_limit", 3), Fact("cancelled_by_side", 0))

    assert explain.text_of(Finding("capacity.full", "capacity", Level.WATCH, "mentor", counted)) == (
        "The mentor has more mentees than they said they could take."
    )


def test_a_mentor_with_room_or_without_a_mentee_is_not_full() -> None:
    assert told_of_load(3, 3) is None
    assert told_of_load(2, 3, CANCELLED) is None
    assert told_of_load(0, 0, CANCELLED) is None


# Seeing it differently -----------------------------------------------------------------------------------------------


def far_apart(mentor: tuple[int, int], mentee: tuple[int, int]) -> Relationship:
    """The mentor says five and the mentee two, twice, on these days."""
    return life(
        *(answered(day, "mentor", choose_again=5) for day in mentor),
        *(answered(day, "mentee", choose_again=2) for day in mentee),
    )


def test_two_rounds_are_of_about_the_same_time() -> None:
    assert "balance.seen_differently" in findings(far_apart((5, 19), (12, 33)), 220)
    assert "balance.seen_differently" not in findings(far_apart((5, 7), (200, 214)), 220)
