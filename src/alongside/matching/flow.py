"""The least-cost flow through the pairs kept so far: who goes where, and the price of each mentor's time.

Two back-ends give the same total on the same network: LEMON's network simplex (package pylmcf) is the quick one, and
OR-Tools is there for machines without it. Everything is whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

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

    @property
    def best(self) -> int:
        """What nothing is worth more than. Costs are counted down from it."""
        return max(int(self.worth.max(initial=0)), int(self.absent.max(initial=0)))


@dataclass(frozen=True)
class Flow:
    """taken : (mentees,) index of the kept pair that was chosen, -1 for nobody.
    prices : (mentors,) units, 0 or more. At these everyone has what leaves them most; one more place with a mentor adds
        no more than its price to the total.
    """

    taken: Whole
    prices: Whole


class Lemon:
    """LEMON's network simplex, from scratch.

    Mentors ask for as many mentees as they have places and need not get them. So LEMON can begin from every mentee's
    best pair, which halves its work.
    """

    def __init__(self, network: Network) -> None:
        import pylmcf

        market, self.network = network.market, network
        mentees, mentors, pairs = market.mentees, market.mentors, len(network.rows)
        nobody = mentees + mentors
        self._pair, out = _arcs_of(network)
        mentor, place = places(market) if market.load_step else (np.empty(0, np.int64), np.empty(0, np.int64))
        into = np.arange(pairs + mentees, pairs + mentees + len(mentor))
        start, end = np.empty((2, pairs + mentees + len(mentor)), np.int32)
        start[self._pair], end[self._pair] = network.rows, network.cols + mentees
        start[out], end[out] = np.arange(mentees), nobody
        start[into], end[into] = mentor + mentees, nobody + 1
        supply = np.zeros(nobody + 2, np.int64)
        supply[:mentees], supply[nobody] = 1, -mentees - 1
        if market.load_step:  # then each place has a cost and a way of its own
            supply[nobody + 1] = -market.capacity.sum()
        else:
            supply[mentees:nobody] = -market.capacity
        cost = np.empty(len(start), np.int64)
        cost[self._pair], cost[out] = network.best - network.worth, network.best - network.absent
        cost[into] = market.place_costs(mentor, place)
        self._graph: Any = pylmcf.Graph(nobody + 2, start, end)  # the package ships no types
        self._graph.set_node_supply(supply)
        self._graph.set_edge_costs(cost)
        # Nobody sends more than the one they are, so pairs need no bound, and LEMON is quicker without.
        room = np.full(len(start), mentees, np.int64)
        room[into] = 1
        self._graph.set_edge_capacities(room)

    def solve(self) -> Flow:
        """The best flow and prices at which it is the best."""
        market = self.network.market
        self._graph.solve()
        height = self._graph.raw_potentials()[market.mentees : market.mentees + market.mentors]
        return Flow(_taken(self.network, self._graph.result()[self._pair]), -height)


class Restart:
    """LEMON's network simplex, kept between solutions, so that a small change is solved from where it stands."""

    def __init__(self, network: Network) -> None:
        import pylmcf

        market, self.network = network.market, network
        mentees, mentors, pairs = market.mentees, market.mentors, len(network.rows)
        sink = mentees + mentors
        self._pair, self._out = _arcs_of(network)
        self._mentor, self._place = places(market)
        self._in = np.arange(pairs + mentees, pairs + mentees + len(self._mentor))
        start, end = np.empty((2, pairs + mentees + len(self._mentor)), np.int32)
        start[self._pair], end[self._pair] = network.rows, network.cols + mentees
        start[self._out], end[self._out] = np.arange(mentees), sink
        start[self._in], end[self._in] = self._mentor + mentees, sink
        self._graph: Any = pylmcf.Graph(sink + 1, start, end)  # the package ships no types
        supply = np.zeros(sink + 1, np.int64)
        supply[:mentees], supply[sink] = 1, -mentees
        self._graph.set_node_supply(supply)
        self._graph.set_warm_repair("primal")  # of the ways to start from the last answer, the quickest here
        self.rewrite(network.worth, market.capacity)

    def rewrite(self, worth: Whole, capacity: Whole, open_pairs: npt.NDArray[np.bool_] | None = None) -> None:
        """Change what pairs are worth, how many each mentor takes, and which pairs are open."""
        network = self.network
        if open_pairs is not None:
            # A closed pair is one worse than staying out. Closing the arc instead would make the restart slow.
            worth = np.where(open_pairs, worth, network.absent[network.rows] - 2 * UNIT)
        best = max(int(worth.max(initial=0)), int(network.absent.max(initial=0)))
        ways = len(self._pair) + len(self._out) + len(self._in)
        cost, room = np.empty(ways, np.int64), np.ones(ways, np.int64)
        cost[self._pair] = best - worth
        cost[self._out] = best - network.absent
        cost[self._in] = network.market.place_costs(self._mentor, self._place)
        room[self._in] = capacity if not network.market.load_step else capacity[self._mentor] > self._place
        self._graph.set_edge_costs(cost)
        self._graph.set_edge_capacities(room)

    def solve(self) -> Whole:
        """(mentees,) Index of the pair chosen, -1 for nobody; after `rewrite` found from the last answer."""
        self._graph.solve()
        return _taken(self.network, self._graph.result()[self._pair])


def _arcs_of(network: Network) -> tuple[Whole, Whole]:
    """Where the ways of the pairs and those out of the market stand: LEMON wants them in order of start and end, so
    each mentee's pairs, then the mentee's own way out."""
    mentees = network.market.mentees
    pair = np.arange(len(network.rows)) + network.rows
    return pair, np.cumsum(np.bincount(network.rows, minlength=mentees)) + np.arange(mentees)


def _taken(network: Network, flow: npt.NDArray[np.int64]) -> Whole:
    used = np.flatnonzero(flow)
    taken = np.full(network.market.mentees, -1, np.int64)
    taken[network.rows[used]] = used
    return taken


class OrTools:
    """OR-Tools' SimpleMinCostFlow, with prices worked out from its answer."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._mentor, self._place = places(network.market)

    def solve(self) -> Flow:
        """The best flow and its lowest prices."""
        from ortools.graph.python import min_cost_flow

        network, market = self.network, self.network.market
        mentees, mentors = market.mentees, market.mentors
        sink = mentees + mentors
        solver = min_cost_flow.SimpleMinCostFlow()
        ones = np.ones(len(network.rows), np.int64)
        pairs = solver.add_arcs_with_capacity_and_unit_cost(
            network.rows, network.cols + mentees, ones, network.best - network.worth
        )
        everyone = np.arange(mentees)
        solver.add_arcs_with_capacity_and_unit_cost(
            everyone, np.full(mentees, sink), np.ones(mentees, np.int64), network.best - network.absent
        )
        room = market.capacity[self._mentor] if not market.load_step else np.ones(len(self._mentor), np.int64)
        cost = market.place_costs(self._mentor, self._place)
        solver.add_arcs_with_capacity_and_unit_cost(self._mentor + mentees, np.full(len(room), sink), room, cost)
        solver.set_nodes_supplies(everyone, np.ones(mentees, np.int64))
        solver.set_node_supply(sink, -mentees)
        status = solver.solve()
        if status != solver.OPTIMAL:  # pragma: no cover - every mentee has a way out, so a flow exists
            raise ArithmeticError(f"OR-Tools stopped with status {status}; the scores may be out of its range.")
        taken = _taken(network, np.asarray(solver.flows(np.asarray(pairs))))
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
