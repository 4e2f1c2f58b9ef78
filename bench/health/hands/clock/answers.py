"""Being asked: check-ins, and how an impression becomes a number in this rater's hand."""

from __future__ import annotations

from alongside.health.events import CHANNEL_OF_ITEM
from hands.clock.pair import Pair
from hands.clock.people import Person
from hands.clock.scale import clip

# No item asks about time, so a lack of it shows in these.
CAPACITY_SHOWS = {"timely_replies": 0.7, "agreed_rhythm": 0.9, "came_prepared": 0.6, "will_continue": 0.75}


def rate(pair: Pair, person: Person, impression: float) -> int:
    """Turn an impression (0 = usual) into 1 to 5, by this rater's habits."""
    if person.five:
        return 5 if pair.rnd.random() < 0.96 else 4
    return int(clip(round(3.85 + person.offset + impression + pair.rnd.gauss(0, person.noise * 0.66)), 1, 5))


def ask(pair: Pair, day: int, person: Person, items: int) -> None:
    """The programme asks; an answer comes today, in some days, or never."""
    rnd = pair.rnd
    pair.record.add(day, 480, "checkin_asked", person.role)
    likely = person.answers * (1 - 0.5 * person.slide) * (0.75 + 0.25 * clip(person.time / 0.5))
    likely *= 0.7 if day < person.lull_until else 1
    if rnd.random() < likely and not person.is_away(day):
        wait = min(6, int(rnd.expovariate(0.8 * clip(person.eager, 0.3))))
        pair.later(day + wait, answer, person, items)


def answer(pair: Pair, day: int, person: Person, items: int) -> None:
    """Answer what was asked; polite people soften, everybody mixes the week's mood in."""
    rnd, soften = pair.rnd, 0.75 + 0.4 * person.frank
    mood = rnd.gauss(0, 0.25) + (0.4 if pair.glow(day) else 0)
    given = {}
    for item in rnd.sample(list(CHANNEL_OF_ITEM), items):
        about = CHANNEL_OF_ITEM[item]
        x = 0.30 * pair.bond * (1.3 if about == "match" else 0.8) + person.taste[about] + mood + rnd.gauss(0, 0.2)
        for trouble in pair.live:
            signal = pair.programme.signal[trouble.cause]
            touch = touches(trouble.cause, item) * signal * trouble.level
            x -= touch * (0.35 + 0.65 * trouble.hits[person.role]) * soften
        given[item] = rate(pair, person, x - (1.1 if about == "overall" else 0.55) * person.slide * soften)
    pair.record.add(day, rnd.randint(500, 1300), "checkin_answered", person.role, items=given)


def touches(cause: str, item: str) -> float:
    """How far a trouble pulls an item down."""
    about = CHANNEL_OF_ITEM[item]
    if cause == about:
        return 2.9
    if about == "overall":
        return 0.7
    return CAPACITY_SHOWS.get(item, 0) if cause == "capacity" else 0.15
