"""Once there are prices: find every pair that could still matter, or prove that there is none.

A pair matters when its score, less the price of the mentor, is more than the mentee has: then the assignment is not the
best yet. The bounds of the first pass clear most mentees at once. Of the others some are computed again; and where only
a few mentors' prices fell, just these mentors are, for everyone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from alongside.matching.candidates import NOTHING, Candidates, Pairs, bars, height_of, join, thin
from alongside.matching.scores import ALLOWED, UNIT, Whole

_FAR = 5 * UNIT // 2


@dataclass(frozen=True)
class Look:
    """found : pairs that matter at these prices, and a few that nearly do.
    matter : how many of them do. 0 proves that the assignment is the best there is.
    best : (mentees,) a ceiling, in units, on what any mentor leaves each mentee after the price.
    """

    found: Pairs
    matter: int
    best: Whole


def second_look(known: Candidates, prices: Whole, content: Whole, few: int, margin: int = 0) -> Look:
    """Find pairs with score - prices[j] > content[i], about `few` for each mentee where there are many.

    margin : units; pairs that fall short by less may come too, since prices will still move a little.
    """
    looks = [_idle(known, prices, content, margin)]
    looks += [_by_bounds(known, prices, content, few, margin, rows, level) for rows, level in _levels(content)]
    found, best = Pairs(NOTHING, NOTHING, NOTHING), content.copy()
    for one in looks:
        found = found.add(one.found, known.scores.mentors)
        np.maximum(best, one.best, out=best)
    return Look(found, sum(one.matter for one in looks), best)


def _idle(known: Candidates, prices: Whole, content: Whole, margin: int) -> Look:
    """Pairs that are kept but not active, and matter now."""
    idle = known.pairs.only(~known.active)
    gain = idle.worth - prices[idle.cols] - content[idle.rows]
    best = content.copy()
    np.maximum.at(best, idle.rows, content[idle.rows] + gain)
    return Look(idle.only(gain > -margin), int((gain > 0).sum()), best)


def _levels(content: Whole) -> list[tuple[Whole, int]]:
    """Rows by the size of what they have, so that differences fit few bits.

    Where someone must stay out, prices and what mentees have carry the huge cost of that; within a level they do not.
    """
    level = np.where(np.abs(content) <= UNIT, 0, np.rint(content / (2 * UNIT)).astype(np.int64) * 2 * UNIT)
    return [(np.flatnonzero(level == one), int(one)) for one in np.unique(level)]


def _by_bounds(
    known: Candidates, prices: Whole, content: Whole, few: int, margin: int, rows: Whole, level: int
) -> Look:
    best = content.copy()
    parts: list[tuple[Whole, Whole, Whole]] = []
    matter = 0
    doubtful = []
    for base in np.unique(known.since[rows]):
        some = rows[known.since[rows] == base]
        clear, fallen = _vouched(known.limit[some], known.asked[base] - prices, content[some])
        doubtful.append(some[~clear])
        step = max(1, height_of(len(fallen)))
        for start in range(0, int(clear.sum()) if len(fallen) else 0, step):
            few_rows = some[clear][start : start + step]
            matter += _check_columns(known, prices, content, few_rows, fallen, few, margin, parts, best)
    again = np.sort(np.concatenate(doubtful))
    matter += _compute_again(known, prices, content, few, again, level, parts, best)
    return Look(join(parts), matter, best)


def _vouched(limit: Whole, fell: Whole, content: Whole) -> tuple[npt.NDArray[np.bool_], Whole]:
    """The rows whose bounds show that no mentor matters but perhaps the few whose price fell most; and those few.

    As many columns are set apart as makes the least work in all.
    """
    order = np.argsort(-fell, kind="stable")
    choices = [0, *(apart for apart in (1 << power for power in range(20)) if apart < len(fell) // 4)]
    clear = [limit + fell[order[apart]] <= content for apart in choices]
    work = [
        int((~some).sum()) * len(fell) + 3 * int(some.sum()) * apart for some, apart in zip(clear, choices, strict=True)
    ]
    least = int(np.argmin(work))
    return clear[least], np.sort(order[: choices[least]])


def _check_columns(
    known: Candidates,
    prices: Whole,
    content: Whole,
    rows: Whole,
    cols: Whole,
    few: int,
    margin: int,
    parts: list[tuple[Whole, Whole, Whole]],
    best: Whole,
) -> int:
    worth = known.scores.columns(rows, cols)
    gain = worth - prices[cols] - content[rows][:, None]
    gain[worth <= ALLOWED] = -1 - margin
    at = np.flatnonzero(gain > -margin)
    if len(at) > few * len(rows):
        bar, _ = bars(gain.astype(np.float32), few)
        at = thin(gain.astype(np.float32), at[gain.ravel()[at] >= bar[at // len(cols)]], bar, few, int(rows[0]))
    row, col, worth, gain = rows[at // len(cols)], cols[at % len(cols)], worth.ravel()[at], gain.ravel()[at]
    fresh = known.pairs.positions(row, col, known.scores.mentors) < 0
    parts.append((row[fresh], col[fresh], worth[fresh]))
    np.maximum.at(best, row, content[row] + gain)
    return int((fresh & (gain > 0)).sum())


def _compute_again(
    known: Candidates,
    prices: Whole,
    content: Whole,
    few: int,
    rows: Whole,
    level: int,
    parts: list[tuple[Whole, Whole, Whole]],
    best: Whole,
) -> int:
    """Compute these rows afresh and keep the best few after prices, so that the next look can vouch for them."""
    scores, mentors = known.scores, known.scores.mentors
    asked = np.clip(prices + level, -_FAR, _FAR).astype(np.float32)
    known.asked.append(asked.astype(np.int64))
    height = height_of(mentors)
    memory = np.empty((min(height, len(rows)), mentors), np.float32)
    matter = 0
    for start in range(0, len(rows), height):
        some = rows[start : start + height]
        block = scores.block(some, memory)
        np.copyto(block, -4 * _FAR, where=block <= ALLOWED)
        block -= asked  # exact: allowed scores and prices together stay below 2**24
        bar, top = bars(block, few)
        np.maximum(bar, -2.5 * _FAR, out=bar)
        at = thin(block, np.flatnonzero(block >= bar[:, None]), bar, few, start)
        row, col = some[at // mentors], at % mentors
        worth = (block.ravel()[at] + asked[col]).astype(np.int64)
        fresh = known.pairs.positions(row, col, mentors) < 0
        parts.append((row[fresh], col[fresh], worth[fresh]))
        # Where a price was clipped from below more than `top` may be left: then no more than this.
        left = np.where(top > _FAR - UNIT, 2 * UNIT - prices.min(), top.astype(np.int64) + level)
        matter += int((left > content[some]).sum())
        best[some] = np.maximum(best[some], left)
        known.limit[some], known.since[some] = bar.astype(np.int64), len(known.asked) - 1
    return matter
