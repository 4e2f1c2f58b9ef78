"""Which pairs are worth keeping.

The full table of scores is never stored. A first pass goes through it in blocks of mentees, keeps each one's best few,
and takes down a ceiling over all the others. With prices, second_look.py uses that to find what is missing.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from alongside.matching.ceilings import FULL, Ceilings
from alongside.matching.pieces import Progress, in_pieces, spans, where
from alongside.matching.scores import ALLOWED, Floats, Scores, Whole

NOTHING = np.empty(0, np.int64)
UNSEEN = -(1 << 60)
_BLOCK = 1 << 23
_AT_ONCE = 1 << 18
_GROUPS = 96


@dataclass(frozen=True)
class Pairs:
    """Kept pairs in order of row and then column; worth in units."""

    rows: Whole
    cols: Whole
    worth: Whole

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def _key(self) -> Whole:
        """One number for each pair, in the same order."""
        return self.rows << 32 | self.cols

    def only(self, chosen: npt.NDArray[np.bool_] | Whole) -> Pairs:
        if chosen.dtype == np.bool_:
            chosen = np.flatnonzero(chosen)
        return Pairs(self.rows[chosen], self.cols[chosen], self.worth[chosen])

    def best(self, values: Whole, least: Whole) -> Whole:
        """(rows,) The greatest of the pairs' values in each row, or `least` where that is more."""
        best = least.copy()
        if len(self):
            first = np.flatnonzero(np.diff(self.rows, prepend=-1))
            best[self.rows[first]] = np.maximum(best[self.rows[first]], np.maximum.reduceat(values, first))
        return best

    def add(self, more: Pairs) -> Pairs:
        """These and those, each pair once."""
        return self.put(*self.fresh(more, self.positions(more.rows, more.cols)))

    def fresh(self, more: Pairs, at: Whole) -> tuple[Whole, Pairs]:
        """Those of more pairs that are not kept, in order and once, and where they belong.   at : positions(more)."""
        more = more.only(np.flatnonzero(at < 0))
        more = more.only(np.unique(more._key, return_index=True)[1])
        return np.searchsorted(self._key, more._key), more

    def put(self, at: Whole, more: Pairs) -> Pairs:
        """These with more pairs in front of those places."""
        sides = ((self.rows, more.rows), (self.cols, more.cols), (self.worth, more.worth))
        return Pairs(*(np.insert(one, at, other) for one, other in sides))

    def positions(self, rows: Whole, cols: Whole) -> Whole:
        """Where each of these pairs is kept, -1 if it is not."""
        if not len(self):
            return np.full(len(rows), -1, np.int64)
        asked = rows << 32 | cols
        at = np.minimum(np.searchsorted(self._key, asked), len(self) - 1)
        return np.where(self._key[at] == asked, at, -1)


@dataclass(frozen=True)
class Seen:
    """What a look at all pairs has shown at some prices, (mentors,), when the mentees had so much content, (mentees,).

    short : (mentees,) units; each pair that is not kept then left the mentee at least so much less than the content.
        UNSEEN where that is not known.
    """

    prices: Whole
    content: Whole
    short: Whole


@dataclass
class Candidates:
    """The kept pairs of a table of scores and what is known of the rest.

    ceilings : over all scores.   hopeless : (mentees,) True where no mentor is allowed at all.
    active : (pairs,) False for pairs that prices have shown to be far from mattering; the flow leaves them out.
    seen : what the last look has shown of the pairs that are not kept.
    """

    scores: Scores
    pairs: Pairs
    ceilings: Ceilings
    hopeless: npt.NDArray[np.bool_]
    active: npt.NDArray[np.bool_]
    seen: Seen | None = None

    def keep(self, more: Pairs, seen: Seen) -> None:
        """Keep these pairs too, and let the flow use them.   seen : what holds of the others, once these are kept."""
        at = self.pairs.positions(more.rows, more.cols)
        self.active[at[at >= 0]] = True
        where, fresh = self.pairs.fresh(more, at)
        self.pairs, self.seen = self.pairs.put(where, fresh), seen
        self.active = np.insert(self.active, where, True)

    def above(self, scores: Scores) -> Candidates:
        """What is known of the same scores with a floor under them: what lies above a score is not below it."""
        good = self.pairs.only(self.pairs.worth >= scores.floor)
        return replace(self, scores=scores, pairs=good, active=np.ones(len(good), np.bool_))


def first_pass(scores: Scores, keep: int, progress: Progress = lambda done: None) -> Candidates:
    """Go once through every pair, keep each mentee's best `keep` or a few more, and put a ceiling over all.

    Costs one matrix product and about a fourth more.
    """
    ceilings = Ceilings(scores)
    hopeless = np.zeros(scores.mentees, np.bool_)
    height = height_of(scores.mentors)
    table = scores if ceilings.share == 1 else scores.reordered(ceilings.order)
    mine = threading.local()

    def block_of(rows: slice) -> list[tuple[Whole, Whole, Whole]]:
        if not hasattr(mine, "memory"):
            mine.memory = np.empty((min(height, scores.mentees), scores.mentors), np.float32)
        block = table.block(rows, mine.memory)
        ceilings.fill(rows.start, block)
        found = []
        for part in spans(len(block), max(1, _AT_ONCE // ceilings.cells)):
            some = slice(rows.start + part.start, rows.start + part.stop)
            row, place, worth, hopeless[some] = _best(ceilings, some, block[part], keep)
            found.append((row + some.start, ceilings.order[place], worth.astype(np.int64)))
        return found

    found = in_pieces(block_of, spans(scores.mentees, height), progress)
    pairs = join([one for piece in found for one in piece])
    if ceilings.share > 1:
        pairs = pairs.only(np.lexsort((pairs.cols, pairs.rows)))
    return Candidates(scores, pairs, ceilings, hopeless, np.ones(len(pairs), np.bool_))


def _best(
    ceilings: Ceilings, rows: slice, block: Floats, keep: int
) -> tuple[Whole, Whole, Floats, npt.NDArray[np.bool_]]:
    """The pairs of these mentees under the highest ceilings, `keep` or a few more for each: row, place in the order,
    score. And who has none at all."""
    byte = ceilings.byte[rows]
    bar, top = bars(byte, keep)
    np.maximum(bar, 1, out=bar)
    ceilings.full[rows] = top == FULL
    at = thin(byte, where(byte >= bar[:, None]), bar, keep, rows.start)
    row, place = ceilings.places(*np.divmod(at, ceilings.cells))
    worth = block[row, place]
    if ceilings.share > 1:  # who shares a cell with one of the best need not be one of them
        least = np.where(bar > 1, ceilings.base + (bar.astype(np.float32) - 1) * ceilings.step, ALLOWED + 1)
        good = worth >= least[row]
        row, place, worth = row[good], place[good], worth[good]
    return row, place, worth, top == 0


def height_of(mentors: int) -> int:
    """How many mentees make one block: enough that the product is quick, and not too many for the memory."""
    return max(64, min(_BLOCK // max(mentors, 1), 512))


def join(found: list[tuple[Whole, Whole, Whole]]) -> Pairs:
    """Pieces found block by block, put together in their order."""
    if not found:
        return Pairs(NOTHING, NOTHING, NOTHING)
    rows, cols, worth = (np.concatenate(part) for part in zip(*found, strict=True))
    return Pairs(rows, cols, worth)


def bars(block: npt.NDArray[Any], keep: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """For each row a bar that at least `keep` entries reach and not many more; and the row's greatest entry.

    Instead of sorting a row, its columns are dealt into groups; the bar is the `keep`-th best of the groups' best.
    A row with no more than `keep` columns has its least entry as its bar.
    """
    while block.shape[1] >= 2 * max(_GROUPS, 2 * keep):
        half = -(-block.shape[1] // 2)
        best = block[:, :half].copy()
        over = block.shape[1] - half
        np.maximum(best[:, :over], block[:, half:], out=best[:, :over])
        block = best
    width = block.shape[1]
    wide = block.astype(np.int16) if block.dtype == np.uint8 else block  # numpy is far quicker on these
    order = np.partition(wide, max(0, width - keep), axis=1)[:, max(0, width - keep) :].astype(block.dtype)
    return order[:, 0].copy(), order.max(axis=1)


def thin(block: npt.NDArray[Any], at: Whole, bar: npt.NDArray[Any], keep: int, turn: int) -> Whole:
    """Where a great many entries of a row are equal to its bar, leave out most of these.

    Each row begins to count at another column, so that not everyone competes for the same few mentors.
    """
    height, width = block.shape
    count = np.diff(np.searchsorted(at, np.arange(height + 1) * width))
    many = 4 * keep + 32
    if count.max(initial=0) <= many:
        return at
    row = np.repeat(np.arange(height), count)
    col = at - row * width
    tied = np.flatnonzero((count[row] > many) & (block.ravel()[at] == bar[row]))
    row, col = row[tied], col[tied]
    of = np.bincount(row, minlength=height)
    start = (np.arange(turn, turn + height) * (keep + 1)) % width
    before = np.bincount(row[col < start[row]], minlength=height)  # tied entries in front of where the row begins
    turned = (np.arange(len(tied)) - (np.cumsum(of) - of + before)[row]) % of[row]
    return np.delete(at, tied[turned >= 2 * keep])
