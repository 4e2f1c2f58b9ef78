"""A coordinator proposes one pair by hand, outside a round."""

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext as _now

from alongside.web.people.clock import end_of_day_for
from alongside.web.people.models import User
from alongside.web.people.twice import just_said
from alongside.web.programmes.models import Membership, Programme, Role
from alongside.web.proposals.hindrances import Hindrances
from alongside.web.proposals.refusals import CannotPropose, NotYours
from alongside.web.rounds.models import Round

if TYPE_CHECKING:
    from alongside.web.proposals.models.proposal import Proposal


class ByHand(models.QuerySet["Proposal"]):
    """The part of the proposals that makes one without a round."""

    @transaction.atomic
    def propose(
        self, programme: Programme, *, mentee: User, mentor: User, by: User, what_for: str = "", note: str = ""
    ) -> "Proposal":
        """Propose these two to each other. The worker writes the letters, as for those of a round.

        what_for : the one thing a second mentor is for; wanted where the mentee has a mentorship, and kept only there.
        note : words to both, which only they and the coordinators read.
        Raises NotYours, or CannotPropose with what is against it as things are now.
        """
        if Role.COORDINATOR not in programme.roles_of(by):
            raise NotYours(_now("Only a coordinator may do this."))
        mine = self.filter(programme=programme, by=by, closed_at=None, freed="")
        if again := just_said(by, mine, at="proposed_at", mentee=mentee, mentor=mentor, note=note):
            return again
        # One at a time: whoever publishes or matches holds the round first, too, then the mentors' places.
        list(Round.objects.open().filter(programme=programme).select_for_update(no_key=True).values_list("pk"))
        seat = Membership.objects.seat(programme, mentor)
        place = Membership.objects.place(programme, mentee)
        for held, person in ((seat, mentor), (place, mentee)):
            if held is None:
                raise CannotPropose(_now("%(name)s has left %(programme)s.") % {"name": person, "programme": programme})
        assert seat
        assert place
        pair = Hindrances(place, by=by, others=[seat])
        if against := pair.against(seat):
            raise CannotPropose(against)
        is_second = pair.has_mentor(place)
        if is_second and not what_for:
            raise CannotPropose(
                _now("%(name)s has a mentor. Say for what one thing the second mentor would be.") % {"name": mentee}
            )
        told = pair.reasons_for_both(seat)
        return self.create(
            programme=programme,
            mentee=mentee,
            mentor=mentor,
            by=by,
            is_second=is_second,
            what_for=what_for if is_second else "",
            note=note,
            reasons={"why": told.why, "but": told.but},
            expires_at=end_of_day_for(programme.request_open_days, (mentor, mentee)),
        )
