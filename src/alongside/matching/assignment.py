"""From scores to an assignment that is proven the best of the whole market, not only of the pairs that were kept.

Rounds of two steps: solve the kept pairs as a least-cost flow, which also gives each mentor's place a price; then look
for a pair that was not kept and that someone would rather have at these prices. Found pairs are kept and the next round
begins. When there is none the prices are the proof: no assignment whatever can reach more than what all mentees have
plus what all places are worth, and this one reaches exactly that. Source: LP duality; column generation with network
simplex (Dantzig 1963; Ahuja, Magnanti, Orlin 1993, chapter 11).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from alongside.matching.candidates import Candidates, Pairs, first_pass
from alongside.matching.flow import Flow, Network, back_end
from alongside.matching.market import SOFT_ABSENCE, Market
from alongside.matching.pieces import Progress
from alongside.matching.scores import UNIT, Whole
from alongside.matching.second_look import second_look

_KEEP = 12
_ACTIVE = 3
"""Pairs for each mentee that the flow goes on with after the first prices."""
_OUTSIDE = 24
"""How much worse the mentors outside the kept ones are taken to be, in steps of the ceilings."""
_ROUNDS = 60


@dataclass(frozen=True)
class Assignment:
    """mentor : (mentees,) who was assigned, -1 for nobody.   worth : (mentees,) the score in units, 0 for nobody.
    prices : (mentors,) units; what one more place with each mentor would add.
    content : (mentees,) units; what each mentee has after the price of the mentor, or from staying out.
    total : units; all scores, less the load steps, plus what staying out is worth to those who do.
    bound : units; no assignment of this market can have a greater total.
    pairs : those that were kept; a what-if begins from these.
    known : what is known of all the others, a byte for each; None once that has been let go.
    rounds : how often the flow was solved.
    """

    mentor: Whole
    worth: Whole
    prices: Whole
    content: Whole
    total: int
    bound: int
    pairs: Pairs
    known: Candidates | None
    absent: Whole
    rounds: int

    def let_go(self) -> Assignment:
        """The same without what only another assignment of the same scores would need."""
        return replace(self, known=None)

    @property
    def gap(self) -> int:
        """How much better, at most, another assignment can be, in units; 0 means this is proven the best."""
        return self.bound - self.total


def assign(
    market: Market,
    *,
    solver: str | None = None,
    rounds: int = _ROUNDS,
    keep: int = _KEEP,
    known: Candidates | None = None,
    progress: Progress = lambda done: None,
) -> Assignment:
    """Assign mentees to mentors so that the total is greatest, and prove it.

    solver : "lemon" or "ortools"; None takes what is installed.
    rounds : stop after so many even if not proven; the gap then says what is open.
    keep : pairs kept for each mentee at first; changes the time it takes, not the answer.
    known : what is known of the scores from an assignment before, or of the same scores without their floor.
    progress : called with the share done, 0 to 1.
    """
    known = known or first_pass(market.scores, keep, lambda done: progress(0.6 * done))
    for soft in (_first_prices(market, known, solver), SOFT_ABSENCE):
        absent = np.maximum(market.absent, soft)
        result = _rounds(market, known, absent, solver, rounds, progress)
        if not np.any(market.absent < absent):
            break
        settled = _at_full_cost(market, known, result)
        if settled is not None:
            result = settled
            break
    else:
        result = _rounds(market, known, market.absent, solver, rounds, progress)
    progress(1.0)
    return result


def _first_prices(market: Market, known: Candidates, solver: str | None) -> int:
    """Ask the kept pairs for first prices, and keep what these show to be missing.

    Nobody's kept pairs are all there is: who finds no place among them is taken to find one outside that is a little
    worse than the worst of them. Otherwise the prices of the few mentors everybody likes would know no bounds.
    Returns a little less than anyone has at these prices, in units.
    """
    pairs, less = known.pairs, _OUTSIDE * known.ceilings.step
    nothing = np.full(market.mentees, -2 * UNIT)
    worst = -pairs.best(-pairs.worth, nothing)
    outside = np.where(known.hopeless, market.absent, np.maximum(worst - less, market.absent))
    flow = back_end(solver)(Network(market, pairs.rows, pairs.cols, pairs.worth, outside)).solve()
    out = np.where(known.hopeless, market.absent, np.maximum(market.absent, -UNIT))
    content = pairs.best(pairs.worth - flow.prices[pairs.cols], out)
    look = second_look(known, flow.prices, content, early=True)
    _rest(known, flow, content)
    known.keep(look.found, look.seen)
    has = np.sort(np.maximum(content, outside)[~known.hopeless])
    left_out = max(0, len(has) - int(market.capacity.sum()))
    least = int(has[min(left_out, len(has) - 1)]) if len(has) else UNIT
    return max(least - less, SOFT_ABSENCE)


def _at_full_cost(market: Market, known: Candidates, result: Assignment) -> Assignment | None:
    """The same answer with its prices and sums for the full cost of staying out; None where that would change it.

    It changes nothing where nobody left out could come in by others moving aside: every mentor they may have is full,
    and so is every mentor whom those who hold these places may have instead. Prices of all these rise by the same.
    """
    out, waiting = result.mentor < 0, (result.mentor < 0) & ~known.hopeless
    prices, content = result.prices.copy(), np.where(out, market.absent, result.content)
    if result.gap or len(np.unique(market.absent[waiting])) > 1:
        return None
    if waiting.any():
        full = np.bincount(result.mentor[~out], minlength=market.mentors) == market.capacity
        cost = market.absent[waiting][0]
        rise, rising = result.absent[waiting][0] - cost, np.zeros(market.mentors, np.bool_)
        while waiting.any():
            asked = known.ceilings.allowed(np.flatnonzero(waiting)) & ~rising
            rising |= asked
            waiting = ~out & asked[result.mentor]
            if not full[asked].all() or (market.absent[waiting] != cost).any():
                return None
            content[waiting] -= rise
        prices[rising] += rise
    total = result.total + int((market.absent - result.absent)[out].sum())
    return replace(result, prices=prices, content=content, total=total, bound=total, absent=market.absent)


def _rounds(
    market: Market, known: Candidates, absent: Whole, solver: str | None, rounds: int, progress: Progress
) -> Assignment:
    done, open_ = 0, True
    while open_:
        done += 1
        active = known.pairs.only(known.active)
        flow = back_end(solver)(Network(market, active.rows, active.cols, active.worth, absent)).solve()
        content = active.best(active.worth - flow.prices[active.cols], absent)
        look = second_look(known, flow.prices, content, early=done == 1)
        progress(0.6 + 0.4 * done / (done + 2))
        open_ = look.matter > 0 and done < rounds
        if open_:
            known.keep(look.found, look.seen)
    return _finished(market, known, active, flow, absent, look.best, done)


def _rest(known: Candidates, flow: Flow, content: Whole) -> None:
    """Let pairs rest that the first prices show to be far from mattering: the flow is quicker with few."""
    pairs = known.pairs
    short = content[pairs.rows] - pairs.worth + flow.prices[pairs.cols]
    most = _ACTIVE * len(content)
    known.active = short <= np.partition(short, most)[most] if len(short) > most else np.ones(len(short), np.bool_)
    known.active[flow.taken[flow.taken >= 0]] = True


def _finished(
    market: Market, known: Candidates, pairs: Pairs, flow: Flow, absent: Whole, best: Whole, rounds: int
) -> Assignment:
    placed = flow.taken >= 0
    mentor = np.full(market.mentees, -1, np.int64)
    mentor[placed] = pairs.cols[flow.taken[placed]]
    worth = np.zeros(market.mentees, np.int64)
    worth[placed] = pairs.worth[flow.taken[placed]]
    total = int(worth.sum()) + int(absent[~placed].sum()) - load_cost(market, mentor)
    bound = int(best.sum()) + price_of_places(market, flow.prices)
    return Assignment(mentor, worth, flow.prices, best, total, bound, known.pairs, known, absent, rounds)


def load_cost(market: Market, mentor: Whole) -> int:
    """Units lost to mentors having more than one mentee."""
    taken = np.bincount(mentor[mentor >= 0], minlength=market.mentors)
    owner = np.repeat(np.arange(market.mentors), taken)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(taken) - taken, taken)
    return int(market.place_costs(owner, place).sum())


def price_of_places(market: Market, prices: Whole) -> int:
    """What all places are worth at these prices, less what filling them costs."""
    owner = np.repeat(np.arange(market.mentors), market.capacity)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(market.capacity) - market.capacity, market.capacity)
    return int(np.maximum(prices[owner] - market.place_costs(owner, place), 0).sum())
