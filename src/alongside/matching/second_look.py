"""Once there are prices: find every pair that could still matter, or prove that there is none.

A pair matters when its score, less the price of the mentor, is more than the mentee has: then the assignment is not the
best yet. Where prices have hardly moved since the last look, what that has shown is enough. Of the rest the ceilings
clear nearly all pairs at once, a byte at a time; what they do not clear is computed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from alongside.matching.candidates import NOTHING, UNSEEN, Candidates, Pairs, Seen, bars, join, thin
from alongside.matching.ceilings import FULL, Bytes, Priced
from alongside.matching.pieces import in_pieces, spans, where
from alongside.matching.scores import ALLOWED, UNIT, Whole

_PIECE, _LEAST, _AT_ONCE, _DENSE = 1 << 22, 64, 1 << 18, 1 << 20
_FEW, _CROWD = 6, 24
"""Of a mentee with more than _CROWD pairs that may matter, often only the best _FEW are looked at."""
_NEAR = 3
"""Pairs that fall short by so many steps of the ceilings come too, since prices will still move a little."""
_APART = 32
"""One cell in so many is looked at by itself: those whose prices have fallen the most since the last look."""


@dataclass(frozen=True)
class Look:
    """found : pairs that matter at these prices, and a few that nearly do.
    matter : how many of them do. 0 proves that the assignment is the best there is.
    best : (mentees,) a ceiling, in units, on what any mentor leaves each mentee after the price.
    seen : what holds of all other pairs.
    """

    found: Pairs
    matter: int
    best: Whole
    seen: Seen


@dataclass(frozen=True)
class _Part:
    """gain : (pairs,) what each leaves beyond what the mentee has.
    rows, short : mentees of whom every pair was seen, and by how much those not among `pairs` fall short at least.
    open : mentees of whom not every pair that may matter was computed.   most : what any mentor leaves them at most.
    """

    pairs: Pairs
    gain: Whole
    rows: Whole = field(default_factory=lambda: NOTHING)
    short: Whole = field(default_factory=lambda: NOTHING)
    open: Whole = field(default_factory=lambda: NOTHING)
    most: Whole = field(default_factory=lambda: NOTHING)

    @property
    def matter(self) -> int:
        return int((self.gain > 0).sum())


def second_look(known: Candidates, prices: Whole, content: Whole, *, early: bool = False) -> Look:
    """Find pairs with score - prices[j] > content[i].

    early : prices are still far off; of mentees who have many such pairs only the best few are worth keeping.
    """
    look = _Looking(known, prices, content, early, *_since(known, prices, content))
    parts = [part for rows, level in _levels(content) for part in look.at(rows, level)]
    parts.append(look.kept())
    best, short = content.copy(), look.short.copy()
    for part in parts:
        short[part.rows] = part.short
    for part in parts:
        short[part.open] = UNSEEN
    if any(part.matter for part in parts):
        for part in parts:
            best[part.open] = part.most
    else:  # it may be the proof: nobody may stay open
        parts += look.computed(np.concatenate([part.open for part in parts]))
    for part in parts:
        np.maximum.at(best, part.pairs.rows, content[part.pairs.rows] + part.gain)
    found = join([(part.pairs.rows, part.pairs.cols, part.pairs.worth) for part in parts])
    return Look(found, sum(part.matter for part in parts), best, Seen(prices, content, short))


def _since(known: Candidates, prices: Whole, content: Whole) -> tuple[Whole, Whole]:
    """What the last look still says: by how much pairs not kept fall short now, at least, (mentees,); UNSEEN or any
    number below 0 where they may not. And the cells of which this is not said, since their prices have fallen most.
    """
    seen, cells = known.seen, known.ceilings.cells
    if seen is None:
        return np.full(len(content), UNSEEN), NOTHING
    fall = known.ceilings.highest(seen.prices - prices)
    order = np.argsort(fall, kind="stable")
    apart = order[cells - max(1, cells // _APART) :]
    rest = int(fall[order[: cells - len(apart)]].max(initial=0))
    return seen.short - (seen.content - content) - rest, np.sort(apart)


def _levels(content: Whole) -> list[tuple[Whole, int]]:
    """Rows by the size of what they have, so that differences are of the size of scores.

    Where someone must stay out, prices and what mentees have carry the huge cost of that; within a level they do not.
    """
    level = np.where(np.abs(content) <= UNIT, 0, np.rint(content / (2 * UNIT)).astype(np.int64) * 2 * UNIT)
    return [(np.flatnonzero(level == one), int(one)) for one in np.unique(level)]


@dataclass(frozen=True)
class _Looking:
    """short, apart : what the last look still says; see _since."""

    known: Candidates
    prices: Whole
    content: Whole
    early: bool
    short: Whole
    apart: Whole

    def at(self, rows: Whole, level: int) -> list[_Part]:
        """Everything about mentees whose content is of one level."""
        ceilings = self.known.ceilings
        priced = Priced(ceilings, self.prices + level)
        needed = priced.needed(self.content[rows] - level)
        blind = ceilings.full[rows] | (needed < 0) & ~self.known.hopeless[rows]
        needed = np.clip(needed, 0, FULL - 1)
        still, far = ~blind & (self.short[rows] >= 0), ~blind & (self.short[rows] < 0)
        return [
            *self._in_pieces(priced, rows[far], needed[far], level, None),
            *self._in_pieces(priced, rows[still], needed[still], level, self.apart),
            *self.computed(rows[blind]),
        ]

    def _in_pieces(self, priced: Priced, rows: Whole, needed: Whole, level: int, cells: Whole | None) -> list[_Part]:
        width = self.known.ceilings.cells if cells is None else max(1, len(cells))
        return in_pieces(
            lambda piece: self._uncleared(priced, rows[piece], needed[piece], level, cells),
            spans(len(rows), max(_LEAST, min(_PIECE // width, len(rows) // 8 + 1))),
        )

    def kept(self) -> _Part:
        """The kept pairs of mentees of whom the last look still says something."""
        pairs = self.known.pairs.only(self.short[self.known.pairs.rows] >= 0)
        gain = pairs.worth - self.prices[pairs.cols] - self.content[pairs.rows]
        good = gain > -_NEAR * self.known.ceilings.step
        return _Part(pairs.only(good), gain[good])

    def _uncleared(self, priced: Priced, rows: Whole, needed: Whole, level: int, cells: Whole | None) -> _Part:
        """Compute the pairs that the ceilings do not clear, in all cells or in some."""
        width = self.known.ceilings.cells if cells is None else len(cells)
        near = np.maximum(needed - _NEAR, 0).astype(np.uint8)
        at, opened, most = [NOTHING], [NOTHING], [NOTHING]
        for part in spans(len(rows), max(1, _AT_ONCE // width)):
            left = priced.left(rows[part], cells)
            hit, crowd = _crowded(left, where(left > near[part, None]))
            if len(crowd):  # then what only nearly matters is left out
                near[part][crowd] = needed[part][crowd]
                hit, crowd = _crowded(left, hit[left.ravel()[hit] > near[part][hit // width]])
            if len(crowd) and (self.early or len(crowd) > len(left) // 8):
                hit = _best_of_crowds(left, hit, crowd, int(rows[part.start]))
                opened.append(rows[part][crowd])
                most.append(priced.most(left[crowd]) + level)
            at.append(hit + part.start * width)
        row, cell = np.divmod(np.concatenate(at), width)
        which, col = priced.pairs(rows[row], cell if cells is None else cells[cell], near[row])
        row = rows[row[which]]
        worth = self._worth(row, col)
        gain = worth - self.prices[col] - self.content[row]
        good = (worth > ALLOWED) & (gain > -_NEAR * self.known.ceilings.step)
        short = (needed - near) * self.known.ceilings.step
        if cells is not None:
            short = np.minimum(short, self.short[rows])
        pairs = Pairs(row[good], col[good], worth[good])
        return _Part(pairs, gain[good], rows, short, np.concatenate(opened), np.concatenate(most))

    def _worth(self, row: Whole, col: Whole) -> Whole:
        """The scores of these pairs, from what is kept or computed."""
        at = self.known.pairs.positions(row, col)
        worth = np.empty(len(row), np.int64)
        kept = at >= 0
        worth[kept] = self.known.pairs.worth[at[kept]]
        worth[~kept] = self.known.scores.at(row[~kept], col[~kept])
        return worth

    def computed(self, rows: Whole) -> list[_Part]:
        """Compute every pair of these mentees."""
        height = max(1, _DENSE // self.known.scores.mentors)
        return in_pieces(lambda piece: self._computed(rows[piece], piece.start), spans(len(rows), height))

    def _computed(self, rows: Whole, turn: int) -> _Part:
        worth = self.known.scores.block(rows).astype(np.int64)
        gain = worth - self.prices - self.content[rows, None]
        gain[worth <= ALLOWED] = np.iinfo(np.int64).min
        near = _NEAR * self.known.ceilings.step
        at, width = np.flatnonzero(gain > -near), gain.shape[1]
        short = np.full(len(rows), near)
        if len(at) > _FEW * len(gain):
            bar, _ = bars(gain, _FEW)
            few = thin(gain, at[gain.ravel()[at] >= bar[at // width]], bar, _FEW, turn)
            # What the last look said is of no use: of the mentors whose prices have fallen most it said nothing.
            before, after = (np.bincount(each // width, minlength=len(gain)) for each in (at, few))
            short[before > after] = UNSEEN
            at = few
        row, col = np.divmod(at, width)
        return _Part(Pairs(rows[row], col, worth[row, col]), gain[row, col], rows, short)


def _crowded(left: Bytes, hit: Whole) -> tuple[Whole, Whole]:
    """The hits, and the rows that have very many of them."""
    count = np.diff(np.searchsorted(hit, np.arange(len(left) + 1) * left.shape[1]))
    return hit, np.flatnonzero(count > _CROWD)


def _best_of_crowds(left: Bytes, hit: Whole, crowd: Whole, turn: int) -> Whole:
    """Of those who have many, only the pairs that leave most; of the others, all."""
    bar = np.zeros(len(left), np.uint8)
    bar[crowd], _ = bars(left[crowd], _FEW)
    row = hit // left.shape[1]
    return thin(left, hit[left.ravel()[hit] >= bar[row]], bar, _FEW, turn)
