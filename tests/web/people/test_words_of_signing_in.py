"""What django-allauth says on its pages, in the words of Alongside."""

import gettext
import re
from pathlib import Path

import pytest
from django.urls import reverse

from alongside.web import people

WORDS = Path(people.__file__).parent / "locale/en_GB/LC_MESSAGES"


@pytest.mark.parametrize(
    "page", ["account_login", "account_signup", "account_reset_password", "account_request_login_code"]
)
def test_a_visitor_is_asked_for_an_e_mail_address(client, db, page):
    html = client.get(reverse(page)).content.decode()

    assert "E-mail address" in html
    assert not re.search(r"\bEmail\b|Sign In\b", html)


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("account_email", "E-mail addresses"),
        ("account_change_password", "Change password"),
        ("mfa_index", "Two-step sign-in"),
    ],
)
def test_the_pages_about_signing_in_have_titles_like_all_others(client, cast, page, title):
    cast.ben.emailaddress_set.update_or_create(email=cast.ben.email, defaults={"verified": True, "primary": True})
    client.force_login(cast.ben)

    html = client.get(reverse(page)).content.decode()

    assert re.search(rf"<h1>\s*{title}\s*</h1>", html)
    assert not re.search(r"\bEmail\b|Two-Factor|Security Key", html)


def test_a_new_passkey_signs_in_alone_unless_somebody_says_otherwise(client, cast):
    cast.ben.set_password("seven quiet herons")
    cast.ben.save()
    cast.ben.emailaddress_set.update_or_create(email=cast.ben.email, defaults={"verified": True, "primary": True})
    client.force_login(cast.ben)
    client.post(reverse("account_reauthenticate"), {"password": "seven quiet herons"})

    html = client.get(reverse("mfa_add_webauthn")).content.decode()

    assert "Sign in with it alone" in html
    assert re.search(r'<input type="checkbox" name="passwordless"[^>]* checked', html)


def test_an_address_can_be_added_confirmed_made_the_main_one_and_removed(client, cast, post_office):
    cast.ben.emailaddress_set.update_or_create(email=cast.ben.email, defaults={"verified": True, "primary": True})
    client.force_login(cast.ben)
    page = reverse("account_email")
    assert "Send the confirmation again" not in client.get(page).content.decode()

    client.post(page, {"action_add": "", "email": "ben@example.com"})
    assert "not confirmed yet" in client.get(page).content.decode()
    cast.ben.emailaddress_set.filter(email="ben@example.com").update(verified=True)
    client.post(page, {"action_primary": "", "email": "ben@example.com"})
    client.post(page, {"action_remove": "", "email": "ben@example.org"})

    assert [(one.email, one.primary) for one in cast.ben.emailaddress_set.all()] == [("ben@example.com", True)]


def test_a_link_that_is_too_old_says_how_to_get_a_new_one(client, db):
    html = client.get(reverse("account_confirm_email", args=["no-such-key"])).content.decode()

    assert "This link does not work any more" in html
    assert "Sign in, and we send you a new one" in html


def test_the_words_that_are_shipped_are_the_words_that_are_written():
    with (WORDS / "django.mo").open("rb") as file:
        shipped = gettext.GNUTranslations(file)
    written = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', (WORDS / "django.po").read_text(), re.MULTILINE)

    plain = [(said.replace('\\"', '"'), ours.replace('\\"', '"')) for said, ours in written]
    assert plain
    assert [(said, shipped.gettext(said)) for said, _ in plain] == plain
