"""Messages: one writes, the other answers when they get to it."""

from __future__ import annotations

from hands.clock.pair import Pair
from hands.clock.people import Person
from hands.clock.scale import clip


def start_talk(pair: Pair, day: int, person: Person) -> None:
    """Send a message; whether and when the other answers depends on them."""
    rnd, other, slow = pair.rnd, pair.other[person], pair.shown("communication")
    send(pair, day, person)
    person.waiting += 1
    if rnd.random() < (0.9 - 0.55 * slow) * clip(other.eager + 0.15):
        delay = rnd.expovariate(1) * (0.5 + 1.1 * (1 - other.writer)) * (1 + 6 * slow) / clip(other.eager, 0.2)
        on = day + round(delay + 0.1) + (rnd.randint(2, 9) if other.is_away(day) else 0)
        pair.later(on, send, other)


def send(pair: Pair, day: int, person: Person) -> None:
    """Write, or answer what waits."""
    if pair.record.keeps(day, "message"):
        pair.record.add(day, pair.rnd.gauss(person.hours * 60 + 30, 145), "message", person.role)
    pair.other[person].waiting = 0
