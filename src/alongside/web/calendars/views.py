"""One's own calendar elsewhere: give its address, see when one is busy by it, turn it off."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from alongside.web.calendars.forms import AddressForm
from alongside.web.calendars.models import BusyTime, Calendar
from alongside.web.people.request import Request

SHOWN = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def busy_times(request: Request) -> HttpResponse:
    """What is kept of one's calendar, and the form for its address."""
    must_be_offered()
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        Calendar.objects.use(request.user, form.cleaned_data["address"])
        messages.success(request, _("Thank you. We look into it now; that takes a few seconds."))
        return redirect("calendars:busy_times")
    calendar = Calendar.objects.of(request.user)
    if request.htmx and calendar and calendar.is_new:
        return HttpResponse(status=204)  # the page asks whether it is done: nothing moves under the keyboard until then
    times = BusyTime.objects.visible_to(request.user).to_come()
    context = {
        "form": form,
        "calendar": calendar,
        "times": times[:SHOWN],
        "number": times.count(),
    }
    return render(request, "calendars/busy_times.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def look_again(request: Request) -> HttpResponse:
    must_be_offered()
    if calendar := Calendar.objects.of(request.user):
        calendar.look_soon()
        messages.success(request, _("We look into your calendar again within a minute."))
    return redirect("calendars:busy_times")


@require_POST
@login_required
def turn_off(request: Request) -> HttpResponse:
    must_be_offered()
    Calendar.objects.turn_off(request.user)
    messages.success(request, _("Forgotten: the address, and every time you were busy."))
    return redirect("calendars:busy_times")


def must_be_offered() -> None:
    """The owner may have switched it off: then there is nothing here."""
    if not settings.CALENDARS:
        raise Http404
