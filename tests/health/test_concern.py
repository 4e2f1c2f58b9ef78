"""A concern goes to the safeguarding person, stays, and touches nothing else."""

from __future__ import annotations

import pytest

from alongside.errors import AlongsideError
from alongside.health import explain
from tests.health.lives import event, good_life, life, read

CONCERN = event(60, "concern_raised", "mentee")


def test_a_concern_is_kept_in_every_later_reading() -> None:
    it = life(*good_life(), CONCERN)

    assert not read(it, 59).concern
    assert all(read(it, day).concern for day in (60, 80, 140, 400))


def test_a_concern_moves_no_score() -> None:
    with_it, without = read(life(*good_life(), CONCERN), 90), read(life(*good_life()), 90)

    assert (with_it.level, with_it.risk, with_it.causes) == (without.level, without.risk, without.causes)


@pytest.mark.parametrize("viewer", ["mentor", "mentee", "coordinator"])
def test_a_concern_shows_to_no_one_else(viewer) -> None:
    it = life(*good_life(), CONCERN).as_seen_by(viewer)

    assert read(it, 90) == read(life(*good_life()).as_seen_by(viewer), 90)


def test_the_words_of_a_concern_are_refused_to_the_pair() -> None:
    finding = read(life(*good_life(), CONCERN), 90).findings[0]

    assert explain.words(finding, "safeguarding").title == "A concern has been raised"
    assert explain.shown_to([finding], "auditor") == [finding]
    with pytest.raises(AlongsideError, match="safeguarding person alone"):
        explain.words(finding, "pair", "mentor")
