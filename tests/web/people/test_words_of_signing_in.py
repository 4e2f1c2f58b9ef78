"""What django-allauth says on its pages, in the words of Alongside."""

import gettext
import re
from pathlib import Path

import pytest
from django.urls import reverse

from alongside.web import people

WORDS = Path(people.__file__).parent / "locale/en/LC_MESSAGES"


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


def test_the_words_that_are_shipped_are_the_words_that_are_written():
    with (WORDS / "django.mo").open("rb") as file:
        shipped = gettext.GNUTranslations(file)
    written = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', (WORDS / "django.po").read_text(), re.MULTILINE)

    assert written
    assert [(said, shipped.gettext(said)) for said, _ in written] == written
