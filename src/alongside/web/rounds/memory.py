"""A round's cohort and its matching as they are now, kept in memory so that reasons and what-if are there at once.

They are kept under a fingerprint of all that goes in, so nothing that has changed since is shown as if it had not.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from threading import Lock

from alongside.matching import Alone, Matching, Mentee, Mentor, Topic, WhatIf, nobody_for, topics
from alongside.matching.readiness import why_nobody
from alongside.web.programmes.models import Programme
from alongside.web.rounds.models import Round
from alongside.web.rounds.solving import Market, fingerprint, market, solved


@dataclass
class Solution:
    """Who takes part, and what would be found for them."""

    programme: Programme
    market: Market
    # A what-if starts from where the last one ended, so they are asked one after the other.
    asking: Lock = field(default_factory=Lock)

    @cached_property
    def matching(self) -> Matching | None:
        """None where there is nobody on one side."""
        return solved(self.market, self.programme) if self.market.is_possible else None

    @cached_property
    def unspoken(self) -> Matching | None:
        """To be asked why, in words that a coordinator reads."""
        return self.matching and unspoken(self.matching, self.programme)

    @cached_property
    def what_if(self) -> WhatIf | None:
        """None for a stable matching too: it has no prices to start from."""
        return None if self.matching is None or self.matching.assignment is None else WhatIf(self.matching)

    @cached_property
    def topics(self) -> list[Topic]:
        return topics(self.market.mentees, self.market.mentors)

    @cached_property
    def alone(self) -> list[Alone]:
        """Mentees whom the rules let nobody be matched with. Nobody is alone where there is no mentor at all."""
        if not self.market.is_possible:
            return []
        weighing = self.programme.rules.weighing(self.programme)
        mentees, mentors = without_wishes(self.market.mentees, self.market.mentors, self.programme)
        found = nobody_for(self.market.mentees, self.market.mentors, weighing)
        named = {mentee.id: mentee for mentee in mentees}
        takes = [mentor for mentor in mentors if mentor.capacity > 0]
        return [replace(one, why=why_nobody(named[one.person.id], takes, weighing)) if takes else one for one in found]


def unspoken(matching: Matching, programme: Programme) -> Matching:
    """The same matching, to be asked why: whoever wished not to be paired with somebody stands in none of its words."""
    mentees, mentors = without_wishes(matching.mentees, matching.mentors, programme)
    return replace(matching, mentees=mentees, mentors=mentors)


def without_wishes(
    mentees: tuple[Mentee, ...], mentors: tuple[Mentor, ...], programme: Programme
) -> tuple[tuple[Mentee, ...], tuple[Mentor, ...]]:
    wished: dict[str, set[str]] = defaultdict(set)
    for one, other in programme.separations.wishes().values_list("one", "other"):
        wished[str(one)].add(str(other))
        wished[str(other)].add(str(one))
    return (
        tuple(replace(one, blocked=one.blocked - wished[one.id]) if one.id in wished else one for one in mentees),
        tuple(replace(one, blocked=one.blocked - wished[one.id]) if one.id in wished else one for one in mentors),
    )


def solution(round_: Round) -> Solution:
    return kept(round_.pk, fingerprint(round_))


# The cohort itself is kept by solving.cohort; this adds its scores.
@lru_cache(maxsize=3)
def kept(round_pk: int, seen: str) -> Solution:
    round_ = Round.objects.select_related("programme").get(pk=round_pk)
    return Solution(round_.programme, market(round_))
