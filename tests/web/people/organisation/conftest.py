from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from alongside.web.people.models import User
from tests.factories.people import UserFactory
from tests.oidc_provider import Provider, open_provider

GO, BACK = reverse("organisation:go"), reverse("organisation:back")
GINA = {"email": "gina@example.org", "email_verified": True, "name": "Gina Rossi"}


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    with open_provider(settings) as provider:
        provider.knows("gina-1", **GINA)
        yield provider


@pytest.fixture
def known(db) -> Any:
    """Somebody who is here already, with a password and an address they confirmed."""
    person = UserFactory(email="gina@example.org", name="Gina R.")
    person.set_password("seven quiet herons")
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def come(client: Any, provider: Provider, sub: str = "gina-1", **said: Any) -> Any:
    """There and back: the page on which somebody stands in the end."""
    way = client.post(GO, said).context["way"]
    return client.get(provider.sign_in(way, sub), follow=True)


def is_in(client: Any) -> bool:
    return bool(client.get(reverse("people:settings")).status_code == 200)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def who(client: Any) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])
