"""Whom a coordinator could propose to one member by hand: the best few, or whoever bears a name."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from alongside.matching import mentees_for, mentors_for
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, MembershipQuerySet, Role
from alongside.web.programmes.reasons import Reasons
from alongside.web.proposals.hindrances import Hindrances
from alongside.web.proposals.models import Proposal
from alongside.web.rounds.solving import cohort

MOST = 5
SPARE = 10  # some of the best may be set in the open round by hand
NAMED = 8
SHOWN_ENDED = 3


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be proposed, or why they cannot be."""

    seat: Membership
    against: str
    reasons: Reasons | None


class Candidates:
    """For one member of a programme, as one of its coordinators sees them. A fixed number of queries."""

    def __init__(self, seat: Membership, by: User, name: str = "") -> None:
        self.seat, self.by, self.name = seat, by, name
        self.programme = seat.programme
        self.alone = Hindrances(seat, by=by)

    @property
    def against(self) -> str:
        """Why nobody can be proposed to this member just now."""
        return self.alone.ones_own

    @property
    def is_second(self) -> bool:
        return self.seat.role == Role.MENTEE and self.alone.has_mentor(self.seat)

    @cached_property
    def best(self) -> list[Candidate]:
        """The few who fit best of those with room, or of those who look; chosen as the board would choose."""
        looking, offering = cohort(self.programme)
        out, weighing, most = {str(pk) for pk in self.alone.out_of_the_question}, self.alone.weighing, MOST + SPARE
        me = str(self.seat.person_id)
        if self.seat.role == Role.MENTOR:
            mentees = [one for one in looking if one.id not in out]
            ids = [one.mentee.id for one in mentees_for(self.alone.mentors[me], mentees, weighing, most)]
        else:
            mentors = [one for one in offering if one.id not in out]
            ids = [one.mentor.id for one in mentors_for(self.alone.mentees[me], mentors, weighing, most)]
        order = {int(person): place for place, person in enumerate(ids)}
        found = sorted(self.told(self.others.filter(person__in=order)), key=lambda one: order[one.seat.person_id])
        return [one for one in found if not one.against][:MOST]

    @cached_property
    def named(self) -> list[Candidate]:
        """Whoever bears the name that was typed, with why not where they cannot be proposed."""
        found = self.others
        for word in self.name.split():
            found = found.filter(person__name__icontains=word)
        return self.told(found.order_by("person__name", "pk")[:NAMED]) if self.name else []

    @property
    def others(self) -> MembershipQuerySet:
        role = Role.MENTEE if self.seat.role == Role.MENTOR else Role.MENTOR
        return self.programme.memberships.current().filter(role=role).for_list().with_load()

    def told(self, seats: MembershipQuerySet) -> list[Candidate]:
        """In their order."""
        others = list(seats)
        pairs = Hindrances(self.seat, by=self.by, others=others)
        found = []
        for seat in others:
            against = pairs.against(seat)
            found.append(Candidate(seat, against, None if against else pairs.reasons(seat)))
        return found

    # What stands round this member ------------------------------------------------------------------------------

    @cached_property
    def waiting(self) -> "QuerySet[Proposal]":
        """Open proposals of this member in the role they have here, as far as the coordinator may know."""
        mine = Proposal.objects.visible_to(self.by).filter(programme=self.programme).open()
        return mine.filter(**{self.alone.side: self.seat.person}).for_list()

    @cached_property
    def mentorships(self) -> list[Mentorship]:
        """What runs, and the last few that have ended; who ended them and why is not for this page."""
        pairs = self.programme.mentorships.visible_to(self.by).filter(**{self.alone.side: self.seat.person})
        return list(pairs.for_list().open_first()[: SHOWN_ENDED + self.seat.capacity])
