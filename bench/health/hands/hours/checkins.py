"""Check-ins: whom the programme asks, and what they answer."""

from __future__ import annotations

from hands.hours.pair import Pair
from hands.hours.person import Person

ITEMS = {
    "goals": ("clear_goals", "goals_still_fit", "getting_closer"),
    "match": ("shared_outlook", "working_style", "relevant_experience", "be_myself", "as_expected"),
    "communication": ("timely_replies", "raise_problems", "agreed_rhythm"),
    "feedback": ("useful_feedback", "give_feedback"),
    "sessions": ("good_use", "came_prepared", "next_step"),
    "overall": ("choose_again", "will_continue"),
}
ABOUT = {item: area for area, items in ITEMS.items() for item in items}
# Want of time has no items of its own: it is felt where time is promised and used.
TIME_ITEMS = {"agreed_rhythm": 1.0, "timely_replies": 0.6, "came_prepared": 0.5, "will_continue": 0.4}


def ask(pair: Pair, day: int) -> None:
    for person in pair.people.values():
        if pair.rng.random() < 0.85:
            pair.ledger.write(day, "checkin_asked", by=person.role)
            pair.want(person, "checkin", day, 9)


def answer(pair: Pair, person: Person, day: int) -> None:
    size = pair.rng.randrange(5, 11)
    items = pair.rng.sample(sorted(ABOUT), size)
    answers = {item: person.one_to_five(_level(pair, person, item)) for item in items}
    pair.ledger.write(day, "checkin_answered", by=person.role, items=answers)


def _level(pair: Pair, person: Person, item: str) -> float:
    area, shows = ABOUT[item], pair.programme.shows["items"]
    ache = person.aches.get(area, 0.0) + TIME_ITEMS.get(item, 0.0) * person.aches.get("capacity", 0.0)
    deep = 0.3 * pair.affinity if area in ("match", "overall") else 0.1 * pair.affinity
    worn = person.worn**1.3 * (1.3 if area == "overall" else 0.6)
    noise = pair.rng.gauss(0, pair.programme.item_noise)
    return 4.05 + deep + 0.25 * person.mood - shows * (min(1.2, ache) + worn) + person.steadiness * noise
