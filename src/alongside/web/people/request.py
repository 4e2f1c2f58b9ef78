"""The request that signed-in views receive."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from alongside.web.people.models import User


class Request(HttpRequest):
    """A request by a signed-in person, with htmx's details on it."""

    user: "User"
    htmx: "HtmxDetails"
