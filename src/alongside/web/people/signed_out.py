"""Whoever was signed out meanwhile comes back to the page they were on, and is told what was not done."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _g

from alongside.web.people.request import VisitorRequest

NOT_DONE = "not_done"  # in the session of a visitor: they sent something that nobody took
SAFE = ("GET", "HEAD", "OPTIONS")


def connect() -> None:
    """Hear when somebody has signed in."""
    user_logged_in.connect(_signed_in, dispatch_uid="alongside.web.people.signed_out")


def _signed_in(request: HttpRequest, **_more: Any) -> None:
    if request.session.pop(NOT_DONE, False):
        words = _g("You were signed out before this could be done. Please press it again.")
        messages.warning(request, words, fail_silently=True)


class SignedOutMiddleware:
    """Change where a guarded view sends a visitor; a page that was only opened needs no change.

    After a form was sent one comes back to the page it stood on: many addresses take only what is sent. A part of a
    page that htmx asks for is answered by 401 and the way for the whole page, since the browser would follow a
    redirect by itself and htmx would draw the sign-in into that part.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: VisitorRequest) -> HttpResponse:
        response = self.get_response(request)
        if not leads_to_sign_in(request, response):
            return response
        if request.htmx:
            way = redirect_to_login(page_before(request)).headers["Location"]
            return HttpResponse(status=401, headers={"HX-Redirect": way})
        if request.method in SAFE:
            return response
        request.session[NOT_DONE] = True
        messages.info(request, _g("You were signed out. Sign in, and you come back to the page you were on."))
        return redirect_to_login(page_before(request))


def leads_to_sign_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a guarded view turned a visitor away."""
    if response.status_code != 302 or request.user.is_authenticated:
        return False
    way = urlsplit(response.headers["Location"])
    return way.path == resolve_url(settings.LOGIN_URL) and QueryDict(way.query).get("next") == request.get_full_path()


def page_before(request: HttpRequest) -> str:
    """The page of this site that a request came from; one's home where the browser does not say."""
    before = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        page = urlsplit(before)
        if page.netloc:  # else it is no whole address, which is what a browser sends
            return urlunsplit(("", "", page.path, page.query, ""))
    return resolve_url(settings.LOGIN_REDIRECT_URL)
