"""Talk between meetings: the introduction, messages, contact elsewhere, feedback, pauses, concerns, the end."""

from __future__ import annotations

import numpy as np

from hands.gauges.channels import SIDES
from hands.gauges.journal import Journal
from hands.gauges.pair import Pair


def write_beginning(pair: Pair, journal: Journal, rng: np.random.Generator) -> None:
    if rng.random() < 0.8:
        first = -int(rng.integers(3, 18))
        journal.add(first, "introduction_held", minutes=int(5 * rng.integers(3, 10)))
        for side in SIDES:
            if rng.random() < 0.85:
                good = pair.wiring.read("item:match", 0, side)
                answer = "good" if good > -0.9 else "unsure" if good > -2.6 else "not_a_fit"
                journal.add(first + int(rng.integers(1, 3)), "introduction_answered", side, answer=answer)
            for _ in range(rng.poisson(0.6)):
                journal.add(-int(rng.integers(1, -first + 1)), "message", side)
    for side in SIDES:
        if rng.random() < 0.75:
            journal.add(int(rng.integers(0, 12)), "agreement_signed", side)


def write_messages(pair: Pair, journal: Journal, rng: np.random.Generator) -> None:
    """Week by week; busy weeks come in runs and the early weeks see more than the late ones."""
    busy = 0.0
    lean = {"mentor": rng.uniform(0.7, 1.0), "mentee": rng.uniform(0.8, 1.2)}
    for start in range(0, pair.ending.contact_until + 1, 7):
        busy = 0.6 * busy + rng.normal(0.0, 0.3)
        usual = (
            pair.programme.size["messages_a_week"] * pair.chatty * np.exp(busy) * (1.0 + 0.6 * np.exp(-start / 40.0))
        )
        for side in SIDES:
            for _ in range(pair.wiring.count("message", usual * lean[side], start + 3, side)):
                day = start + int(rng.integers(0, 7))
                if pair.away(day) is None or rng.random() < 0.35:
                    journal.add(day, "message", side)
        if pair.wiring.chance("logged", 0.02, start):
            journal.add(
                start + int(rng.integers(0, 7)),
                "contact_logged",
                str(rng.choice(SIDES)),
                channel=str(rng.choice(["phone", "in_person", "email"])),
            )


def write_feedback(pair: Pair, journal: Journal, rng: np.random.Generator) -> None:
    for start in range(7, pair.ending.contact_until + 1, 7):
        for side in SIDES:
            for _ in range(pair.wiring.count("feedback", pair.programme.size["feedback_a_week"], start, side)):
                open_to = pair.wiring.chance("candour", 0.7, start, side)
                shared = "partner" if open_to else str(rng.choice(["coordinator", "nobody"]))
                journal.add(start + int(rng.integers(0, 7)), "feedback_given", side, shared_with=shared)
            if rng.random() < 0.0005:
                journal.add(start, "concern_raised", side)


def write_pauses(pair: Pair, journal: Journal, rng: np.random.Generator) -> None:
    for first, last in pair.breaks:
        if rng.random() < (0.25 if last - first > 12 else 0.08):
            by = str(rng.choice(SIDES))
            until = {"until": journal.moment(last)[:10]} if rng.random() < 0.6 else {}
            journal.add(first, "paused", by, **until)
            if rng.random() < 0.8:
                journal.add(last + int(rng.integers(0, 4)), "resumed", by)


def write_end(pair: Pair, journal: Journal, rng: np.random.Generator) -> None:
    if pair.ending.said:
        by = str(rng.choice(SIDES, p=[0.64, 0.36])) if rng.random() < 0.8 else None
        journal.add(pair.ending.day, "ended", by, journal.hours[1] / 24.0 + 0.04, reason=pair.ending.reason)
