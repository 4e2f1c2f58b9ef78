"""What somebody does under Account: see which account is connected, connect one, disconnect it, go."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from tests.factories.people import UserFactory
from tests.oidc_provider import USERINFO
from tests.web.people.organisation.conftest import GO, come, is_in, who, words

PAGE, CONNECT, AGAIN = (
    reverse(f"people:{name}") for name in ("organisation", "connect_organisation", "again_by_organisation")
)
SETTINGS, PASSKEY, REAUTHENTICATE = reverse("people:settings"), reverse("mfa_add_webauthn"), "account_reauthenticate"
PASSWORD = "seven quiet herons"


def sign_in(client, person):
    """And once more, as before everything that changes how one signs in."""
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse(REAUTHENTICATE), {"password": PASSWORD})


def connect(client, provider, sub="gina-1"):
    way = client.post(CONNECT, follow=True).context["way"]
    return client.get(provider.sign_in(way, sub), follow=True)


@pytest.fixture
def elsewhere(known, provider):
    """Known's account at the organisation has another address than the one here."""
    provider.knows("gina-1", email="rossi@uni.example.org", email_verified=False)
    return known


def test_whoever_signed_in_by_it_sees_it_and_may_disconnect_since_a_code_still_opens(client, db, provider):
    come(client, provider)
    assert "gina@example.org" in words(client.get(SETTINGS))
    assert "gina@example.org, since" in words(client.get(PAGE))

    page = client.post(PAGE, follow=True)

    assert "Example University is disconnected." in words(page)
    assert "Not connected" in words(page)
    assert not SocialAccount.objects.exists()
    assert is_in(client)


def test_an_account_with_another_address_is_connected_by_its_owner_and_opens_theirs_from_then_on(
    client, elsewhere, provider
):
    sign_in(client, elsewhere)

    page = connect(client, provider)

    assert "Example University is connected." in words(page)
    [letter] = Notice.objects.filter(person=elsewhere)
    assert "rossi@uni.example.org" in letter.body
    come(other := Client(), provider)
    assert who(other) == elsewhere
    assert not EmailAddress.objects.filter(email="rossi@uni.example.org").exists()


def test_twice_connected_is_connected_once(client, elsewhere, provider):
    sign_in(client, elsewhere)

    connect(client, provider)
    connect(client, provider)

    assert SocialAccount.objects.filter(user=elsewhere).count() == 1
    assert Notice.objects.filter(person=elsewhere).count() == 1


def test_a_second_account_there_waits_until_the_first_is_disconnected(client, elsewhere, provider):
    provider.knows("gina-2", email="second@uni.example.org")
    sign_in(client, elsewhere)
    connect(client, provider)

    page = connect(client, provider, "gina-2")

    assert "Disconnect that one first." in words(page)
    assert SocialAccount.objects.get().uid == "gina-1"


def test_an_account_there_opens_one_account_here(client, elsewhere, provider):
    SocialAccount.objects.create(user=UserFactory(), provider=provider.issuer, uid="gina-1")
    sign_in(client, elsewhere)

    page = connect(client, provider)

    assert "is connected with another account here." in words(page)
    assert not elsewhere.socialaccount_set.exists()


def test_connecting_is_for_who_began_it(client, elsewhere, provider):
    sign_in(client, elsewhere)
    way = client.post(CONNECT).context["way"]
    back = provider.sign_in(way, "gina-1")
    states = client.session["socialaccount_states"]
    client.force_login(other := UserFactory())
    moved = client.session
    moved["socialaccount_states"] = states
    moved.save()

    page = client.get(back, follow=True)

    assert "Somebody else is signed in here now" in words(page)
    assert not other.socialaccount_set.exists()


def test_before_connecting_one_is_asked_who_one_is(client, known, provider):
    client.force_login(known)

    answer = client.post(CONNECT)
    assert answer["Location"].startswith(reverse(REAUTHENTICATE))
    assert not provider.asked[1:]
    page = client.post(answer["Location"], {"password": PASSWORD}, follow=True)

    assert page.context["way"].startswith(provider.issuer)


def test_the_provider_may_be_asked_instead_of_the_password(client, known, provider):
    come(client, provider)
    Authenticator.objects.create(user=known, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    asked = client.get(PASSKEY)
    page = client.get(asked["Location"])
    assert "Sign in with Example University again" in words(page)
    assert f'name="next" value="{PASSKEY}"' in words(page)

    way = client.post(AGAIN, {"next": PASSKEY}).context["way"]
    assert "prompt=login" in way
    back = client.get(provider.sign_in(way, "gina-1"), follow=True)

    assert back.redirect_chain == [(PASSKEY, 302)]
    assert back.status_code == 200


def test_what_was_sent_before_the_question_is_done_after_it(client, known, provider):
    come(client, provider)
    client.post(PAGE)  # disconnect
    SocialAccount.objects.create(user=known, provider=provider.issuer, uid="gina-1")
    url = reverse("mfa_generate_recovery_codes")
    Authenticator.objects.create(user=known, type="totp", data={"secret": "x"})
    asked = client.post(url)
    assert asked.status_code == 302

    way = client.post(AGAIN, {"next": url}).context["way"]
    client.get(provider.sign_in(way, "gina-1"))

    assert known.authenticator_set.filter(type="recovery_codes").exists()


@pytest.mark.parametrize("sub", ["somebody-else", "stranger"])
def test_another_account_there_does_not_answer_for_them(client, known, provider, sub):
    come(client, provider)
    provider.knows(sub, email="stranger@example.org", email_verified=True)
    if sub == "stranger":
        come(Client(), provider, sub)

    way = client.post(AGAIN, {"next": PASSKEY}).context["way"]
    page = client.get(provider.sign_in(way, sub))

    assert page.status_code == 403
    assert "another account of Example University than the one connected with yours" in words(page)
    assert client.get(PASSKEY)["Location"].startswith(reverse(REAUTHENTICATE))


def test_a_sign_in_of_this_morning_is_not_just_now(client, known, provider):
    come(client, provider)
    provider.changes[USERINFO] = lambda said: {**said, "auth_time": 1_600_000_000}

    way = client.post(AGAIN, {"next": PASSKEY}).context["way"]
    page = client.get(provider.sign_in(way, "gina-1"))

    assert "did not ask you to sign in anew" in words(page)
    assert client.get(PASSKEY)["Location"].startswith(reverse(REAUTHENTICATE))


@pytest.mark.parametrize("name", ["account_email", "mfa_index", "mfa_list_webauthn", "people:leave"])
def test_whoever_has_no_password_gets_everywhere_without_one(client, db, provider, name):
    come(client, provider)

    page = client.get(reverse(name))

    assert page.status_code == 200
    assert 'type="password"' not in words(page)


@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_activate_totp", "api:make_key"])
@pytest.mark.parametrize("is_only", [False, True])
def test_whoever_has_no_password_shows_by_the_organisation_that_it_is_still_them(
    client, db, provider, settings, name, is_only
):
    come(client, provider)
    settings.ORGANISATION = replace(settings.ORGANISATION, is_only=is_only)
    if is_only:
        settings.ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
    url = reverse(name)

    page = client.get(url, follow=True)
    assert page.redirect_chain[-1][0].startswith(AGAIN)
    assert "Sign in with Example University again" in words(page)
    assert ("Send me a code by e-mail" in words(page)) is not is_only
    assert f'name="next" value="{url}"' in words(page)
    way = client.post(AGAIN, {"next": url}).context["way"]
    back = client.get(provider.sign_in(way, "gina-1"), follow=True)

    assert back.redirect_chain == [(url, 302)]
    assert back.status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.get(url)["Location"].startswith(AGAIN)


def test_whoever_has_no_password_chooses_one_without_an_old_one(client, db, provider):
    come(client, provider)

    page = client.get(reverse("account_change_password"), follow=True)
    assert page.redirect_chain == [(reverse("account_set_password"), 302)]
    client.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})

    sign_in(other := Client(), User.objects.get())
    assert is_in(other)


def test_whoever_has_no_password_changes_their_address(client, db, provider, post_office):
    come(client, provider)
    client.post(reverse("account_email"), {"action_add": "", "email": "new@example.org"})
    EmailAddress.objects.filter(email="new@example.org").update(verified=True)

    client.post(reverse("account_email"), {"action_primary": "", "email": "new@example.org"})

    assert User.objects.get().email == "new@example.org"
    come(other := Client(), provider)
    assert who(other) == User.objects.get()


def test_whoever_goes_takes_the_connection_along(client, db, provider):
    come(client, provider)

    client.post(reverse("people:leave"), {"sure": "on"})

    assert not SocialAccount.objects.exists()
    assert not is_in(client)
    come(other := Client(), provider)
    assert User.objects.filter(left_at=None).get() == who(other)


def test_my_data_says_which_account_is_connected(client, db, provider):
    come(client, provider)

    [kept] = client.get(reverse("people:download")).json()["socialaccount.SocialAccount"]

    assert (kept["provider"], kept["uid"]) == (provider.issuer, "gina-1")
    assert kept["extra_data"] == {"email": "gina@example.org"}


def test_the_last_way_in_stays(client, db, provider, settings):
    come(client, provider)
    EmailAddress.objects.update(verified=False)

    assert "It is the only way you can sign in." in words(client.get(PAGE))
    assert client.post(PAGE).status_code == 422
    assert SocialAccount.objects.exists()

    settings.ORGANISATION = replace(settings.ORGANISATION, is_only=True)
    EmailAddress.objects.update(verified=True)
    page = client.post(PAGE)
    assert page.status_code == 422
    assert "Example University is the only way to sign in here." in words(page)


def test_a_connection_with_a_provider_of_before_is_none(client, db, provider, settings):
    come(client, provider)
    settings.ORGANISATION = replace(settings.ORGANISATION, issuer="https://new.example.org")

    assert "Not connected" in words(client.get(PAGE))


def test_whoever_signs_out_is_told_of_the_sign_in_there(client, known, provider):
    hint = "On a shared computer, sign out of Example University too"
    come(client, provider)
    assert hint in words(client.post(reverse("account_logout"), follow=True))

    sign_in(client, known)
    assert hint not in words(client.post(reverse("account_logout"), follow=True))
    come(client, provider)
    assert hint not in words(come(client, provider))


def test_a_visitor_connects_nothing(client, db, provider):
    for address in (CONNECT, AGAIN, PAGE):
        assert client.post(address)["Location"].startswith(reverse("account_login"))
    assert client.get(GO).status_code == 302
