"""Small random markets, and the same answers by slow and simple means."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import strategies as st

from alongside.matching.market import Market, must_be_matched
from alongside.matching.scores import ALLOWED, NEVER, UNIT, Scores


def scores_of(table: np.ndarray) -> Scores:
    """Scores that are exactly this table of units; NEVER where a pair may not be made."""
    table = np.asarray(table, np.float32)
    return Scores(np.eye(len(table), dtype=np.float32), np.ascontiguousarray(table.T))


def table_of(scores: Scores) -> np.ndarray:
    """Every pair's score as whole numbers."""
    return scores.block(slice(0, scores.mentees)).astype(np.int64)


@st.composite
def markets(draw, most_mentees: int = 5, most_mentors: int = 4, loads: bool = True) -> Market:
    """A market small enough to try everything; ties, vetoes, nobody's capacity and urgency included."""
    mentees = draw(st.integers(1, most_mentees))
    mentors = draw(st.integers(1, most_mentors))
    steps = draw(st.sampled_from([2, 7, 1000, UNIT]))
    cells = st.one_of(st.integers(0, steps).map(lambda step: step * UNIT // steps), st.just(NEVER))
    table = draw(st.lists(st.lists(cells, min_size=mentors, max_size=mentors), min_size=mentees, max_size=mentees))
    capacity = draw(st.lists(st.integers(0, 3), min_size=mentors, max_size=mentors))
    if draw(st.booleans()):
        urgency = draw(st.lists(st.integers(0, 2), min_size=mentees, max_size=mentees))
        absent = must_be_matched(mentees, np.array(urgency))
    else:
        absent = np.array(draw(st.lists(st.integers(-UNIT, UNIT // 2), min_size=mentees, max_size=mentees)), np.int64)
    load_step = draw(st.sampled_from([0, 0, UNIT // 10])) if loads else 0
    load = np.array(draw(st.lists(st.integers(0, 2), min_size=mentors, max_size=mentors))) if load_step else None
    return Market(scores_of(np.array(table)), np.array(capacity, np.int64), absent, load_step, load)


def best_by_trying_all(market: Market) -> int:
    """The greatest total of any assignment, in units."""
    table, best = table_of(market.scores), None
    for choice in product(range(-1, market.mentors), repeat=market.mentees):
        load = [choice.count(j) for j in range(market.mentors)]
        if any(load[j] > market.capacity[j] for j in range(market.mentors)):
            continue
        if any(j >= 0 and table[i, j] <= ALLOWED for i, j in enumerate(choice)):
            continue
        total = sum(int(market.absent[i]) if j < 0 else int(table[i, j]) for i, j in enumerate(choice))
        for j in range(market.mentors):
            before = 0 if market.load is None else int(market.load[j])
            total -= sum((before + place) * market.load_step for place in range(load[j]))
        best = total if best is None else max(best, total)
    assert best is not None
    return best
