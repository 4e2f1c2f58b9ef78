"""A byte over each score clears nothing that matters, and what it does not clear is found by computing it."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alongside.matching import ceilings as ceilings_module
from alongside.matching import pieces
from alongside.matching import second_look as second_look_module
from alongside.matching.assignment import assign
from alongside.matching.candidates import Pairs, first_pass, thin
from alongside.matching.ceilings import FULL, Ceilings, Priced
from alongside.matching.certificate import certify
from alongside.matching.fit import Counted, Lookup
from alongside.matching.market import Market, must_be_matched
from alongside.matching.pieces import in_pieces, where
from alongside.matching.scores import ALLOWED, NEVER, UNIT, Scores
from alongside.matching.second_look import second_look
from tests.matching.strategies import scores_of
from tests.matching.test_assignment import random_market


@pytest.fixture
def shared_cells(monkeypatch):
    """As in a market too large for a byte each."""
    monkeypatch.setattr(ceilings_module, "_MOST_BYTES", 200)


@st.composite
def tables(draw) -> np.ndarray:
    """Scores close together or far apart, some not allowed."""
    seed, steps = draw(st.integers(0, 10_000)), draw(st.sampled_from([3, 300, UNIT]))
    mentees, mentors = draw(st.integers(1, 30)), draw(st.integers(1, 40))
    chance = np.random.default_rng(seed)
    table = draw(st.sampled_from([0, UNIT // 2])) + chance.integers(0, steps + 1, (mentees, mentors)) * (
        1 if steps == 300 else UNIT // 2 // steps
    )
    table[chance.random(table.shape) < draw(st.sampled_from([0, 0.2, 0.9]))] = NEVER
    return table


@given(table=tables(), keep=st.integers(1, 5), share=st.booleans())
@settings(max_examples=150)
def test_no_score_is_above_its_ceiling_and_what_may_not_be_is_0(table, keep, share):
    with pytest.MonkeyPatch.context() as patch:
        if share:
            patch.setattr(ceilings_module, "_MOST_BYTES", 200)
        known = first_pass(scores_of(table), keep)

    over = known.ceilings
    place = np.empty(table.shape[1], np.int64)
    place[over.order] = np.arange(table.shape[1]) % over.cells
    byte = over.byte[:, place].astype(np.int64)
    allowed = table > ALLOWED
    assert ((byte == FULL) | ~allowed | (table < over.base + byte * over.step)).all()
    assert (byte[allowed] > 0).all()
    assert np.array_equal(known.hopeless, ~allowed.any(axis=1))
    if over.share == 1:
        assert (byte[~allowed] == 0).all()
    kept = np.bincount(known.pairs.rows, minlength=len(table))
    assert (kept >= np.minimum(allowed.sum(axis=1), 1 if share else keep)).all()
    assert np.array_equal(known.pairs.worth, table[known.pairs.rows, known.pairs.cols])


@given(
    table=tables(),
    seed=st.integers(0, 10_000),
    early=st.booleans(),
    share=st.booleans(),
    crowd=st.sampled_from([2, 24]),
)
@settings(max_examples=300)
def test_a_look_finds_a_pair_that_matters_where_there_is_one_and_its_ceiling_holds(table, seed, early, share, crowd):
    chance = np.random.default_rng(seed)
    level = int(chance.choice([0, 0, -2 * UNIT, -40 * UNIT]))
    prices = chance.integers(0, UNIT // 2, table.shape[1]) * chance.integers(0, 2)
    prices[chance.random(len(prices)) < 0.5] -= min(level, 0)
    content = chance.integers(-UNIT // 4, UNIT, len(table))
    content[chance.random(len(content)) < 0.5] += level

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(second_look_module, "_CROWD", crowd)
        if share:
            patch.setattr(ceilings_module, "_MOST_BYTES", 200)
        look = second_look(first_pass(scores_of(table), 2), prices, content, early=early)

    left = np.where(table > ALLOWED, table - prices, -(1 << 60))
    gain = left - content[:, None]
    assert (look.matter > 0) == (gain > 0).any()
    assert (look.best >= np.maximum(left.max(axis=1), content)).all()
    assert np.array_equal(look.found.worth, table[look.found.rows, look.found.cols])
    assert (look.found.worth > ALLOWED).all()
    if not look.matter:
        assert np.array_equal(look.best, content)


@given(
    table=tables(),
    seed=st.integers(0, 10_000),
    drift=st.sampled_from([0, 1, 8, 200]),
    share=st.booleans(),
    crowd=st.sampled_from([2, 24]),
)
@settings(max_examples=300)
# Somebody of whom every pair was computed, and not every one kept that may matter.
@example(
    table=np.random.default_rng(77).integers(0, 4, (22, 22)) * (UNIT // 6), seed=77, drift=200, share=False, crowd=24
)
def test_look_after_look_nothing_that_matters_is_lost_as_prices_move(table, seed, drift, share, crowd):
    chance = np.random.default_rng(seed)
    prices = chance.integers(0, UNIT // 2, table.shape[1])
    content = np.where(table > ALLOWED, table - prices, 0).max(axis=1) - chance.integers(0, 3, len(table))
    content[chance.random(len(content)) < 0.2] -= 40 * UNIT

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(second_look_module, "_CROWD", crowd)
        if share:
            patch.setattr(ceilings_module, "_MOST_BYTES", 200)
        known = first_pass(scores_of(table), 2)
        for turn in range(4):
            look = second_look(known, prices, content, early=turn == 0)
            known.keep(look.found, look.seen)

            left = np.where(table > ALLOWED, table - prices, -(1 << 60))
            gain = left - content[:, None]
            assert (look.matter > 0) == (gain > 0).any()
            assert (look.best >= np.maximum(left.max(axis=1), content)).all()
            gain[known.pairs.rows, known.pairs.cols] = -(1 << 60)
            assert (gain.max(axis=1) <= -look.seen.short).all()
            step = drift * known.ceilings.step
            moves = chance.integers(-step, step + 1, len(prices)) * (chance.random(len(prices)) < 0.3)
            prices = np.maximum(prices + moves, 0)
            content = content + chance.integers(-step, step + 1, len(content)) * (chance.random(len(content)) < 0.3)


def test_where_prices_stand_still_the_ceilings_are_not_asked_again(monkeypatch):
    known = first_pass(scores_of(np.random.default_rng(5).integers(0, UNIT, (60, 64))), 4)
    prices, content = np.zeros(64, np.int64), np.full(60, UNIT)
    first = second_look(known, prices, content)
    known.keep(first.found, first.seen)
    asked = []
    left = Priced.left
    monkeypatch.setattr(Priced, "left", lambda self, rows, cells=None: asked.append(cells) or left(self, rows, cells))

    again = second_look(known, prices, content)

    assert again.matter == 0
    assert [len(cells) for cells in asked] == [64 // 32]


@pytest.mark.parametrize("ratio", [1.5, 1.0, 0.6])
def test_a_market_too_large_for_a_byte_each_is_proven_too(shared_cells, ratio):
    market = random_market(seed=11, mentees=120, mentors=50, ratio=ratio)

    made = assign(market, keep=3)

    assert made.known.ceilings.share > 1
    assert made.gap == 0
    assert certify(market, made.mentor, made.prices).holds


def test_scores_that_are_no_products_are_put_in_order_too(shared_cells):
    chance = np.random.default_rng(3)
    sets = [(chance.random((people, 6)) < 0.5).astype(np.float32) for people in (40, 30)]
    pairwise = (
        Lookup(np.arange(40) % 3, np.arange(30) % 2, np.array([[0, 900], [700, 0], [1, 1]], np.float32)),
        Counted(*sets, np.array([NEVER, 0, 10, 30, 70, 150, 300], np.float32)),
    )
    scores = Scores(np.zeros((40, 0), np.float32), np.zeros((30, 0), np.float32), pairwise=pairwise)
    market = Market(scores, np.ones(30, np.int64), must_be_matched(40))

    made = assign(market, keep=2)

    assert certify(market, made.mentor, made.prices).holds


def test_someone_far_better_than_the_sample_is_computed_instead():
    table = np.full((200, 30), UNIT // 2) + np.arange(30)
    table[99] += UNIT // 4  # not among the mentees of the sample
    scores = scores_of(table)

    known = first_pass(scores, 2)
    look = second_look(known, np.zeros(30, np.int64), np.full(200, UNIT // 2 + 29))

    assert np.flatnonzero(known.ceilings.full).tolist() == [99]
    assert look.matter > 0
    assert set(look.found.rows.tolist()) >= {99}


def test_where_nobody_is_allowed_there_is_nothing_to_find():
    known = first_pass(scores_of(np.full((5, 4), NEVER)), 2)

    look = second_look(known, np.zeros(4, np.int64), np.zeros(5, np.int64))

    assert (look.matter, len(look.found), len(known.pairs)) == (0, 0, 0)
    assert Ceilings(known.scores).step == 1


def test_of_a_row_of_equals_some_are_left_and_each_row_begins_elsewhere():
    block = np.full((3, 100), 7, np.uint8)
    block[2] = np.arange(100)
    bar = np.array([7, 7, 90], np.uint8)
    at = np.flatnonzero(block >= bar[:, None])

    left = thin(block, at, bar, keep=5, turn=4)

    rows = [left[left // 100 == row] % 100 for row in range(3)]
    assert rows[0].tolist() == list(range(24, 34))
    assert rows[1].tolist() == list(range(30, 40))
    assert rows[2].tolist() == list(range(90, 100))


def test_pairs_are_added_once_and_found_again():
    some = Pairs(np.array([0, 2]), np.array([5, 1]), np.array([50, 21]))
    more = Pairs(np.array([2, 0, 1, 1]), np.array([1, 4, 9, 9]), np.array([21, 40, 19, 19]))

    both = some.add(more)

    assert list(zip(both.rows, both.cols, both.worth, strict=True)) == [(0, 4, 40), (0, 5, 50), (1, 9, 19), (2, 1, 21)]
    assert both.positions(np.array([1, 1]), np.array([9, 8])).tolist() == [2, -1]


@given(st.lists(st.booleans(), max_size=40))
def test_where_is_where(hits):
    hit = np.array(hits, np.bool_)

    assert where(hit).tolist() == np.flatnonzero(hit).tolist()


def test_two_matchings_at_once_leave_products_as_many_threads_as_before(monkeypatch):
    def threads() -> list[int]:
        return [one["num_threads"] for one in pieces._controller().select(user_api="blas").info()]

    monkeypatch.setattr(pieces, "_processors", lambda: 2)
    before, begun, first_is_done = threads(), threading.Event(), threading.Event()

    def second(piece: int) -> bool:
        begun.set()
        return first_is_done.wait(5)

    def first(piece: int) -> list[int]:
        if piece == 0:
            other.start()
        assert begun.wait(5)
        return threads()

    done = []
    other = threading.Thread(target=lambda: done.extend(in_pieces(second, [0, 1])))
    during = in_pieces(first, [0, 1])
    first_is_done.set()
    other.join()

    assert all(number == 1 for seen in during for number in seen)
    assert done == [True, True]
    assert threads() == before


@pytest.mark.parametrize("processors", [1, 2])
def test_pieces_come_back_in_their_order_and_progress_only_grows(monkeypatch, processors):
    monkeypatch.setattr(pieces, "_processors", lambda: processors)
    seen: list[float] = []

    squares = in_pieces(lambda piece: piece**2, [3, 1, 2], seen.append)

    assert squares == [9, 1, 4]
    assert seen == [1 / 3, 2 / 3, 1]


@pytest.mark.parametrize("processors", [1, 3])
def test_the_number_of_processors_changes_nothing(monkeypatch, processors):
    market = random_market(seed=8, mentees=1200, mentors=90, ratio=0.95)
    first = assign(market)

    monkeypatch.setattr(pieces, "_processors", lambda: processors)
    again = assign(market)

    assert np.array_equal(first.mentor, again.mentor)
    assert np.array_equal(first.prices, again.prices)
