"""One level for the pair: raised at once, lowered when the risk is well down, careful where records say less."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from math import exp

import pytest

from alongside.health import DEFAULT, Level, assess, assess_many
from alongside.health.diary import Diary
from alongside.health.inference import shipped
from alongside.health.signs import read_signs
from tests.health.lives import at, event, good_life, held, life, on, read

QUIET = [held(3), held(17), held(31)]


def test_a_level_stays_for_two_rhythms_unless_the_risk_is_well_down() -> None:
    risk = read(life(*QUIET), 90).risk
    again = life(*QUIET, event(95, "message", "mentor"), event(96, "message", "mentee"))
    later = read(again, 104).risk
    assert later < risk
    between = replace(DEFAULT, attend_risk=(later + risk) / 2, clear_share=0.1)

    assert assess(again, on=on(104), limits=between).level is Level.ATTEND
    assert assess(again, on=on(104), limits=replace(between, clear_share=1.0)).level is not Level.ATTEND


def test_a_pair_that_is_well_never_needs_a_word() -> None:
    it = life(*good_life(280))

    levels = [each.level for each in assess_many(it, [on(day) for day in range(28, 280, 14)])]

    assert Level.ATTEND not in levels
    assert levels[6:] == [Level.STEADY] * len(levels[6:])


def test_two_kinds_of_signs_make_evidence_enough() -> None:
    assert read(life(*QUIET), 90).evidence_enough
    assert not read(life(*good_life()), 140).evidence_enough


def test_a_pause_without_an_end_counts_for_six_rhythms() -> None:
    paused = life(*QUIET, event(32, "paused", "mentee"))

    assert "rhythm.quiet" not in {finding.rule for finding in read(paused, 32 + 84).findings}
    assert "rhythm.quiet" in {finding.rule for finding in read(paused, 32 + 84 + 30).findings}


def test_who_meets_in_a_pause_is_never_read_worse_for_it() -> None:
    pause = event(32, "paused", "mentee", until="2026-05-30")
    met = life(*QUIET, pause, held(50))

    assert read(met, 110).risk <= read(life(*QUIET, pause), 110).risk


def test_the_steps_of_the_sum_give_the_risk() -> None:
    reading = read(life(*QUIET), 90)
    total = shipped().start + sum(step.points for step in reading.points)
    signs = read_signs(Diary(life(*QUIET)).read_until(on(90)))
    card = {sign: points[bisect_left(edges, signs[sign])] for sign, (edges, points) in shipped().risk.items()}

    assert reading.risk == pytest.approx(1 / (1 + exp(-total)), abs=1e-4)
    assert "gap_session" in {step.sign for step in reading.points}
    assert {step.sign: step.points for step in reading.points} == {sign: each for sign, each in card.items() if each}


@pytest.mark.parametrize("every", [7, 14, 28])
def test_a_pair_that_never_meets_needs_a_word_and_goes_on_needing_it(every) -> None:
    levels = {day: read(life(every=every), day).level for day in (every, 2 * every, 20 * every, 40 * every)}

    assert levels.pop(every) is not Level.ATTEND
    assert set(levels.values()) == {Level.ATTEND}


def test_a_pair_that_lost_each_other_needs_a_word_however_well_it_went() -> None:
    it = life(*good_life(84))

    assert read(it, 84).level is Level.STEADY
    assert {read(it, day).level for day in (140, 300, 600)} == {Level.ATTEND}


def test_a_pair_that_booked_or_paused_has_not_lost_each_other() -> None:
    booked = life(*QUIET, event(60, "meeting_booked", meeting="x", starts_at="2026-04-20T10:00:00+00:00"))
    paused = life(*QUIET, event(33, "paused", "mentee", until="2026-04-20"))

    assert read(life(*QUIET), 90).level is Level.ATTEND
    assert read(booked, 90).level is not Level.ATTEND
    assert read(paused, 90).level is not Level.ATTEND


def test_a_meeting_that_nobody_has_told_of_yet_is_no_silence_for_a_quarter_of_a_rhythm() -> None:
    booked = life(*QUIET, event(40, "meeting_booked", meeting="x", starts_at=at(76)))  # 45 days after the last one
    quiet = {day: {"rhythm.quiet"} & {each.rule for each in read(booked, day).findings} for day in range(70, 84)}

    assert {day for day, found in quiet.items() if found} == {79, 80, 81, 82, 83}


def test_needs_a_word_does_not_flicker_from_one_night_to_the_next() -> None:
    it = life(event(1, "message", "mentee"), event(2, "message", "mentor"))
    risks = {day: read(it, day).risk for day in range(14, 80)}
    second, highest = sorted(set(risks.values()))[-2:]
    line = (second + highest) / 2  # over it for a few days only
    limits = replace(DEFAULT, attend_risk=line, clear_share=0.4, gone_gaps=100.0)
    peak = max(day for day, risk in risks.items() if risk == highest)

    levels = [each.level for each in assess_many(it, [on(day) for day in range(peak, 120)], limits=limits)]

    raised = [level is Level.ATTEND for level in levels]
    assert raised == sorted(raised, reverse=True)  # once lowered it does not come back
    assert sum(raised) > 14


def test_what_both_sides_answer_low_is_never_steady() -> None:
    unfit = [
        event(day, "checkin_answered", by, items={"shared_outlook": 2, "be_myself": 2})
        for day in (90, 104)
        for by in ("mentor", "mentee")
    ]
    alone = [each for each in unfit if each["by"] == "mentee"]

    assert read(life(*good_life(), *unfit), 118).level is Level.WATCH
    assert read(life(*good_life(), *alone), 118).level is Level.STEADY


def test_in_a_steady_pair_nothing_says_that_it_needs_a_word() -> None:
    it = life(*[each for each in good_life() if each["kind"] != "feedback_given"])
    reading = read(it, 118)

    assert reading.level is Level.STEADY
    assert {each.rule for each in reading.findings if each.level is Level.WATCH} == {"feedback.none"}
    assert Level.ATTEND not in {each.level for each in reading.findings}


def test_a_cause_for_which_little_speaks_is_named_with_low_confidence() -> None:
    reading = read(life(*good_life(56)), 70)  # a little quiet, and nothing else

    assert not reading.evidence_enough
    assert {each.confidence for each in reading.causes} == {"low"}
    assert {each.confidence for each in read(life(*QUIET), 90).causes} == {"medium", "low"}
