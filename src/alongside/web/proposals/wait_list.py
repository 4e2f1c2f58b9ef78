"""The wait-list of a published round: as soon as a place is free, somebody who waits is proposed."""

from django.db import transaction
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.programmes.models import MembershipQuerySet
from alongside.web.proposals.publication import Publication
from alongside.web.rounds.cohort import looking
from alongside.web.rounds.models import Round
from alongside.web.rounds.solving import fingerprint, market, solved


class WaitList:
    """Who waits in a round. Accepted pairs and open proposals stay as they are: they are not looking any more."""

    def __init__(self, round_: Round) -> None:
        self.round = round_

    @property
    def members(self) -> MembershipQuerySet:
        return looking(self.round.programme, timezone.localdate())

    def propose(self) -> int:
        """Propose whom the rules find now, if anything has changed since the last look; how many that is.

        A mentorship that ended, a capacity that rose, a decline, somebody who joined: each changes the fingerprint.
        """
        seen = fingerprint(self.round)
        may_propose = self.round.is_published and self.round.is_open and not self.round.programme.is_over
        if not may_propose or seen == self.round.waited_on:
            return 0
        made = 0
        it = market(self.round)
        if it.is_possible and solved(it, self.round.programme).pairings:
            try:
                with transaction.atomic():
                    self.round.lock(None)
                    self.round.carry_out(self.round.new_run(None), it)
                    made = len(Publication(self.round).publish(by=None))
            except Refused:
                return 0  # somebody was faster; the next look sees how it is then
        Round.objects.filter(pk=self.round.pk).update(waited_on=fingerprint(self.round))
        return made
