"""Feedback either way: a thinned process; when it fails, it goes past the partner before it stops."""

from __future__ import annotations

from hands.ledger.channels import FEED, MATCH, SIDES
from hands.ledger.pair import Pair


def feedback(pair: Pair) -> None:
    """Both sides give feedback now and then, to the partner or past them."""
    rnd = pair.rnd
    for s, side in enumerate(SIDES):
        t = 5.0
        while (t := t + rnd.expovariate(pair.people[s].feedback * 1.6 / 30)) < pair.fate.end:
            if rnd.random() < pair.thin["feedback"][s][pair.at(t)] / 1.6 * pair.calendar.open[pair.at(t)] ** 0.5:
                past = rnd.random() < 0.2 + 0.5 * pair.low(FEED, t)[s] + 0.2 * pair.low(MATCH, t)[s]
                reader = rnd.choice(("coordinator", "nobody")) if past else "partner"
                pair.note(t, "feedback_given", by=side, shared_with=reader)
