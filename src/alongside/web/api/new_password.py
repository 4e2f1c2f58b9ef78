"""A new password ends every key: whoever fears that somebody was in their account chooses one."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _g

from alongside.web.people.models import User


def hear() -> None:
    """Hear when somebody has a new password in place of an old one."""
    for signal in (password_changed, password_reset):
        signal.connect(_new_password, dispatch_uid="alongside.web.api")


def _new_password(request: HttpRequest, user: User, **_more: Any) -> None:
    ended, _by_kind = user.access_keys.all().delete()
    if ended:
        words = _g("Your access keys opened your account too, so they have ended with the old password.")
        messages.info(request, words, fail_silently=True)
