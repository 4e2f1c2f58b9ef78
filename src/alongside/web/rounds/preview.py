"""What would change: before anything is kept, whom other rules or a pair set by hand would move."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from alongside.errors import MatchingError
from alongside.matching import Matching, Mentee, Mentor
from alongside.web.programmes.rules import CRITERIA, Rules, weight
from alongside.web.rounds.memory import Solution
from alongside.web.rounds.solving import Pair, solved

SHOWN = 12


@dataclass(frozen=True)
class Move:
    """A mentee who would have another mentor.   before, after : None for nobody."""

    mentee: Mentee
    before: Mentor | None
    after: Mentor | None


@dataclass(frozen=True)
class Preview:
    """moves : everyone whose mentor would be another.   before, after : the mean fit by the same weights, 0 to 1.

    problem : why it cannot be said, as a sentence; then nothing else is.
    """

    moves: tuple[Move, ...] = ()
    before: float = 0.0
    after: float = 0.0
    unmatched_before: int = 0
    unmatched: int = 0
    problem: str = ""

    @property
    def shown(self) -> tuple[Move, ...]:
        return self.moves[:SHOWN]

    @property
    def more(self) -> int:
        return max(len(self.moves) - SHOWN, 0)

    @property
    def fewer_left(self) -> int:
        """How many fewer would be left over; less than 0 for more."""
        return self.unmatched_before - self.unmatched


def with_pairs(now: Solution, *, lock: tuple[Pair, ...] = (), forbid: tuple[Pair, ...] = ()) -> Preview:
    """What setting pairs by hand would move."""
    if now.matching is None:
        return Preview()
    try:
        if now.market.is_small or now.what_if is None:
            mentees = {mentee for mentee, _ in lock}
            others = tuple(pair for pair in now.market.locked if pair[0] not in mentees and pair not in forbid)
            then = replace(now.market, locked=(*others, *lock), forbidden=(*now.market.forbidden, *forbid))
            return compared(now.matching, solved(then, now.programme))
        with now.asking:
            change = now.what_if(lock=lock, forbid=forbid)
    except MatchingError as error:
        return Preview(problem=str(error))
    moves = tuple(Move(move.mentee, move.before, move.after) for move in change.moves)
    return Preview(moves, change.before, change.score, change.unmatched_before, change.unmatched)


def with_rules(now: Solution, rules: Rules) -> Preview | None:
    """What other rules would move; None where only a run can tell, because the cohort is large."""
    if now.matching is None:
        return Preview()
    if now.market.is_small:
        return compared(now.matching, solved(now.market, now.programme, rules=rules))
    usual = now.programme.rules
    if now.what_if is None or replace(rules, weights={}) != replace(usual, weights={}):
        return None
    with now.asking:
        change = now.what_if(weights=weights(rules, now.matching))
    moves = tuple(Move(move.mentee, move.before, move.after) for move in change.moves)
    return Preview(moves, change.before, change.score, change.unmatched_before, change.unmatched)


def weights(rules: Rules, matching: Matching) -> Mapping[str, float]:
    known = {one.key for one in matching.weighing.criteria}
    return {one.key: weight(one.key, rules.step(one.key), one.weight) for one in CRITERIA if one.key in known}


def compared(before: Matching, after: Matching) -> Preview:
    """Two matchings of the same people, both measured by the rules of the second."""
    moves = []
    for mentee in after.mentees:
        had, has = before.by_mentee.get(mentee.id), after.by_mentee.get(mentee.id)
        if (had and had.mentor.id) != (has and has.mentor.id):
            moves.append(Move(mentee, had.mentor if had else None, has.mentor if has else None))
    mean = before.score
    if before.weighing != after.weighing:
        scores = [after.weighing.score(pairing.mentee, pairing.mentor) for pairing in before.pairings]
        mean = sum(scores) / len(scores) if scores else 0.0
    return Preview(tuple(moves), mean, after.score, len(before.unmatched), len(after.unmatched))
