"""The signs that say more where one of the two gives nothing but fives."""

from __future__ import annotations

import pytest

from alongside.health import Relationship, assess
from alongside.health.diary import Diary
from alongside.health.fives import FIVES, PREFIX, SPEAK_FOR_BOTH
from alongside.health.signs import read_signs
from tests.health.lives import answered, event, held, life, on, rated

LOOK = on(120)


def fading(*mentor: dict, mentee: int = 4) -> Relationship:
    """They met four times and lost each other; the mentor said what is given here."""
    days = (3, 17, 31, 45)
    return life(
        *(held(day) for day in days),
        *(answered(day + 1, "mentee", good_use=mentee) for day in days),
        event(60, "meeting_missed", "mentor", meeting="late"),
        *mentor,
    )


def signs(it: Relationship) -> dict[str, float]:
    return read_signs(Diary(it).read_until(LOOK))


ONLY_FIVES = (
    answered(4, "mentor", good_use=5),
    rated(17, "mentor", 5),
    answered(32, "mentor", good_use=5, be_myself=5),
)


def test_where_one_gives_only_fives_each_sign_is_told_again_and_never_below_0() -> None:
    found = signs(fading(*ONLY_FIVES))

    assert {name: found[PREFIX + name] for name in SPEAK_FOR_BOTH} == {
        name: max(0.0, found[name]) for name in SPEAK_FOR_BOTH
    }
    assert min(found[f"{PREFIX}gap_session"], found[f"{PREFIX}missed"]) > 0


@pytest.mark.parametrize(
    "said",
    [
        pytest.param((), id="no answer at all"),
        pytest.param((*ONLY_FIVES, answered(46, "mentor", good_use=4)), id="one four among fives"),
        pytest.param((*ONLY_FIVES, rated(45, "mentor", 4)), id="one session rated four"),
        pytest.param((rated(3, "mentor", 5), rated(17, "mentor", 5)), id="fives after sessions, and no check-in"),
        pytest.param((answered(4, "mentor", lucky_number=5),), id="an item that nobody knows"),
    ],
)
def test_for_every_other_pair_they_are_0(said) -> None:
    found = signs(fading(*said))

    assert {found[name] for name in FIVES} == {0.0}


def test_a_pair_that_fades_is_read_worse_where_one_gives_only_fives_than_where_that_one_is_content() -> None:
    content = (answered(4, "mentor", good_use=5), rated(17, "mentor", 4), answered(32, "mentor", good_use=5))

    assert assess(fading(*ONLY_FIVES), on=LOOK).risk > assess(fading(*content), on=LOOK).risk
