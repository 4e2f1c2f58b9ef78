"""Cases: the words coordinators had, and whether they helped."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.errors import Refused
from alongside.web.cases.forms import OutcomeForm
from alongside.web.cases.models import Case
from alongside.web.people.request import Request

RELATED = ("mentorship__mentor__profile", "mentorship__mentee__profile", "mentorship__programme", "owner")


@login_required
def all_cases(request: Request) -> HttpResponse:
    found = Case.objects.visible_to(request.user).select_related(*RELATED)
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    return render(request, "cases/list.html", {"page": page})


@login_required
def case(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Case.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    return render(request, "cases/case.html", {"case": found, "outcomes": Case.Outcome.choices})


@require_POST
@login_required
def close(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Case.objects.visible_to(request.user), pk=pk)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose whether it helped, a little, or not."))
        return redirect(found)
    try:
        found.close(by=request.user, outcome=form.cleaned_data["outcome"])
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted. Thank you for looking again."))
    return redirect("coordination:today")
