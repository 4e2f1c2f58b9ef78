"""How a pair begins: introduction, both answers, the agreement; and what may come at any time."""

from __future__ import annotations

from hands.ledger.channels import MATCH, SIDES
from hands.ledger.pair import Pair


def begin(pair: Pair) -> None:
    """Introduction and agreement; a concern once in a long while; a declared pause."""
    rnd, habits = pair.rnd, pair.habits
    met = rnd.random() < 0.85
    if met:
        pair.note(rnd.uniform(0.1, 1), "introduction_held", minutes=rnd.choice((15, 20, 30, 30, 45)))
    for s, side in enumerate(SIDES):
        if met and rnd.random() < 0.8:
            liking = 1.6 + 0.8 * habits.quality + habits.trait[MATCH] + rnd.gauss(0, 1)
            verdict = "good" if liking > 0.7 else "unsure" if liking > -1.6 else "not_a_fit"
            pair.note(rnd.uniform(1, 3), "introduction_answered", by=side, answer=verdict)
        if rnd.random() < 0.85 * min(1.0, pair.thin["answer"][s][4]) ** 0.5:
            pair.note(3 + rnd.expovariate(0.3), "agreement_signed", by=side)
    if rnd.random() < 0.004:
        pair.note(rnd.uniform(10, pair.fate.end), "concern_raised", by=rnd.choice(SIDES))
    if pair.calendar.pause:
        start, end = pair.calendar.pause
        until = {"until": pair.stamp(end)[:10]} if rnd.random() < 0.7 else {}
        pair.note(start, "paused", by=rnd.choice(SIDES), **until)
        pair.note(end + rnd.uniform(-1, 3), "resumed", by=rnd.choice(SIDES))
