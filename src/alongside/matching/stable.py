"""A stable matching: no mentee and mentor would both rather have each other than what they have.

Mentees propose, best first, and mentors keep the best they have been offered (Gale and Shapley 1962): of all stable
matchings it is the one every mentee likes most. Lists begin short and grow only for those whose proposals run out.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from alongside.matching.candidates import NOTHING, Pairs, bars, height_of, join, thin
from alongside.matching.pieces import in_pieces, spans
from alongside.matching.scores import ALLOWED, Scores, Whole

_KEEP = 16


def stable(scores: Scores, capacity: Whole, mentors_view: Scores | None = None) -> Whole:
    """Match so that no pair would rather leave for each other.

    scores : how mentees see mentors.   capacity : (mentors,).   mentors_view : how mentors see mentees, if otherwise.
    Returns (mentees,) the mentor of each, -1 for nobody. Between equals the one that comes first in the list is
    preferred.
    """
    view = mentors_view or scores
    lists = _Lists(scores)
    mentees = scores.mentees
    has = np.full(mentees, -1, np.int64)  # index of the pair held
    while True:
        free = np.flatnonzero((has < 0) & (lists.turn < lists.count))
        if not len(free):
            if not lists.grow((has < 0) & ~lists.whole):
                break
            has = lists.moved(has)
            continue
        offers = lists.first[free] + lists.turn[free]
        lists.turn[free] += 1
        held = has[has >= 0]
        asked = np.zeros(scores.mentors, np.bool_)
        asked[lists.pairs.cols[offers]] = True
        held = held[asked[lists.pairs.cols[held]]]
        at = np.concatenate([held, offers])
        rows, cols = lists.pairs.rows[at], lists.pairs.cols[at]
        worth = lists.pairs.worth[at] if view is scores else view.at(rows, cols)
        worth = np.where(worth > ALLOWED, worth, ALLOWED)
        order = np.lexsort((rows, -worth, cols))
        sorted_cols = cols[order]
        begins = np.searchsorted(sorted_cols, sorted_cols)
        kept = (np.arange(len(order)) - begins < capacity[sorted_cols]) & (worth[order] > ALLOWED)
        has[rows] = -1
        has[rows[order[kept]]] = at[order[kept]]
    return np.where(has >= 0, lists.pairs.cols[has] if len(lists.pairs) else -1, -1)


class _Lists:
    """Each mentee's list of mentors, best first, as far as it is known."""

    def __init__(self, scores: Scores) -> None:
        self._scores, self._keep = scores, _KEEP // 4
        self.whole = np.zeros(scores.mentees, np.bool_)
        self.turn = np.zeros(scores.mentees, np.int64)
        self._put(Pairs(NOTHING, NOTHING, NOTHING))
        self.grow(~self.whole)

    def _put(self, pairs: Pairs) -> None:
        order = np.lexsort((pairs.cols, -pairs.worth, pairs.rows))
        self.pairs = pairs.only(order)
        self.count = np.bincount(pairs.rows, minlength=self._scores.mentees)
        self.first = np.cumsum(self.count) - self.count

    def grow(self, who: npt.NDArray[np.bool_]) -> bool:
        """Make the lists of these mentees longer; False if there is nobody to do it for.

        What was proposed before stays in front: only mentors scoring no more come after it.
        """
        rows = np.flatnonzero(who)
        if not len(rows):
            return False
        self._keep *= 4
        mentors, self._before = self._scores.mentors, self.pairs
        more = join(in_pieces(lambda piece: self._best(rows[piece], piece.start), spans(len(rows), height_of(mentors))))
        old = self.pairs.rows * mentors + self.pairs.cols
        fresh = more.only(~np.isin(more.rows * mentors + more.cols, old))
        sides = ("rows", "cols", "worth")
        self._put(Pairs(*(np.concatenate([getattr(self.pairs, side), getattr(fresh, side)]) for side in sides)))
        self._behind(rows)
        return True

    def _best(self, rows: Whole, turn: int) -> tuple[Whole, Whole, Whole]:
        """The best mentors of some mentees, as many as are kept now."""
        block = self._scores.block(rows)
        bar, _ = bars(block, self._keep)
        np.maximum(bar, ALLOWED + 1, out=bar)
        at = thin(block, np.flatnonzero(block >= bar[:, None]), bar, self._keep, turn)
        row, col = np.divmod(at, block.shape[1])
        self.whole[rows] = np.bincount(row, minlength=len(rows)) >= (block > ALLOWED).sum(axis=1)
        return rows[row], col, block[row, col].astype(np.int64)

    def _behind(self, rows: Whole) -> None:
        """Where equals came in among mentors already asked, put them behind."""
        asked = self._before.only(np.isin(self._before.rows, rows))
        mentors = self._scores.mentors
        known = np.isin(self.pairs.rows * mentors + self.pairs.cols, asked.rows * mentors + asked.cols)
        order = np.lexsort(
            (self.pairs.cols, -self.pairs.worth, ~known & np.isin(self.pairs.rows, rows), self.pairs.rows)
        )
        self.pairs = self.pairs.only(order)

    def moved(self, has: Whole) -> Whole:
        """The pairs held, at their new places."""
        mentors = self._scores.mentors
        new = np.full(len(has), -1, np.int64)
        held = np.flatnonzero(has >= 0)
        key = self.pairs.rows * mentors + self.pairs.cols
        order = np.argsort(key)
        wanted = self._before.rows[has[held]] * mentors + self._before.cols[has[held]]
        new[held] = order[np.searchsorted(key, wanted, sorter=order)]
        return new
