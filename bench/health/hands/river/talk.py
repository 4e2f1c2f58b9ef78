"""What passes between the meetings: messages, logged contact, feedback."""

from __future__ import annotations

import math

from hands.river.channels import CONTACT, FEEDBACK, FIT_R, ROOM_R, SIDES, WILL_R
from hands.river.odds import chance
from hands.river.pair import Pair

CHANNELS = ("video", "phone", "in_person", "email")


def writes(pair: Pair, x: list[float], side: int) -> float:
    """How likely a side is to write on a day of this week."""
    wish = pair.talk + 0.3 * x[CONTACT] + 0.24 * x[ROOM_R + side] + 0.14 * x[FIT_R + side] + 0.11 * x[WILL_R + side]
    return min(0.8, 0.2 * math.exp(wish + 0.3 * side))


def talk(pair: Pair, day: int, side: int, x: list[float]) -> None:
    """One writes; the other answers, sooner or later or not at all."""
    rnd, record, other, at = pair.rnd, pair.record, 1 - side, day + pair.hour()
    if pair.does("contact", 0.25 if pair.elsewhere else 0.04):
        record.add(at - 0.1, "contact_logged", by=SIDES[side], channel=rnd.choice(CHANNELS))
    if pair.does("message", 0.5 if pair.elsewhere else 1):
        record.add(at, "message", by=SIDES[side])
        if rnd.random() < chance(1.5 + 0.6 * x[CONTACT] + 0.5 * x[ROOM_R + other] + 0.16 * x[WILL_R + other]):
            wait = math.exp(rnd.gauss(-0.4, 0.8) - 0.35 * x[CONTACT] - 0.4 * x[ROOM_R + other]) * pair.slow[other]
            record.add(at + min(wait, 20), "message", by=SIDES[other])


def give_feedback(pair: Pair, at: float, side: int, x: list[float]) -> None:
    """Feedback, shared the more readily the more open they are."""
    open_ = pair.rnd.random() < chance(1.2 + x[FEEDBACK])
    reader = "partner" if open_ else pair.rnd.choice(("coordinator", "nobody"))
    pair.record.add(at, "feedback_given", by=SIDES[side], shared_with=reader)


def feedback_between(pair: Pair, day: int, x: list[float]) -> None:
    """Between the meetings, a word of feedback."""
    if pair.does("feedback", 0.05):
        side = pair.rnd.randrange(2)
        if pair.rnd.random() < chance(-0.2 + 1.2 * x[FEEDBACK] + 0.11 * x[WILL_R + side]):
            give_feedback(pair, day + pair.hour(), side, x)
