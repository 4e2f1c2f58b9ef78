"""Criteria: each gives a pair a score from 0 to 1 and the reason in words.

A criterion says it twice. `fit` answers for one pair, simply, with its reason. `blocks` gives the same scores for
everyone against everyone, as columns of numbers (see scores.py). The tests hold the two together.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from alongside.matching.people import Mentee, Mentor, Person
from alongside.matching.scores import HALF_BITS, NEVER, UNIT, Floats, Rows, Whole

NEUTRAL = 0.5
"""The score of a criterion for which one side has said nothing: neither for nor against."""

FULL_BITS = 2 * HALF_BITS
_MOST_COLUMNS = 96


@dataclass(frozen=True)
class Reason:
    """criterion : its key.   score : 0 to 1.   text : a sentence.   known : False where one side has said nothing.
    facts : what the sentence is made of, for those who put it in other words or another language.
    """

    criterion: str
    score: float
    text: str
    known: bool = True
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Products:
    """Scores as sums of products: left (mentees, columns) by right (mentors, columns), each side cut to so many bits.

    left_bits + right_bits make FULL_BITS. The weight goes to the side with more of them.
    """

    left: npt.NDArray[np.float64]
    right: npt.NDArray[np.float64]
    left_bits: int
    right_bits: int

    def columns(self, weight: float) -> tuple[Floats, Floats]:
        by_left, by_right = (weight, 1.0) if self.left_bits >= self.right_bits else (1.0, weight)
        return (
            np.rint(self.left * (by_left * 2**self.left_bits)).astype(np.float32),
            np.rint(self.right * (by_right * 2**self.right_bits)).astype(np.float32),
        )


@dataclass(frozen=True)
class Table:
    """Scores by kind: table[left[i], right[j]]; -inf where a pair may not be made."""

    left: Whole
    right: Whole
    table: npt.NDArray[np.float64]

    def units(self, weight: float) -> Floats:
        allowed = np.where(np.isfinite(self.table), self.table, 0.0)
        units = np.where(np.isfinite(self.table), np.rint(allowed * (weight * UNIT)), NEVER)
        return np.asarray(units, np.float32)

    def compiled(self, weight: float) -> tuple[Floats, Floats] | Lookup:
        """Columns, one for each kind of the side that has fewer; a lookup where these would be too many."""
        units = self.units(weight)
        if not units.any():
            return np.empty((len(self.left), 0), np.float32), np.empty((len(self.right), 0), np.float32)
        if min(units.shape) > _MOST_COLUMNS:
            return Lookup(self.left, self.right, units)
        if units.shape[0] <= units.shape[1]:
            return np.eye(len(units), dtype=np.float32)[self.left], units.T[self.right]
        return units[self.left], np.eye(units.shape[1], dtype=np.float32)[self.right]


@dataclass(frozen=True)
class Lookup:
    """A Table with too many kinds for columns, looked up block by block."""

    left: Whole
    right: Whole
    table: Floats

    def block(self, rows: Rows) -> Floats:
        return np.take(self.table[self.left[rows]], self.right, axis=1)

    def at(self, rows: Whole, cols: Whole) -> Floats:
        return np.asarray(self.table[self.left[rows], self.right[cols]])

    def reordered(self, order: Whole) -> Lookup:
        return replace(self, right=self.right[order])


@dataclass(frozen=True)
class Overlaps:
    """Scores by how many of so many things two people share: table[count], -inf where a pair may not be made."""

    left: Floats
    right: Floats
    table: npt.NDArray[np.float64]

    def compiled(self, weight: float) -> tuple[Floats, Floats] | Counted:
        """Columns where one side has few different sets; else counted block by block."""
        left, of_left = _distinct(self.left)
        right, of_right = _distinct(self.right)
        if min(len(left), len(right)) <= _MOST_COLUMNS:
            table = self.table[(left @ right.T).astype(np.intp)]
            made = Table(of_left, of_right, table).compiled(weight)
            assert isinstance(made, tuple)
            return made
        kinds = Table(of_left[:0], of_right[:0], self.table[None, :])
        return Counted(self.left, self.right, kinds.units(weight)[0])


def _distinct(sets: Floats) -> tuple[Floats, Whole]:
    """The different rows of a table of 0 and 1, and which of them each row is."""
    packed = np.packbits(sets > 0, axis=1)
    keys: dict[bytes, int] = {}
    which = np.array([keys.setdefault(row.tobytes(), len(keys)) for row in packed], np.int64)
    return sets[np.unique(which, return_index=True)[1]], which


@dataclass(frozen=True)
class Counted:
    """Overlaps, counted block by block."""

    left: Floats
    right: Floats
    table: Floats

    def block(self, rows: Rows) -> Floats:
        return np.asarray(self.table[(self.left[rows] @ self.right.T).astype(np.intp)])

    def at(self, rows: Whole, cols: Whole) -> Floats:
        return np.asarray(self.table[np.einsum("ps,ps->p", self.left[rows], self.right[cols]).astype(np.intp)])

    def reordered(self, order: Whole) -> Counted:
        return replace(self, right=self.right[order])


Block = Products | Table | Overlaps
Mentees = Sequence[Mentee]
Mentors = Sequence[Mentor]
P = TypeVar("P", bound=Person)


class Criterion(ABC):
    """key : a word by which weights name it.   label : what people read.   weight : what it counts by itself."""

    key: str
    label: str
    weight: float

    @abstractmethod
    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        """The score of one pair and its reason."""

    @abstractmethod
    def blocks(self, mentees: Mentees, mentors: Mentors) -> Sequence[Block]:
        """Blocks whose sum is the score of every pair."""

    def unknown(self) -> Reason:
        """The reason where one side has said nothing."""
        return Reason(self.key, NEUTRAL, f"{self.label}: not known on both sides.", known=False)


def kinds(people: Sequence[P], kind: Callable[[Person], Hashable]) -> tuple[Whole, list[P]]:
    """Number people by kind, and name one person of each kind."""
    first: dict[Hashable, int] = {}
    examples: list[P] = []
    numbers = np.empty(len(people), np.int64)
    for i, person in enumerate(people):
        key = kind(person)
        if key not in first:
            first[key] = len(examples)
            examples.append(person)
        numbers[i] = first[key]
    return numbers, examples


class ByKind(Criterion):
    """A criterion that only depends on a kind of mentee and a kind of mentor, of which there are not very many."""

    @abstractmethod
    def kind(self, person: Person) -> Hashable:
        """Two people of one kind are the same to this criterion."""

    def blocks(self, mentees: Mentees, mentors: Mentors) -> Sequence[Block]:
        left, some_mentees = kinds(mentees, self.kind)
        right, some_mentors = kinds(mentors, self.kind)
        table = np.array([[self.fit(one, other).score for other in some_mentors] for one in some_mentees])
        return [Table(left, right, table)]


def with_unknown(
    left: npt.NDArray[np.float64],
    right: npt.NDArray[np.float64],
    left_bits: int,
    right_bits: int,
    known_left: npt.NDArray[np.bool_],
    known_right: npt.NDArray[np.bool_],
) -> list[Block]:
    """Products where both sides are known, NEUTRAL where one is not."""
    ones = np.ones(len(left))
    return [
        Products(left * known_left[:, None], right * known_right[:, None], left_bits, right_bits),
        Products(
            np.stack([ones, known_left * -1.0], axis=1) * NEUTRAL,
            np.stack([np.ones(len(right)), known_right * 1.0], axis=1),
            FULL_BITS,
            0,
        ),
    ]


def listed(words: Sequence[str]) -> str:
    """a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
