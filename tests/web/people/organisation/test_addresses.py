"""Whose an address is: one that only looks like somebody's, and one of two that the provider names."""

import pytest
from django.urls import reverse

from alongside.web.people.models import User
from tests.factories.people import UserFactory
from tests.oidc_provider import USERINFO
from tests.web.people.organisation.conftest import come, is_in, who, words


@pytest.mark.parametrize(
    ("email", "alike"),
    [
        ("gına@example.org", "GINA@example.org"),
        ("rossi@maıl.org", "rossi@mail.org"),
        ("rossi@example.ſi", "rossi@example.si"),
    ],
)
def test_an_address_that_is_the_same_in_capitals_only_is_another_one(client, db, provider, email, alike):
    """PostgreSQL writes ı as I and ſ as S: whoever buys such a domain confirms an address at it like anybody."""
    victim = UserFactory(email=alike)
    victim.emailaddress_set.create(email=alike, verified=True, primary=True)
    provider.knows("mallory", email=email, email_verified=True, name="Mallory")

    come(client, provider, "mallory")

    assert not victim.socialaccount_set.exists()
    assert not is_in(client) or who(client) != victim


@pytest.mark.parametrize("kept", ["Gina@Example.ORG", "gina@example.org"])
def test_capitals_make_no_other_address(client, known, provider, kept):
    User.objects.update(email=kept)
    known.emailaddress_set.update(email=kept)
    provider.knows("gina-1", email="GINA@example.org", email_verified=True, name="Gina")

    come(client, provider)

    assert who(client) == known


def test_what_is_said_of_one_address_is_not_believed_of_another(client, known, provider):
    """The ID token names one of theirs that is confirmed; userinfo one that is not said to be."""
    provider.knows("mallory", email="mallory@example.org", email_verified=True, name="Mallory")
    said = {"email": "mallory@example.org", "email_verified": True}
    provider.id_token = lambda claims: {**claims, **said}
    provider.changes[USERINFO] = lambda claims: {"sub": claims["sub"], "email": "gina@example.org"}

    page = come(client, provider, "mallory")

    assert page.status_code == 403
    assert "does not say that gina@example.org has been confirmed" in words(page)
    assert not known.socialaccount_set.exists()


def test_what_stands_in_the_id_token_alone_is_believed(client, known, provider):
    provider.knows("gina-1", name="Gina")
    said = {"email": "gina@example.org", "email_verified": True}
    provider.id_token = lambda claims: {**claims, **said}
    provider.changes[USERINFO] = lambda claims: {"sub": claims["sub"], "email": "gina@example.org"}

    assert come(client, provider).redirect_chain[-1][0] == reverse("home:home")
    assert who(client) == known
