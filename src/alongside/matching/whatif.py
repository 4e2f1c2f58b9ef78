"""What if a weight, a place, a lock were otherwise: what would move, in milliseconds.

It solves again on the pairs that are kept, starting from where the last solution stands. For a change of places, locks
and forbidden pairs that is nearly always the true answer; for weights it is close. `match` with the change proves it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from alongside.errors import CannotLock
from alongside.matching.flow import Lemon, Network, Restart, back_end
from alongside.matching.pairing import NO_WEIGHTS, Matching, Pair, Pairing
from alongside.matching.people import Mentee, Mentor
from alongside.matching.scores import UNIT, Whole
from alongside.matching.weighing import Weighing

NO_CAPACITY: Mapping[str, int] = {}
_REACH, _NEAR = 0.25, 0.005
"""How far behind a mentee's best a pair may be to be looked at when weights change: this part of the most that two
pairs can move against each other, and a little more."""


class Move(NamedTuple):
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
        self.matching, self._made, self._pairs = matching, matching.assignment, matching.assignment.pairs
        self._now = self._made.mentor
        self._now_at = self._pairs.positions(np.arange(len(self._now)), self._now)
        self._mentees = [matching.mentees[i] for i in matching.free.tolist()]
        keys, parts = matching.weighing.parts(self._mentees, matching.mentors, self._pairs.rows, self._pairs.cols)
        self._first = np.flatnonzero(np.diff(self._pairs.rows, prepend=-1))
        self._keys, self._parts = keys, np.ascontiguousarray(parts.T * UNIT, np.float32)
        self._held = np.array([self._fits(one) for one in matching.pairings if one.locked]).reshape(-1, len(keys))
        self._warm: Restart | None = None
        if back_end(matching.solver) is Lemon and not matching.market.load_step:
            pairs, absent = self._pairs, self._made.absent
            self._warm = Restart(Network(matching.market, pairs.rows, pairs.cols, pairs.worth, absent))
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
        then = replace(self.matching.weighing, weights={**self.matching.weighing.weights, **weights})
        worth = (
            np.rint(np.einsum("k,kp->p", self._shares(then), self._parts)).astype(np.int64)
            if weights
            else self._pairs.worth
        )
        room, open_pairs = self._room(capacity), np.ones(len(self._pairs), np.bool_)
        held = np.full(len(self._mentees), -1, np.int64)
        for mentee_id, mentor_id in lock:
            row, col = self._place(mentee_id, mentor_id)
            if room[col] < 1:
                raise CannotLock(f"{self.matching.mentor(mentor_id)} has no place left to lock.")
            held[row] = col
            room[col] -= 1
            open_pairs[self._pairs.rows == row] = False
        for mentee_id, mentor_id in forbid:
            row, col = self._place(mentee_id, mentor_id)
            open_pairs[(self._pairs.rows == row) & (self._pairs.cols == col)] = False
        moved = self._afresh(worth, room, open_pairs, then) if weights else self._again(worth, room, open_pairs)
        return self._change(np.where(held >= 0, held, moved), worth, then)

    def _place(self, mentee_id: str, mentor_id: str) -> tuple[int, int]:
        mentee = self.matching.mentee(mentee_id)
        self.matching.mentor(mentor_id)
        row = self.matching.row(mentee_id)
        if row is None:
            raise CannotLock(f"{mentee} is locked already. Unlock the pair first and match again.")
        return row, self.matching.col(mentor_id)

    def _shares(self, weighing: Weighing) -> npt.NDArray[np.float32]:
        return np.array([weighing.share(key) for key in self._keys], np.float32)

    def _fits(self, pairing: Pairing) -> list[float]:
        """The score of a pair by each criterion."""
        return [one.fit(pairing.mentee, pairing.mentor).score for one in self.matching.weighing.criteria]

    def _room(self, capacity: Mapping[str, int]) -> Whole:
        room = self.matching.market.capacity.copy()
        for id, places in capacity.items():
            mentor, col = self.matching.mentor(id), self.matching.col(id)
            room[col] = max(0, int(room[col]) + places - mentor.capacity)
        return room

    def _again(self, worth: Whole, room: Whole, open_pairs: npt.NDArray[np.bool_]) -> Whole:
        """Who would have whom, from where the last answer stands."""
        if self._warm is None:
            return self._solved(worth, room, open_pairs)
        self._warm.rewrite(worth, room, open_pairs)
        return self._mentors(self._warm.solve(), self._pairs.cols)

    def _afresh(self, worth: Whole, room: Whole, open_pairs: npt.NDArray[np.bool_], then: Weighing) -> Whole:
        """Who would have whom by other weights. Then very many move, and it is quicker to begin anew, with only those
        pairs that are not too far behind each mentee's best at today's prices."""
        change = float(np.abs(self._shares(then) - self._shares(self.matching.weighing)).sum())
        left = worth - self._made.prices[self._pairs.cols]
        count = np.diff(self._first, append=len(left))
        top = np.maximum.reduceat(left, self._first) if len(left) else left
        near = left >= np.repeat(top, count) - round((_REACH * change + _NEAR) * UNIT)
        near |= self._pairs.cols == self._now[self._pairs.rows]
        open_pairs = open_pairs & (worth >= self.matching.market.scores.floor)
        moved = self._solved(worth, room, open_pairs & near)
        if (moved < 0).sum() > (self._now < 0).sum():  # perhaps only because too little was near
            moved = self._solved(worth, room, open_pairs)
        return moved

    def _solved(self, worth: Whole, room: Whole, open_pairs: npt.NDArray[np.bool_]) -> Whole:
        some = np.flatnonzero(open_pairs)
        market, pairs = replace(self.matching.market, capacity=room), self._pairs.only(some)
        network = Network(market, pairs.rows, pairs.cols, worth[some], self._made.absent)
        return self._mentors(back_end(self.matching.solver)(network).solve().taken, pairs.cols)

    @staticmethod
    def _mentors(taken: Whole, cols: Whole) -> Whole:
        return np.where(taken >= 0, cols[taken] if len(cols) else -1, -1)

    def _change(self, then: Whole, worth: Whole, weighing: Weighing) -> Change:
        who = [*self.matching.mentors, None]  # None is number -1
        moved = np.flatnonzero(then != self._now)
        moves = map(
            Move,
            [self._mentees[i] for i in moved.tolist()],
            [who[before] for before in self._now[moved].tolist()],
            [who[after] for after in then[moved].tolist()],
        )
        held, at = self._held @ self._shares(weighing), self._now_at.copy()
        at[moved] = self._pairs.positions(moved, then[moved])
        return Change(
            tuple(moves),
            self._mean(then, at, worth, held),
            self._mean(self._now, self._now_at, worth, held),
            int((then < 0).sum()),
            int((self._now < 0).sum()),
        )

    def _mean(self, mentor: Whole, at: Whole, worth: Whole, held: npt.NDArray[np.floating[Any]]) -> float:
        """The mean score of the pairs, kept in these places; one that is not kept, -1, is scored afresh."""
        total = float(worth[at[at >= 0]].sum()) / UNIT + float(held.sum())
        for row in np.flatnonzero((mentor >= 0) & (at < 0)).tolist():
            total += self.matching.weighing.score(self._mentees[row], self.matching.mentors[int(mentor[row])])
        count = np.count_nonzero(mentor >= 0) + len(held)
        return total / count if count else 0.0
