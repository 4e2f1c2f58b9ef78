"""What two people have in common by name: values, interests, and the topics of help asked for and offered."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from alongside.matching.fit import (
    FULL_BITS,
    Block,
    Criterion,
    Mentees,
    Mentors,
    Reason,
    listed,
    with_unknown,
)
from alongside.matching.people import Mentee, Mentor, Person
from alongside.matching.scores import HALF_BITS


def plain(words: frozenset[str]) -> frozenset[str]:
    """Words as they are compared."""
    return frozenset(word.strip().casefold() for word in words if word.strip())


def _members(people: Sequence[Person], words: Callable[[Person], frozenset[str]], places: dict[str, int]) -> _Matrix:
    matrix = np.zeros((len(people), len(places)))
    for i, person in enumerate(people):
        for word in plain(words(person)):
            if word in places:
                matrix[i, places[word]] = 1.0
    return matrix


_Matrix = npt.NDArray[np.float64]


class _Shared(Criterion):
    """Both name the same things. The score is the cosine of the two sets, |A and B| / sqrt(|A| |B|) (Ochiai 1957): it
    does not favour someone who ticks everything."""

    both: str
    none: str

    @abstractmethod
    def words(self, person: Person) -> frozenset[str]:
        """The words to compare."""

    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        one, other = plain(self.words(mentee)), plain(self.words(mentor))
        if not one or not other:
            return self.unknown()
        same = sorted(one & other)
        text = self.both.format(listed(same)) if same else self.none
        return Reason(self.key, len(same) / (len(one) * len(other)) ** 0.5, text, facts={"shared": same})

    def blocks(self, mentees: Mentees, mentors: Mentors) -> list[Block]:
        ours = frozenset[str]().union(*(plain(self.words(one)) for one in mentees))
        theirs = frozenset[str]().union(*(plain(self.words(one)) for one in mentors))
        places = {word: place for place, word in enumerate(sorted(ours & theirs))}
        left, right = _members(mentees, self.words, places), _members(mentors, self.words, places)
        many = [np.array([len(plain(self.words(one))) for one in people], float) for people in (mentees, mentors)]
        left /= np.sqrt(np.maximum(many[0], 1))[:, None]
        right /= np.sqrt(np.maximum(many[1], 1))[:, None]
        return with_unknown(left, right, HALF_BITS, HALF_BITS, many[0] > 0, many[1] > 0)


class Values(_Shared):
    """What both hold to be important. Deep similarity: rho .38 to .59 with support and quality (Eby et al. 2013)."""

    key, label, weight = "values", "Values", 0.22
    both, none = "Both care about {}.", "They named different values."

    def words(self, person: Person) -> frozenset[str]:
        return person.values


class Interests(_Shared):
    """What both like to spend time on."""

    key, label, weight = "interests", "Interests", 0.08
    both, none = "Both are interested in {}.", "They named different interests."

    def words(self, person: Person) -> frozenset[str]:
        return person.interests


class Topics(Criterion):
    """Help asked for and offered. The score is the share of the mentee's topics that the mentor can help with."""

    key, label, weight = "topics", "Topics", 0.2

    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        asked, offered = plain(mentee.topics), plain(mentor.topics)
        if not asked or not offered:
            return self.unknown()
        met, open_ = sorted(asked & offered), sorted(asked - offered)
        if not met:
            text = f"{mentor} does not offer help with {listed(open_)}."
        elif open_:
            text = f"{mentor} can help with {listed(met)}, but not with {listed(open_)}."
        else:
            text = f"{mentor} can help with {listed(met)}."
        return Reason(self.key, len(met) / len(asked), text, facts={"met": met, "open": open_})

    def blocks(self, mentees: Mentees, mentors: Mentors) -> list[Block]:
        asked = [plain(one.topics) for one in mentees]
        places = {word: place for place, word in enumerate(sorted(frozenset[str]().union(*asked)))}
        left = _members(mentees, lambda person: person.topics, places)
        left /= np.maximum(left.sum(axis=1), 1)[:, None]
        right = _members(mentors, lambda person: person.topics, places)
        known = np.array([bool(plain(one.topics)) for one in mentors])
        return with_unknown(left, right, FULL_BITS, 0, left.sum(axis=1) > 0, known)
