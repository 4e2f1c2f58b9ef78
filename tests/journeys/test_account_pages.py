"""The pages about signing in, for who is signed in."""

import re

import pytest

from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
PATHS = ["2fa/", "2fa/totp/activate/", "2fa/webauthn/add/", "email/", "password/change/", "logout/"]


def test_every_page_about_signing_in_can_be_used_by_everybody(visitor, site):
    cast = Cast()
    cast.ben.set_password("walk-alongside")
    cast.ben.save()
    cast.ben.emailaddress_set.update_or_create(email=cast.ben.email, defaults={"verified": True, "primary": True})
    ben = visitor()
    ben.go("/account/login/?next=/account/2fa/")
    ben.page.get_by_label(re.compile("^E-?mail")).fill(cast.ben.email)
    ben.page.get_by_label("Password").fill("walk-alongside")
    ben.press("Sign in")
    ben.expect_at("/account/2fa/")

    for path in PATHS:
        ben.go(f"/account/{path}")
        if "reauthenticate" in ben.page.url:
            ben.check_page()
            ben.follow("Send me a code by e-mail")
            ben.check_page()
            ben.press("Send the code")
            ben.expect_at("/reauthenticate/code/confirm/")
            ben.check_page()
            ben.follow("Cancel")
            ben.follow("Use your password")
            ben.page.get_by_label("Password").fill("walk-alongside")
            ben.press("Confirm")
            ben.expect_at(path)
        assert ben.page.url.endswith(path)
        ben.check_page()
