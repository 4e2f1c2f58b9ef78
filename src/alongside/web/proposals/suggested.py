"""Whom we suggest somebody looks at: a few who fit, with reasons, chosen as the board would choose."""

from dataclasses import dataclass
from functools import cached_property

from alongside.matching import Explanation, Mentee, Mentor, Weighing, mentees_for, mentors_for
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, Programme, Role
from alongside.web.programmes.reasons import Reasons, reasons
from alongside.web.proposals.models import Proposal
from alongside.web.rounds.solving import cohort

MOST = 5


@dataclass(frozen=True)
class Suggestion:
    membership: Membership
    reasons: Reasons


class Suggested:
    """For one member of a programme. A fixed number of queries, however many people there are."""

    def __init__(self, programme: Programme, user: User, *, most: int = MOST) -> None:
        self.programme, self.user, self.most = programme, user, most

    @cached_property
    def mentors(self) -> list[Suggestion]:
        """Mentors who may suit a mentee who is looking; nobody they have asked or were proposed already."""
        looking, offering = self.looking_and_offering
        me = next((one for one in looking if one.id == str(self.user.pk)), None)
        if me is None:
            return []
        asked = self.user.requests_made.filter(programme=self.programme).values_list("mentor", flat=True)
        known = {str(pk) for pk in asked} | self.proposed
        told = mentors_for(me, [one for one in offering if one.id not in known], self.weighing, self.most)
        return self.suggestions({one.mentor.id: one for one in told}, Role.MENTOR)

    @cached_property
    def mentees(self) -> list[Suggestion]:
        """Mentees who look for somebody and whom a mentor with room could help; nobody they were proposed already."""
        looking, offering = self.looking_and_offering
        me = next((one for one in offering if one.id == str(self.user.pk)), None)
        if me is None:
            return []
        told = mentees_for(me, [one for one in looking if one.id not in self.proposed], self.weighing, self.most)
        return self.suggestions({one.mentee.id: one for one in told}, Role.MENTEE)

    @cached_property
    def looking_and_offering(self) -> tuple[tuple[Mentee, ...], tuple[Mentor, ...]]:
        """Who looks for a mentor and who has room; nobody once the programme is over."""
        return ((), ()) if self.programme.is_over else cohort(self.programme)

    @cached_property
    def proposed(self) -> set[str]:
        """Everybody who was proposed to this person, whoever was to be the mentor.

        They are left out whatever became of it, here or in a programme before: if only those who wished it were, it
        would show.
        """
        told = Proposal.objects.of(self.user).filter(programme__in=self.programme.with_those_before)
        pairs = told.values_list("mentor", "mentee")
        return {str(person) for pair in pairs for person in pair}

    @cached_property
    def weighing(self) -> Weighing:
        return self.programme.rules.weighing(self.programme)

    def suggestions(self, told: dict[str, Explanation], role: str) -> list[Suggestion]:
        members = (
            self.programme.memberships.current()
            .filter(role=role, person__in=[int(person) for person in told])
            .for_list()
            .with_load()
        )
        by_person = {str(member.person_id): member for member in members}
        me = "mentor" if role == Role.MENTEE else "mentee"
        return [
            Suggestion(by_person[person], reasons(one.mentee, one.mentor, self.weighing, to=me))
            for person, one in told.items()
            if person in by_person
        ]
