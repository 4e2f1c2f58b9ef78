"""A line is read in two ways, at once and piece by piece: with one result, and with a sentence where there is none."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from alongside.errors import HistoryError
from alongside.health import Relationship, assess
from alongside.health.history import _piece_by_piece, read
from tests.health.lives import answered, event, held, record
from tests.health.strategies import histories


@settings(max_examples=60, derandomize=True)
@given(histories())
def test_both_ways_read_the_same(line) -> None:
    assert read(json.dumps(line).encode()) == _piece_by_piece(line) == Relationship.from_record(line)


def test_an_event_of_a_kind_nobody_knows_keeps_its_place_and_says_nothing() -> None:
    it = Relationship.from_record(record(event(3, "sent_flowers", "mentee"), held(5)))

    assert [each.kind for each in it.events[1:]] == ["meeting_held"]
    assert len(it.events) == 2
    assert it.unknown_kinds == {"sent_flowers": 1}


@pytest.mark.parametrize(
    ("zone", "day"), [(None, "2026-03-02"), ("Pacific/Auckland", "2026-03-03"), ("America/New_York", "2026-03-02")]
)
def test_a_day_is_the_day_on_their_own_clock(zone, day) -> None:
    met = {"at": "2026-03-02T20:05:00+00:00", "kind": "meeting_held", "meeting": "m", "channel": "phone", "minutes": 9}
    it = Relationship.from_record(record(met, **({"zone": zone} if zone else {})))

    assert it.last_event_on == date.fromisoformat(day)
    fact = assess(it, on=it.last_event_on + timedelta(days=40)).findings[0].evidence[0]
    assert (fact.fact, fact.value) == ("last_contact_on", day)


def test_an_event_before_the_beginning_is_told_with_its_day_on_their_clock() -> None:
    early = {
        "at": "2026-01-01T20:00:00+00:00",
        "kind": "meeting_held",
        "meeting": "m",
        "channel": "phone",
        "minutes": 9,
    }
    it = Relationship.from_record(record(early, zone="Asia/Kolkata"))

    assert it.remarks == ("meeting_held on 2026-01-02 is before the mentorship began on 2026-01-05; it was left out.",)


def test_a_question_nobody_knows_is_left_out_of_an_answer() -> None:
    line = record(answered(3, "mentee", clear_goals=4, favourite_colour=9))

    assert Relationship.from_record(line).events[0].items == {"clear_goals": 4}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": ""}, "The mentorship has no id."),
        ({"began_on": "soon"}, "which is not a date like"),
        ({"agreed_every_days": 0}, "agreed_every_days is a whole number from 1 to 366, not 0."),
        ({"mentor": 3}, "mentor is an object with an id, not 3."),
        ({"events": "none"}, "events is a list"),
        ({"fit": 2}, "fit is a number from 0 to 1, not 2."),
        ({"zone": "Mars/Base"}, 'zone is "Mars/Base", which is no time zone such as Europe/Berlin.'),
        ({"zone": "Europe"}, "which is no time zone"),
        ({"zone": "../etc/passwd"}, "which is no time zone"),
        ({"zone": 7.5}, "zone is a text, not 7.5."),
    ],
)
def test_what_is_wrong_with_a_line_is_said_in_a_sentence(change, said) -> None:
    with pytest.raises(HistoryError) as problem:
        read(json.dumps({**record(held(3)), **change}).encode())

    assert said in str(problem.value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (7, "Event 0 is not an object but 7."),
        ({"at": "2026-01-06T09:00:00+00:00"}, "Event 0 has no kind."),
        ({"at": "yesterday", "kind": "message", "by": "mentor"}, "which is not a time like"),
        ({"at": "2026-01-06T09:00:00", "kind": "message", "by": "mentor"}, "without an offset"),
        ({"at": "2026-01-06T09:00:00+00:00", "kind": "message", "by": "boss"}, "by is mentor or mentee."),
        ({"at": "2026-01-06T09:00:00+00:00", "kind": "meeting_held", "meeting": "m"}, "minutes (0 to 1440)"),
    ],
)
def test_what_is_wrong_with_an_event_names_its_place(wrong, said) -> None:
    with pytest.raises(HistoryError) as problem:
        Relationship.from_record(record() | {"events": [wrong]})

    assert said in str(problem.value)
