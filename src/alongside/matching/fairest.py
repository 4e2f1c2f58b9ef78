"""The worst pair as good as possible, before the total is.

The floor is searched for among the pairs that are kept, by flows that only ask who can be placed. Then the whole market
is asked whether one unit more is possible: the answer is either a higher floor to go on from, or the proof.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from alongside.matching.assignment import Assignment, assign
from alongside.matching.candidates import Candidates, Pairs
from alongside.matching.flow import Network, back_end
from alongside.matching.market import Market
from alongside.matching.pieces import Progress


def fairest(
    market: Market, *, solver: str | None = None, progress: Progress = lambda done: None
) -> tuple[Assignment, int]:
    """Assign so that as many are placed as can be, then the worst pair is best, then the total is greatest.

    Returns the assignment, proven within the floor, and the floor in units: the best that the worst pair can be.
    """
    made = assign(market, solver=solver, progress=lambda done: progress(0.3 * done))
    if not (made.mentor >= 0).any():
        return made, 0
    out = _cost_of_staying_out(market, made)
    pairs = made.pairs
    floor = int(made.worth[made.mentor >= 0].min())
    while True:
        floor = _highest(market, pairs, floor, out, solver)
        progress(0.5)
        scores = market.scores.above(floor + 1)
        higher = assign(replace(market, scores=scores), solver=solver, known=_known(made).above(scores))
        if _cost_of_staying_out(market, higher) != out:
            break
        floor = int(higher.worth[higher.mentor >= 0].min())
        pairs = pairs.add(higher.pairs)
    scores = market.scores.above(floor)
    made = assign(
        replace(market, scores=scores),
        solver=solver,
        known=_known(made).above(scores),
        progress=lambda done: progress(0.7 + 0.3 * done),
    )
    return made, floor


def _known(made: Assignment) -> Candidates:
    assert made.known is not None  # assign has just made it
    return made.known


def _cost_of_staying_out(market: Market, made: Assignment) -> int:
    return int(market.absent[made.mentor < 0].sum())


def _highest(market: Market, pairs: Pairs, floor: int, out: int, solver: str | None) -> int:
    """The highest floor at which the kept pairs place as many, found by halving."""
    steps = np.unique(pairs.worth[pairs.worth >= floor])
    low, high = 0, len(steps) - 1
    while low < high:
        middle = (low + high + 1) // 2
        good = pairs.only(pairs.worth >= steps[middle])
        network = Network(
            replace(market, load_step=0), good.rows, good.cols, np.zeros(len(good), np.int64), market.absent
        )
        taken = back_end(solver)(network).solve().taken
        if int(market.absent[taken < 0].sum()) == out:
            low = middle
        else:
            high = middle - 1
    return int(steps[low])
