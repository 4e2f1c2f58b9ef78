"""The assignment is the best of the whole market, whichever back-end makes it and however few pairs are kept."""

import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from alongside.matching.assignment import assign
from alongside.matching.certificate import certify
from alongside.matching.fit import Lookup
from alongside.matching.flow import OrTools, back_end
from alongside.matching.market import Market, must_be_matched
from alongside.matching.scores import ALLOWED, NEVER, UNIT, Scores
from tests.matching.strategies import best_by_trying_all, markets, scores_of, table_of

SOLVERS = ["lemon", "ortools"]


def random_market(seed: int, mentees: int, mentors: int, ratio: float, veto: float = 0.1, columns: int = 12) -> Market:
    """Scores with some structure; `ratio` places for each mentee."""
    chance = np.random.default_rng(seed)
    left = chance.integers(0, 2**8, (mentees, columns)).astype(np.float32)
    right = chance.integers(0, 2**8, (mentors, columns)).astype(np.float32)
    code = chance.integers(0, 6, mentees)
    hard = np.where(chance.random((mentors, 6)) < veto, NEVER, 0).astype(np.float32)
    left = np.hstack([left, np.eye(6, dtype=np.float32)[code]])
    capacity = np.bincount(chance.integers(0, mentors, round(mentees * ratio)), minlength=mentors)
    vetoed = np.unique(chance.integers(0, mentees * mentors, mentees // 3))
    scores = Scores(left, np.hstack([right, hard]), vetoed // mentors, vetoed % mentors)
    return Market(scores, capacity, must_be_matched(mentees))


def by_scipy(market: Market) -> tuple[int, int]:
    """How many can be placed, and the greatest total then."""
    table = table_of(market.scores)
    owner = np.repeat(np.arange(market.mentors), market.capacity)
    wide = np.where(table > -UNIT, table + market.mentees * 2 * UNIT, 0)[:, owner]
    wide = np.hstack([wide, np.zeros((market.mentees, market.mentees))])
    row, col = linear_sum_assignment(wide.astype(float), maximize=True)
    made = wide[row, col] > 0
    return int(made.sum()), int(table[row[made], owner[col[made]]].sum())


@given(market=markets(), solver=st.sampled_from(SOLVERS), keep=st.integers(1, 4))
@settings(max_examples=150)
def test_no_assignment_of_a_small_market_is_better(market, solver, keep):
    made = assign(market, solver=solver, keep=keep)

    assert made.total == made.bound == best_by_trying_all(market)
    assert certify(market, made.mentor, made.prices).holds


@given(market=markets(most_mentees=12, most_mentors=9), keep=st.integers(1, 3))
@settings(max_examples=100)
def test_both_back_ends_reach_the_same_total(market, keep):
    lemon, ortools = (assign(market, solver=solver, keep=keep) for solver in SOLVERS)

    assert lemon.total == ortools.total
    assert lemon.gap == ortools.gap == 0
    assert certify(market, ortools.mentor, ortools.prices).holds


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("ratio", [1.5, 1.02, 1.0, 0.95, 0.5])
@pytest.mark.parametrize("keep", [2, 8])
def test_a_market_of_some_hundreds_agrees_with_scipy(solver, ratio, keep):
    market = random_market(seed=int(ratio * 100), mentees=300, mentors=120, ratio=ratio)

    made = assign(market, solver=solver, keep=keep)

    assert (int((made.mentor >= 0).sum()), int(made.worth.sum())) == by_scipy(market)
    assert made.gap == 0
    assert certify(market, made.mentor, made.prices).holds


def test_scarce_components_beside_free_mentors_are_still_proven():
    # Group A may only go to few mentors, group B to many: some must stay out while places are free.
    table = np.full((60, 40), NEVER)
    chance = np.random.default_rng(5)
    table[:40, :8] = chance.integers(0, UNIT, (40, 8))
    table[40:, 8:] = chance.integers(0, UNIT, (20, 32))
    table[:5, 8:] = chance.integers(0, UNIT, (5, 32))
    market = Market(scores_of(table), np.full(40, 2), must_be_matched(60))

    made = assign(market, keep=2)

    assert int((made.mentor < 0).sum()) == 40 - 5 - 16
    assert certify(market, made.mentor, made.prices).holds


def test_who_comes_first_is_placed_first_even_where_it_costs_the_total():
    table = np.array([[UNIT], [UNIT // 10]])
    market = Market(scores_of(table), np.array([1]), must_be_matched(2, np.array([0, 1])))

    assert assign(market).mentor.tolist() == [-1, 0]
    assert assign(Market(scores_of(table), np.array([1]), must_be_matched(2))).mentor.tolist() == [0, -1]


def test_everyone_vetoed_stays_out_and_that_is_proven():
    market = Market(scores_of(np.full((3, 2), NEVER)), np.array([2, 2]), must_be_matched(3))

    made = assign(market)

    assert made.mentor.tolist() == [-1, -1, -1]
    assert made.gap == 0
    assert certify(market, made.mentor, made.prices).holds


def test_equal_scores_everywhere_stay_few_pairs_and_everyone_is_placed():
    market = Market(scores_of(np.full((400, 300), UNIT // 2)), np.full(300, 2), must_be_matched(400))

    made = assign(market)

    assert (made.mentor >= 0).all()
    assert made.gap == 0
    assert len(made.pairs) < 400 * 60


def test_the_load_is_spread_when_steps_cost_something():
    table = np.array([[UNIT, UNIT - 10], [UNIT, UNIT - 10]])
    market = Market(scores_of(table), np.array([2, 2]), must_be_matched(2), load_step=UNIT // 100)

    assert sorted(assign(market).mentor.tolist()) == [0, 1]


def test_stopped_early_it_says_how_much_is_open():
    market = random_market(seed=1, mentees=200, mentors=150, ratio=0.9)

    early = assign(market, rounds=1, keep=1)

    best = assign(market)
    assert early.gap > 0
    assert early.total <= best.total <= early.bound


def test_the_same_market_gives_the_same_answer():
    market = random_market(seed=2, mentees=200, mentors=80, ratio=1.1)

    first, second = assign(market), assign(market)

    assert np.array_equal(first.mentor, second.mentor)
    assert np.array_equal(first.prices, second.prices)


def test_progress_only_grows_and_ends_at_all_of_it():
    seen: list[float] = []

    assign(random_market(seed=3, mentees=100, mentors=50, ratio=1.0), progress=seen.append)

    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_a_certificate_finds_the_faults_of_a_bad_assignment():
    market = Market(scores_of(np.array([[UNIT, NEVER], [UNIT, 0]])), np.array([1, 1]), must_be_matched(2))

    crowded = certify(market, np.array([0, 0]), np.array([0, 0]))
    forbidden = certify(market, np.array([1, 0]), np.array([0, 0]))
    worse = certify(market, np.array([0, 1]), np.array([-1, 0]))

    assert crowded.faults == ("Mentor 0 has 2 mentees and room for 1.",)
    assert forbidden.faults == ("Mentee 0 may not be matched with mentor 1.",)
    assert worse.faults == ("A price is -1, below 0.",)
    assert not crowded.holds


def test_without_lemon_or_tools_takes_over(monkeypatch):
    monkeypatch.setitem(sys.modules, "pylmcf", None)

    assert back_end() is OrTools
    assert assign(random_market(seed=4, mentees=30, mentors=20, ratio=1.0)).gap == 0


def test_a_few_columns_say_what_whole_rows_say():
    scores = random_market(seed=6, mentees=20, mentors=15, ratio=1.0).scores
    kinds = Lookup(np.arange(20) % 3, np.arange(15) % 2, np.array([[0, 5], [7, 0], [1, 1]], np.float32))
    scores = replace(scores.above(UNIT // 100), pairwise=(kinds,))
    rows, cols = np.array([3, 4, 19]), np.array([0, 9, 14])

    whole = scores.block(slice(0, 20)).astype(np.int64)[np.ix_(rows, cols)]

    assert np.array_equal(np.maximum(scores.columns(rows, cols), ALLOWED), np.maximum(whole, ALLOWED))
