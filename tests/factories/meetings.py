from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from alongside.web.meetings.models import Action, Change, Meeting
from tests.factories.mentorships import MentorshipFactory


class MeetingFactory(DjangoModelFactory):
    """A session booked for the day after tomorrow, with the change that says so."""

    class Meta:
        model = Meeting
        skip_postgeneration_save = True

    mentorship = factory.SubFactory(MentorshipFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=2))
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + timedelta(minutes=45))

    @factory.post_generation
    def booked(self, create, extracted, **kwargs):
        Change.objects.create(
            meeting=self,
            kind=Change.Kind.BOOKED,
            by=self.mentorship.mentee,
            starts_at=self.starts_at,
            at=self.starts_at - timedelta(days=3),
        )


class PastMeetingFactory(MeetingFactory):
    """Over since yesterday, and not marked yet."""

    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))


class HeldMeetingFactory(PastMeetingFactory):
    state = Meeting.State.HELD
    held_minutes = 45


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    mentorship = factory.SubFactory(MentorshipFactory)
    text = "Outline the talk"
    owner = factory.SelfAttribute("mentorship.mentee")
    added_by = factory.SelfAttribute("mentorship.mentor")
