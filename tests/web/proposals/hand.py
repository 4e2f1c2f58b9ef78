"""What tests of proposals by hand do again and again."""

from datetime import timedelta

from django.utils import timezone

from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Role
from alongside.web.programmes.next_cohort import NextCohort
from alongside.web.proposals.models import Proposal


def propose(cast, mentee_=None, mentor_=None, by=None, **words) -> Proposal:
    return Proposal.objects.propose(
        cast.programme, mentee=mentee_ or cast.lena, mentor=mentor_ or cast.leo, by=by or cast.chidi, **words
    )


def letters(person) -> list[str]:
    return [letter.body for letter in Notice.objects.filter(person=person).order_by("pk")]


def no_to(cast, proposal, person, **more) -> None:
    Proposal.objects.get(pk=proposal.pk).decline(by=person, reason="other", **more)


def next_cohort(cast):
    """Chidi begins it, and everybody of last time says yes to it."""
    starts_on = timezone.localdate() + timedelta(days=30)
    made = NextCohort(cast.programme, "Autumn cohort", starts_on).begin(by=cast.chidi)
    for seat in cast.programme.memberships.exclude(role=Role.COORDINATOR):
        made.memberships.enter(made, seat.person, seat.role, seat.capacity)
    return made
