"""Scores of every pair of mentee and mentor, exact whatever the order of the sums.

A score is an inner product: each criterion gives the mentee some columns and the mentor the same number of columns, and
the score of a pair is the sum of the products. All entries are whole numbers stored as float32, chosen so that every
partial sum of a pair that is allowed stays below 2**24, where float32 still counts exactly. So the result does not
depend on the machine, the number of threads, or how the work is cut into blocks, and a proof from it is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]
Rows = slice | Whole

UNIT = 1 << 22
"""A score of 1 in units; one unit is 2.4e-7."""

HALF_BITS = 11
"""Bits each side gets where both sides of a product are fractions (HALF_BITS * 2 = bits of UNIT)."""

NEVER = -1000 * UNIT
"""What a broken hard rule adds to a score: enough that nothing can make up for it."""

ALLOWED = -UNIT
"""A pair is allowed when its score is above this; rounding can take an allowed score a little below 0, never so far."""


class Pairwise(Protocol):
    """Scores that are no inner product, worked out block by block and added (whole units)."""

    def block(self, rows: Rows) -> Floats:
        """Units of `rows` against every mentor."""

    def at(self, rows: Whole, cols: Whole) -> Floats:
        """Units of single pairs."""

    def reordered(self, order: Whole) -> Pairwise:
        """The same with mentor order[j] in place j."""


@dataclass(frozen=True)
class Scores:
    """Every pair's score in units of 1/UNIT, computed when asked and never stored as a whole.

    left : (mentees, columns) and right : (mentors, columns), whole numbers as float32.
    vetoed_rows, vetoed_cols : single pairs that may not be made, in order of their row.
    floor : pairs scoring less, in units, are not allowed.
    """

    left: Floats
    right: Floats
    vetoed_rows: Whole = field(default_factory=lambda: np.empty(0, np.int64))
    vetoed_cols: Whole = field(default_factory=lambda: np.empty(0, np.int64))
    pairwise: Sequence[Pairwise] = ()
    floor: int = ALLOWED

    @property
    def mentees(self) -> int:
        return len(self.left)

    @property
    def mentors(self) -> int:
        return len(self.right)

    def above(self, floor: int) -> Scores:
        """The same scores with every pair below `floor` forbidden."""
        return replace(self, floor=max(self.floor, floor))

    def reordered(self, order: Whole) -> Scores:
        """The same scores with mentor order[j] in place j."""
        place = np.empty(self.mentors, np.int64)
        place[order] = np.arange(self.mentors)
        pairwise = [part.reordered(order) for part in self.pairwise]
        return replace(self, right=self.right[order], vetoed_cols=place[self.vetoed_cols], pairwise=pairwise)

    def block(self, rows: Rows, out: Floats | None = None) -> Floats:
        """Scores of some mentees with every mentor, (rows, mentors), at most NEVER + UNIT where not allowed.

        One matrix product; `out` is memory to write into.
        """
        left = self.left[rows]
        if out is not None:
            out = out[: len(left)]
        scores: Floats = np.matmul(left, self.right.T, out=out)
        for part in self.pairwise:
            scores += part.block(rows)
        self._veto(scores, rows)
        if self.floor > ALLOWED:
            np.copyto(scores, NEVER, where=scores < self.floor)
        return scores

    def columns(self, rows: Whole, cols: Whole) -> Whole:
        """Scores of some mentees with a few mentors, as whole numbers."""
        scores: Floats = np.matmul(self.left[rows], self.right[cols].T)
        for part in self.pairwise:
            every = part.at(np.repeat(rows, len(cols)), np.tile(cols, len(rows)))
            scores += every.reshape(len(rows), len(cols))
        where = np.full(self.mentors, -1, np.int64)
        where[cols] = np.arange(len(cols))
        self._veto(scores, rows, where)
        if self.floor > ALLOWED:
            np.copyto(scores, NEVER, where=scores < self.floor)
        return scores.astype(np.int64)

    def at(self, rows: Whole, cols: Whole) -> Whole:
        """Scores of single pairs, as whole numbers."""
        scores = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), _PAIRS_AT_ONCE):
            some = slice(start, start + _PAIRS_AT_ONCE)
            np.einsum("pf,pf->p", self.left[rows[some]], self.right[cols[some]], out=scores[some])
        for part in self.pairwise:
            scores += part.at(rows, cols)
        if len(self.vetoed_rows):
            vetoed = self.vetoed_rows * self.mentors + self.vetoed_cols
            scores[np.isin(rows * self.mentors + cols, vetoed)] += NEVER
        if self.floor > ALLOWED:
            scores[scores < self.floor] = NEVER
        return scores.astype(np.int64)

    def _veto(self, scores: Floats, rows: Rows, where: Whole | None = None) -> None:
        """Forbid the single pairs among these; `where` says which column each mentor stands in, -1 for none."""
        if not len(self.vetoed_rows):
            return
        asked = np.arange(self.mentees)[rows] if isinstance(rows, slice) else rows
        first = np.searchsorted(self.vetoed_rows, asked)
        count = np.searchsorted(self.vetoed_rows, asked, side="right") - first
        row = np.repeat(np.arange(len(asked)), count)
        which = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
        col = self.vetoed_cols[which]
        if where is not None:
            col = where[col]
            row, col = row[col >= 0], col[col >= 0]
        scores[row, col] += NEVER


_PAIRS_AT_ONCE = 2048
