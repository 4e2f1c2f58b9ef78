"""Check an assignment by other arithmetic than made it: every pair, one by one, in whole numbers.

`assign` already proves what it returns. This is for those who want to see for themselves, and for the tests: it uses
nothing that `assign` remembers, only the market, who was assigned, and the prices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alongside.matching.market import Market
from alongside.matching.scores import ALLOWED, Whole


@dataclass(frozen=True)
class Certificate:
    """total : units this assignment reaches.   bound : units no assignment can exceed.   faults : rules it breaks."""

    total: int
    bound: int
    faults: tuple[str, ...]

    @property
    def gap(self) -> int:
        return self.bound - self.total

    @property
    def holds(self) -> bool:
        """Is the assignment allowed, and is no other better?"""
        return not self.faults and self.gap == 0


def certify(market: Market, mentor: Whole, prices: Whole, *, at_once: int = 256) -> Certificate:
    """Add up what an assignment reaches and, from the prices, what any assignment could reach at most.

    mentor : (mentees,) -1 for nobody.   prices : (mentors,) units, any numbers of 0 or more; bad prices only make the
    bound worse, never wrong. Costs one matrix product and twice its memory traffic.
    """
    faults = []
    placed = np.flatnonzero(mentor >= 0)
    load = np.bincount(mentor[placed], minlength=market.mentors)
    for j in np.flatnonzero(load > market.capacity).tolist():
        faults.append(f"Mentor {j} has {load[j]} mentees and room for {market.capacity[j]}.")
    if prices.min(initial=0) < 0:
        faults.append(f"A price is {prices.min()}, below 0.")
    total, bound = 0, 0
    for start in range(0, market.mentees, at_once):
        rows = slice(start, min(start + at_once, market.mentees))
        scores = market.scores.block(rows).astype(np.int64)
        allowed = scores > ALLOWED
        left = np.where(allowed, scores - prices, np.iinfo(np.int64).min)
        bound += int(np.maximum(left.max(axis=1, initial=np.iinfo(np.int64).min), market.absent[rows]).sum())
        for i, j in enumerate(mentor[rows].tolist()):
            if j < 0:
                total += int(market.absent[start + i])
            elif allowed[i, j]:
                total += int(scores[i, j])
            else:
                faults.append(f"Mentee {start + i} may not be matched with mentor {j}.")
    for j in range(market.mentors):
        for place in range(int(market.capacity[j])):
            cost = int(market.place_costs(np.array([j]), np.array([place]))[0])
            bound += max(int(prices[j]) - cost, 0)
            total -= cost if place < load[j] else 0
    return Certificate(total, bound, tuple(faults))
