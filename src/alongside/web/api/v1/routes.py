"""All routes, put together. What is checked for each of them stands here once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from alongside.web.api.v1 import (
    actions,
    cases,
    contacts,
    goals,
    invitations,
    me,
    meetings,
    members,
    mentorships,
    programmes,
)
from alongside.web.api.v1.door import AccessKeyDoor
from alongside.web.api.v1.problems import StrictParser, answer_in_sentences


class AsWritten(JSONRenderer):
    """Letters of every script as they are: somebody reads them in a terminal."""

    json_dumps_params = {"ensure_ascii": False}  # the library's own


class Api(NinjaAPI):
    def create_response(self, request: HttpRequest, data: Any, **more: Any) -> HttpResponse:
        """Nothing on the way keeps what one person may read."""
        answer = super().create_response(request, data, **more)
        answer.headers["Cache-Control"] = "no-store"
        return answer


# No page of the library's own: it would fetch its scripts from elsewhere.
v1 = Api(
    title="Alongside",
    version="1",
    description="What you see and may do on the pages, for tools of your own. It comes in by a key of yours.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api_v1",
    auth=AccessKeyDoor(),
    parser=StrictParser(),
    renderer=AsWritten(),
)
answer_in_sentences(v1)
for noun in (me, meetings, mentorships, contacts, goals, actions, programmes, members, invitations, cases):
    v1.add_router("", noun.router)


def nowhere(request: HttpRequest) -> HttpResponse:
    """An address below this one that is none."""
    words = {"detail": _("There is no such address. The reference lists those there are."), "fields": {}}
    return v1.create_response(request, words, status=404)


nowhere.csrf_exempt = True  # type: ignore[attr-defined]  # nobody comes in by a cookie


def in_sentences(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A route asked in a way it does not take says so as the others do. What answers GET answers HEAD, too."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        asked_by = request.method
        request.method = "GET" if asked_by == "HEAD" else asked_by  # which the library does not know
        answer = view(request, *args, **named)
        request.method = asked_by  # whoever serves this leaves the body out
        if answer.status_code != 405:
            return answer
        ways = answer.headers["Allow"].replace("GET", "GET, HEAD")
        words = {"detail": _("This address takes only: %(ways)s.") % {"ways": ways}, "fields": {}}
        told = v1.create_response(request, words, status=405)
        told.headers["Allow"] = ways
        return told

    return answered


# Not the library's own page at the root, which has nothing to say.
patterns: list[Any] = [pattern for pattern in v1.urls[0] if getattr(pattern, "name", "") != "api-root"]
for pattern in patterns:
    pattern.callback = in_sentences(pattern.callback)
