"""Signing in with the organisation's account: who comes in, as whom, and where they land."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from tests.factories.people import UserFactory
from tests.web.people.organisation.conftest import BACK, GINA, GO, come, is_in, who, words

SIGN_IN = reverse("account_login")


def test_the_first_sign_in_makes_an_account_with_name_and_confirmed_address(client, db, provider):
    page = come(client, provider)

    assert page.status_code == 200
    gina = User.objects.get()
    assert who(client) == gina
    assert (gina.name, gina.email, gina.has_usable_password()) == ("Gina Rossi", "gina@example.org", False)
    assert gina.profile
    [address] = gina.emailaddress_set.all()
    assert (address.email, address.verified, address.primary) == ("gina@example.org", True, True)
    assert "with the name and the address Example University told us" in words(page)


def test_the_second_sign_in_finds_the_same_account_whatever_has_changed_there(client, db, provider):
    come(client, provider)
    provider.knows("gina-1", email="married@example.org", email_verified=False, name="Gina Bianchi")

    come(Client(), provider)
    again = come(other := Client(), provider)

    assert again.status_code == 200
    gina = User.objects.get()
    assert who(other) == gina
    assert (gina.name, gina.email) == ("Gina Rossi", "gina@example.org")
    assert gina.socialaccount_set.get().extra_data == {"email": "married@example.org"}


def test_nothing_is_kept_but_who_it_is_and_the_address(client, db, provider):
    come(client, provider)

    [kept] = SocialAccount.objects.all()
    assert (kept.provider, kept.uid, kept.extra_data) == (provider.issuer, "gina-1", {"email": "gina@example.org"})
    assert not SocialToken.objects.exists()


def test_an_account_with_the_same_confirmed_address_is_joined_and_told_by_letter(client, known, provider):
    come(client, provider)

    assert who(client) == known
    known.refresh_from_db()
    assert (known.name, known.has_usable_password()) == ("Gina R.", True)
    [letter] = Notice.objects.filter(person=known)
    assert "Example University opens your account now" in letter.subject


@pytest.mark.parametrize("said", [{"email_verified": False}, {"email_verified": "false"}, {}, {"email_verified": 1}])
def test_an_address_the_provider_does_not_vouch_for_neither_joins_nor_makes_an_account(client, known, provider, said):
    provider.knows("mallory", email="gina@example.org", name="Mallory", **said)
    provider.knows("nobody", email="new@example.org", name="New", **said)

    for sub in ("mallory", "nobody"):
        page = come(client, provider, sub)
        assert page.status_code == 403
        assert "has been confirmed, so we cannot know that it is yours" in words(page)
    assert not is_in(client)
    assert User.objects.get() == known


def test_a_provider_may_say_true_in_a_word(client, known, provider):
    provider.knows("gina-1", **{**GINA, "email_verified": "true"})

    come(client, provider)

    assert who(client) == known


def test_whoever_signed_up_with_an_address_of_somebody_else_gets_no_account_in_common_with_them(client, db, provider):
    mallory = UserFactory(email="gina@example.org", name="Mallory")
    mallory.set_password("known to mallory")
    mallory.save()
    EmailAddress.objects.create(user=mallory, email=mallory.email, verified=False, primary=True)

    page = come(client, provider)

    assert page.status_code == 403
    assert "nobody has shown yet whose address it is" in words(page)
    assert reverse("account_request_login_code") in words(page)
    assert not is_in(client)
    assert not mallory.socialaccount_set.exists()


def test_an_address_that_somebody_only_added_to_their_account_is_not_theirs(client, db, provider):
    mallory = UserFactory(email="mallory@example.org")
    EmailAddress.objects.create(user=mallory, email="gina@example.org", verified=False)

    come(client, provider)

    assert who(client) != mallory
    assert who(client).email == "gina@example.org"


def test_an_address_given_to_somebody_else_later_does_not_hand_over_the_account(client, known, provider):
    come(client, provider)
    provider.knows("gina-2", **{**GINA, "name": "Another Gina"})

    page = come(other := Client(), provider, "gina-2")

    assert page.status_code == 403
    assert "connected with another account of Example University" in words(page)
    assert not is_in(other)


def test_the_same_number_at_another_provider_is_somebody_else(client, db, provider):
    stranger = UserFactory()
    SocialAccount.objects.create(user=stranger, provider="https://before.example.org", uid="gina-1")

    come(client, provider)

    assert who(client) != stranger


def test_an_account_from_a_sign_up_sheet_waits_for_them(client, db, provider):
    waiting = UserFactory(email="gina@example.org", name="Gina of the sheet")
    waiting.set_unusable_password()
    waiting.save()
    EmailAddress.objects.create(user=waiting, email=waiting.email, verified=False, primary=True)

    come(client, provider)

    assert who(client) == waiting
    assert waiting.emailaddress_set.get().verified
    assert who(client).name == "Gina of the sheet"


def test_a_closed_account_stays_closed(client, known, provider):
    come(client, provider)
    client.logout()
    User.objects.update(is_active=False)

    page = come(client, provider)

    assert "This account may not sign in" in words(page)
    assert not is_in(client)


def test_a_closed_account_is_not_joined(client, known, provider):
    User.objects.update(is_active=False)

    page = come(client, provider)

    assert page.status_code == 403
    assert not known.socialaccount_set.exists()


@pytest.mark.parametrize("domains", [("example.org",), ("elsewhere.org", "example.org")])
def test_addresses_of_the_organisation_come_in_and_others_do_not(client, db, provider, settings, domains):
    settings.ORGANISATION = with_(settings.ORGANISATION, domains=domains)
    provider.knows("guest", email="guest@sub.example.org", email_verified=True)
    provider.knows("trick", email="guest@badexample.org", email_verified=True)

    for sub in ("guest", "trick"):
        page = come(client, provider, sub)
        assert page.status_code == 403
        assert "only addresses of" in words(page)
        assert "example.org come in" in words(page)
    assert not User.objects.exists()

    come(client, provider)
    assert is_in(client)


def test_a_provider_that_gives_the_addresses_out_need_not_confirm_them_of_its_domains(client, db, provider, settings):
    settings.ORGANISATION = with_(settings.ORGANISATION, domains=("example.org",), gives_addresses=True)
    provider.knows("silent", email="silent@example.org", name="Silent")
    provider.knows("denied", email="denied@example.org", email_verified=False)

    assert come(client, provider, "denied").status_code == 403
    come(client, provider, "silent")

    assert who(client).email == "silent@example.org"


@pytest.mark.parametrize("email", [None, "", "no address", 7, ["gina@example.org"], "a" * 300 + "@example.org"])
def test_without_an_address_nobody_comes_in_and_is_told_so(client, db, provider, email):
    provider.knows("gina-1", email=email, email_verified=True, name="Gina")

    page = come(client, provider)

    assert page.status_code == 403
    assert "tells us no e-mail address of yours" in words(page)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"name": "  Gina\nRossi\x00 "}, "Gina Rossi"),
        ({"given_name": "Gina", "family_name": "Rossi"}, "Gina Rossi"),
        ({"name": None}, "gina"),
        ({"name": "G" * 300}, "G" * 120),
        ({"name": {"of": "words"}}, "{'of': 'words'}"),
    ],
)
def test_a_name_fits_whatever_the_provider_calls_them(client, db, provider, said, name):
    provider.knows("gina-1", email="gina@example.org", email_verified=True, **said)

    come(client, provider)

    assert User.objects.get().name == name


def test_they_come_back_to_the_page_they_wanted(client, cast, provider):
    provider.knows("ben", email=cast.ben.email, email_verified=True)
    EmailAddress.objects.create(user=cast.ben, email=cast.ben.email, verified=True, primary=True)
    page = f"{reverse('meetings:list', args=[cast.mentorship.pk])}?from=letter"
    sign_in = client.get(page, follow=True)
    assert f'name="next" value="{page}"' in words(sign_in)

    back = come(client, provider, "ben", next=page)

    assert back.redirect_chain[-1][0] == page
    assert back.status_code == 200


def test_they_are_led_to_no_other_site(client, db, provider):
    back = come(client, provider, next="https://elsewhere.example.com/")

    assert back.redirect_chain[-1][0] == reverse("home:home")


def test_a_second_step_is_asked_for_after_it(client, known, provider):
    Authenticator.objects.create(user=known, type="totp", data={"secret": "x"})

    page = come(client, provider)

    assert page.redirect_chain[-1][0] == reverse("mfa_authenticate")
    assert not is_in(client)
    waiting = client.session.get("account_login")
    assert waiting
    assert known.password not in str(waiting)
    assert "token" not in waiting["signal_kwargs"]["sociallogin"]


def test_only_a_button_leads_to_the_provider(client, db, provider):
    answer = client.get(f"{GO}?next=/home/")

    assert answer["Location"] == f"{SIGN_IN}?next=%2Fhome%2F"
    assert not provider.asked[1:]
    assert Client(enforce_csrf_checks=True).post(GO).status_code == 403


def test_the_page_in_between_sends_on_and_forms_still_go_nowhere_else(client, db, provider):
    answer = client.post(GO)

    assert f'http-equiv="refresh" content="0; url={provider.issuer}/oauth2/authorize?' in words(answer)
    assert "form-action 'self';" in answer["Content-Security-Policy"] + ";"
    assert "no-store" in answer["Cache-Control"]
    assert "code_challenge_method=S256" in answer.context["way"]
    assert "s3cret-of-ours" not in words(answer)


def test_the_address_they_come_back_to_is_below_the_sites_own(client, db, provider, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://mentoring.example.org", ["elsewhere.example.net"]

    answer = client.post(GO, headers={"host": "elsewhere.example.net"})

    assert (
        "redirect_uri=https%3A%2F%2Fmentoring.example.org%2Faccount%2Forganisation%2Fback%2F" in answer.context["way"]
    )


def test_the_pages_offer_it_first_and_the_others_below(client, db, provider):
    for name in ("account_login", "account_signup"):
        page = words(client.get(f"{reverse(name)}?next=/programmes/"))
        assert page.index("Sign in with Example University") < page.index("Or with an account of this site")
        assert page.count("button--primary") == 1
        assert 'name="next" value="/programmes/"' in page


def test_without_a_setting_there_is_no_such_page_and_no_word_of_it(client, known):
    for method, address in ((client.post, GO), (client.get, GO), (client.get, BACK)):
        assert method(address).status_code == 404
    for address in ("/account/3rdparty/", "/account/oidc/openid_connect/login/", "/account/social/signup/"):
        assert client.get(address).status_code == 404
    assert "Sign in with" not in words(client.get(SIGN_IN))
    client.force_login(known)
    assert client.get(reverse("people:organisation")).status_code == 404
    assert reverse("people:organisation") not in words(client.get(reverse("people:settings")))


def test_no_key_stays_in_a_session(client, db, provider):
    come(client, provider)

    kept = str([session.get_decoded() for session in Session.objects.all()])
    assert "code_verifier" not in kept
    assert "access_token" not in kept


def with_(organisation, **more):
    from dataclasses import replace

    return replace(organisation, **more)
