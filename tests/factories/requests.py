from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from alongside.web.programmes.models import Role
from alongside.web.requests.models import Request
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory


class RequestFactory(DjangoModelFactory):
    """Asked just now; both are members of its programme."""

    class Meta:
        model = Request
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    mentor = factory.SubFactory(UserFactory)
    mentee = factory.SubFactory(UserFactory)
    goal = "Lead my first team"
    why_you = "You did it yourself"
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))

    @factory.post_generation
    def members(self, create, extracted, **kwargs):
        for person, role in ((self.mentor, Role.MENTOR), (self.mentee, Role.MENTEE)):
            if not person.memberships.filter(programme=self.programme, role=role).exists():
                MembershipFactory(programme=self.programme, person=person, role=role)
