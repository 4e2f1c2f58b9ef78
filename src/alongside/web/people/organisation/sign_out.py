"""Whoever signs out here is still signed in at the organisation, and is told so."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest
from django.utils.translation import gettext as _g


def hear() -> None:
    """Hear when somebody has signed out."""
    user_logged_out.connect(_signed_out, dispatch_uid="alongside.web.people.organisation")


def _signed_out(request: HttpRequest, user: Any, **_more: Any) -> None:
    organisation, at = settings.ORGANISATION, request.resolver_match
    # Elsewhere a sign-out goes before another sign-in, or an account is closed.
    if organisation is None or at is None or at.url_name != "account_logout":
        return
    if any(record.get("method") == "socialaccount" for record in get_authentication_records(request, user)):
        words = _g("On a shared computer, sign out of %(name)s too: there you are still signed in.")
        messages.info(request, words % {"name": organisation.name}, fail_silently=True)
