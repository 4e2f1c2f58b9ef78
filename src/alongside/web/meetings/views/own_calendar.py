"""One's own calendar: the address it is subscribed to by, and what a calendar reads there."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.web.meetings.models import CalendarAddress
from alongside.web.meetings.views.saying import say
from alongside.web.people.request import Request

# It may be kept by the one calendar that fetched it, and asked about each time: an address that was given up is dead at
# once. No search engine takes it in, and no page learns where somebody came from.
HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Disposition": 'inline; filename="meetings.ics"',
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


@never_cache
@login_required
@require_safe
def own_calendar(request: Request) -> HttpResponse:
    return render(request, "meetings/own_calendar.html", {"calendar": CalendarAddress.objects.of(request.user)})


@require_POST
@login_required
def turn_on(request: Request) -> HttpResponse:
    CalendarAddress.objects.turn_on(request.user)
    messages.success(request, _("Your calendar has an address now. Copy it into the calendar you use."))
    return redirect("meetings:own_calendar")


@require_POST
@login_required
def make_anew(request: Request) -> HttpResponse:
    verb = partial(CalendarAddress.objects.make_anew, request.user, seen=request.POST.get("seen", ""))
    say(request, verb, _("This is the new address. The old one opens nothing any more."))
    return redirect("meetings:own_calendar")


@require_POST
@login_required
def turn_off(request: Request) -> HttpResponse:
    CalendarAddress.objects.turn_off(request.user)
    messages.success(request, _("Turned off. The address opens nothing any more."))
    return redirect("meetings:own_calendar")


@require_safe
def for_calendars(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar elsewhere reads, without signing in; nothing new where it has that already."""
    found = CalendarAddress.objects.opened_by(token)
    if found is None:
        raise Http404
    text = found.look()
    etag, since = f'"{found.given}"', int(found.given_since.timestamp())
    headers = HEADERS | {"ETag": etag, "Last-Modified": http_date(since)}
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=etag, last_modified=since, response=answer) or answer
