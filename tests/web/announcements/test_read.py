"""Who reads announcements, and what each of them is shown."""

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.announcements.models import Announcement, Reader
from alongside.web.programmes.models import Membership
from tests.factories.announcements import announced, draft, sent
from tests.factories.notices import delivered
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory


def pages(cast, made: Announcement) -> list[str]:
    programme = [cast.programme.pk]
    return [
        reverse("programmes:programme", args=programme),
        reverse("announcements:list", args=programme),
        made.get_absolute_url(),
    ]


def test_whoever_it_went_to_reads_it_on_the_page_of_the_programme(client, cast):
    assert cast.mentorship
    made = announced(cast)
    client.force_login(cast.ben)

    for address in pages(cast, made):
        assert made.subject in client.get(address).text
    letter = client.get(made.get_absolute_url()).text
    assert "Dear Ben," in letter and "Chidi Eze wrote this on" in letter
    assert '<a href="https://example.org/how"' in letter


def test_readers_are_told_neither_to_whom_nor_to_how_many_it_went(client, cast):
    assert cast.mentorship
    made = announced(cast, audience="under_way")
    client.force_login(cast.ben)

    for address in pages(cast, made)[1:]:
        page = client.get(address).text
        assert "Amara" not in page and "under way" not in page and "2 people" not in page


def test_whoever_it_did_not_go_to_finds_nothing(client, cast):
    assert cast.mentorship
    made = announced(cast, audience="mentors")
    client.force_login(cast.ben)

    assert client.get(made.get_absolute_url()).status_code == 404
    for address in pages(cast, made)[:2]:
        page = client.get(address)
        assert page.status_code == 200
        assert made.subject not in page.text


def test_before_it_goes_out_no_member_finds_it(client, cast):
    assert cast.mentorship
    made = sent(cast)
    client.force_login(cast.ben)

    assert client.get(made.get_absolute_url()).status_code == 404
    assert made.subject not in client.get(reverse("announcements:list", args=[cast.programme.pk])).text


def test_whoever_has_left_the_programme_finds_it_no_more(client, cast):
    assert cast.mentorship
    made = announced(cast)
    Membership.objects.filter(person=cast.ben).update(left_at=timezone.now())
    client.force_login(cast.ben)

    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get(reverse("announcements:list", args=[cast.programme.pk])).status_code == 404


def test_every_coordinator_sees_who_wrote_when_to_whom_and_to_how_many(client, cast):
    assert cast.mentorship
    colleague = UserFactory(name="Gita Rao")
    made = announced(cast, audience="mentees")
    delivered()
    MembershipFactory(programme=cast.programme, person=colleague, role="coordinator")
    client.force_login(colleague)

    for address in pages(cast, made)[1:]:
        page = client.get(address).text
        assert "Chidi Eze" in page and "Mentees" in page
    assert "1 person" in client.get(reverse("announcements:list", args=[cast.programme.pk])).text
    assert "It has gone out to everybody." in client.get(made.get_absolute_url()).text


@pytest.mark.parametrize(("state", "word"), [("draft", "draft"), ("sent", "goes out from"), ("queued", "on its way")])
def test_the_list_says_where_each_is(client, cast, state, word):
    assert cast.mentorship
    {"draft": draft, "sent": sent, "queued": announced}[state](cast)
    client.force_login(cast.chidi)

    assert word in client.get(reverse("announcements:list", args=[cast.programme.pk])).text


def test_an_empty_list_is_a_first_page(client, cast):
    assert cast.mentorship
    address = reverse("announcements:list", args=[cast.programme.pk])

    client.force_login(cast.chidi)
    assert "Nothing announced yet" in client.get(address).text
    assert client.get(address).text.count(reverse("announcements:write", args=[cast.programme.pk])) == 1
    client.force_login(cast.ben)
    assert "Nothing announced yet" in client.get(address).text
    assert reverse("announcements:write", args=[cast.programme.pk]) not in client.get(address).text


def test_it_is_each_member_once_however_many_roles_they_have(cast):
    assert cast.mentorship
    MembershipFactory(programme=cast.programme, person=cast.ben, role="mentor")
    made = announced(cast)

    assert Reader.objects.filter(person=cast.ben).count() == 1
    assert made.reached == 2
