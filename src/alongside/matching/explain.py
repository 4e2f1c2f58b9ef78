"""A matching in sentences: why this pair, who was next, why not that mentor, why nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from alongside.errors import UnknownPerson
from alongside.matching.assignment import Assignment, load_cost
from alongside.matching.fit import Reason, listed
from alongside.matching.flow import Network, back_end
from alongside.matching.pairing import Matching
from alongside.matching.people import Mentee, Mentor
from alongside.matching.readiness import why_nobody
from alongside.matching.scores import ALLOWED, UNIT

GOOD, POOR = 0.6, 0.35
"""From which score on a reason speaks for a pair, and up to which it speaks against it."""


@dataclass(frozen=True)
class Explanation:
    """Why two people fit.

    score : 0 to 1.   reasons : all criteria that count, the weightiest first.
    shares : criterion -> what it adds to the score; they sum to the score.
    """

    mentee: Mentee
    mentor: Mentor
    score: float
    reasons: tuple[Reason, ...]
    shares: dict[str, float]

    @property
    def speaks_for(self) -> list[Reason]:
        """Reasons that speak for the pair, those that add most first."""
        good = [one for one in self.reasons if one.known and _is_good(one) and not _is_apart(one)]
        return sorted(good, key=lambda one: -self.shares[one.criterion])

    @property
    def does_not_match(self) -> list[Reason]:
        """Reasons that speak against it. Something shared is none, however little it is."""
        return [one for one in self.reasons if one.known and one.score <= POOR and not one.facts.get("shared")]

    def __str__(self) -> str:
        lines = [f"{self.mentee} and {self.mentor}:"]
        lines += [f"+ {one.text}" for one in self.speaks_for] + [f"- {one.text}" for one in self.does_not_match]
        return "\n".join(lines)


def _is_good(reason: Reason) -> bool:
    """Half of what is asked for is worth saying: its sentence names the other half too."""
    return reason.score >= GOOD or (reason.score > POOR and bool(reason.facts.get("shared") or reason.facts.get("met")))


def _is_apart(reason: Reason) -> bool:
    """Two lengths or rhythms that are near but not the same: the sentence says that they differ."""
    return reason.facts.get("short") != reason.facts.get("long")


@dataclass(frozen=True)
class WhyNot:
    """Why a mentee was not matched with a mentor.

    text : in sentences.   forbidden : the rules the pair breaks.
    cost : what the whole would lose, in scores of a pair, if they were matched all the same; above 1 somebody would be
    left out; None where it was not worked out.
    """

    text: str
    forbidden: tuple[str, ...] = ()
    cost: float | None = None


def explain(matching: Matching, mentee: Mentee, mentor: Mentor) -> Explanation:
    """Why these two fit, whether or not they were matched."""
    weighing = matching.weighing
    reasons = tuple(weighing.reasons(mentee, mentor))
    shares = {one.criterion: weighing.share(one.criterion) * one.score for one in reasons}
    return Explanation(mentee, mentor, sum(shares.values()), reasons, shares)


def why(matching: Matching, mentee_id: str) -> Explanation:
    """Why this mentee has the mentor they have. Raises UnknownPerson if they have none."""
    mentee = matching.mentee(mentee_id)
    pairing = matching.by_mentee.get(mentee_id)
    if pairing is None:
        raise UnknownPerson(f"{mentee} has no mentor in this matching; why_unmatched says why.")
    return explain(matching, mentee, pairing.mentor)


def next_best(matching: Matching, mentee_id: str, most: int = 3) -> list[tuple[Mentor, float]]:
    """Mentors who may be matched with this mentee and were not, best first, and how much better (+) or worse (-) they
    score than the one the mentee has; for a mentee without one, their score."""
    matching.mentee(mentee_id)
    row = matching.row(mentee_id)
    if row is None:
        return []
    scores = matching.market.scores.block(np.array([row]))[0].astype(np.int64)
    pairing = matching.by_mentee.get(mentee_id)
    has = 0
    if pairing is not None:
        has = int(scores[matching.col(pairing.mentor.id)])
        scores[matching.col(pairing.mentor.id)] = ALLOWED
    order = np.lexsort((np.arange(len(scores)), -scores))[:most]
    return [(matching.mentors[j], float(scores[j] - has) / UNIT) for j in order.tolist() if scores[j] > ALLOWED]


def why_not(matching: Matching, mentee_id: str, mentor_id: str) -> WhyNot:
    """Why this mentee was not matched with that mentor."""
    mentee, mentor = matching.mentee(mentee_id), matching.mentor(mentor_id)
    pairing = matching.by_mentee.get(mentee_id)
    if pairing is not None and pairing.mentor.id == mentor_id:
        return WhyNot(f"{mentee} and {mentor} were matched.")
    forbidden = tuple(matching.weighing.forbidden(mentee, mentor))
    if forbidden:
        return WhyNot(" ".join(forbidden), forbidden)
    row, col = matching.row(mentee_id), matching.col(mentor_id)
    if row is None:
        assert pairing is not None
        return WhyNot(f"{mentee} was set with {pairing.mentor} by hand.")
    scores = matching.market.scores
    score = int(replace(scores, floor=ALLOWED).at(np.array([row]), np.array([col]))[0])
    if score <= ALLOWED:
        return WhyNot(f"{mentee} and {mentor} were ruled out for this matching.")
    if score < scores.floor:
        return WhyNot(f"{mentee} and {mentor} fit by {score / UNIT:.0%}, less than was asked for.")
    if matching.assignment is None:
        return WhyNot(_contented(matching, mentee, mentor, score))
    if mentor.capacity == 0 or matching.market.capacity[col] == 0:
        return WhyNot(f"{mentor} takes nobody{' else' if mentor.capacity else ''} at the moment.")
    cost = _cost_of(matching.assignment, matching, row, col, score)
    return WhyNot(_dearer(matching, mentee, mentor, score, cost), cost=cost)


def _cost_of(made: Assignment, matching: Matching, row: int, col: int, score: int) -> float:
    """What the whole would lose, in scores of a pair, if this pair were made: the kept pairs are solved again with it.

    The prices alone give a lower bound, content[row] + prices[col] - score, which is often 0 where the truth is not.
    """
    others = made.pairs.only(made.pairs.rows != row)
    market = matching.market
    room, load = (
        market.capacity.copy(),
        np.zeros(market.mentors, np.int64) if market.load is None else market.load.copy(),
    )
    step = int(market.place_costs(np.array([col]), np.array([0]))[0])
    room[col] -= 1
    load[col] += 1
    absent = market.absent.copy()
    absent[row] = 0
    without = replace(market, capacity=room, load=load, absent=absent)
    taken = back_end(matching.solver)(Network(without, others.rows, others.cols, others.worth, absent)).solve().taken
    mentor = np.where(taken >= 0, others.cols[taken] if len(others) else -1, -1)
    total = int(others.worth[taken[taken >= 0]].sum()) + int(absent[taken < 0].sum()) - load_cost(without, mentor)
    return max(0.0, float(made.total - total - score + step) / UNIT)


def _others(matching: Matching, mentor: Mentor) -> str:
    names = [str(pairing.mentee) for pairing in matching.pairings if pairing.mentor.id == mentor.id]
    return listed(names)


def _dearer(matching: Matching, mentee: Mentee, mentor: Mentor, score: int, cost: float) -> str:
    pairing = matching.by_mentee.get(mentee.id)
    if pairing is not None and score <= round(pairing.score * UNIT):
        return f"{mentee} fits {pairing.mentor} as well or better ({pairing.score:.0%} against {score / UNIT:.0%})."
    full = matching.load[mentor.id] >= mentor.capacity
    taken = f"{mentor}'s places went to {_others(matching, mentor)}" if full else f"{mentor} still has room"
    if cost <= 1e-5:
        return f"{taken}; with {mentee} instead the whole would be as good. Between equals one had to be chosen."
    if cost > 1:
        return f"{taken}; with {mentee} instead, someone who can be matched would be left out."
    return f"{taken}; with {mentee} instead, the others would lose {max(cost, 0.01):.0%} more than {mentee} would gain."


def _contented(matching: Matching, mentee: Mentee, mentor: Mentor, score: int) -> str:
    pairing = matching.by_mentee.get(mentee.id)
    if mentor.capacity == 0:
        return f"{mentor} takes nobody at the moment."
    if pairing is not None and score <= round(pairing.score * UNIT):
        return f"{mentee} fits {pairing.mentor} as well or better ({pairing.score:.0%} against {score / UNIT:.0%})."
    return f"{mentor}'s places went to {_others(matching, mentor)}, who fit {mentor} as well or better."


def why_unmatched(matching: Matching, mentee_id: str) -> str:
    """Why this mentee has no mentor, in a sentence or two, and what would help."""
    mentee = matching.mentee(mentee_id)
    if mentee_id in matching.by_mentee:
        return f"{mentee} is matched with {matching.by_mentee[mentee_id].mentor}."
    row = matching.row(mentee_id)
    assert row is not None
    scores = replace(matching.market.scores, floor=ALLOWED).block(np.array([row]))[0]
    allowed = np.flatnonzero(scores > ALLOWED)
    if not len(allowed):
        return f"No mentor is possible for {mentee}. {why_nobody(mentee, matching.mentors, matching.weighing)}"
    room = [j for j in allowed.tolist() if matching.load[matching.mentors[j].id] < matching.mentors[j].capacity]
    if room:
        best = float(scores[room].max()) / UNIT
        return f"The best mentor with room scores {best:.0%} for {mentee}, less than was asked for."
    names = listed(
        [str(matching.mentors[j]) for j in allowed[np.argsort(-scores[allowed], kind="stable")][:3].tolist()]
    )
    many = "The only possible mentor is" if len(allowed) == 1 else f"{len(allowed)} mentors are possible, first of all"
    return f"{many} {names}, and every place there is taken. One more place would bring {mentee} in, or someone else."
