"""How a pair begins: introduction, agreement and first goals."""

from __future__ import annotations

import math

from hands.river.channels import FIT_R, GOALS, SIDES
from hands.river.odds import chance
from hands.river.pair import Pair


def begin(pair: Pair, last: float) -> None:
    """Write down how they began; goals only as long as they do anything, up to the day `last`."""
    rnd, record, x = pair.rnd, pair.record, pair.at(0)
    day = -rnd.uniform(1, 10)
    record.add(day, "introduction_held", minutes=rnd.choice((20, 30, 30, 45)))
    for side, by in enumerate(SIDES):
        liking = 0.54 * x[FIT_R + side] + rnd.gauss(0.9, 0.8)
        answer = "good" if liking > 0 else "unsure" if liking > -1.6 or rnd.random() < 0.7 else "not_a_fit"
        if rnd.random() < 0.9:
            record.add(day + rnd.uniform(0, 1), "introduction_answered", by=by, answer=answer)
        if rnd.random() < 0.92:
            record.add(rnd.uniform(-0.5, 3), "agreement_signed", by=by)
    day = rnd.expovariate(1 / 10) * math.exp(-0.19 * x[GOALS])
    while day < min(last, 75) and len(pair.goals) < 3 and rnd.random() < 0.35 + 0.6 * pair.keep["goal"] ** 0.4:
        x, goal, side = pair.at(day), f"g{len(pair.goals) + 1}", int(rnd.random() < 0.75)
        pair.goals.append((day, goal))
        pair.progress[goal] = 0.0
        clear = rnd.random() < chance(0.6 + 0.49 * x[GOALS])
        record.add(day, "goal_set", by=SIDES[side], goal=goal, measurable=clear)
        if rnd.random() < chance(1 + 0.32 * x[GOALS]):
            record.add(day + rnd.expovariate(1 / 3), "goal_agreed", by=SIDES[1 - side], goal=goal)
        day += rnd.expovariate(1 / 18)
