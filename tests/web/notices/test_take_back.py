"""What is settled before its letter went out is not sent any more."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from alongside.web.notices.models import Notice
from tests.factories.notices import NoticeFactory, delivered

PAGE = "/meetings/12/"


@pytest.fixture
def letter(cast):
    return NoticeFactory(person=cast.ben, kind="tests/mail/asked", url=f"{settings.SITE_URL}{PAGE}")


def test_a_letter_that_waits_is_not_sent_and_its_reader_is_named(cast, letter, post_office):
    assert Notice.objects.take_back("tests/mail/asked", urls=[PAGE]) == [cast.ben.pk]

    call_command("send_notices")

    assert post_office.letters == []


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "tests/mail/told"},
        {"url": f"{settings.SITE_URL}/meetings/112/"},
        {"calendar": "BEGIN:VCALENDAR"},
        {"sent_at": timezone.now()},
    ],
    ids=["another kind", "another page", "with a calendar entry", "gone out"],
)
def test_any_other_stays(letter, other):
    Notice.objects.update(**other)

    assert Notice.objects.take_back("tests/mail/asked", urls=[PAGE]) == []
    assert Notice.objects.exists()


def test_that_of_the_other_stays_where_one_is_named(cast, letter):
    Notice.objects.take_back("tests/mail/asked", urls=[PAGE], to=cast.amara)

    assert Notice.objects.exists()


def test_one_taken_back_while_the_mail_server_has_it_stops_no_other(cast, letter):
    claimed = Notice.objects.claim(letter.pk, now=timezone.now())
    Notice.objects.take_back("tests/mail/asked", urls=[PAGE])

    class Server:
        def send_messages(self, letters):
            return len(letters)

    assert claimed.send(Server()) is None
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("hours", "sent"), [(-1, 0), (1, 1)])
def test_one_that_would_only_be_late_is_not_sent(cast, post_office, hours, sent):
    NoticeFactory(person=cast.ben, useful_until=timezone.now() + timedelta(hours=hours))

    call_command("send_notices")

    assert len(post_office.letters) == sent
    assert Notice.objects.count() == sent


def test_what_went_out_in_time_stays_in_the_list_of_letters(cast):
    NoticeFactory(person=cast.ben, useful_until=timezone.now() - timedelta(hours=1))
    delivered()

    call_command("send_notices")

    assert Notice.objects.exists()
