"""Which pairs are worth keeping, and what is known of all the others.

The full table of scores is never stored. A first pass goes through it in blocks of mentees, keeps each one's best few,
and remembers how good a pair it left out can be. With prices, second_look.py uses that to find what is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from alongside.matching.scores import ALLOWED, Floats, Scores, Whole

Progress = Callable[[float], None]

NOTHING = np.empty(0, np.int64)
_BLOCK = 1 << 20
_GROUPS = 128


@dataclass
class Pairs:
    """Kept pairs in order of row and then column; worth in units."""

    rows: Whole
    cols: Whole
    worth: Whole

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, more: Pairs, mentors: int) -> Pairs:
        """These and those, each pair once."""
        key = np.concatenate([self.rows, more.rows]) * mentors + np.concatenate([self.cols, more.cols])
        key, first = np.unique(key, return_index=True)
        worth = np.concatenate([self.worth, more.worth])[first]
        return Pairs(key // mentors, key % mentors, worth)

    def only(self, chosen: npt.NDArray[np.bool_] | Whole) -> Pairs:
        return Pairs(self.rows[chosen], self.cols[chosen], self.worth[chosen])

    def positions(self, rows: Whole, cols: Whole, mentors: int) -> Whole:
        """Where each of these pairs is kept, -1 if it is not."""
        if not len(self):
            return np.full(len(rows), -1, np.int64)
        key, asked = self.rows * mentors + self.cols, rows * mentors + cols
        at = np.minimum(np.searchsorted(key, asked), len(key) - 1)
        return np.where(key[at] == asked, at, -1)


@dataclass
class Candidates:
    """The kept pairs of a table of scores and what is known of the rest.

    Every pair of row i that is not kept scores at most `limit[i]` more than the mentor's price in `asked[since[i]]`.
    hopeless : (mentees,) True where no mentor is allowed at all.
    active : (pairs,) False for pairs that prices have shown to be far from mattering; the flow leaves them out.
    """

    scores: Scores
    pairs: Pairs
    limit: Whole
    since: Whole
    asked: list[Whole]
    hopeless: npt.NDArray[np.bool_]
    active: npt.NDArray[np.bool_]

    def keep(self, more: Pairs) -> None:
        """Keep these pairs too, and let the flow use them."""
        mentors = self.scores.mentors
        before = self.pairs.only(self.active)
        self.pairs = self.pairs.add(more, mentors)
        self.active = np.zeros(len(self.pairs), np.bool_)
        for part in (before, more):
            self.active[self.pairs.positions(part.rows, part.cols, mentors)] = True


def first_pass(scores: Scores, keep: int, progress: Progress = lambda done: None) -> Candidates:
    """Go once through every pair and keep each mentee's best `keep` or a few more.

    Costs one matrix product and about a fifth more.
    """
    mentees, mentors = scores.mentees, scores.mentors
    height = height_of(mentors)
    memory = np.empty((min(height, mentees), mentors), np.float32)
    limit = np.empty(mentees, np.int64)
    hopeless = np.zeros(mentees, np.bool_)
    found: list[tuple[Whole, Whole, Whole]] = []
    for start in range(0, mentees, height):
        stop = min(start + height, mentees)
        block = scores.block(slice(start, stop), memory)
        bar, top = bars(block, keep)
        np.maximum(bar, ALLOWED + 1, out=bar)
        at = thin(block, np.flatnonzero(block >= bar[:, None]), bar, keep, start)
        row, col = np.divmod(at, mentors)
        found.append((row + start, col, block.ravel()[at].astype(np.int64)))
        limit[start:stop], hopeless[start:stop] = bar, top <= ALLOWED
        progress(stop / mentees)
    pairs = join(found)
    since, nobody = np.zeros(mentees, np.int64), np.zeros(mentors, np.int64)
    return Candidates(scores, pairs, limit, since, [nobody], hopeless, np.ones(len(pairs), np.bool_))


def height_of(mentors: int) -> int:
    """How many mentees make one block: about four megabytes of scores, which a cache still holds; but enough of them
    that the product is quick."""
    return max(256, min(_BLOCK // max(mentors, 1), 4096))


def join(found: list[tuple[Whole, Whole, Whole]]) -> Pairs:
    """Pieces found block by block, put together."""
    if not found:
        return Pairs(NOTHING, NOTHING, NOTHING)
    rows, cols, worth = (np.concatenate(part) for part in zip(*found, strict=True))
    return Pairs(rows, cols, worth)


def bars(block: Floats, keep: int) -> tuple[Floats, Floats]:
    """For each row a bar that at least `keep` entries reach and not many more; and the row's greatest entry.

    Instead of sorting a row, its columns are dealt into groups; the bar is the `keep`-th best of the groups' best.
    A row with no more than `keep` columns has its least entry as its bar.
    """
    height, width = block.shape
    if width <= keep:
        return block.min(axis=1), block.max(axis=1)
    groups = min(_GROUPS, width) if keep <= _GROUPS // 2 else width
    depth = width // groups
    tops = block[:, : depth * groups].reshape(height, depth, groups).max(axis=1)
    over = width - depth * groups
    if over:
        np.maximum(tops[:, :over], block[:, depth * groups :], out=tops[:, :over])
    return np.partition(tops, groups - keep, axis=1)[:, groups - keep], tops.max(axis=1)


def thin(block: Floats, at: Whole, bar: Floats, keep: int, turn: int) -> Whole:
    """Where a great many entries of a row are equal to its bar, leave out most of these.

    Each row begins to count at another column, so that not everyone competes for the same few mentors.
    """
    height, width = block.shape
    count = np.bincount(at // width, minlength=height)
    many = 4 * keep + 32
    if count.max(initial=0) <= many:
        return at
    row, col = np.divmod(at, width)
    tied = block.ravel()[at] == bar[row]
    order = np.lexsort(((col - (row + turn) * (keep + 1)) % width, tied, row))
    rank = np.empty(len(at), np.int64)
    rank[order] = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
    kept: Whole = at[(count[row] <= many) | ~tied | (rank < 2 * keep)]
    return kept
