"""A new password ends every key: whoever fears that somebody was in their account chooses one."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _g

from alongside.web.people.models import User
from alongside.web.people.password import password_set

# On the person whose password was set, for the page that follows: whether keys ended with the old one.
HAD_KEYS = "had_access_keys"


def hear() -> None:
    """Hear when somebody has a new password, wherever it was set, and when there is a page to say so on."""
    password_set.connect(_new_password, dispatch_uid="alongside.web.api")
    for signal in (password_changed, password_reset):
        signal.connect(_on_a_page, dispatch_uid="alongside.web.api")


def _new_password(user: User, **_more: Any) -> None:
    ended = [key.revoke() for key in user.access_keys.all()]
    setattr(user, HAD_KEYS, bool(ended))


def _on_a_page(request: HttpRequest, user: User, **_more: Any) -> None:
    if getattr(user, HAD_KEYS, False):
        words = _g("Your access keys opened your account too, so they have ended with the old password.")
        messages.info(request, words, fail_silently=True)
