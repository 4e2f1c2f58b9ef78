"""Is a market ready to be matched? What is asked for and offered, and whom no rule lets anybody be matched with.

>>> ben = Mentee(id="ben", name="Ben", topics=frozenset({"Law", "art"}))
>>> amara = Mentor(id="amara", name="Amara", topics=frozenset({"law"}), capacity=2)
>>> [(topic.name, topic.wanted, topic.places) for topic in topics([ben], [amara])]
[('art', 1, 0), ('Law', 1, 2)]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from alongside.matching.people import Mentee, Mentor, Person
from alongside.matching.rules import Rule
from alongside.matching.scores import ALLOWED
from alongside.matching.shared import plain
from alongside.matching.weighing import Weighing

_ROWS = 512


@dataclass(frozen=True)
class Topic:
    """name : as it was first written.   wanted : mentees who ask for it.   offered : mentors who offer it.
    places : how many mentees these mentors take in all; a place counts for each of its mentor's topics.
    """

    name: str
    wanted: int
    offered: int
    places: int

    @property
    def short(self) -> int:
        """How many more ask for it than there are places."""
        return max(self.wanted - self.places, 0)


def topics(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> list[Topic]:
    """Every topic asked for or offered: where most places are missing first, then what most ask for."""
    names: dict[str, str] = {}
    wanted, offered, places = Counter[str](), Counter[str](), Counter[str]()
    for mentee in mentees:
        for key, name in _named(mentee):
            names.setdefault(key, name)
            wanted[key] += 1
    for mentor in mentors:
        for key, name in _named(mentor):
            names.setdefault(key, name)
            offered[key] += 1
            places[key] += mentor.capacity
    every = [Topic(name, wanted[key], offered[key], places[key]) for key, name in names.items()]
    return sorted(every, key=lambda topic: (-topic.short, -topic.wanted, topic.name.casefold()))


def _named(person: Person) -> Iterator[tuple[str, str]]:
    """Each topic once, as it is compared and as it was written."""
    return iter({key: name for name in sorted(person.topics) for key in plain(frozenset({name}))}.items())


@dataclass(frozen=True)
class Alone:
    """Someone whom the rules let nobody be matched with.   why : a sentence or two."""

    person: Person
    why: str


def nobody_for(mentees: Sequence[Mentee], mentors: Sequence[Mentor], weighing: Weighing) -> list[Alone]:
    """Mentees who cannot be matched with any mentor, in their order. Costs every score once, block by block."""
    takes = [mentor for mentor in mentors if mentor.capacity > 0]
    if not takes:
        return [Alone(mentee, "No mentor has room.") for mentee in mentees]
    scores = weighing.scores(mentees, takes)
    alone = []
    for start in range(0, len(mentees), _ROWS):
        best = scores.block(np.arange(start, min(start + _ROWS, len(mentees)))).max(axis=1)
        alone += (start + np.flatnonzero(best <= ALLOWED)).tolist()
    return [Alone(mentees[i], why_nobody(mentees[i], takes, weighing)) for i in alone]


def why_nobody(mentee: Mentee, mentors: Sequence[Mentor], weighing: Weighing) -> str:
    """The rule that rules out most of these mentors, as a sentence with an example."""
    counts: Counter[type[Rule]] = Counter()
    example: dict[type[Rule], str] = {}
    for mentor in mentors:
        for rule in weighing.rules:
            said = rule.broken(mentee, mentor)
            if said is not None:
                counts[type(rule)] += 1
                example.setdefault(type(rule), said)
    if not counts:
        return "Every mentor was ruled out by hand."
    (first, times), *_ = counts.most_common(1)
    whom = "every mentor" if times == len(mentors) else f"{times} of {len(mentors)} mentors"
    return f"For {whom} the reason is of this kind: {example[first]}"
