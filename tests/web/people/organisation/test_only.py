"""The organisation's account as the only way in."""

from dataclasses import replace

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.urls import reverse

from alongside.web.people.models import User
from alongside.web.people.organisation.only import CLOSED
from tests.factories.people import UserFactory
from tests.web.people.organisation.conftest import come, is_in, who, words

SIGN_IN = reverse("account_login")
PASSWORD = "seven quiet herons"
NEW = {"email": "new@example.org", "password1": PASSWORD, "name": "New", "time_zone": "Europe/Rome"}
DOORS = [
    "account_signup", "account_request_login_code", "account_confirm_login_code", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key_done", "mfa_login_webauthn",
]  # fmt: skip


@pytest.fixture(autouse=True)
def only(provider, settings):
    settings.ORGANISATION = replace(settings.ORGANISATION, is_only=True)


def test_the_page_offers_nothing_else(client, db):
    page = words(client.get(SIGN_IN))

    assert "Sign in with Example University" in page
    for word in ('type="password"', "passkey", "code by e-mail", "Create your account", "Sign up"):
        assert word not in page


def test_a_good_password_opens_nothing(client, known):
    answer = client.post(f"{SIGN_IN}?next=/requests/", {"login": known.email, "password": PASSWORD})

    assert answer["Location"] == f"{SIGN_IN}?next=%2Frequests%2F"
    assert not is_in(client)


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_other_door_leads_to_the_open_one_with_where_they_wanted_to_go(client, known, name, method):
    answer = getattr(client, method)(f"{reverse(name)}?next=/programmes/", NEW if method == "post" else {})

    assert answer["Location"] == f"{SIGN_IN}?next=%2Fprogrammes%2F" or "next" not in str(answer.request)
    assert answer["Location"].startswith(SIGN_IN)
    assert list(User.objects.all()) == [known]


def test_every_address_that_opens_or_makes_an_account_is_among_the_closed():
    """A door that the library adds is looked at here: either it is closed, or it opens nothing by itself."""
    from allauth.account.urls import urlpatterns as account
    from allauth.mfa.urls import urlpatterns as mfa

    def names(patterns):
        for pattern in patterns:
            yield from names(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern.name]

    left = set(names([*account, *mfa])) - CLOSED
    assert left == {
        "account_login", "account_logout", "account_inactive", "account_email", "account_confirm_email",
        "account_email_verification_sent", "account_reauthenticate", "mfa_index", "mfa_authenticate",
        "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_list_webauthn",
        "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    }  # fmt: skip


def test_it_opens_an_account_that_had_a_password_and_a_second_step_is_still_asked(client, known, provider):
    come(client, provider)
    assert who(client) == known
    client.logout()
    Authenticator.objects.create(user=known, type="totp", data={"secret": "x"})

    page = come(client, provider)

    assert page.redirect_chain[-1][0] == reverse("mfa_authenticate")
    assert not is_in(client)


def test_the_password_of_whoever_signed_up_before_is_taken_away(client, db, provider):
    early = UserFactory(email="gina@example.org")
    early.set_password("known to mallory")
    early.save()
    EmailAddress.objects.create(user=early, email=early.email, verified=False, primary=True)

    come(client, provider)

    assert who(client) == early
    assert not who(client).has_usable_password()


def test_an_account_that_somebody_has_been_in_is_not_handed_over(client, known, provider):
    EmailAddress.objects.update(verified=False)
    client.force_login(known)
    client.logout()

    page = come(client, provider)

    assert page.status_code == 403
    assert "Tell whoever runs this site." in words(page)
    assert "another way" not in words(page)


def test_under_account_nothing_is_offered_that_opens_nothing(client, db, provider):
    come(client, provider)

    page = words(client.get(reverse("people:settings")))
    assert reverse("account_change_password") not in page
    assert reverse("mfa_list_webauthn") not in page
    answer = client.get(reverse("account_set_password"), follow=True)
    assert answer.redirect_chain == [(reverse("people:settings"), 302)]
    assert "Here you sign in with Example University, and with nothing else." in words(answer)


def test_whoever_forgot_their_password_is_asked_by_the_provider(client, known, provider):
    come(client, provider)

    page = words(client.get(reverse("account_reauthenticate")))

    assert "Sign in with Example University again" in page


def test_the_front_page_and_the_bar_lead_nowhere_else(client, db):
    page = words(client.get("/"))

    assert "Sign in with Example University" in page
    assert reverse("account_signup") not in page
