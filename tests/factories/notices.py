import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from alongside.web.notices.models import Notice
from tests.factories.people import UserFactory


class NoticeFactory(DjangoModelFactory):
    """A letter that is due."""

    class Meta:
        model = Notice

    person = factory.SubFactory(UserFactory)
    kind = "tests/mail/hello"
    subject = "Amara said yes"
    body = "Dear Ben,\n\nAmara would like to meet you."
    url = "http://localhost:8000/mentorships/1/"
    button = "Choose a time"


def delivered() -> None:
    """The worker has been by: whatever waited has gone out."""
    Notice.objects.filter(sent_at=None).update(sent_at=timezone.now())
