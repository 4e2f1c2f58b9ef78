"""A round's cohort and its matching as they are now, kept in memory so that reasons and what-if are there at once.

They are kept under a fingerprint of all that goes in, so nothing that has changed since is shown as if it had not.
"""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from threading import Lock

from alongside.matching import Alone, Matching, Topic, WhatIf, nobody_for, topics
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
        return nobody_for(self.market.mentees, self.market.mentors, self.programme.rules.weighing(self.programme))


def solution(round_: Round) -> Solution:
    return kept(round_.pk, fingerprint(round_))


# The cohort itself is kept by solving.cohort; this adds its scores.
@lru_cache(maxsize=3)
def kept(round_pk: int, seen: str) -> Solution:
    round_ = Round.objects.select_related("programme").get(pk=round_pk)
    return Solution(round_.programme, market(round_))
