"""A ceiling over every score of a market, kept in one byte: enough to rule out nearly every pair later, once there are
prices, without computing its score again."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from alongside.matching.pieces import in_pieces, spans
from alongside.matching.scores import ALLOWED, UNIT, Floats, Scores, Whole

Bytes = npt.NDArray[np.uint8]
Numbers = TypeVar("Numbers", Floats, Whole)

FULL = 255
_MOST_BYTES = 1 << 29
_SAMPLE = 64
_AT_ONCE = 1 << 17
_USED = 220


class Ceilings:
    """byte : (mentees, cells). A cell is for one mentor, or for a few where the market is very large.
        0: none of them may be matched with the mentee.   k: all score less than base + k * step.   FULL: not known.
    base, step : units; step is a power of 2.   full : (mentees,) whether anything of the mentee is not known.
    share : mentors in a cell.   order : (mentors,) mentors order[c], order[c + cells], … share cell c.
    """

    def __init__(self, scores: Scores) -> None:
        self.share = max(1, -(-scores.mentees * scores.mentors // _MOST_BYTES))
        self.cells = -(-scores.mentors // self.share)
        self.byte: Bytes = np.empty((scores.mentees, self.cells), np.uint8)
        self.full = np.zeros(scores.mentees, np.bool_)
        some = np.unique(np.linspace(0, scores.mentees - 1, _SAMPLE * self.share).astype(np.int64))
        sample = np.concatenate(in_pieces(lambda piece: scores.block(some[piece]), spans(len(some), _SAMPLE // 2)))
        self.base, self.step = _range(sample)
        self.order = np.arange(scores.mentors) if self.share == 1 else _alike(sample, self.share, self.cells)

    def fill(self, start: int, block: Floats) -> None:
        """Take down the scores of the mentees from `start` on, (some, mentors), the mentors in this order."""
        height = max(1, _AT_ONCE // self.cells)
        room, allowed = np.empty((height, self.cells), np.float32), np.empty((height, self.cells), np.bool_)
        for first in range(0, len(block), height):
            scores = self._folded(block[first : first + height], np.maximum)
            byte = self.byte[start + first : start + first + len(scores)]
            some, may = room[: len(scores)], allowed[: len(scores)]
            np.greater(scores, ALLOWED, out=may)
            np.subtract(scores, np.float32(self.base), out=some)
            np.clip(some, 0, np.float32((FULL - 1) * self.step), out=some)
            np.multiply(some, np.float32(1 / self.step), out=byte, casting="unsafe")  # exact: step is a power of 2
            np.add(byte, may.view(np.uint8), out=byte)

    def places(self, row: Whole, cell: Whole) -> tuple[Whole, Whole]:
        """The rows and places in the order that stand in these cells."""
        if self.share == 1:
            return row, cell
        place = cell[:, None] + np.arange(self.share) * self.cells
        there = place < len(self.order)
        return np.broadcast_to(row[:, None], place.shape)[there], place[there]

    def allowed(self, rows: Whole) -> npt.NDArray[np.bool_]:
        """(mentors,) Who may be matched with any of these mentees; or shares a cell with one who may."""
        any_of = np.zeros(self.cells, np.uint8)
        for part in spans(len(rows), max(1, _AT_ONCE // self.cells)):
            any_of |= np.bitwise_or.reduce(self.byte[rows[part]], axis=0)
        mentors = np.zeros(len(self.order), np.bool_)
        mentors[self.order] = np.tile(any_of > 0, self.share)[: len(self.order)]
        return mentors

    def lowest(self, prices: Whole) -> Whole:
        """(cells,) The lowest price in each cell."""
        return np.asarray(self._folded(prices[self.order][None], np.minimum)[0])

    def highest(self, values: Whole) -> Whole:
        """(cells,) The highest of the mentors' values in each cell."""
        return np.asarray(self._folded(values[self.order][None], np.maximum)[0])

    def _folded(self, block: Numbers, by: np.ufunc) -> Numbers:
        """(rows, cells) The greatest or least of those that share a cell."""
        if self.share == 1:
            return block
        found = block[:, : self.cells].copy()
        for first in range(self.cells, block.shape[1], self.cells):
            more = block[:, first : first + self.cells]
            by(found[:, : more.shape[1]], more, out=found[:, : more.shape[1]])
        return found


class Priced:
    """The ceilings less the prices of the mentors, in steps.

    prices : (mentors,) units. A price of more than 2 * UNIT nobody pays, one of -2 * UNIT or less everybody does; how
    far beyond it is does not matter.
    """

    def __init__(self, ceilings: Ceilings, prices: Whole) -> None:
        self._ceilings, self._prices = ceilings, prices
        price = ceilings.lowest(prices)
        self._given = price <= -2 * UNIT
        self._lowest = int(prices.min())
        self._floor = int(price[~self._given].min(initial=2 * UNIT))
        self._steps = np.where(self._given, 0, self._in_steps(price))

    def _in_steps(self, price: Whole) -> Bytes:
        return np.clip((price - self._floor) // self._ceilings.step, 0, FULL).astype(np.uint8)

    def needed(self, content: Whole) -> Whole:
        """How many steps must be left for a mentor to leave more than `content`: more than this. Below 0 where the
        ceilings cannot tell."""
        # Scores are whole: less than base + k * step means at most 1 less than that.
        return np.asarray((content + self._floor - self._ceilings.base + 1) // self._ceilings.step)

    def left(self, rows: Whole, cells: Whole | None = None) -> Bytes:
        """(rows, cells) How many steps are left after the price, 0 or more; FULL where anyone allowed gains."""
        some = slice(None) if cells is None else cells
        byte = self._ceilings.byte[rows] if cells is None else self._ceilings.byte[rows[:, None], cells]
        steps, given = self._steps[some], np.flatnonzero(self._given[some])
        left = np.maximum(byte, steps)
        np.subtract(left, steps, out=left)
        if len(given):
            left[:, given] = np.where(byte[:, given] > 0, FULL, 0)
        return left

    def pairs(self, row: Whole, cell: Whole, enough: Bytes) -> tuple[Whole, Whole]:
        """The pairs in these cells, row by row, to whose own price more than `enough` steps may be left: where in
        `row` each stands, and the mentor."""
        ceilings, which = self._ceilings, np.arange(len(row))
        which, place = ceilings.places(which, cell)
        col = ceilings.order[place]
        if ceilings.share > 1:
            byte = ceilings.byte[row, cell]
            left = byte[which].astype(np.int16) - self._in_steps(self._prices[col])
            good = (left > enough[which]) | self._given[cell[which]]
            which, col = which[good], col[good]
        return which, col

    def most(self, left: Bytes) -> Whole:
        """(rows,) A ceiling, in units, on what any mentor leaves after the price."""
        steps = left.max(axis=1, initial=0).astype(np.int64)
        base, step = self._ceilings.base, self._ceilings.step
        return np.where(steps < FULL, base + steps * step - self._floor, base + FULL * step - self._lowest)


def _range(sample: Floats) -> tuple[int, int]:
    """base and step so that the scores of a sample use most of a byte, and a good deal better ones fit."""
    some = sample[sample > ALLOWED]
    least, most = (int(some.min()), int(some.max())) if len(some) else (0, 0)
    step = 1
    while step * _USED < most - least:
        step *= 2
    return least + 1 - step, step  # so that the ceiling of a score that lies whole steps above the least is the score


def _alike(sample: Floats, share: int, cells: int) -> Whole:
    """An order in which mentors who are about equally sought, and so about equally dear, share a cell."""
    allowed = sample > ALLOWED
    count = np.maximum(allowed.sum(axis=0), 1)
    mean = np.where(allowed, sample, 0).sum(axis=0, dtype=np.float64) / count
    spread = np.sqrt((np.where(allowed, sample - mean, 0) ** 2).sum(axis=0) / count)
    place = np.arange(cells)[:, None] + cells * np.arange(share)
    order = np.empty(len(mean), np.int64)
    order[place[place < len(mean)]] = np.argsort(mean + 3 * spread, kind="stable")  # about the best of a thousand
    return order
