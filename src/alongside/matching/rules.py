"""Hard rules: pairs that may not be made, each with the sentence that says why."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Sequence

import numpy as np

from alongside.matching.fit import Block, Mentees, Mentors, Table, kinds
from alongside.matching.hours import SLOTS, in_words
from alongside.matching.people import Mentee, Mentor, Person
from alongside.matching.practical import overlap
from alongside.matching.shared import plain

Exceptions = list[tuple[int, int]]


class Rule(ABC):
    """A rule forbids pairs by `blocks` (kinds of people), by `exceptions` (single pairs), or both."""

    @abstractmethod
    def broken(self, mentee: Mentee, mentor: Mentor) -> str | None:
        """Why this pair may not be made, as a sentence; None if it may."""

    def blocks(self, mentees: Mentees, mentors: Mentors) -> Sequence[Block]:
        """Tables that hold 0 where the rule is kept and -inf where it is broken."""
        return ()

    def exceptions(self, mentees: Mentees, mentors: Mentors) -> Exceptions:
        """(mentee, mentor) numbers of single pairs that break the rule."""
        return []


class _ById(Rule):
    """A rule about named people."""

    @abstractmethod
    def named(self, person: Person) -> frozenset[str]:
        """Ids this person may not be paired with."""

    def exceptions(self, mentees: Mentees, mentors: Mentors) -> Exceptions:
        mentee_of = {one.id: i for i, one in enumerate(mentees)}
        mentor_of = {one.id: j for j, one in enumerate(mentors)}
        from_mentees = {
            (i, mentor_of[name]) for i, one in enumerate(mentees) for name in self.named(one) & mentor_of.keys()
        }
        from_mentors = {
            (mentee_of[name], j) for j, one in enumerate(mentors) for name in self.named(one) & mentee_of.keys()
        }
        return sorted(from_mentees | from_mentors)


class NotThemselves(_ById):
    """Nobody mentors themselves."""

    def named(self, person: Person) -> frozenset[str]:
        return frozenset({person.id})

    def broken(self, mentee: Mentee, mentor: Mentor) -> str | None:
        return "Nobody mentors themselves." if mentee.id == mentor.id else None


class OwnLine(_ById):
    """No pair within a reporting line."""

    def named(self, person: Person) -> frozenset[str]:
        return person.line

    def broken(self, mentee: Mentee, mentor: Mentor) -> str | None:
        if mentor.id in mentee.line or mentee.id in mentor.line:
            return f"{mentee} and {mentor} are in the same reporting line."
        return None


class Blocked(_ById):
    """No pair that one side, or the coordinator, has ruled out. The sentence does not say who."""

    def named(self, person: Person) -> frozenset[str]:
        return person.blocked

    def broken(self, mentee: Mentee, mentor: Mentor) -> str | None:
        if mentor.id in mentee.blocked or mentee.id in mentor.blocked:
            return f"{mentee} and {mentor} are not to be paired."
        return None


class NeverAgain(_ById):
    """No pair that was tried before and is not to be repeated. The sentence does not say who asked."""

    def named(self, person: Person) -> frozenset[str]:
        return person.never_again

    def broken(self, mentee: Mentee, mentor: Mentor) -> str | None:
        if mentor.id in mentee.never_again or mentee.id in mentor.never_again:
            return f"{mentee} and {mentor} were paired before, and not again."
        return None


class ByKindRule(Rule):
    """A rule that only depends on a kind of mentee and a kind of mentor."""

    @abstractmethod
    def kind(self, person: Person) -> Hashable:
        """Two people of one kind are the same to this rule."""

    def blocks(self, mentees: Mentees, mentors: Mentors) -> Sequence[Block]:
        left, some_mentees = kinds(mentees, self.kind)
        right, some_mentors = kinds(mentors, self.kind)
        broken = [[self.broken(one, other) is not None for other in some_mentors] for one in some_mentees]
        return [Table(left, right, np.where(np.array(broken, bool), -np.inf, 0.0))]


class OwnDepartment(ByKindRule):
    """No pair within a department."""

    def kind(self, person: Person) -> Hashable:
        return person.department.strip().casefold()

    def broken(self, mentee: Mentee, mentor: Mentor) -> str | None:
        if self.kind(mentee) and self.kind(mentee) == self.kind(mentor):
            return f"{mentee} and {mentor} both work in {mentor.department.strip()}."
        return None


class SharedLanguage(ByKindRule):
    """Both speak a common language. Someone who has named none is not ruled out."""

    def kind(self, person: Person) -> Hashable:
        return plain(person.languages)

    def broken(self, mentee: Mentee, mentor: Mentor) -> str | None:
        one, other = plain(mentee.languages), plain(mentor.languages)
        return f"{mentee} and {mentor} share no language." if one and other and not one & other else None


class EnoughHours(Rule):
    """At least so many shared free hours in a week. Someone who has named none is not ruled out."""

    def __init__(self, hours: float = 1) -> None:
        self.hours = hours

    def broken(self, mentee: Mentee, mentor: Mentor) -> str | None:
        shared = len(mentee.hours & mentor.hours) / 2
        if mentee.hours and mentor.hours and shared < self.hours:
            hours = f"only {in_words(shared)}" if shared else "no free hour"
            return f"{mentee} and {mentor} share {hours} a week; the rules ask for {self.hours:g}."
        return None

    def blocks(self, mentees: Mentees, mentors: Mentors) -> Sequence[Block]:
        table = [0.0, *(0.0 if count / 2 >= self.hours else -np.inf for count in range(SLOTS + 1))]
        return [overlap(mentees, mentors, np.array(table))]


class Wishes(Rule):
    """Preferences that someone has stated as a condition: the other's answer to a question must be one they accept.

    An answer that is missing is not accepted: a condition can only be met by an answer.
    """

    def broken(self, mentee: Mentee, mentor: Mentor) -> str | None:
        for one, other in ((mentee, mentor), (mentor, mentee)):
            for question, accepted in one.wishes.items():
                if other.answers.get(question) not in accepted:
                    return f"{one} asked for someone whose answer to “{question}” is {' or '.join(sorted(accepted))}."
        return None

    def blocks(self, mentees: Mentees, mentors: Mentors) -> Sequence[Block]:
        asked = sorted({question for one in (*mentees, *mentors) for question in one.wishes})

        def kind(person: Person) -> Hashable:
            answers = tuple(person.answers.get(question) for question in asked)
            return answers, tuple(sorted((question, tuple(sorted(ok))) for question, ok in person.wishes.items()))

        left, some_mentees = kinds(mentees, kind)
        right, some_mentors = kinds(mentors, kind)
        broken = [[self.broken(one, other) is not None for other in some_mentors] for one in some_mentees]
        return [Table(left, right, np.where(np.array(broken, bool), -np.inf, 0.0))]


class Own(ByKindRule):
    """A programme's own rule.

    kind : what the rule looks at, such as lambda person: person.answers.get("site").
    forbids : given a mentee and a mentor, the sentence that says why they may not be paired, or None.
    """

    def __init__(self, kind: Callable[[Person], Hashable], forbids: Callable[[Mentee, Mentor], str | None]) -> None:
        self._kind, self._forbids = kind, forbids

    def kind(self, person: Person) -> Hashable:
        return self._kind(person)

    def broken(self, mentee: Mentee, mentor: Mentor) -> str | None:
        return self._forbids(mentee, mentor)


RULES: tuple[Rule, ...] = (
    NotThemselves(),
    OwnLine(),
    Blocked(),
    NeverAgain(),
    SharedLanguage(),
    EnoughHours(),
    Wishes(),
)
"""The rules that hold where a programme says nothing else. OwnDepartment is for programmes that want it."""
