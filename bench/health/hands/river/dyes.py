"""Reading the dyes: which cause took most of the will of those who gave up, and since when."""

from __future__ import annotations

import numpy as np

from hands.river.channels import CAUSES
from hands.river.flow import BOTH_FADE, OUT_OF_THE_BLUE
from hands.river.pair import Pair


def trace(pair: Pair, when: int, how: int) -> tuple[str, str | None, int]:
    """The cause, the second cause, and the day the fall began, of a pair that fails in that week."""
    rnd, flow, place = pair.rnd, pair.flow, pair.place
    dye = flow.dyes[place, :, :, how] if how < BOTH_FADE else flow.dyes[place].mean(2)
    if how == OUT_OF_THE_BLUE:  # the weakest side of the pair breaks, with next to no warning
        dye = dye + np.array([rnd.gauss(0, 0.5) for _ in CAUSES])
    first, second = (int(k) for k in np.argsort(dye[when])[:2])
    close = dye[when, second] < min(-0.4, 0.38 * dye[when, first])
    tows = flow.undertows
    rows = zip(tows.begin[place], tows.cause[place], tows.mends[place], strict=True)
    active = [(int(begin), cause) for begin, cause, mends in rows if begin <= when < mends + 6]
    if how == OUT_OF_THE_BLUE:
        week = max(0, when - rnd.randrange(3))
    elif any(cause == first for _, cause in active):
        week = min(begin for begin, _ in active)
    else:  # no undertow: the last time this dye was not yet low
        fine = np.flatnonzero(dye[:when, first] > 0.4 * dye[when, first])
        week = max(int(fine[-1]) if len(fine) else 0, when - 20)
    return CAUSES[first], CAUSES[second] if close else None, week * 7 + rnd.randrange(7) * (week < when)
