"""The psychological contract week by week: promises kept and broken, trust lost and repaired, and leaving."""

from dataclasses import dataclass

import numpy as np

from hands.promises.person import Person
from hands.promises.programme import Programme
from hands.promises.promise import CAUSES, OF_CAUSE, PROMISES, likely, scores, usual
from hands.promises.trouble import Trouble

LOSES = 1.1
OVERLOOKS = 0.128
LEAVES_BELOW = 0.35


@dataclass
class Ledger:
    """By week and side: what was kept by them, what they felt of the other's keeping, their trust and will."""

    kept: np.ndarray
    felt: np.ndarray
    mistrust: np.ndarray
    will: np.ndarray
    died: int | None = None
    cause: str | None = None
    second: str | None = None
    onset: int | None = None
    blue: bool = False


def keep_contract(
    people: list[Person],
    trouble: Trouble | None,
    away: np.ndarray,
    programme: Programme,
    weeks: int,
    rng: np.random.Generator,
) -> Ledger:
    shape = (weeks, 2, len(PROMISES))
    ledger = Ledger(np.ones(shape), np.zeros(shape), np.zeros((weeks, 2)), np.zeros((weeks, 2)))
    ability = np.array([person.ability for person in people])
    accepted = usual(ability)
    trust = np.array([person.trust for person in people])
    at_first = trust.copy()
    felt = np.zeros((2, len(PROMISES)))
    resolved = np.zeros(2, dtype=bool)
    mood = 0.0
    straw = int(rng.integers(3, weeks)) if rng.random() < programme.blue else -1
    for week in range(weeks):
        mood = 0.7 * mood + rng.normal(0.0, 0.22)
        # Answering in kind has its limit: even the let-down keep up appearances.
        lost = np.clip(at_first - trust - 0.07, 0.0, 0.30)
        will = -np.array([person.reciprocity for person in people]) * lost
        will = will - 0.25 * resolved
        ledger.will[week] = will
        if away[week]:
            # What was excused is not broken: nobody loses or repairs trust in a holiday.
            ledger.felt[week] = felt
            ledger.mistrust[week] = at_first - trust
            continue
        drop = trouble.drop(week) if trouble is not None else 0.0
        kept = scores(ability + mood + will[:, None] - drop, rng)
        if week == straw:
            break_one(people, trust, kept, ledger, week, rng)
        ledger.kept[week] = kept
        for me, person in enumerate(people):
            short = accepted[1 - me] - kept[1 - me]
            felt[me] += 0.35 * (short - felt[me])
            # One bad week is overlooked, the more so by a forgiving person; a run of them is not.
            hurt = float(person.weights @ felt[me]) - OVERLOOKS * (0.5 + person.forgiving)
            trust[me] -= LOSES * max(0.0, hurt) * (1.15 - person.forgiving)
            trust[me] += person.repairs * (at_first[me] - trust[me]) * float(person.weights @ kept[1 - me])
        trust = np.clip(trust, 0.0, 1.0)
        ledger.felt[week] = felt
        ledger.mistrust[week] = at_first - trust
        hazard = 0.075 * likely((LEAVES_BELOW - trust) / 0.025)
        # Seeing the other half gone makes it easier to go.
        hazard = np.where(resolved[::-1], np.maximum(hazard, 0.25), hazard)
        was_resolved = resolved.any()
        resolved |= rng.random(2) < hazard
        if ledger.blue or resolved.all() or (was_resolved and rng.random() < 0.5):
            ledger.died = week
            break
    if ledger.died is not None and ledger.cause is None:
        explain(ledger, people, trouble)
    return ledger


def break_one(
    people: list[Person], trust: np.ndarray, kept: np.ndarray, ledger: Ledger, week: int, rng: np.random.Generator
) -> None:
    """Out of the blue: the heaviest promise of all is broken outright, and that is that."""
    if (ledger.mistrust[max(0, week - 1)] > 0.2).any():
        return
    me = int(rng.integers(0, 2))
    heaviest = int(np.argmax(people[me].weights))
    kept[1 - me, heaviest] = 0.0
    trust[me] = 0.05
    ledger.cause, ledger.onset, ledger.blue = PROMISES[heaviest].cause, week, True


def explain(ledger: Ledger, people: list[Person], trouble: Trouble | None) -> None:
    week = ledger.died
    assert week is not None
    if trouble is not None and trouble.begins <= week:
        ledger.cause, ledger.second, ledger.onset = trouble.cause, trouble.second, trouble.begins
        return
    hurt = sum(people[me].weights * ledger.felt[week, me] for me in (0, 1))
    ledger.cause = max(CAUSES, key=lambda cause: float(hurt[OF_CAUSE[cause]].sum()))
    ledger.onset, ledger.blue = max(0, week - 1), True
