"""What if a weight, a place, a lock were otherwise: what would move, in milliseconds.

It solves again on the pairs that are kept, starting from where the last solution stands. For a change of places, locks
and forbidden pairs that is nearly always the true answer; for weights it is close. `match` with the change proves it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from alongside.errors import CannotLock
from alongside.matching.flow import Lemon, Network, Restart, back_end
from alongside.matching.market import Market
from alongside.matching.pairing import NO_WEIGHTS, Matching, Pair
from alongside.matching.people import Mentee, Mentor
from alongside.matching.scores import UNIT, Whole

NO_CAPACITY: Mapping[str, int] = {}


@dataclass(frozen=True)
class Move:
    """A mentee who would have another mentor.   before, after : None for nobody."""

    mentee: Mentee
    before: Mentor | None
    after: Mentor | None


@dataclass(frozen=True)
class Change:
    """What a change would bring.

    moves : everyone whose mentor would be another.   score : the mean score then, and `before` it, by the same weights.
    unmatched : how many would have nobody, and `unmatched_before`.
    """

    moves: tuple[Move, ...]
    score: float
    before: float
    unmatched: int
    unmatched_before: int


class WhatIf:
    """Ask again and again about one matching; each answer takes milliseconds.

    >>> from alongside.matching import match
    >>> people = [Mentee(id="ben", name="Ben"), Mentee(id="eva", name="Eva")]
    >>> what_if = WhatIf(match(people, [Mentor(id="amara", name="Amara")]))
    >>> what_if(capacity={"amara": 2}).unmatched
    0
    """

    def __init__(self, matching: Matching) -> None:
        if matching.assignment is None:
            raise CannotLock("What-if starts from a matching for the total or the fairest, not from a stable one.")
        self.matching = matching
        self._pairs = matching.assignment.pairs
        self._now = matching.assignment.mentor
        self._mentees = [matching.mentees[i] for i in matching.free.tolist()]
        keys, self._parts = matching.weighing.parts(self._mentees, matching.mentors, self._pairs.rows, self._pairs.cols)
        self._key = {key: place for place, key in enumerate(keys)}
        self._network = Network(
            matching.market, self._pairs.rows, self._pairs.cols, self._pairs.worth, matching.assignment.absent
        )
        self._warm: Restart | None = None
        if back_end(matching.solver) is Lemon and not matching.market.load_step:
            self._warm = Restart(self._network)
            self._warm.solve()

    def __call__(
        self,
        *,
        weights: Mapping[str, float] = NO_WEIGHTS,
        capacity: Mapping[str, int] = NO_CAPACITY,
        lock: Sequence[Pair] = (),
        forbid: Sequence[Pair] = (),
    ) -> Change:
        """What would move if these weights, capacities (in all), locks and forbidden pairs were added."""
        worth = self._weighed(weights) if weights else self._pairs.worth
        room = self._room(capacity)
        open_pairs = np.ones(len(self._pairs), np.int64)
        held = np.full(len(self._mentees), -1, np.int64)
        for mentee_id, mentor_id in lock:
            row, col = self._place(mentee_id, mentor_id)
            if room[col] < 1:
                raise CannotLock(f"{self.matching.mentor(mentor_id)} has no place left to lock.")
            held[row] = col
            room[col] -= 1
            open_pairs[self._pairs.rows == row] = 0
        for mentee_id, mentor_id in forbid:
            row, col = self._place(mentee_id, mentor_id)
            open_pairs[(self._pairs.rows == row) & (self._pairs.cols == col)] = 0
        then = self._solve(worth, room, open_pairs)
        then = np.where(held >= 0, held, then)
        return self._change(then, worth)

    def _place(self, mentee_id: str, mentor_id: str) -> tuple[int, int]:
        mentee = self.matching.mentee(mentee_id)
        self.matching.mentor(mentor_id)
        row = self.matching.row(mentee_id)
        if row is None:
            raise CannotLock(f"{mentee} is locked already. Unlock the pair first and match again.")
        return row, self.matching.col(mentor_id)

    def _weighed(self, weights: Mapping[str, float]) -> Whole:
        weighing = replace(self.matching.weighing, weights={**self.matching.weighing.weights, **weights})
        shares = np.array([weighing.share(key) for key in self._key])
        worth: Whole = np.rint(self._parts @ shares * UNIT).astype(np.int64)
        return worth

    def _room(self, capacity: Mapping[str, int]) -> Whole:
        room = self.matching.market.capacity.copy()
        for id, places in capacity.items():
            mentor, col = self.matching.mentor(id), self.matching.col(id)
            room[col] = max(0, int(room[col]) + places - mentor.capacity)
        return room

    def _solve(self, worth: Whole, room: Whole, open_pairs: Whole) -> Whole:
        if self._warm is not None:
            self._warm.rewrite(worth, room, open_pairs)
            return self._mentor(self._warm.solve(), self._pairs.cols)
        good = open_pairs == 1
        market: Market = replace(self.matching.market, capacity=room)
        pairs = self._pairs.only(good)
        network = Network(market, pairs.rows, pairs.cols, worth[good], self._network.absent)
        return self._mentor(back_end(self.matching.solver)(network).solve().taken, pairs.cols)

    @staticmethod
    def _mentor(taken: Whole, cols: Whole) -> Whole:
        mentor = np.full(len(taken), -1, np.int64)
        placed = taken >= 0
        mentor[placed] = cols[taken[placed]]
        return mentor

    def _change(self, then: Whole, worth: Whole) -> Change:
        mentors = self.matching.mentors

        def who(col: int) -> Mentor | None:
            return None if col < 0 else mentors[col]

        moved = np.flatnonzero(then != self._now).tolist()
        moves = [Move(self._mentees[i], who(int(self._now[i])), who(int(then[i]))) for i in moved]
        return Change(
            tuple(moves),
            self._mean(then, worth),
            self._mean(self._now, worth),
            int((then < 0).sum()),
            int((self._now < 0).sum()),
        )

    def _mean(self, mentor: Whole, worth: Whole) -> float:
        """The mean score of the pairs; a locked pair that is not kept is scored afresh."""
        rows = np.flatnonzero(mentor >= 0)
        if not len(rows):
            return 0.0
        at = self._pairs.positions(rows, mentor[rows])
        total = float(worth[at[at >= 0]].sum()) / UNIT
        for row in rows[at < 0].tolist():
            total += self.matching.weighing.score(self._mentees[row], self.matching.mentors[int(mentor[row])])
        return total / len(rows)
