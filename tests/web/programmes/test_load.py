"""How much of a mentor's room is taken, for one and for thousands."""

from django.utils import timezone

from alongside.web.programmes.models import Membership, Role
from tests.factories.mentorships import MentorshipFactory
from tests.factories.people import UserFactory
from tests.factories.programmes import ProgrammeFactory


def test_what_runs_here_counts_and_what_has_ended_or_runs_elsewhere_does_not(cast):
    assert cast.mentorship
    other = MentorshipFactory(programme=cast.programme, mentor=cast.amara)
    MentorshipFactory(programme=cast.programme, mentor=cast.amara, ended_at=timezone.now())
    MentorshipFactory(programme=ProgrammeFactory(), mentor=cast.amara)
    for mentee in (other.mentee, UserFactory()):
        cast.programme.proposals.create(mentor=cast.amara, mentee=mentee, expires_at=timezone.now())

    seat = Membership.objects.with_load().get(programme=cast.programme, person=cast.amara, role=Role.MENTOR)

    assert seat.load == 2 + 2


def test_mentors_are_not_sorted_with_all_they_wrote_to_be_counted():
    assert Membership.objects.with_load().for_list().query.group_by is None
