"""The four everybody knows: each page and verb is tried as all of them."""

from functools import cached_property

from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User
from alongside.web.programmes.models import Programme, Role
from tests.factories.mentorships import MentorshipFactory, NewMentorshipFactory
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory


class Cast:
    """Amara mentors, Ben is her mentee, Chidi coordinates, Efua is the safeguarding person, Dana is a stranger."""

    @cached_property
    def programme(self) -> Programme:
        return ProgrammeFactory(name="Spring cohort", safeguarding_person=self.efua)

    @cached_property
    def amara(self) -> User:
        return UserFactory(name="Amara Okafor", email="amara@example.org")

    @cached_property
    def ben(self) -> User:
        return UserFactory(name="Ben Lindqvist", email="ben@example.org")

    @cached_property
    def chidi(self) -> User:
        chidi = UserFactory(name="Chidi Eze", email="chidi@example.org")
        MembershipFactory(programme=self.programme, person=chidi, role=Role.COORDINATOR)
        return chidi

    @cached_property
    def dana(self) -> User:
        return UserFactory(name="Dana Stranger", email="dana@example.org")

    @cached_property
    def efua(self) -> User:
        return UserFactory(name="Efua Mensah", email="efua@example.org")

    @cached_property
    def mentorship(self) -> Mentorship:
        """Amara and Ben, under way for eight weeks, coordinated by Chidi."""
        assert self.chidi
        return MentorshipFactory(programme=self.programme, mentor=self.amara, mentee=self.ben)

    @cached_property
    def new_mentorship(self) -> Mentorship:
        """Amara and Ben, accepted today: the introduction is still to come. Chidi coordinates."""
        assert self.chidi
        return NewMentorshipFactory(programme=self.programme, mentor=self.amara, mentee=self.ben)
