"""The front door: people in, a proven matching out, with its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np

from alongside.errors import CannotLock, NoOneToMatch, UnknownPerson
from alongside.matching.assignment import Assignment, assign
from alongside.matching.checks import Mode as Mode
from alongside.matching.checks import check_people, check_wishes
from alongside.matching.fairest import fairest
from alongside.matching.market import Market, must_be_matched
from alongside.matching.people import Mentee, Mentor
from alongside.matching.pieces import Progress
from alongside.matching.scores import UNIT, Scores, Whole
from alongside.matching.stable import stable
from alongside.matching.weighing import Weighing

Pair = tuple[str, str]
P = TypeVar("P", Mentee, Mentor)
NO_WEIGHTS: Mapping[str, float] = {}


@dataclass(frozen=True)
class Pairing:
    """A mentee and a mentor who fit.   score : 0 to 1.   locked : set by hand before, not chosen here."""

    mentee: Mentee
    mentor: Mentor
    score: float
    locked: bool = False


@dataclass(frozen=True)
class Matching:
    """Who was matched with whom, and all that is needed to say why.

    pairings : in the order of the mentees.   unmatched : mentees for whom there is nobody, in their order.
    mode : what was asked for.   gap : how much more, at most, any other matching could score in all; 0 means that this
    is proven the best. A stable matching is not after the total and has no gap.
    """

    pairings: tuple[Pairing, ...]
    unmatched: tuple[Mentee, ...]
    mode: Mode
    gap: float | None
    weighing: Weighing
    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    market: Market
    free: Whole
    assignment: Assignment | None
    solver: str | None = None

    @property
    def proven(self) -> bool:
        """Is no other matching better? Always so unless it was stopped early, or is a stable one."""
        return self.gap == 0

    @property
    def score(self) -> float:
        """The mean score of the pairs, 0 to 1."""
        return float(np.mean([pairing.score for pairing in self.pairings])) if self.pairings else 0.0

    @property
    def worst(self) -> float:
        """The score of the worst pair that was not set by hand, 0 to 1."""
        return min((pairing.score for pairing in self.pairings if not pairing.locked), default=0.0)

    @cached_property
    def by_mentee(self) -> dict[str, Pairing]:
        return {pairing.mentee.id: pairing for pairing in self.pairings}

    @cached_property
    def load(self) -> Counter[str]:
        """How many of these mentees each mentor got."""
        return Counter(pairing.mentor.id for pairing in self.pairings)

    @cached_property
    def _mentee_at(self) -> dict[str, int]:
        return {self.mentees[i].id: row for row, i in enumerate(self.free.tolist())}

    @cached_property
    def _mentee_named(self) -> dict[str, Mentee]:
        return {mentee.id: mentee for mentee in self.mentees}

    @cached_property
    def _mentor_named(self) -> dict[str, Mentor]:
        return {mentor.id: mentor for mentor in self.mentors}

    @cached_property
    def _mentor_at(self) -> dict[str, int]:
        return {mentor.id: j for j, mentor in enumerate(self.mentors)}

    def mentee(self, id: str) -> Mentee:
        """The mentee of that id. Raises UnknownPerson."""
        return _named(self._mentee_named, id, "mentee")

    def mentor(self, id: str) -> Mentor:
        """The mentor of that id. Raises UnknownPerson."""
        return _named(self._mentor_named, id, "mentor")

    def row(self, mentee: str) -> int | None:
        """The mentee's place in the market; None for someone whose pair is locked."""
        return self._mentee_at.get(mentee)

    def col(self, mentor: str) -> int:
        return self._mentor_at[mentor]


def match(
    mentees: Sequence[Mentee],
    mentors: Sequence[Mentor],
    *,
    weighing: Weighing | None = None,
    weights: Mapping[str, float] = NO_WEIGHTS,
    mode: Mode = "total",
    locked: Sequence[Pair] = (),
    forbidden: Sequence[Pair] = (),
    at_least: float | None = None,
    spread: float = 0.0,
    mentors_weighing: Weighing | None = None,
    solver: str | None = None,
    rounds: int = 60,
    progress: Progress = lambda done: None,
) -> Matching:
    """Match mentees with mentors as well as can be, and prove it.

    Everyone who can be matched is matched; those with more `urgency` come first where places are short; then the total
    score is the greatest there is.

    mode : "total"; "fairest", which before the total makes the worst pair as good as it can be; or "stable", in which
        no mentee and mentor would both rather have each other (best for mentees among all stable ones).
    weighing : criteria, rules and weights; `weights` changes some of its weights.
    locked : (mentee id, mentor id) pairs that stand, whatever the rules say; they take up the mentor's places.
    forbidden : pairs that may not be made.
    at_least : leave someone unmatched rather than in a pair scoring less, 0 to 1; among the other pairs still as many
        are matched as can be. None places everyone it can.
    spread : what a mentor's second mentee must be worth more than another mentor's first, 0 to 1; twice that for the
        third, and so on. A stable matching knows no load: there it counts nothing, and neither does urgency.
    mentors_weighing : in a stable matching, how mentors weigh mentees, if otherwise.
    solver : "lemon" or "ortools"; None takes what is installed.   rounds : stop unproven after so many.
    progress : called with the share done, 0 to 1.

    Raises NoOneToMatch if either side is empty, CannotLock if a lock asks for what is not there, UnknownPerson,
    UnknownCriterion, and ImpossibleValue for a number that cannot be, such as a NaN. Costs little more than computing
    every score once: see docs/library/matching.md.

    >>> ben = Mentee(id="ben", name="Ben", values=frozenset({"curiosity"}), topics=frozenset({"first job"}))
    >>> eva = Mentee(id="eva", name="Eva", values=frozenset({"fairness"}), topics=frozenset({"leading a team"}))
    >>> amara = Mentor(id="amara", name="Amara", values=frozenset({"fairness", "courage"}),
    ...                topics=frozenset({"leading a team"}))
    >>> zoe = Mentor(id="zoe", name="Zoe", values=frozenset({"curiosity"}), topics=frozenset({"first job"}))
    >>> matching = match([ben, eva], [amara, zoe])
    >>> [(str(pairing.mentee), str(pairing.mentor)) for pairing in matching.pairings]
    [('Ben', 'Zoe'), ('Eva', 'Amara')]
    >>> matching.proven
    True
    """
    if not mentees or not mentors:
        side = "mentee" if not mentees else "mentor"
        raise NoOneToMatch(f"There is no {side} to match. Add at least one.")
    weighing = replace(weighing or Weighing(), weights={**(weighing or Weighing()).weights, **weights})
    check_people(mentees, mentors)
    check_wishes(mode, at_least, spread, solver, rounds)
    capacity = np.array([mentor.capacity for mentor in mentors], np.int64)
    load = np.array([mentor.load for mentor in mentors], np.int64)
    mentor_at = {mentor.id: j for j, mentor in enumerate(mentors)}
    stand = _locked(mentees, mentors, locked)
    for mentor_id in stand.values():
        capacity[mentor_at[mentor_id]] -= 1
        load[mentor_at[mentor_id]] += 1
    free = np.array([i for i, mentee in enumerate(mentees) if mentee.id not in stand], np.int64)
    free_mentees = [mentees[i] for i in free.tolist()]
    scores = _without(weighing.scores(free_mentees, mentors), free_mentees, mentors, forbidden)
    urgency = np.array([mentee.urgency for mentee in free_mentees], np.int64)
    if at_least:
        scores = scores.above(round(at_least * UNIT))
    market = Market(
        scores, capacity, must_be_matched(len(free), urgency), round(spread * UNIT), load if spread else None
    )

    made: Assignment | None = None
    if not len(free):
        chosen, gap = np.empty(0, np.int64), 0
    elif mode == "stable":
        view = None if mentors_weighing is None else mentors_weighing.scores(free_mentees, mentors)
        chosen, gap = stable(scores, capacity, view), None
    else:
        if mode == "fairest":
            made = fairest(market, solver=solver, progress=progress)[0].let_go()
        else:
            made = assign(market, solver=solver, rounds=rounds, progress=progress).let_go()
        chosen, gap = made.mentor, made.gap
    placed = np.flatnonzero(chosen >= 0)
    worth = dict(zip(placed.tolist(), scores.at(placed, chosen[placed]).tolist(), strict=True))
    row_of = {int(i): row for row, i in enumerate(free.tolist())}
    pairings, unmatched = [], []
    for i, mentee in enumerate(mentees):
        if mentee.id in stand:
            mentor = mentors[mentor_at[stand[mentee.id]]]
            pairings.append(Pairing(mentee, mentor, weighing.score(mentee, mentor), locked=True))
        elif row_of[i] in worth:
            score = min(max(worth[row_of[i]] / UNIT, 0.0), 1.0)
            pairings.append(Pairing(mentee, mentors[int(chosen[row_of[i]])], score))
        else:
            unmatched.append(mentee)
    return Matching(
        tuple(pairings),
        tuple(unmatched),
        mode,
        None if gap is None else gap / UNIT,
        weighing,
        tuple(mentees),
        tuple(mentors),
        market,
        free,
        made,
        solver,
    )


def _locked(mentees: Sequence[Mentee], mentors: Sequence[Mentor], locked: Sequence[Pair]) -> dict[str, str]:
    stand: dict[str, str] = {}
    taken: Counter[str] = Counter()
    looking, offering = {one.id: one for one in mentees}, {one.id: one for one in mentors}
    for mentee_id, mentor_id in locked:
        mentee, mentor = _named(looking, mentee_id, "mentee"), _named(offering, mentor_id, "mentor")
        if stand.get(mentee_id, mentor_id) != mentor_id:
            raise CannotLock(f"{mentee} is locked to two mentors. Keep one of the two.")
        taken[mentor_id] += mentee_id not in stand
        stand[mentee_id] = mentor_id
        if taken[mentor_id] > mentor.capacity:
            room = f"{mentor} has room for {mentor.capacity}"
            raise CannotLock(f"{room}, fewer than are locked. Unlock one, or raise the capacity.")
    return stand


def _named(people: Mapping[str, P], id: str, side: str) -> P:
    if id not in people:
        raise UnknownPerson(f"There is no {side} with the id “{id}”.")
    return people[id]


def _without(scores: Scores, mentees: Sequence[Mentee], mentors: Sequence[Mentor], forbidden: Sequence[Pair]) -> Scores:
    if not forbidden:
        return scores
    row = {mentee.id: i for i, mentee in enumerate(mentees)}
    col = {mentor.id: j for j, mentor in enumerate(mentors)}
    more = [(row[a], col[b]) for a, b in forbidden if a in row and b in col]
    pairs = sorted({*zip(scores.vetoed_rows.tolist(), scores.vetoed_cols.tolist(), strict=True), *more})
    at = np.array(pairs, np.int64).reshape(-1, 2)
    return replace(scores, vetoed_rows=at[:, 0].copy(), vetoed_cols=at[:, 1].copy())
