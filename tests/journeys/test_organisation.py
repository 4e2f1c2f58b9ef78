"""Signing in with the organisation's account, as a browser does it: two sites, and a policy that guards every form."""

import re

import pytest

from tests.oidc_provider import open_provider
from tests.post_office import text_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def provider(settings):
    with open_provider(settings) as provider:
        provider.knows("gina-1", email="gina@example.org", email_verified=True, name="Gina Rossi")
        provider.knows("guest", email="guest@example.org", email_verified=False)
        yield provider


def sign_in_there(gina, provider, sub: str) -> None:
    """The way there goes on by itself; on the page of the provider they say who they are."""
    gina.page.wait_for_url(f"{provider.issuer}/**")
    gina.page.locator("input[name=sub]").fill(sub)
    gina.page.locator("input[name=sub]").press("Enter")
    gina.page.wait_for_url(f"{gina.site}/**")


def test_from_a_deep_link_over_the_organisation_and_back_to_it(visitor, provider, post_office):
    gina = visitor()
    page = gina.go("/people/me/settings/")
    gina.expect_at("/account/login/")
    gina.check_page("organisation_sign_in")

    gina.press(re.compile("Sign in with Example University"))
    sign_in_there(gina, provider, "guest")
    gina.broken.clear()  # the page that says no has the status of a no
    assert "has been confirmed, so we cannot know that it is yours" in page.inner_text("main")
    gina.check_page("organisation_refused")

    gina.press(re.compile("Sign in with Example University"))
    sign_in_there(gina, provider, "gina-1")
    gina.expect_at("/people/me/settings/")
    assert "Connected: gina@example.org" in page.inner_text("main")
    gina.broken.clear()
    gina.follow("Example University")
    gina.check_page("organisation")

    gina.press("Disconnect")
    gina.check_page("organisation_none")
    gina.press("Connect with Example University")
    assert "Is it still you?" in page.inner_text("main")
    gina.press("Send the code")
    [code] = re.findall(r"(?m)^([A-Z0-9-]{6,})\s*$", text_of(post_office.to("gina@example.org")[-1]))
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Confirm").click()
    sign_in_there(gina, provider, "gina-1")
    gina.expect_at("/people/me/organisation/")
    assert "Example University is connected." in page.inner_text("main")


def test_before_a_passkey_the_organisation_says_that_it_is_still_them(visitor, provider):
    gina = visitor()
    gina.go("/account/login/?next=/account/2fa/webauthn/add/")
    gina.press(re.compile("Sign in with Example University"))
    sign_in_there(gina, provider, "gina-1")
    gina.expect_at("/people/me/organisation/again/")
    gina.broken.clear()  # what the page of the provider could not load
    gina.check_page("organisation_again")

    gina.press("Sign in with Example University again")
    sign_in_there(gina, provider, "gina-1")

    gina.expect_at("/account/2fa/webauthn/add/")
