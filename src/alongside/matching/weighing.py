"""What counts and how much: criteria with their weights, and hard rules, made into scores for a whole market."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from alongside.errors import UnknownCriterion
from alongside.matching.before import WorkedBefore
from alongside.matching.fit import (
    Block,
    Counted,
    Criterion,
    Lookup,
    Mentees,
    Mentors,
    Products,
    Reason,
    Table,
)
from alongside.matching.meaning import Goals
from alongside.matching.people import Mentee, Mentor
from alongside.matching.practical import Channels, Experience, Languages, Length, Rhythm, SharedHours
from alongside.matching.rules import RULES, Rule
from alongside.matching.scores import Floats, Pairwise, Scores, Whole
from alongside.matching.shared import Interests, Topics, Values
from alongside.matching.style import Personality, WorkingStyle

CRITERIA: tuple[Criterion, ...] = (
    Goals(),
    Values(),
    Topics(),
    WorkingStyle(),
    Interests(),
    Experience(),
    SharedHours(),
    Rhythm(),
    Length(),
    Channels(),
    Languages(),
    Personality(),
    WorkedBefore(),
)
"""What counts where a programme says nothing else. Deep similarity and goals weigh most, practice some; where people
come from or what they look like is not asked: surface similarity hardly bears on quality (Eby et al. 2013)."""


@dataclass(frozen=True)
class Weighing:
    """criteria, rules : what counts and what is forbidden.   weights : criterion -> weight, for those that differ from
    the criterion's own. Weights are shares of the whole: 2 and 1 mean the same as 0.4 and 0.2.

    >>> Weighing(weights={"values": 0.5}).share("values") > Weighing().share("values")
    True
    """

    criteria: Sequence[Criterion] = CRITERIA
    rules: Sequence[Rule] = RULES
    weights: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {criterion.key for criterion in self.criteria}
        for key, weight in self.weights.items():
            if key not in known:
                raise UnknownCriterion(f"There is no criterion “{key}”. There are {', '.join(sorted(known))}.")
            if not 0 <= weight < float("inf"):
                raise UnknownCriterion(f"The weight of “{key}” is {weight}. Give it 0 or more.")

    def share(self, key: str) -> float:
        """The part of the whole score that a criterion makes up, 0 to 1."""
        raw = {one.key: self.weights.get(one.key, one.weight) for one in self.criteria}
        return raw[key] / (sum(raw.values()) or 1.0)

    def counting(self) -> list[Criterion]:
        """Criteria that count at all."""
        return [one for one in self.criteria if self.share(one.key) > 0]

    def reasons(self, mentee: Mentee, mentor: Mentor) -> list[Reason]:
        """A reason for each criterion that counts, the weightiest first."""
        counting = sorted(self.counting(), key=lambda one: -self.share(one.key))
        return [one.fit(mentee, mentor) for one in counting]

    def forbidden(self, mentee: Mentee, mentor: Mentor) -> list[str]:
        """The sentence of each rule that this pair breaks."""
        return [why for rule in self.rules if (why := rule.broken(mentee, mentor)) is not None]

    def score(self, mentee: Mentee, mentor: Mentor) -> float:
        """The score of one pair, 0 to 1, rules left aside."""
        return sum(self.share(one.key) * one.fit(mentee, mentor).score for one in self.counting())

    def scores(self, mentees: Mentees, mentors: Mentors) -> Scores:
        """Scores of everyone with everyone."""
        weighed = [(block, self.share(one.key)) for one in self.counting() for block in one.blocks(mentees, mentors)]
        weighed += [(block, 1.0) for rule in self.rules for block in rule.blocks(mentees, mentors)]
        left: list[Floats] = [np.zeros((len(mentees), 0), np.float32)]
        right: list[Floats] = [np.zeros((len(mentors), 0), np.float32)]
        others: list[Lookup | Counted] = []
        for block, weight in weighed:
            made = block.columns(weight) if isinstance(block, Products) else block.compiled(weight)
            if isinstance(made, tuple):
                left.append(made[0])
                right.append(made[1])
            else:
                others = _joined(others, made)
        vetoes = sorted({pair for rule in self.rules for pair in rule.exceptions(mentees, mentors)})
        pairs: Whole = np.array(vetoes, np.int64).reshape(-1, 2)
        pairwise: list[Pairwise] = [*others]
        return Scores(np.hstack(left), np.hstack(right), pairs[:, 0].copy(), pairs[:, 1].copy(), pairwise)

    def parts(
        self, mentees: Mentees, mentors: Mentors, rows: Whole, cols: Whole
    ) -> tuple[list[str], npt.NDArray[np.float64]]:
        """The score of each pair by each criterion, (pairs, criteria), before weights; and the criteria's keys."""
        keys = [one.key for one in self.criteria]
        parts = np.zeros((len(rows), len(keys)))
        for place, one in enumerate(self.criteria):
            for block in one.blocks(mentees, mentors):
                parts[:, place] += _at(block, rows, cols)
        return keys, parts


def _joined(others: list[Lookup | Counted], more: Lookup | Counted) -> list[Lookup | Counted]:
    """Blocks that count the same things are counted once."""
    if isinstance(more, Counted):
        for place, one in enumerate(others):
            if (
                isinstance(one, Counted)
                and np.array_equal(one.left, more.left)
                and np.array_equal(one.right, more.right)
            ):
                return [*others[:place], Counted(one.left, one.right, one.table + more.table), *others[place + 1 :]]
    return [*others, more]


def _at(block: Block, rows: Whole, cols: Whole) -> npt.NDArray[np.float64]:
    if isinstance(block, Table):
        return np.asarray(block.table[block.left[rows], block.right[cols]])
    out = np.empty(len(rows))
    for start in range(0, len(rows), 4096):
        some = slice(start, start + 4096)
        np.einsum("pf,pf->p", block.left[rows[some]], block.right[cols[some]], out=out[some])
    return out if isinstance(block, Products) else np.asarray(block.table[out.astype(np.intp)])
