"""What people say: ratings of a meeting and answers to a check-in."""

import numpy as np

from hands.promises.contract import Ledger
from hands.promises.person import Person
from hands.promises.promise import INDEX

ITEMS = {
    "clear_goals": "goals",
    "goals_still_fit": "goals",
    "getting_closer": "goals",
    "shared_outlook": "match",
    "working_style": "match",
    "relevant_experience": "match",
    "be_myself": "match",
    "as_expected": "match",
    "timely_replies": "communication",
    "raise_problems": "communication",
    "agreed_rhythm": "communication",
    "useful_feedback": "feedback",
    "give_feedback": "feedback",
    "good_use": "sessions",
    "came_prepared": "sessions",
    "next_step": "sessions",
    "choose_again": "overall",
    "will_continue": "overall",
}
# Items that ask for one promise by name; the others ask for their cause as a whole.
NAMED = {
    "clear_goals": "goal",
    "getting_closer": "review",
    "working_style": "style",
    "relevant_experience": "expertise",
    "be_myself": "oneself",
    "timely_replies": "answer",
    "raise_problems": "speak_up",
    "agreed_rhythm": "meet",
    "useful_feedback": "honest",
    "give_feedback": "listen",
    "good_use": "worth",
    "came_prepared": "prepared",
    "next_step": "next_step",
}
MEAN = 4.2
SAYS = 2.6
TRUSTS = 1.0


def on_scale(value: float, person: Person, rng: np.random.Generator) -> int:
    if person.always is not None and rng.random() < 0.95:
        return person.always
    return int(np.clip(round(value), 1, 5))


def answer(item: str, me: int, people: list[Person], ledger: Ledger, week: int, rng: np.random.Generator) -> int:
    person = people[me]
    cause = ITEMS[item]
    lost = max(0.0, float(ledger.mistrust[week, me]) - 0.03)
    value = MEAN + person.lean + rng.normal(0.0, person.noise)
    if cause == "overall":
        return on_scale(value - 1.8 * lost, person, rng)
    # Some of what goes wrong is felt by both, whoever broke it.
    short = ledger.felt[week, me] + 0.4 * ledger.felt[week, 1 - me]
    missing = float(person.concern(cause) @ short)
    if item in NAMED:
        missing = 0.5 * missing + 0.5 * float(short[INDEX[NAMED[item]]])
    return on_scale(value - SAYS * missing - TRUSTS * lost, person, rng)


def rating(me: int, people: list[Person], ledger: Ledger, week: int, went: float, rng: np.random.Generator) -> int:
    """How useful a meeting was: partly what both lived through, partly one's own eyes."""
    person = people[me]
    kept = ledger.kept[week, 1 - me]
    missing = 0.5 * (1.0 - kept[INDEX["worth"]]) + 0.6 * float(person.concern("sessions") @ ledger.felt[week, me])
    missing += 0.3 * (1.0 - kept[INDEX["expertise"]])
    lost = max(0.0, float(ledger.mistrust[week, me]) - 0.03)
    value = MEAN + 0.1 + person.lean + went + rng.normal(0.0, 0.75 * person.noise)
    return on_scale(value - missing - 1.0 * lost, person, rng)
