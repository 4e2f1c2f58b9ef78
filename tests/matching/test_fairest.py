from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.matching import fairest as fairest_module
from alongside.matching.assignment import assign
from alongside.matching.fairest import fairest
from alongside.matching.market import Market, must_be_matched
from alongside.matching.scores import ALLOWED, UNIT
from tests.matching.strategies import best_by_trying_all, markets, scores_of, table_of


def best_worst_by_trying_all(market: Market) -> int | None:
    table, best = table_of(market.scores), None
    for choice in product(range(-1, market.mentors), repeat=market.mentees):
        pairs = [(i, j) for i, j in enumerate(choice) if j >= 0]
        if any(table[pair] <= ALLOWED for pair in pairs):
            continue
        if any(choice.count(j) > market.capacity[j] for j in range(market.mentors)):
            continue
        out = sum(int(market.absent[i]) for i, j in enumerate(choice) if j < 0)
        worst = min((int(table[pair]) for pair in pairs), default=0)
        if best is None or (out, worst) > best:
            best = (out, worst)
    return best[1]


@given(market=markets(most_mentees=5, most_mentors=4, loads=False), solver=st.sampled_from(["lemon", "ortools"]))
@settings(max_examples=100)
def test_the_worst_pair_is_as_good_as_it_can_be_and_then_the_total(market, solver):
    market = replace(market, absent=must_be_matched(market.mentees))

    made, floor = fairest(market, solver=solver)

    placed = made.mentor >= 0
    assert (made.worth[placed].min() if placed.any() else 0) >= floor == best_worst_by_trying_all(market)
    assert made.total == best_by_trying_all(replace(market, scores=market.scores.above(floor)))


def test_it_looks_beyond_the_pairs_that_were_kept():
    chance = np.random.default_rng(3)
    market = Market(scores_of(chance.integers(0, UNIT, (200, 200))), np.ones(200, np.int64), must_be_matched(200))

    total = assign(market)
    made, floor = fairest(market)

    assert made.worth.min() == floor > total.worth.min()
    higher = assign(replace(market, scores=market.scores.above(floor + 1)))
    assert (higher.mentor < 0).any()


def test_a_floor_that_only_pairs_not_kept_reach_is_found(monkeypatch):
    chance = np.random.default_rng(11)
    liked = chance.integers(0, UNIT, (60, 60)) / 2 + chance.random(60) * UNIT / 2
    market = Market(scores_of(liked.astype(np.int64)), np.ones(60, np.int64), must_be_matched(60))
    solved = []
    monkeypatch.setattr(fairest_module, "assign", lambda *given, **said: solved.append(1) or assign(*given, **said))

    made, floor = fairest(market)

    assert len(solved) > 3  # the whole market knew of a higher floor than the kept pairs
    assert made.worth.min() == floor
    assert (assign(replace(market, scores=market.scores.above(floor + 1))).mentor < 0).any()


def test_where_nobody_can_be_placed_there_is_no_worst_pair():
    made, floor = fairest(Market(scores_of(np.full((2, 2), UNIT)), np.zeros(2, np.int64), must_be_matched(2)))

    assert (made.mentor.tolist(), floor) == ([-1, -1], 0)
