"""Whoever wants no announcements by e-mail says so, from the letter or from the page, and is not told of by it."""

import re
from email import message_from_bytes
from http import HTTPStatus

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from alongside.web.announcements.models import KIND, Mute
from alongside.web.announcements.models.mute import url_to_stop
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from tests.factories.announcements import announced, sent
from tests.factories.notices import NoticeFactory
from tests.factories.programmes import ProgrammeFactory


def letters() -> list[User]:
    return [letter.person for letter in Notice.objects.filter(kind=KIND)]


def test_a_letter_says_how_to_stop_in_its_head_and_at_its_foot(cast):
    assert cast.mentorship
    announced(cast, audience="mentees")

    call_command("send_notices")

    (letter,) = mail.outbox
    address = Notice.objects.get(kind=KIND).stop_url
    assert letter.extra_headers["List-Unsubscribe"] == f"<{address}>"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message_from_bytes(letter.message().as_bytes())["List-Unsubscribe"].strip() == f"<{address}>"
    assert address in letter.body and address in str(letter.alternatives[0][0])


def test_other_letters_have_no_such_way(db):
    NoticeFactory()

    call_command("send_notices")

    (letter,) = mail.outbox
    assert "List-Unsubscribe" not in letter.extra_headers
    assert "Stop them" not in letter.body + str(letter.alternatives)


def test_a_mail_program_stops_them_with_one_request_and_without_signing_in(cast):
    assert cast.mentorship
    address = url_to_stop(cast.programme, cast.ben)
    program = Client(enforce_csrf_checks=True)

    answer = program.post(address, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == HTTPStatus.OK
    assert "no longer come by e-mail" in answer.text
    announced(cast)
    assert letters() == [cast.amara]


def test_whoever_only_follows_the_link_has_changed_nothing(client, cast):
    assert cast.mentorship
    address = url_to_stop(cast.programme, cast.ben)

    assert "Stop these e-mails" in client.get(address).text
    assert not Mute.objects.exists()
    client.post(address)
    assert "Send them again" in client.get(address).text
    client.post(address, {"again": "on"})
    assert not Mute.objects.exists()


@pytest.mark.parametrize("spoil", [lambda key: key[:-2], lambda key: key.replace(":", "."), lambda key: "x"])
def test_a_key_that_nobody_made_opens_nothing(client, cast, spoil):
    address = url_to_stop(cast.programme, cast.ben)
    key = address.rstrip("/").rpartition("/")[2]

    for ask in (client.get, client.post):
        assert ask(reverse("announcements:stop_mail", args=[spoil(key)])).status_code == 404
    assert not Mute.objects.exists()


def test_without_e_mail_they_still_find_it_on_the_page(client, cast):
    assert cast.mentorship
    client.force_login(cast.ben)
    client.post(reverse("announcements:by_mail", args=[cast.programme.pk]))
    made = announced(cast)

    page = client.get(reverse("announcements:list", args=[cast.programme.pk])).text
    assert made.subject in page and "Send them to me again" in page
    assert client.get(made.get_absolute_url()).status_code == 200
    client.post(reverse("announcements:by_mail", args=[cast.programme.pk]), {"again": "on"})
    assert not Mute.objects.exists()


def test_a_coordinator_reads_the_same_whoever_wants_no_e_mail(client, cast):
    assert cast.mentorship
    made = sent(cast)
    client.force_login(cast.chidi)
    addresses = [reverse("announcements:write", args=[cast.programme.pk]), made.get_absolute_url()]
    addresses.append(reverse("announcements:list", args=[cast.programme.pk]))

    def shown() -> list[str]:
        return [re.sub(r"\b\w{64}\b", "", client.get(address).text) for address in addresses]  # keys of forms

    before = shown()
    Mute.objects.choose(cast.programme, cast.ben, by_mail=False)

    assert shown() == before
    made.queue_batch()
    assert made.reached == 2


def test_it_holds_for_its_programme_alone_and_for_no_other_letter(client, cast):
    assert cast.mentorship
    Mute.objects.choose(cast.programme, cast.ben, by_mail=False)
    NoticeFactory(person=cast.ben)

    call_command("send_notices")

    assert [letter.to for letter in mail.outbox] == [[cast.ben.email]]


def test_one_mutes_for_oneself_only_where_one_is(client, cast):
    client.force_login(cast.dana)

    assert client.post(reverse("announcements:by_mail", args=[cast.programme.pk])).status_code == 404
    assert not Mute.objects.exists()


def test_a_letter_that_waits_stays_and_the_page_has_it_all_the_same(client, cast):
    """Said from the foot of an earlier one: "they no longer come" must not be followed by one more."""
    assert cast.mentorship
    made = announced(cast)

    Mute.objects.choose(cast.programme, cast.ben, by_mail=False)

    assert letters() == [cast.amara]
    made.refresh_from_db()
    assert made.reached == 2
    client.force_login(cast.ben)
    assert client.get(made.get_absolute_url()).status_code == HTTPStatus.OK


def test_of_another_programme_it_comes(cast):
    assert cast.mentorship
    announced(cast)
    other = ProgrammeFactory()

    Mute.objects.choose(other, cast.ben, by_mail=False)

    assert sorted(letters(), key=lambda one: one.name) == [cast.amara, cast.ben]
