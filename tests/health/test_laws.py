"""What must hold for every history, whatever it is: laws, tried on random ones."""

from __future__ import annotations

import os
from bisect import bisect_left
from datetime import date, datetime, timedelta
from math import exp
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from alongside.health import Relationship, assess, assess_many
from alongside.health.audit import recompute
from alongside.health.command import days_of
from alongside.health.diary import Diary
from alongside.health.inference import risk_of, shipped
from tests.health.strategies import histories

# ALONGSIDE_LAW_EXAMPLES=2000 tries harder.
harder = os.environ.get("ALONGSIDE_LAW_EXAMPLES")
law = settings(max_examples=int(harder or 60), derandomize=harder is None)
LOOK = st.integers(min_value=7, max_value=260)
Record = dict[str, Any]


def read(record: Record, day: int):  # the reading of that day of the mentorship
    it = Relationship.from_record(record)
    return assess(it, on=it.began_on + timedelta(days=day))


def moment(record: Record, day: float) -> str:
    began = datetime.fromisoformat(f"{record['began_on']}T00:00:00+00:00")
    return (began + timedelta(days=day)).isoformat()


def until(record: Record, day: int) -> Record:
    """The record as it stood before that day."""
    return {**record, "events": [event for event in record["events"] if event["at"] < moment(record, day)]}


@law
@given(histories(), LOOK)
def test_one_more_good_session_never_raises_the_risk(record, day) -> None:
    record = until(record, day)
    assume(not any(event["kind"] == "ended" for event in record["events"]))
    session = [
        {"at": moment(record, day + 0.5), "kind": "meeting_held", "meeting": "more", "channel": "video", "minutes": 45},
        *(
            {"at": moment(record, day + 0.6), "kind": "meeting_rated", "by": by, "meeting": "more", "useful": 5}
            for by in ("mentor", "mentee")
        ),
    ]

    assert read({**record, "events": record["events"] + session}, day).risk <= read(record, day).risk


@law
@given(histories(), LOOK, st.integers(min_value=-2000, max_value=2000))
def test_shifting_all_dates_changes_nothing(record, day, by) -> None:
    shifted = move(record, lambda when: when + timedelta(days=by))
    then, now = read(record, day), read(shifted, day)

    assert (then.level, then.risk, then.causes, then.concern) == (now.level, now.risk, now.causes, now.concern)
    assert [finding.rule for finding in then.findings] == [finding.rule for finding in now.findings]


@law
@given(histories(), LOOK, st.integers(min_value=-14, max_value=12))
def test_a_clock_of_their_own_counts_days_as_a_clock_in_utc_does(record, day, west) -> None:
    told = move(record, lambda when: when + timedelta(hours=west), keys=("at", "starts_at"))
    then, now = read(record, day), read({**told, "zone": f"Etc/GMT{west:+}"}, day)

    assert then == now


@law
@given(histories(), LOOK, st.randoms(use_true_random=False))
def test_the_order_of_events_and_the_ids_change_nothing(record, day, dice) -> None:
    events = [
        {**event, **{key: f"x{event[key]}" for key in ("goal", "meeting", "action") if key in event}}
        for event in record["events"]
    ]
    dice.shuffle(events)
    then, now = read(record, day), read({**record, "id": "other", "events": events}, day)

    assert (then.level, then.risk, then.causes, then.concern) == (now.level, now.risk, now.causes, now.concern)


@law
@given(histories(), LOOK, st.data())
def test_duplicates_change_nothing(record, day, data) -> None:
    twice = data.draw(st.lists(st.sampled_from(record["events"]), max_size=5)) if record["events"] else []
    then, now = read(record, day), read({**record, "events": record["events"] + twice}, day)

    assert (then.level, then.risk, then.causes, then.concern) == (now.level, now.risk, now.causes, now.concern)


@law
@given(histories(), LOOK)
def test_no_future_event_is_ever_read(record, day) -> None:
    assert read(record, day) == read(until(record, day + 1), day)


@law
@given(histories(), LOOK, st.integers(min_value=1, max_value=90))
def test_marking_a_gap_as_a_pause_never_raises_the_risk(record, day, length) -> None:
    start = max(0, day - length)
    quiet = [event for event in record["events"] if not moment(record, start) <= event["at"] < moment(record, day + 1)]
    assume(not any(event["kind"] in ("paused", "resumed", "ended") for event in quiet))
    plain = {**record, "events": quiet}
    pause = {"at": moment(record, start), "kind": "paused", "by": "mentor", "until": moment(record, day)[:10]}

    assert read({**plain, "events": [*quiet, pause]}, day).risk <= read(plain, day).risk


@law
@given(histories(), LOOK)
def test_doubling_the_rhythm_with_the_same_relative_gaps_keeps_the_level(record, day) -> None:
    began = datetime.fromisoformat(f"{record['began_on']}T00:00:00+00:00")
    # Both look at the last moment of a day, so the slower life is read one day later.
    slow = move(record, lambda when: began + 2 * (when - began))
    for event in slow["events"]:
        if (
            "until" in event
        ):  # the day named is still a day of the pause: a doubled pause ends on the second of its days
            event["until"] = (date.fromisoformat(event["until"]) + timedelta(days=1)).isoformat()
    slow["began_on"] = record["began_on"]
    slow["agreed_every_days"] = 2 * record["agreed_every_days"]

    assert read(slow, 2 * day + 1).level == read(record, day).level


@law
@given(histories(), LOOK)
def test_fives_from_one_side_never_hide_the_others_decline(record, day) -> None:
    events = record["events"]
    silent = [
        event
        for event in events
        if not (event["kind"] in ("meeting_rated", "checkin_answered") and event["by"] == "mentor")
    ]
    asked = [event for event in silent if not (event["kind"] == "checkin_asked" and event["by"] == "mentor")]
    fives = [
        {**event, "useful": 5}
        if event["kind"] == "meeting_rated"
        else {**event, "items": dict.fromkeys(event["items"], 5)}
        for event in events
        if event not in silent
    ]

    assert read({**record, "events": asked + fives}, day).risk >= read({**record, "events": asked}, day).risk - 1e-4


@law
@given(histories(), LOOK)
def test_the_risk_is_the_sum_of_every_step(record, day) -> None:
    it = Relationship.from_record(record)
    diary = Diary(it).read_until(it.began_on + timedelta(days=day))
    total = shipped().start + sum(points[bisect_left(edges, sign(diary))] for sign, edges, points in shipped().card)

    assert abs(risk_of(diary, shipped()) - 1 / (1 + exp(-total))) < 1e-9


@law
@given(histories(), LOOK)
def test_every_fact_can_be_computed_again_from_the_events_it_names(record, day) -> None:
    it = Relationship.from_record(record)
    on = it.began_on + timedelta(days=day)

    for finding in assess(it, on=on).findings:
        for fact in finding.evidence:
            assert recompute(fact, it, on) == fact.value, fact


@law
@given(histories(), st.integers(min_value=5, max_value=40))
def test_many_days_are_each_day_alone(record, every) -> None:
    it = Relationship.from_record(record)
    days = days_of(it, None, every)

    assert list(assess_many(it, days)) == [assess(it, on=on) for on in days]


@law
@given(histories(), LOOK)
def test_a_partners_private_answers_change_nothing_for_the_other(record, day) -> None:
    private = ("meeting_rated", "checkin_answered", "checkin_asked", "introduction_answered", "concern_raised")
    without = [event for event in record["events"] if not (event["kind"] in private and event.get("by") == "mentee")]
    seen = Relationship.from_record(record).as_seen_by("mentor")
    bare = Relationship.from_record({**record, "events": without}).as_seen_by("mentor")
    on = seen.began_on + timedelta(days=day)

    assert assess(seen, on=on) == assess(bare, on=on)


@law
@given(histories(), LOOK)
def test_a_reading_has_the_shape_that_is_promised(record, day) -> None:
    reading = read(record, day).to_record("m")

    assert reading["level"] in ("steady", "watch", "attend", "early")
    assert 0 <= reading["risk"] <= 1
    assert sum(cause["weight"] for cause in reading["causes"]) <= 1
    assert (reading["level"] != "steady") or reading["causes"] == []
    assert all(finding["text"] and finding["side"] in ("mentor", "mentee", "both") for finding in reading["findings"])
    assert date.fromisoformat(reading["on"])


def move(record: Record, shift: Any, keys: tuple[str, ...] = ("at", "starts_at", "began_on", "until")) -> Record:
    """The record with every moment moved, or those of these keys."""

    def new(key: str, value: Any) -> Any:
        if key not in keys:
            return value
        if key in ("at", "starts_at"):
            return shift(datetime.fromisoformat(value)).isoformat()
        if key in ("began_on", "until"):
            return shift(datetime.fromisoformat(f"{value}T00:00:00+00:00")).date().isoformat()
        return value

    events = [{key: new(key, value) for key, value in event.items()} for event in record["events"]]
    return {**{key: new(key, value) for key, value in record.items()}, "events": events}


@law
@given(histories(), st.integers(min_value=-400, max_value=6))
def test_a_day_before_they_began_or_soon_after_can_be_read_too(record, day) -> None:
    reading = read(record, day)

    assert 0 <= reading.risk <= 1
    assert reading == read(until(record, day + 1), day)
