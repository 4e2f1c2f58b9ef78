"""One level for the pair: raised at once, lowered when the risk is well down, careful where records say less."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest

from alongside.health import DEFAULT, Level, assess, assess_many
from alongside.health.inference import shipped
from tests.health.lives import event, good_life, held, life, on, read

QUIET = [held(3), held(17), held(31)]


def test_a_level_stays_for_two_rhythms_unless_the_risk_is_well_down() -> None:
    risk = read(life(*QUIET), 90).risk
    again = life(*QUIET, event(95, "message", "mentor"), event(96, "message", "mentee"))
    later = read(again, 97).risk
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

    assert reading.risk == pytest.approx(1 / (1 + exp(-total)), abs=1e-4)
    assert {"gap_session", "nothing_booked"} <= {step.sign for step in reading.points}
