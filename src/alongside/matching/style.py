"""How two people work and are: working style, and personality where a programme asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from alongside.matching.fit import FULL_BITS, NEUTRAL, Block, Criterion, Mentees, Mentors, Products, Reason, listed
from alongside.matching.people import Mentee, Mentor, Person
from alongside.matching.scores import HALF_BITS

LEVELS = 5
_NAMED = 3
"""Dimensions that a sentence names before it says "and more"."""

DIMENSIONS = ("structure", "pace", "directness")
"""What we ask about working style where a programme asks nothing else: how planned, how quick, how blunt."""


class WorkingStyle(Criterion):
    """How alike two people work, each dimension on a scale of 1 to 5; or, where the programme says so, how different.

    dimensions : what the programme asks.   complementary : those of them on which opposites suit each other.
    The score is the mean over the dimensions; one that a side has not answered counts as NEUTRAL.
    """

    key, label, weight = "style", "Working style", 0.12

    def __init__(self, dimensions: Sequence[str] = DIMENSIONS, complementary: Sequence[str] = ()) -> None:
        self.dimensions, self.complementary = tuple(dimensions), frozenset(complementary)

    def _score(self, dimension: str, one: int, other: int) -> float:
        apart = abs(one - other) / (LEVELS - 1)
        return apart if dimension in self.complementary else 1 - apart

    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        both = [name for name in self.dimensions if name in mentee.style and name in mentor.style]
        if not both:
            return self.unknown()
        scores = {name: self._score(name, mentee.style[name], mentor.style[name]) for name in both}
        missing = NEUTRAL * (len(self.dimensions) - len(both))
        suits = [name for name in both if scores[name] >= 0.75]
        grates = [name for name in both if scores[name] <= 0.25]
        named = suits if len(suits) <= _NAMED else [*suits[:_NAMED], "more"]
        parts = [f"Their {listed(named)} suit each other." if suits else "", _differ(grates)]
        text = " ".join(part for part in parts if part) or "They work neither alike nor very differently."
        facts = {"suits": suits, "differs": grates}
        return Reason(self.key, (sum(scores.values()) + missing) / len(self.dimensions), text, facts=facts)

    def blocks(self, mentees: Mentees, mentors: Mentors) -> list[Block]:
        left, right = [], []
        for name in self.dimensions:
            table = np.full((LEVELS + 1, LEVELS + 1), NEUTRAL)  # level 0: nothing said
            for one in range(1, LEVELS + 1):
                for other in range(1, LEVELS + 1):
                    table[one, other] = self._score(name, one, other)
            left.append(np.eye(LEVELS + 1)[[one.style.get(name, 0) for one in mentees]])
            right.append(table.T[[one.style.get(name, 0) for one in mentors]] / len(self.dimensions))
        return [Products(np.hstack(left), np.hstack(right), 0, FULL_BITS)]


def _differ(names: Sequence[str]) -> str:
    return f"They differ in {listed(names)}." if names else ""


TRAITS = ("extraversion", "agreeableness", "conscientiousness", "emotional stability", "openness")

MINI_IPIP: tuple[tuple[str, str, int], ...] = (
    ("Am the life of the party.", "extraversion", 1),
    ("Sympathize with others' feelings.", "agreeableness", 1),
    ("Get chores done right away.", "conscientiousness", 1),
    ("Have frequent mood swings.", "emotional stability", -1),
    ("Have a vivid imagination.", "openness", 1),
    ("Don't talk a lot.", "extraversion", -1),
    ("Am not interested in other people's problems.", "agreeableness", -1),
    ("Often forget to put things back in their proper place.", "conscientiousness", -1),
    ("Am relaxed most of the time.", "emotional stability", 1),
    ("Am not interested in abstract ideas.", "openness", -1),
    ("Talk to a lot of different people at parties.", "extraversion", 1),
    ("Feel others' emotions.", "agreeableness", 1),
    ("Like order.", "conscientiousness", 1),
    ("Get upset easily.", "emotional stability", -1),
    ("Have difficulty understanding abstract ideas.", "openness", -1),
    ("Keep in the background.", "extraversion", -1),
    ("Am not really interested in others.", "agreeableness", -1),
    ("Make a mess of things.", "conscientiousness", -1),
    ("Seldom feel blue.", "emotional stability", 1),
    ("Do not have a good imagination.", "openness", -1),
)
"""The twenty items of the Mini-IPIP (Donnellan, Oswald, Baird and Lucas 2006), in the public domain: the item, the
trait it belongs to, and whether agreeing speaks for it or against."""


def mini_ipip(answers: Sequence[int]) -> Mapping[str, float]:
    """Traits from 1 to 5, each the mean of four answers in the order of MINI_IPIP.

    answers : 1 (very inaccurate) to 5 (very accurate).

    >>> mini_ipip([3] * 20)["openness"]
    3.0
    """
    if len(answers) != len(MINI_IPIP) or any(not 1 <= answer <= LEVELS for answer in answers):
        raise ValueError(f"The Mini-IPIP has {len(MINI_IPIP)} answers from 1 to {LEVELS}, not {list(answers)}.")
    traits = dict.fromkeys(TRAITS, 0.0)
    for (_, trait, sign), answer in zip(MINI_IPIP, answers, strict=True):
        traits[trait] += (answer if sign > 0 else LEVELS + 1 - answer) / 4
    return traits


class Personality(Criterion):
    """How alike two people's traits are: the mean over the five of 1 - (difference / 4) squared.

    It counts nothing unless a programme gives it a weight. Someone who has not answered all five is left unjudged.
    """

    key, label, weight = "personality", "Personality", 0.0

    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        if not (_whole(mentee) and _whole(mentor)):
            return self.unknown()
        apart = {trait: abs(mentee.personality[trait] - mentor.personality[trait]) for trait in TRAITS}
        score = float(np.mean([1 - (gap / (LEVELS - 1)) ** 2 for gap in apart.values()]))
        far = [trait for trait in TRAITS if apart[trait] >= 2]
        text = f"They differ in {listed(far)}." if far else "They are alike in temperament."
        return Reason(self.key, score, text, facts={"differs": far})

    def blocks(self, mentees: Mentees, mentors: Mentors) -> list[Block]:
        known = [np.array([_whole(one) for one in people], float)[:, None] for people in (mentees, mentors)]
        one, other = (_traits(people) / (LEVELS - 1) for people in (mentees, mentors))
        ones = [np.ones_like(part) for part in known]
        # mean(1 - (a - b)^2) - NEUTRAL = (1 - NEUTRAL - mean a^2) + mean 2ab - mean b^2, all where both are known.
        square_left = (1 - NEUTRAL - (one**2).mean(axis=1, keepdims=True)) * known[0]
        square_right = -(other**2).mean(axis=1, keepdims=True) * known[1]
        return [
            Products(ones[0] * NEUTRAL, ones[1], FULL_BITS, 0),
            Products(square_left, known[1], FULL_BITS, 0),
            Products(known[0], square_right, 0, FULL_BITS),
            Products(2 * one / len(TRAITS) * known[0], other * known[1], HALF_BITS, HALF_BITS),
        ]


def _whole(person: Person) -> bool:
    return all(trait in person.personality for trait in TRAITS)


def _traits(people: Sequence[Person]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array([[one.personality.get(trait, 1.0) - 1.0 for trait in TRAITS] for one in people])
