"""Before they change how they sign in, people show that it is still them; by a letter where they have no password."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from alongside.web.people.models import User
from tests.factories.people import UserFactory
from tests.post_office import text_of

PASSKEY, ASK, ENTER = (
    reverse(name)
    for name in (
        "mfa_add_webauthn",
        "account_request_reauthentication_code",
        "account_confirm_reauthentication_code",
    )
)


@pytest.fixture
def gina(client, db) -> User:
    """Gina came by an invitation and signs in by codes."""
    person = UserFactory(email="gina@example.org")
    person.set_unusable_password()
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client.force_login(person)
    return person


def code_in(office, address: str) -> str:
    text = text_of(office.to(address)[-1])
    assert "This code shows that it is still you" in text
    assert "give the code to nobody" in text
    found = re.search(r"(?m)^([A-Z0-9-]{6,})\s*$", text)
    assert found, text
    return found[1]


def test_whoever_has_no_password_is_sent_a_code_and_gets_to_where_they_were_going(client, gina, post_office):
    asked = client.get(PASSKEY, follow=True)
    assert asked.redirect_chain == [(f"{ASK}?next={PASSKEY.replace('/', '%2F')}", 302)]
    assert "We send a code to gina@example.org." in asked.text
    assert "<select" not in asked.text

    page = client.post(ASK, {"recipient": gina.email, "next": PASSKEY}, follow=True)
    assert "gina@example.org" in page.text
    answer = client.post(ENTER, {"code": code_in(post_office, gina.email), "next": PASSKEY})

    assert answer["Location"] == PASSKEY
    assert client.get(PASSKEY).status_code == 200


def test_a_wrong_code_opens_nothing(client, gina, post_office):
    client.post(ASK, {"recipient": gina.email, "next": PASSKEY})

    answer = client.post(ENTER, {"code": "WRONG1", "next": PASSKEY})

    assert answer.status_code in (200, 422)
    assert client.get(PASSKEY)["Location"].startswith(ASK)


def test_a_code_goes_to_an_address_of_their_own_alone(client, gina, post_office):
    answer = client.post(ASK, {"recipient": "mallory@example.org", "next": PASSKEY})

    assert "ENTER" not in str(answer.headers.get("Location"))
    assert not post_office.to("mallory@example.org")


def test_whoever_has_two_addresses_says_which(client, gina, post_office):
    EmailAddress.objects.create(user=gina, email="rossi@example.org", verified=True)
    EmailAddress.objects.create(user=gina, email="old@example.org", verified=False)

    page = client.get(ASK).text
    client.post(ASK, {"recipient": "rossi@example.org"})

    assert '<option value="rossi@example.org"' in page
    assert "old@example.org" not in page
    assert code_in(post_office, "rossi@example.org")


def test_whoever_has_a_password_is_asked_for_that_first_and_may_choose_a_code(client, gina):
    gina.set_password("seven quiet herons")
    gina.save()
    client.force_login(gina)

    page = client.get(PASSKEY, follow=True)

    assert page.redirect_chain[0][0].startswith(reverse("account_reauthenticate"))
    assert "Send me a code by e-mail" in page.text
