"""The two read the words; coordinators learn when, and the owner not even that."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.messages.models import WROTE, Message
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.models import Role
from alongside.web.readings.models import Reading
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import MembershipFactory

WORDS = "The words between us"


@pytest.fixture
def owner(db) -> User:
    return User.objects.create_superuser("owner@example.org", "a few words in a row", name="Olu Owner")


@pytest.fixture
def waiting(cast) -> Mentorship:
    """Two messages of Ben that Amara has left without an answer."""
    for day in (20, 18):
        at = timezone.now() - timedelta(days=day)
        Message.objects.create(mentorship=cast.mentorship, by=cast.ben, words=WORDS, written_at=at)
    Reading.objects.take(Mentorship.objects.select_related("programme"), on=timezone.localdate())
    return cast.mentorship


def test_whoever_looks_after_them_finds_no_page_and_no_word(client, cast, owner, waiting):
    message = Message.objects.first()
    for person in (cast.chidi, cast.efua, cast.dana, owner):
        client.force_login(person)
        assert client.get(reverse("messages:list", args=[waiting.pk])).status_code == 404
        assert client.get(message.get_absolute_url()).status_code == 404
        assert not Message.objects.visible_to(person).exists()


def test_a_coordinator_sees_when_they_wrote_and_never_what(client, cast, waiting):
    client.force_login(cast.chidi)

    pages = [client.get(reverse(name, args=[waiting.pk])).text for name in ("readings:mentorship", "home:mentorship")]

    assert "Messages to Amara have been waiting" in pages[0]
    assert '<span class="row__main">Message</span>' in pages[0]  # dated, and no link
    assert not any(WORDS in page or "/messages/" in page for page in pages)


def test_each_of_the_two_is_led_from_the_evidence_to_the_message(client, cast, waiting):
    message = Message.objects.first()
    for person in (cast.ben, cast.amara):
        client.force_login(person)
        why = client.get(reverse("readings:mentorship", args=[waiting.pk])).text
        assert f'<a href="{message.get_absolute_url()}">Message</a>' in why
        assert WORDS in client.get(message.get_absolute_url(), follow=True).text


def test_whoever_owes_a_line_is_led_to_write_it_and_whoever_waits_to_a_time_to_meet(client, cast, waiting):
    starts = {}
    for person in (cast.amara, cast.ben):
        client.force_login(person)
        why = client.get(reverse("readings:mentorship", args=[waiting.pk])).text
        starts[person] = why.partition("A message is waiting")[2].partition("</article>")[0]

    assert reverse("messages:write", args=[waiting.pk]) in starts[cast.amara]
    assert reverse("meetings:book", args=[waiting.pk]) in starts[cast.ben]
    assert reverse("messages:write", args=[waiting.pk]) not in starts[cast.ben]


def test_a_coordinator_reads_their_own_pair_and_no_other(client, cast, waiting):
    mine = MentorshipFactory(programme=cast.programme, mentor=cast.chidi)
    Message.objects.write(mine, by=mine.mentee, words="For Chidi")
    client.force_login(cast.chidi)

    assert "For Chidi" in client.get(reverse("messages:list", args=[mine.pk])).text
    assert [message.words for message in Message.objects.visible_to(cast.chidi)] == ["For Chidi"]


def test_a_partner_who_coordinates_too_reads_what_was_written_to_them(client, cast):
    MembershipFactory(programme=cast.programme, person=cast.amara, role=Role.COORDINATOR)
    Message.objects.write(cast.mentorship, by=cast.ben, words=WORDS)
    client.force_login(cast.amara)

    assert WORDS in client.get(reverse("messages:list", args=[cast.mentorship.pk])).text


def test_the_administration_has_neither_messages_nor_letters_of_them(client, cast, owner):
    Message.objects.write(cast.mentorship, by=cast.ben, words=WORDS)
    client.force_login(owner)

    assert not admin.site.is_registered(apps.get_model("pair_messages.Message"))
    listed = client.get(reverse("admin:notices_notice_changelist"))
    assert listed.status_code == 200 and WROTE not in listed.text
    assert Notice.objects.filter(kind=WROTE).exists()


def test_my_data_holds_what_i_wrote_and_not_when_it_was_read(client, cast):
    for person, words in ((cast.ben, "Of Ben"), (cast.amara, "Of Amara")):
        Message.objects.write(cast.mentorship, by=person, words=words)
    Message.objects.update(read_at=timezone.now())
    client.force_login(cast.ben)

    (mine,) = json.loads(client.get(reverse("people:download")).content)["pair_messages.Message"]

    assert mine["words"] == "Of Ben"
    assert not {"read_at", "id"} & set(mine)


def test_whoever_leaves_takes_their_words_and_the_other_keeps_theirs(client, cast):
    for person, words in ((cast.ben, "Of Ben"), (cast.amara, "Of Amara")):
        Message.objects.write(cast.mentorship, by=person, words=words)
    Mentorship.objects.get().end(by=cast.amara, reason="completed")

    cast.ben.leave()

    client.force_login(cast.amara)
    page = client.get(reverse("messages:list", args=[cast.mentorship.pk])).text
    assert "Of Ben" not in page and "Of Amara" in page
    assert "What stood here went with their account." in page
    assert not Message.objects.unread_by(cast.amara).exists()
    assert not Notice.objects.filter(kind=WROTE, person=cast.amara).exists()


def test_who_sees_what_is_said_on_the_programme_and_beside_the_box(client, cast):
    client.force_login(cast.ben)
    assert cast.mentorship

    programme = client.get(cast.programme.get_absolute_url()).text
    beside = client.get(reverse("messages:list", args=[cast.mentorship.pk])).text

    assert "when you met, wrote to each other or set a goal" in programme
    assert "You and Amara can read this. Coordinators can see when you wrote to each other, never what." in beside
