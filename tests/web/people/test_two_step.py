"""Two-step sign-in with an authenticator app, and the recovery codes for the day the phone is lost."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from alongside.web.people.models import User
from tests.factories.people import UserFactory

PASSWORD = "seven quiet herons"


@pytest.fixture
def gina(db) -> User:
    person = UserFactory(email="gina@example.org")
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def sign_in(client):
    return client.post(reverse("account_login"), {"login": "gina@example.org", "password": PASSWORD})


def is_in(client) -> bool:
    return client.get(reverse("people:settings")).status_code == 200


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def secret(client, gina) -> str:
    """Gina has set up an app; this is what it holds."""
    sign_in(client)
    page = reverse("mfa_activate_totp")
    client.post(reverse("account_reauthenticate") + f"?next={page}", {"password": PASSWORD})
    shown = client.get(page).context["form"].secret
    answer = client.post(page, {"code": code_for(shown)})
    assert answer.status_code == 302, answer.content.decode()
    client.logout()
    return str(shown)


def test_with_an_app_set_up_the_password_alone_opens_nothing(client, secret):
    answer = sign_in(client)

    assert answer.status_code == 302
    assert not is_in(client)


def test_the_code_of_the_app_opens(client, secret, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}  # a code opens once only
    sign_in(client)

    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})

    assert is_in(client)


def test_a_wrong_code_is_refused_with_a_sentence(client, secret):
    sign_in(client)

    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert answer.context["form"].errors["code"]
    assert not is_in(client)


def test_a_recovery_code_opens_once(client, secret, gina):
    codes = gina.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert is_in(client)

    client.logout()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})

    assert not is_in(client)
