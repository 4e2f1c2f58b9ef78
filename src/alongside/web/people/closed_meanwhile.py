"""Whoever closes their account in one window and sends a form in another is told that nothing of it was kept."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _g

from alongside.web.people.models import HasLeft
from alongside.web.people.request import VisitorRequest

FRONT = "home:front"


class ClosedMeanwhileMiddleware:
    """Answer what no view looks out for: each verb that holds its person may find that they have left."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: VisitorRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, HasLeft):
            return None
        logout(request)
        messages.info(request, _g("Your account was closed meanwhile, so nothing of this was kept."))
        if request.htmx:  # the browser would follow a redirect by itself, and the front page would be drawn into a part
            return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(FRONT)})
        return redirect(FRONT)
