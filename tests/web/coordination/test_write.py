import pytest
from django.core.management import call_command
from django.urls import reverse

from alongside.web.cases.models import Case
from alongside.web.notices.models import Notice
from tests.post_office import open_post_office


@pytest.fixture
def address(cast) -> str:
    return reverse("coordination:write", args=[cast.mentorship.pk])


def test_a_coordinator_writes_to_both_and_a_case_is_kept(client, cast, address):
    client.force_login(cast.chidi)

    client.post(address, {"to": ["mentor", "mentee"], "subject": "How are you?", "words": "I would like to help."})

    assert {notice.person for notice in Notice.objects.all()} == {cast.amara, cast.ben}
    assert "I would like to help." in Notice.objects.first().body
    assert Case.objects.get().owner == cast.chidi


def test_an_answer_by_mail_goes_to_whoever_wrote(client, cast, address, settings):
    client.force_login(cast.chidi)
    client.post(address, {"to": ["mentor"], "subject": "How are you?", "words": "I would like to help."})
    client.force_login(cast.ben)
    client.post(reverse("coordination:ask", args=[cast.mentorship.pk]), {"words": "May we talk?"})

    with open_post_office(settings) as office:
        call_command("send_notices")

    assert office.to("amara@example.org")[0]["Reply-To"] == "Chidi Eze <chidi@example.org>"
    assert office.to("chidi@example.org")[0]["Reply-To"] == "Ben Lindqvist <ben@example.org>"


def test_a_letter_to_nobody_is_refused_and_nothing_typed_is_lost(client, cast, address):
    client.force_login(cast.chidi)

    answer = client.post(address, {"subject": "How are you?", "words": "I would like to help."})

    assert answer.status_code == 422
    assert "I would like to help." in answer.content.decode()
    assert not Notice.objects.exists()


def test_the_draft_greets_both_and_quotes_nothing_that_was_noticed(client, cast, address):
    client.force_login(cast.chidi)

    draft = client.get(address).context["form"].initial["words"]

    assert draft.startswith("Dear Amara, dear Ben,")


def test_a_word_had_on_the_phone_is_noted_and_nobody_is_written_to(client, cast):
    client.force_login(cast.chidi)
    address = reverse("coordination:spoke", args=[cast.mentorship.pk])

    assert client.post(address, {"words": ""}).status_code == 422
    client.post(address, {"words": "Called Amara. She will offer three times."})

    assert Case.objects.get().words.startswith("Called Amara")
    assert not Notice.objects.exists()
    for person in (cast.amara, cast.ben, cast.dana):
        client.force_login(person)
        assert client.get(address).status_code == 404


def test_neither_the_pair_nor_a_stranger_may_write_as_a_coordinator(client, cast, address):
    for person in (cast.amara, cast.ben, cast.dana):
        client.force_login(person)
        assert client.get(address).status_code == 404


def test_one_of_the_pair_asks_the_coordinators_and_the_partner_is_not_told(client, cast):
    client.force_login(cast.ben)

    client.post(reverse("coordination:ask", args=[cast.mentorship.pk]), {"words": "May we talk?"})

    assert [notice.person for notice in Notice.objects.all()] == [cast.chidi]


def test_a_coordinator_has_no_page_to_ask_themselves(client, cast):
    client.force_login(cast.chidi)

    assert client.get(reverse("coordination:ask", args=[cast.mentorship.pk])).status_code == 404
