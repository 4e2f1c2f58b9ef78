"""The matching of a round as it would be made now, kept in memory so that reasons and what-if are there at once.

It is kept under a fingerprint of all that went in, so nothing that has changed since is ever shown as if it had not.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from alongside.matching import Matching, WhatIf
from alongside.web.rounds.models import Round
from alongside.web.rounds.solving import Market, fingerprint, market, solved


@dataclass
class Solution:
    """One matching with the people behind it."""

    market: Market
    matching: Matching

    @cached_property
    def what_if(self) -> WhatIf | None:
        """None for a stable matching, which has no prices to start from."""
        return None if self.matching.assignment is None else WhatIf(self.matching)


def solution(round_: Round) -> Solution | None:
    """None where there is nobody on one side."""
    return kept(round_.pk, fingerprint(round_))


# Each holds some ten megabytes for a cohort of ten thousand, so only a few are kept.
@lru_cache(maxsize=3)
def kept(round_pk: int, seen: str) -> Solution | None:
    round_ = Round.objects.select_related("programme").get(pk=round_pk)
    it = market(round_)
    return Solution(it, solved(it, round_.programme)) if it.is_possible else None
