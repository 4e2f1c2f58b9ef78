"""One level for the pair: raised at once, lowered when the risk is well down, careful where records say less."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alongside.health import DEFAULT, Level, assess, assess_many
from tests.health.lives import answered, event, good_life, held, life, on, read

QUIET = [held(3), held(17), held(31)]


def test_a_level_stays_for_two_rhythms_unless_the_risk_is_well_down() -> None:
    risk = read(life(*QUIET), 90).risk
    again = life(*QUIET, event(95, "message", "mentor"), event(96, "message", "mentee"))
    later = read(again, 97).risk
    assert later < risk
    between = replace(DEFAULT, attend_risk=(later + risk) / 2, clear_share=0.1)

    assert assess(again, on=on(104), limits=between).level is Level.ATTEND
    assert assess(again, on=on(104), limits=replace(between, clear_share=1.0)).level is not Level.ATTEND


@pytest.mark.parametrize(
    "less",
    [
        event(20, "contact_logged", "mentee", channel="phone"),
        answered(20, "mentee", clear_goals=3, be_myself=3),
    ],
)
def test_it_takes_more_where_the_records_say_less(less) -> None:
    it = life(*QUIET, less)
    line = replace(DEFAULT, attend_risk=read(it, 80).risk / 1.1)

    assert assess(it, on=on(80), limits=line).level is not Level.ATTEND
    assert assess(it, on=on(80), limits=replace(line, care_share=1.0)).level is Level.ATTEND


def test_a_pair_that_is_well_never_needs_a_word() -> None:
    it = life(*good_life(280))

    levels = [each.level for each in assess_many(it, [on(day) for day in range(28, 280, 14)])]

    assert Level.ATTEND not in levels
    assert levels[6:] == [Level.STEADY] * len(levels[6:])


def test_two_kinds_of_signs_make_evidence_enough() -> None:
    assert read(life(*QUIET), 90).evidence_enough
    assert not read(life(*good_life()), 140).evidence_enough
