"""When a programme rests: its members read it, coordinators write it."""

from copy import copy
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.errors import Refused
from alongside.web.layout.key import seen_in
from alongside.web.people.request import Request
from alongside.web.programmes.forms import (
    HolidayForm,
)
from alongside.web.programmes.models import Holiday, Programme, Role


@login_required
def holidays(request: Request, pk: int) -> HttpResponse:
    """When a programme rests: now, to come, and gone by."""
    found = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    every, today = Holiday.objects.visible_to(request.user).filter(programme=found), timezone.localdate()
    context = {
        "programme": found,
        "is_coordinator": Role.COORDINATOR in found.roles_of(request.user),
        "coming": every.not_over(today).earliest_first(),
        "gone_by": every.over(today).order_by("-starts_on"),
    }
    return render(request, "programmes/holidays.html", context)


@login_required
def write_holiday(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=pk)
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if form.done(partial(Holiday.objects.write, found), by=request.user):
        messages.success(request, _("Written down. Every pair’s clock stands still on these days."))
        return redirect("programmes:holidays", found.pk)
    context = {"programme": found, "form": form}
    return render(request, "programmes/holiday.html", context, status=422 if form.is_bound else 200)


@login_required
def holiday(request: Request, pk: int) -> HttpResponse:
    """Change one that is not over, or take it out."""
    found = get_object_or_404(Holiday.objects.coordinated_by(request.user).select_related("programme"), pk=pk)
    kept = copy(found)  # the form writes what was typed into its own
    form = HolidayForm(request.POST if request.method == "POST" else None, instance=found)
    if form.done(found.change, by=request.user):
        messages.success(request, _("Saved. Every mentorship here is read anew."))
        return redirect("programmes:holidays", found.programme_id)
    if kept.is_over and not form.is_bound:
        messages.info(request, _("This holiday is over, and people relied on it. It stays as it was."))
        return redirect("programmes:holidays", found.programme_id)
    context = {"programme": found.programme, "holiday": kept, "form": form}
    return render(request, "programmes/holiday.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def remove_holiday(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Holiday.objects.coordinated_by(request.user).select_related("programme"), pk=pk)
    try:
        found.remove(by=request.user, version=seen_in(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Taken out. Those days count again."))
    return redirect("programmes:holidays", found.programme_id)
