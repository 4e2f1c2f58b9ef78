"""Nobody would rather leave for each other, by search through all pairs."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.matching.scores import ALLOWED, NEVER, UNIT
from alongside.matching.stable import stable
from tests.matching.strategies import markets, scores_of, table_of


def blocking_pairs(view: np.ndarray, mentors_view: np.ndarray, capacity: np.ndarray, mentor: np.ndarray) -> list:
    found = []
    for i, j in np.ndindex(*view.shape):
        if view[i, j] <= ALLOWED or mentors_view[i, j] <= ALLOWED or mentor[i] == j:
            continue
        mentee_would = mentor[i] < 0 or view[i, j] > view[i, mentor[i]]
        has = np.flatnonzero(mentor == j)
        mentor_would = len(has) < capacity[j] or (mentors_view[has, j] < mentors_view[i, j]).any()
        if mentee_would and mentor_would and capacity[j]:
            found.append((i, j))
    return found


@given(market=markets(most_mentees=12, most_mentors=10), seed=st.integers(0, 99), same=st.booleans())
@settings(max_examples=150)
def test_no_pair_would_rather_leave_for_each_other(market, seed, same):
    view = table_of(market.scores)
    other = (
        view
        if same
        else np.where(view > ALLOWED, np.random.default_rng(seed).integers(0, 4, view.shape) * UNIT // 4, NEVER)
    )

    mentor = stable(market.scores, market.capacity, None if same else scores_of(other))

    assert (np.bincount(mentor[mentor >= 0], minlength=market.mentors) <= market.capacity).all()
    assert all(view[i, j] > ALLOWED for i, j in enumerate(mentor) if j >= 0)
    assert blocking_pairs(view, other, market.capacity, mentor) == []


def test_lists_that_run_out_grow_until_nobody_is_left_who_could_be_placed():
    chance = np.random.default_rng(0)
    popular = np.linspace(0, UNIT // 2, 90)
    view = (popular[None, :] + chance.integers(0, UNIT // 20, (90, 90))).astype(np.int64)
    view[chance.random((90, 90)) < 0.1] = NEVER
    view[7, :] = NEVER
    other = chance.integers(0, UNIT, (90, 90))
    capacity = np.ones(90, np.int64)

    mentor = stable(scores_of(view), capacity, scores_of(other))

    assert blocking_pairs(view, other, capacity, mentor) == []
    assert mentor[7] == -1
    assert (mentor >= 0).sum() >= 85
