from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from alongside.web.meetings.models import Meeting
from alongside.web.mentorships.models import Agreement, Mentorship, Stage
from alongside.web.programmes.models import Role
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory


class MentorshipFactory(DjangoModelFactory):
    """A mentorship under way for eight weeks; both are members of its programme."""

    class Meta:
        model = Mentorship
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    mentor = factory.SubFactory(UserFactory)
    mentee = factory.SubFactory(UserFactory)
    stage = Stage.ACTIVE
    agreed_every_days = 14
    planned_weeks = 26
    proposed_at = factory.LazyFunction(lambda: timezone.now() - timedelta(weeks=10))
    introduced_at = factory.LazyFunction(lambda: timezone.now() - timedelta(weeks=9))
    began_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(weeks=8))

    @factory.post_generation
    def members(self, create, extracted, **kwargs):
        for person, role in ((self.mentor, Role.MENTOR), (self.mentee, Role.MENTEE)):
            if not person.memberships.filter(programme=self.programme, role=role).exists():
                MembershipFactory(programme=self.programme, person=person, role=role)


class NewMentorshipFactory(MentorshipFactory):
    """Accepted just now: the introduction is still to come."""

    stage = Stage.PROPOSED
    proposed_at = factory.LazyFunction(timezone.now)
    introduced_at = None
    began_on = None


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = Agreement

    mentorship = factory.SubFactory(NewMentorshipFactory, stage=Stage.INTRODUCED)
    every_days = 14


def meet(mentorship: Mentorship, *, days_ago: float = 1) -> Meeting:
    """Their introduction, held some days ago."""
    starts_at = timezone.now() - timedelta(days=days_ago, minutes=30)
    meeting = Meeting.objects.create(
        mentorship=mentorship,
        kind=Meeting.Kind.INTRODUCTION,
        state=Meeting.State.HELD,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        held_minutes=30,
    )
    mentorship.mark_introduced()
    mentorship.introduced_at = meeting.ends_at
    mentorship.save(update_fields=["introduced_at"])
    return meeting


def agree_to_go_on(mentorship: Mentorship) -> Agreement:
    """They have met, and both want to go on: an agreement lies open."""
    meeting = meet(mentorship)
    for person in (mentorship.mentor, mentorship.mentee):
        meeting.give_verdict(by=person, answer="good")
    return Agreement.objects.get(mentorship=mentorship)
