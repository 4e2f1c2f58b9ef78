"""Whom we suggest somebody looks at: a few who fit, with reasons, chosen as the board would choose."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from alongside.matching import Explanation, Weighing, mentees_for, mentors_for
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, Programme, Role
from alongside.web.programmes.reasons import Reasons, reasons
from alongside.web.programmes.records import folk
from alongside.web.rounds.cohort import looking, offering

MOST = 5


@dataclass(frozen=True)
class Suggestion:
    membership: Membership
    reasons: Reasons


class Suggested:
    """For one member of a programme. A fixed number of queries, however many people there are."""

    def __init__(self, programme: Programme, user: User, *, most: int = MOST) -> None:
        self.programme, self.user, self.most = programme, user, most
        self.roles = programme.roles_of(user)
        self.today = timezone.localdate()

    @cached_property
    def mentors(self) -> list[Suggestion]:
        """Mentors who may suit a mentee who is looking; nobody they have asked or were proposed already."""
        if Role.MENTEE not in self.roles:
            return []
        me = looking(self.programme, self.today).filter(person=self.user)
        there = offering(self.programme, self.today).exclude(person=self.user)
        asked = self.user.requests_made.filter(programme=self.programme).values("mentor")
        proposed = self.user.proposals_as_mentee.filter(programme=self.programme).values("mentor")
        there = there.exclude(person__in=asked).exclude(person__in=proposed)
        mine, others = folk(self.programme, mentees=me, mentors=there, on=self.today)
        told = mentors_for(mine[0], others, self.weighing, self.most) if mine else []
        return self.suggestions({one.mentor.id: one for one in told}, Role.MENTOR)

    @cached_property
    def mentees(self) -> list[Suggestion]:
        """Mentees who look for somebody and whom a mentor with room could help."""
        if Role.MENTOR not in self.roles:
            return []
        me = offering(self.programme, self.today).filter(person=self.user)
        others, mine = folk(
            self.programme, mentees=looking(self.programme, self.today).exclude(person=self.user), mentors=me,
            on=self.today,
        )  # fmt: skip
        told = mentees_for(mine[0], others, self.weighing, self.most) if mine else []
        return self.suggestions({one.mentee.id: one for one in told}, Role.MENTEE)

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
        return [
            Suggestion(by_person[person], reasons(one.mentee, one.mentor, self.weighing))
            for person, one in told.items()
            if person in by_person
        ]
