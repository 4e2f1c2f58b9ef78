"""A sign-in lasts from the last visit on, not from the day somebody signed in."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from alongside.web.people.request import VisitorRequest

RENEWED_ON = "renewed_on"  # in the session: the day, in UTC, from which its time counts


def connect() -> None:
    """Hear when somebody has signed in."""
    user_logged_in.connect(_signed_in, dispatch_uid="alongside.web.people.renewal")


def _signed_in(request: HttpRequest, **_more: Any) -> None:
    request.session[RENEWED_ON] = today()


class RenewalMiddleware:
    """Give the sign-in of whoever opens a page or sends a form its full time again.

    Once a day, since every renewal is a write. What a page that was left open asks by itself (htmx) is no visit.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: VisitorRequest) -> HttpResponse:
        if request.user.is_authenticated and not request.htmx and request.session.get(RENEWED_ON) != today():
            request.session[RENEWED_ON] = today()
        return self.get_response(request)


def today() -> str:
    return timezone.now().date().isoformat()
