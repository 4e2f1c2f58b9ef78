"""What a tool is told where no route answers any more: in the shape of all refusals, and nothing of the failure itself.

Django asks these for every address of the site (project/urls.py); whoever opens a page gets the page.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views import defaults

from alongside.web.api.v1.routes import v1

OF_TOOLS = "/api/v1/"


def cannot_be_read(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if request.path.startswith(OF_TOOLS):
        return told(request, 400, _("This request cannot be read. Look at its address and its headers."))
    return defaults.bad_request(request, exception)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if request.path.startswith(OF_TOOLS):
        return told(request, 403, _("That is not yours to do."))
    return defaults.permission_denied(request, exception)


def broken(request: HttpRequest) -> HttpResponseBase:
    """Called while anything may be broken: it asks the database nothing."""
    if request.path.startswith(OF_TOOLS):
        words = _("Something broke on our side. It has been noted. What you sent may not have been saved.")
        return told(request, 500, words)
    return defaults.server_error(request)


def told(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    return v1.create_response(request, {"detail": detail, "fields": {}}, status=status)
