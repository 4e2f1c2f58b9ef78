"""Who may come in: whoever has a key, and only by the header that no browser sends by itself."""

import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import HttpError, Throttled
from ninja.security.base import AuthBase

from alongside.web.api.models import BEGINS, AccessKey
from alongside.web.layout.key import key_in
from alongside.web.people.clock import zone_called
from alongside.web.people.models import User
from alongside.web.people.request import Request as SignedIn

LOOKS_LIKE_A_KEY = re.compile(rf"{BEGINS}[\w-]{{43}}")
LARGEST = 100_000  # bytes of a body: 200 addresses to invite need less than half


class Request(SignedIn):
    """A request by whoever the key belongs to."""

    auth: AccessKey


class AccessKeyDoor(AuthBase):
    """`Authorization: Bearer alongside_…`. Not the library's own class: under DEBUG that one writes keys into the log.

    Nobody comes in by being signed in at a browser, so no page elsewhere can make one send anything.
    """

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> AccessKey:
        if not settings.API_ENABLED:
            raise Http404
        if LOOKS_LIKE_A_KEY.search(request.META.get("QUERY_STRING", "")):
            raise HttpError(401, _("A key must not stand in an address, since addresses are kept in logs. Revoke it."))
        kind, _space, sent = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            raise HttpError(401, _("Send a key of yours with it, as “Authorization: Bearer alongside_…”."))
        key = AccessKey.objects.opened_by(sent.strip())
        if key is None:
            raise HttpError(401, opens_nothing())
        seconds = key.count()
        if seconds is None:
            raise HttpError(401, opens_nothing())
        if seconds:
            raise Throttled(wait=seconds)
        if request.method != "GET" and not key.may_write:
            raise HttpError(403, _("This key may only read. Make one that may write, under Account, Access keys."))
        # A length that is no number is none to Django either, which then reads no body.
        if key_in(request.META.get("CONTENT_LENGTH") or "") > LARGEST:
            raise HttpError(413, _("This is too much at once. Send it in parts."))
        self.let_in(request, key)
        return key

    def let_in(self, request: HttpRequest, key: AccessKey) -> None:
        """Days and hours are told on the person's own clock; `OwnTimeZoneMiddleware` puts it back afterwards."""
        person: Any = key.person
        assert isinstance(person, User)
        request.user = person
        timezone.activate(zone_called(person.time_zone))


def opens_nothing() -> str:
    return _("This key opens nothing. It has ended, was revoked, or is not complete.")
