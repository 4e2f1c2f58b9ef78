"""A scorecard grown on endings: gradient boosting with one split a tree, numpy only.

Every round adds one step: above one edge of one sign the log-odds are raised by a little (Friedman 2001, with a second
derivative as in Chen and Guestrin 2016).  A sum of such steps is a scorecard, so what is grown can be shown and argued
with like what ships.  Of a sign that is not free no step may lower the risk.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Grown = list[dict[float, float]]  # of each sign: edge → what is added above it

ROUNDS = 500
RATE = 0.05  # how much of what a step could add is added
RIDGE = 20.0  # as if so many looks (of p = .5, four times as many) spoke against every step
LEAST_LOOKS = 60  # on either side of an edge
MOST_EDGES = 31  # of one sign
SHARE_OF_SIGNS = 0.5  # drawn anew each round, so that signs which say the same share what they say


def grow(signs: NDArray[np.float32], fails: Array, base: Array, *, free: Sequence[bool]) -> tuple[float, Grown]:
    """What to add to the log-odds `base`: a start, and steps.

    signs : (looks, signs).   fails : (looks,) 0 or 1.   base : (looks,) log-odds so far.
    free : of each sign whether its steps may go either way.   Cost: one pass over half the signs a round.
    """
    width = signs.shape[1]
    edges = [_edges(signs[:, place]) for place in range(width)]
    bins = MOST_EDGES + 1
    codes = np.stack([np.searchsorted(edges[place], signs[:, place]) for place in range(width)]).astype(np.uint8)
    draw = np.random.default_rng(1)  # the same endings give the same weights
    kept = [place for place in range(width) if len(edges[place])]
    is_free = np.array(free)
    grown: Grown = [{} for _ in range(width)]
    start = shift(base, fails)
    score = base + start
    for _ in range(ROUNDS if kept else 0):
        chosen = np.sort(draw.choice(kept, max(1, round(len(kept) * SHARE_OF_SIGNS)), replace=False))
        risk = logistic(score)
        pull, doubt = fails - risk, risk * (1.0 - risk)
        below = np.empty((3, len(chosen), bins))
        for row, place in enumerate(chosen):
            for part, weights in enumerate((pull, doubt, None)):
                below[part, row] = np.cumsum(np.bincount(codes[place], weights, bins))
        whole = below[:, :1, -1:]
        above = whole - below
        low, high = below[0] / (below[1] + RIDGE), above[0] / (above[1] + RIDGE)
        gain = below[0] * low + above[0] * high
        allowed = (below[2] >= LEAST_LOOKS) & (above[2] >= LEAST_LOOKS) & ((high >= low) | is_free[chosen][:, None])
        gain[~allowed] = -np.inf
        row, edge = divmod(int(np.argmax(gain)), bins)
        if not allowed[row, edge]:
            continue
        place, under, over = int(chosen[row]), RATE * float(low[row, edge]), RATE * float(high[row, edge])
        # A hair above the value, which was rounded to 32 bits, so that who stands on an edge is never above it.
        value = float(np.nextafter(edges[place][edge], np.float32(np.inf)))
        start += under
        grown[place][value] = grown[place].get(value, 0.0) + over - under
        score += np.where(codes[place] > edge, over, under)
    return start, grown


def logistic(value: Array) -> Array:
    """1 / (1 + e^-value), without overflow."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(value, -40, 40))), dtype=np.float64)


def shift(score: Array, fails: Array) -> float:
    """What to add to the log-odds so that the mean risk is the share that failed.  Newton's method."""
    added = 0.0
    for _ in range(50):
        risk = logistic(score + added)
        added += float((fails - risk).sum() / max(float((risk * (1.0 - risk)).sum()), 1e-9))
    return added


def _edges(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Values that a sign takes, spread evenly over the looks; a look counts as above an edge when it exceeds it."""
    levels = np.linspace(0.0, 1.0, MOST_EDGES + 2)[1:-1]
    found: NDArray[np.float32] = np.unique(np.quantile(values, levels, method="lower"))
    return np.asarray(found[found < values.max()])
