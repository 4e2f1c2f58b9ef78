"""What passes between the meetings: messages in threads, feedback, contact elsewhere, pauses."""

from __future__ import annotations

import math

import numpy as np

from hands.diary.life import Life
from hands.diary.phases import DOES
from hands.diary.programme import SIDES


def talk(life: Life) -> None:
    """All of it, and now and then a concern."""
    pair, script, rnd = life.pair, life.script, life.rnd
    threads(life)
    for side in SIDES:
        feedback(life, side)
        contact(life, side)
    if rnd.random() < (0.02 if pair.cause == "match" else 0.004):
        life.add(rnd.uniform(0.5, 1) * script.end, "concern_raised", rnd.choice(SIDES))
    for word, start, end in script.phases:
        if word == "pause" or (word in ("holiday", "crisis") and rnd.random() < 0.3):
            side = rnd.choice(SIDES)
            life.add(start + 0.4, "paused", side, **({"until": int(end)} if rnd.random() < 0.7 else {}))
            if script.end - end > 3:
                life.add(end + 0.4, "resumed", side)


def threads(life: Life) -> None:
    """One writes, the other answers or not, and so on, ever less likely."""
    pair, script, rnd = life.pair, life.script, life.rnd
    steps = np.cumsum(script.open * script.factor[None][:, DOES["message"]])
    for x in pair.rng.random(pair.rng.poisson(pair.habit.message / 7 * steps[-1])) * steps[-1]:
        t = int(np.searchsorted(steps, x)) + rnd.uniform(7, 22) / 24
        side, chance = "mentee" if rnd.random() < 0.2 else script.who("message", t), 1.0
        while rnd.random() < chance and t < script.end:
            life.add(t, "message", side)
            side = SIDES[side == "mentor"]
            wait = pair.side[side].delay / 24 * script.bend("delay", t, side)
            t += wait * math.exp(rnd.gauss(0, 0.8)) / max(0.2, script.free(t))
            t += 0.3 if t % 1 < 0.27 else 0  # people sleep
            chance = min(0.95, 0.8 * script.bend("message", t, side) ** 0.4) if chance == 1 else chance * 0.5


def days_of(life: Life, side: str, doing: str, a_month: float) -> list[int]:
    """The days on which a side does something that happens so often a month."""
    script, rng = life.script, life.pair.rng
    daily = a_month / 30 * script.factor[side][:-1, DOES[doing]] * np.maximum(0.2, script.open[:-1])
    days: list[int] = np.flatnonzero(rng.random(script.end) < daily).tolist()
    return days


def feedback(life: Life, side: str) -> None:
    """Feedback, to the partner or, where it goes badly, past them."""
    for day in days_of(life, side, "feedback", life.pair.side[side].feedback):
        t, low = day + life.rnd.uniform(0.3, 0.9), life.script.felt(side, "overall", day) < -0.7
        odds = (3, 4, 1) if low else (8, 2, 1)
        reader = life.rnd.choices(("partner", "coordinator", "nobody"), odds)[0]
        life.add(t, "feedback_given", side, shared_with=reader)


def contact(life: Life, side: str) -> None:
    """They spoke somewhere else and said so."""
    for day in days_of(life, side, "contact", life.pair.habit.contact):
        t, channel = day + life.rnd.uniform(0.3, 0.9), life.rnd.choice(("phone", "email", "in_person", "video"))
        life.add(t, "contact_logged", side, channel=channel)
