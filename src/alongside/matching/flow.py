"""The least-cost flow through the pairs kept so far: who goes where, and the price of each mentor's time.

Two back-ends give the same total on the same network: LEMON's network simplex (package pylmcf) is the quick one, and
OR-Tools is there for machines without it. Everything is whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from alongside.matching.market import Market
from alongside.matching.scores import UNIT, Whole


@dataclass(frozen=True)
class Network:
    """The kept pairs of a market, in order of row and then column, and what each is worth."""

    market: Market
    rows: Whole
    cols: Whole
    worth: Whole
    absent: Whole


@dataclass(frozen=True)
class Flow:
    """taken : (mentees,) index of the kept pair that was chosen, -1 for nobody.
    prices : (mentors,) what one more place with this mentor would add to the total, in units, 0 or more.
    """

    taken: Whole
    prices: Whole


class Lemon:
    """LEMON's network simplex. Kept between solutions, so that a small change is solved from where it stands."""

    def __init__(self, network: Network) -> None:
        import pylmcf

        market = network.market
        mentees, mentors, pairs = market.mentees, market.mentors, len(network.rows)
        sink = mentees + mentors
        self.network = network
        self._mentor, self._place = places(market)
        ways = pairs + mentees + len(self._mentor)
        start, end = np.empty(ways, np.int32), np.empty(ways, np.int32)
        # LEMON wants arcs in order of start and end: each mentee's pairs, then the mentee's own way out.
        self._pair = np.arange(pairs) + network.rows
        self._out = np.cumsum(np.bincount(network.rows, minlength=mentees)) + np.arange(mentees)
        self._in = np.arange(pairs + mentees, ways)
        start[self._pair], end[self._pair] = network.rows, network.cols + mentees
        start[self._out], end[self._out] = np.arange(mentees), sink
        start[self._in], end[self._in] = self._mentor + mentees, sink
        self._graph: Any = pylmcf.Graph(sink + 1, start, end)  # the package ships no types
        supply = np.zeros(sink + 1, np.int64)
        supply[:mentees], supply[sink] = 1, -mentees
        self._graph.set_node_supply(supply)
        self._graph.set_warm_repair("primal")  # of the ways to start from the last answer, the quickest here
        self.rewrite(network.worth, market.capacity)

    def rewrite(self, worth: Whole, capacity: Whole, open_pairs: Whole | None = None) -> None:
        """Change what pairs are worth, how many each mentor takes, and which pairs are open (0 or 1 each)."""
        network = self.network
        if open_pairs is not None:
            # A closed pair is one worse than staying out. Closing the arc instead would make the restart slow.
            worth = np.where(open_pairs == 1, worth, network.absent[network.rows] - 2 * UNIT)
        best = max(int(worth.max(initial=0)), int(network.absent.max(initial=0)))
        ways = len(self._pair) + len(self._out) + len(self._in)
        cost, room = np.empty(ways, np.int64), np.ones(ways, np.int64)
        cost[self._pair] = best - worth
        cost[self._out] = best - network.absent
        cost[self._in] = network.market.place_costs(self._mentor, self._place)
        room[self._in] = capacity if not network.market.load_step else capacity[self._mentor] > self._place
        self._graph.set_edge_costs(cost)
        self._graph.set_edge_capacities(room)

    def solve(self) -> Flow:
        """The best flow and its prices; again after `rewrite` it starts from the last answer."""
        market = self.network.market
        self._graph.solve()
        used = np.flatnonzero(self._graph.result()[self._pair])
        taken = np.full(market.mentees, -1, np.int64)
        taken[self.network.rows[used]] = used
        height = self._graph.potentials()
        prices = height[-1] - height[market.mentees : market.mentees + market.mentors]
        return Flow(taken, np.maximum(prices, 0))


class OrTools:
    """OR-Tools' SimpleMinCostFlow, with prices worked out from its answer."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._mentor, self._place = places(network.market)

    def solve(self) -> Flow:
        """The best flow and its prices."""
        from ortools.graph.python import min_cost_flow

        network, market = self.network, self.network.market
        mentees, mentors = market.mentees, market.mentors
        sink = mentees + mentors
        best = max(int(network.worth.max(initial=0)), int(network.absent.max(initial=0)))
        solver = min_cost_flow.SimpleMinCostFlow()
        ones = np.ones(len(network.rows), np.int64)
        pairs = solver.add_arcs_with_capacity_and_unit_cost(
            network.rows, network.cols + mentees, ones, best - network.worth
        )
        everyone = np.arange(mentees)
        solver.add_arcs_with_capacity_and_unit_cost(
            everyone, np.full(mentees, sink), np.ones(mentees, np.int64), best - network.absent
        )
        room = market.capacity[self._mentor] if not market.load_step else np.ones(len(self._mentor), np.int64)
        cost = market.place_costs(self._mentor, self._place)
        solver.add_arcs_with_capacity_and_unit_cost(self._mentor + mentees, np.full(len(room), sink), room, cost)
        solver.set_nodes_supplies(everyone, np.ones(mentees, np.int64))
        solver.set_node_supply(sink, -mentees)
        status = solver.solve()
        if status != solver.OPTIMAL:  # pragma: no cover - every mentee has a way out, so a flow exists
            raise ArithmeticError(f"OR-Tools stopped with status {status}; the scores may be out of its range.")
        used = np.flatnonzero(np.asarray(solver.flows(np.asarray(pairs))))
        taken = np.full(mentees, -1, np.int64)
        taken[network.rows[used]] = used
        return Flow(taken, lowest_prices(network, taken))


def places(market: Market) -> tuple[Whole, Whole]:
    """The ways from mentors to the sink: whose it is, and which place (0 = the next mentee).

    Without a load step all places of a mentor cost the same and share one way.
    """
    mentors = np.arange(market.mentors)
    if not market.load_step:
        return mentors, np.zeros(market.mentors, np.int64)
    owner = np.repeat(mentors, market.capacity)
    before = np.repeat(np.cumsum(market.capacity) - market.capacity, market.capacity)
    return owner, np.arange(len(owner)) - before


def lowest_prices(network: Network, taken: Whole) -> Whole:
    """The lowest prices at which everyone is content with what they have (Bellman-Ford on what could be swapped)."""
    market = network.market
    has = np.flatnonzero(taken >= 0)
    mentor = np.full(market.mentees, -1, np.int64)
    mentor[has] = network.cols[taken[has]]
    worth = network.absent.copy()
    worth[has] = network.worth[taken[has]]
    load = np.bincount(mentor[has], minlength=market.mentors)
    everyone = np.arange(market.mentors)
    prices = np.where(load > 0, market.place_costs(everyone, load - 1), 0)
    gain = network.worth - worth[network.rows]
    for _ in range(market.mentees + 1):  # a best flow leaves no cycle to gain from, so this many rounds are enough
        held = np.where(mentor >= 0, prices[mentor], 0)
        asked = gain + held[network.rows]
        raised = prices.copy()
        np.maximum.at(raised, network.cols, asked)
        if np.array_equal(raised, prices):
            break
        prices = raised
    return prices


BACK_ENDS: dict[str, type[Lemon] | type[OrTools]] = {"lemon": Lemon, "ortools": OrTools}


def back_end(name: str | None = None) -> type[Lemon] | type[OrTools]:
    """The back-end of that name; without a name, LEMON where pylmcf is installed, else OR-Tools."""
    if name is not None:
        return BACK_ENDS[name]
    try:
        import pylmcf  # noqa: F401
    except ImportError:
        return OrTools
    return Lemon
