"""What two people have in common by name: values, interests, and the topics of help asked for and offered."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

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


def _members(sets: Sequence[frozenset[str]], places: dict[str, int]) -> _Matrix:
    """(people, words) 1 where someone named a word."""
    matrix = np.zeros((len(sets), len(places)))
    for i, words in enumerate(sets):
        matrix[i, [places[word] for word in words if word in places]] = 1.0
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
        ours, theirs = ([plain(self.words(one)) for one in people] for people in (mentees, mentors))
        both = frozenset[str]().union(*ours) & frozenset[str]().union(*theirs)
        places = {word: place for place, word in enumerate(sorted(both))}
        many = [np.array([len(words) for words in sets], float) for sets in (ours, theirs)]
        left = _members(ours, places) / np.sqrt(np.maximum(many[0], 1))[:, None]
        right = _members(theirs, places) / np.sqrt(np.maximum(many[1], 1))[:, None]
        return with_unknown(left, right, HALF_BITS, HALF_BITS, many[0] > 0, many[1] > 0)


class Values(_Shared):
    """What both hold to be important. Felt similarity: rho .38 to .59 with support and quality (Eby et al. 2013)."""

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
        asked, offered = ([plain(one.topics) for one in people] for people in (mentees, mentors))
        places = {word: place for place, word in enumerate(sorted(frozenset[str]().union(*asked)))}
        left = _members(asked, places)
        left /= np.maximum(left.sum(axis=1), 1)[:, None]
        known = [np.array([bool(words) for words in sets]) for sets in (asked, offered)]
        return with_unknown(left, _members(offered, places), FULL_BITS, 0, known[0], known[1])
