import factory
from factory.django import DjangoModelFactory

from alongside.web.programmes.models import Invitation, Membership, Programme, Role
from tests.factories.people import UserFactory


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    name = factory.Sequence(lambda n: f"Programme {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    programme = factory.SubFactory(ProgrammeFactory)
    person = factory.SubFactory(UserFactory)
    role = Role.MENTEE


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    programme = factory.SubFactory(ProgrammeFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    role = Role.MENTEE
    token = factory.Sequence(lambda n: f"token-{n}")
    invited_by = factory.SubFactory(UserFactory)
