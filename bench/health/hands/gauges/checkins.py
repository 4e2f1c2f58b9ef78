"""Check-ins: asked by the programme at its rhythm, answered by some, each item through its own link."""

from __future__ import annotations

import numpy as np

from alongside.health.events import CHANNEL_OF_ITEM
from hands.gauges.channels import SIDES
from hands.gauges.journal import Journal
from hands.gauges.pair import Pair

NAMES = tuple(CHANNEL_OF_ITEM)


def write_checkins(pair: Pair, journal: Journal, rng: np.random.Generator) -> None:
    turn = int(rng.integers(0, len(NAMES)))
    for day in range(int(rng.integers(12, 22)), pair.ending.day + 1, pair.programme.asked_every):
        asked = [NAMES[(turn + i) % len(NAMES)] for i in range(0, 5 * pair.programme.items_asked, 5)]
        turn += 1
        for side in SIDES:
            journal.add(day, "checkin_asked", side, 0.3)
            if pair.wiring.chance("answer", pair.programme.size["answered"], day, side, pair.raters[side].share):
                wait = int(rng.geometric(0.4)) - 1
                items = {name: _mark(pair, name, day + wait, side) for name in asked}
                journal.add(day + wait, "checkin_answered", side, None if wait else 0.4, items=items)


def _mark(pair: Pair, name: str, day: int, side: str) -> int:
    channel = CHANNEL_OF_ITEM[name]
    kind = channel if channel == "overall" else f"item:{channel}"
    return pair.raters[side].mark(3.95, pair.wiring.read(kind, day, side))
