"""From the first visit to a passkey, as a person at a browser does it."""

import re

import pytest

from tests.journeys.conftest import link_in

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "seven quiet herons"


def sign_up(gina, post_office, address: str) -> None:
    """Each journey has its own address: a letter is sent to one only every few minutes."""
    page = gina.go("/account/signup/")
    page.get_by_label(re.compile("^E-?mail")).fill(address)
    page.get_by_label("Password", exact=False).fill(PASSWORD)
    page.get_by_label("Your name").fill("Gina Rossi")
    gina.check_page("sign_up")
    assert page.get_by_label("Your time zone").input_value() == "Europe/Rome"
    gina.press("Create account")
    gina.expect_at("/confirm-email/")
    page.goto(gina.site + link_in(post_office, address, "/account/confirm-email/"))
    gina.press("Yes, go on")
    gina.expect_at("/home/")
    page.wait_for_load_state("networkidle")
    gina.broken.clear()


def test_a_passkey_made_here_signs_in_here(visitor, post_office):
    gina = visitor(timezone_id="Europe/Rome")
    sign_up(gina, post_office, "passkey@example.org")
    keys = gina.context.new_cdp_session(gina.page)
    keys.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": device})

    page = gina.go("/account/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)  # asked again before anything that opens the account
    gina.press("Confirm")
    assert page.get_by_label("Sign in with it alone").is_checked()
    gina.check_page("passkey")
    page.get_by_role("button", name="Add").click()
    page.wait_for_url(re.compile("recovery-codes|webauthn/?$"))
    page.wait_for_load_state("networkidle")
    gina.go("/account/2fa/webauthn/")
    gina.check_page("passkeys")

    gina.context.clear_cookies()
    page = gina.go("/account/login/")
    gina.check_page("sign_in")
    page.get_by_role("button", name="passkey").click()
    page.wait_for_url("**/home/")
