"""The requests that views receive."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from alongside.web.people.models import User


class VisitorRequest(HttpRequest):
    """A request by whoever it is, with htmx's details on it."""

    htmx: "HtmxDetails"


class Request(VisitorRequest):
    """A request by a signed-in person."""

    user: "User"
