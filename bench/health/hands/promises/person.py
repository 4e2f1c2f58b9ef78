"""A mentor or a mentee: what they expect, what they can keep, how they record and how they rate."""

from dataclasses import dataclass

import numpy as np

from hands.promises.programme import Programme
from hands.promises.promise import INDEX, OF_CAUSE, PROMISES

SIDES = ("mentor", "mentee")
LEANS = {"mentor": -0.03, "mentee": 0.12}


@dataclass
class Person:
    side: str
    weights: np.ndarray
    ability: np.ndarray
    forgiving: float
    repairs: float
    reciprocity: float
    trust: float
    lean: float
    noise: float
    records: float
    writes: float
    answers: float
    always: int | None = None

    def concern(self, cause: str) -> np.ndarray:
        """How much each promise of a cause colours what this person says of it."""
        share = np.where(OF_CAUSE[cause], 0.04 + self.weights, 0.0)
        return share / share.sum()


def care(person: Person, cause: str, share: float) -> None:
    """They came for this above all: the promises of one cause make up at least this share of what they expect."""
    of_cause = OF_CAUSE[cause]
    held = float(person.weights[of_cause].sum())
    if held < share:
        person.weights[of_cause] = share * person.concern(cause)[of_cause]
        person.weights[~of_cause] *= (1.0 - share) / (1.0 - held)


def draw_expectations(rng: np.random.Generator) -> np.ndarray:
    """Six to twelve promises of personal weight; what was not promised weighs nothing."""
    listed = rng.choice(len(PROMISES), int(rng.integers(6, 13)), replace=False)
    weights = np.zeros(len(PROMISES))
    weights[listed] = rng.gamma(2.5, 1.0, len(listed))
    # Heavy promises count more than their share once broken.
    weights = weights**1.15
    return weights / weights.sum()


def draw_person(side: str, programme: Programme, rng: np.random.Generator) -> Person:
    return Person(
        side=side,
        weights=draw_expectations(rng),
        ability=rng.normal(2.1, 0.25) + rng.normal(0.0, 0.35, len(PROMISES)),
        forgiving=rng.beta(2.5, 4.0),
        repairs=rng.uniform(0.05, 0.10),
        reciprocity=rng.uniform(4.2, 6.6),
        trust=rng.uniform(0.70, 0.85),
        lean=LEANS[side] + rng.normal(0.0, 0.38),
        noise=programme.noise * rng.uniform(0.8, 1.2),
        records=rng.uniform(0.75, 1.15),
        writes=rng.gamma(8.0, 1.0 / 8.0),
        answers=float(np.clip(programme.answers + rng.normal(0.0, 0.12), 0.2, 0.9)),
        # Besides those who give five always, a few give one and the same answer.
        always=4 if rng.random() < 0.03 else None,
    )


def take_on_habits(people: list[Person], groups: list[str], rng: np.random.Generator) -> None:
    """Habits of a rater or of a pair change what is recorded and said, not what is promised."""
    one = people[int(rng.random() < 0.55)]
    if "always_five" in groups:
        one.always = 5
    if "harsh_rater" in groups:
        harsh = people[0] if one is people[1] and one.always else one if not one.always else people[1]
        harsh.lean -= rng.uniform(0.8, 1.25)
        harsh.always = None
    if "one_sided" in groups:
        silent = people[int(rng.random() < 0.4)]
        silent.records *= 0.2
        silent.writes *= 0.2
        silent.answers *= 0.5
    if "quiet" in groups:
        for person in people:
            person.records *= rng.uniform(0.35, 0.55)
            person.writes *= rng.uniform(0.2, 0.4)
            person.answers *= 0.75
    if "overloaded" in groups:
        people[0].ability[[INDEX["time"], INDEX["stand"]]] -= rng.uniform(0.9, 1.5)
    if "always_reschedules" in groups:
        one.ability[INDEX["stand"]] -= rng.uniform(2.2, 3.2)
