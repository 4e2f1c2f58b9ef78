"""For five minutes, while the other has not read it, words can be taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.mentorships.refusals import NotYours
from alongside.web.messages.models import WROTE, Message
from alongside.web.messages.refusals import AlreadyRead, TooLate
from alongside.web.notices.models import Notice
from alongside.web.readings.records import records
from tests.factories.mentorships import MentorshipFactory


@pytest.fixture
def message(cast) -> Message:
    return Message.objects.write(cast.mentorship, by=cast.ben, words="Hasty words")


def take_back(client, person, message, key=None):
    client.force_login(person)
    address = reverse("messages:take_back", args=[message.mentorship_id, key or message.key])
    return client.post(address, follow=True)


def test_the_words_are_in_the_box_again_and_nobody_is_called_to_them(client, cast, message):
    page = take_back(client, cast.ben, message).text

    assert "Hasty words</textarea>" in page and "Taken back" in page
    assert not Message.objects.exists()
    assert not Notice.objects.filter(kind=WROTE).exists()
    assert "Hasty words" not in client.get(reverse("messages:list", args=[cast.mentorship.pk])).text


def test_the_words_come_back_to_their_own_box_and_to_no_other(client, cast, message):
    client.force_login(cast.ben)
    client.post(reverse("messages:take_back", args=[cast.mentorship.pk, message.key]))
    other = MentorshipFactory(programme=cast.programme, mentee=cast.ben)

    assert "Hasty words" not in client.get(reverse("messages:list", args=[other.pk])).text
    assert "Hasty words" in client.get(reverse("messages:list", args=[cast.mentorship.pk])).text


def test_the_letter_stays_where_another_message_waits(client, cast, message):
    Message.objects.write(cast.mentorship, by=cast.ben, words="Calm words")

    take_back(client, cast.ben, message)

    assert Notice.objects.filter(kind=WROTE, person=cast.amara).count() == 1


def test_what_has_been_read_stays(client, cast, message):
    client.force_login(cast.amara)
    client.get(reverse("messages:list", args=[cast.mentorship.pk]))

    page = take_back(client, cast.ben, message).text

    assert "Amara has read it already, so it stays." in page
    assert Message.objects.get() == message
    with pytest.raises(AlreadyRead):
        Message.objects.take_back(cast.mentorship, by=cast.ben, key=message.key)


def test_after_five_minutes_it_stays_and_no_button_is_there(client, cast, message, time_machine):
    client.force_login(cast.ben)
    here = reverse("messages:list", args=[cast.mentorship.pk])
    assert "Take back" in client.get(here).text
    time_machine.move_to(timezone.now() + timedelta(minutes=5, seconds=1))

    assert "Take back" not in client.get(here).text
    assert "for five minutes" in take_back(client, cast.ben, message).text
    with pytest.raises(TooLate):
        Message.objects.take_back(cast.mentorship, by=cast.ben, key=message.key)


def test_pressed_twice_it_says_that_it_is_done(client, cast, message):
    take_back(client, cast.ben, message)

    answer = take_back(client, cast.ben, message)

    assert answer.status_code == 200
    assert "It has been taken back already." in answer.text


def test_the_other_one_takes_nothing_back(client, cast, message):
    page = take_back(client, cast.amara, message).text

    assert "Only whoever wrote it" in page and "Take back" not in page
    with pytest.raises(NotYours):
        Message.objects.take_back(cast.mentorship, by=cast.amara, key=message.key)
    assert Message.objects.exists()


@pytest.mark.parametrize("who", ["chidi", "dana", "efua"])
def test_for_anybody_else_there_is_nothing_here(client, cast, message, who):
    assert take_back(client, getattr(cast, who), message).status_code == 404
    assert Message.objects.exists()


def test_a_key_of_another_pair_takes_nothing(client, cast, message):
    take_back(client, cast.ben, message, key=uuid4())

    assert Message.objects.exists()


def test_the_engine_hears_nothing_of_it(client, cast, message):
    take_back(client, cast.ben, message)

    ((_same, record),) = records([cast.mentorship])
    assert record["events"] == []
