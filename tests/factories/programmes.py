from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from alongside.web.programmes.models import Holiday, Invitation, Membership, Programme, Role
from alongside.web.programmes.next_cohort import NextCohort
from tests.factories.people import UserFactory

if TYPE_CHECKING:
    from tests.factories.cast import Cast


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


def shows(programme: Programme, *kinds: str, since: datetime | None = None) -> None:
    """Let coordinators see these private answers, of old unless said otherwise."""
    moment = since or timezone.now() - timedelta(days=999)
    Programme.objects.filter(pk=programme.pk).update(**{f"{kind}_shown_since": moment for kind in kinds})
    programme.refresh_from_db()


def next_cohort_of(cast: "Cast") -> Programme:
    """Chidi has begun it, a month from now."""
    assert cast.chidi
    return NextCohort(cast.programme, "Next cohort", timezone.localdate() + timedelta(days=30)).begin(by=cast.chidi)


def rest(programme: Programme, first: int, last: int, name: str = "Winter break", **more: object) -> Holiday:
    """A holiday from one day to another, both counted from today, written straight into its row."""
    today = timezone.localdate()
    days = {"starts_on": today + timedelta(days=first), "ends_on": today + timedelta(days=last)}
    return Holiday.objects.create(programme=programme, name=name, **days, **more)
