"""Cases: the words coordinators had, and whether they helped."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.errors import Refused
from alongside.web.cases.forms import OutcomeForm, PlanForm
from alongside.web.cases.models import After, Case
from alongside.web.people.request import Request
from alongside.web.programmes.models import Membership, Programme

RELATED = ("mentorship__mentor__profile", "mentorship__mentee__profile", "mentorship__programme", "owner")


@login_required
def all_cases(request: Request) -> HttpResponse:
    if not Programme.objects.coordinated_by(request.user).exists():
        raise Http404
    found = Case.objects.visible_to(request.user).select_related(*RELATED).open_first()
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    return render(request, "cases/list.html", {"page": page})


@login_required
def case(request: Request, pk: int) -> HttpResponse:
    found = found_case(request, pk)
    return page_of(request, found, PlanForm(found))


@login_required
def plan(request: Request, pk: int) -> HttpResponse:
    """Hand it over, or look again on another day. A refusal stands at this address: opened again it leads back."""
    found = found_case(request, pk)
    if request.method != "POST":
        return redirect(found)
    form = PlanForm(found, request.POST)
    if form.is_valid():
        try:
            found.plan(
                by=request.user, owner=form.cleaned_data["owner"], look_again_on=form.cleaned_data["look_again_on"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    return page_of(request, found_case(request, pk), form)


@require_POST
@login_required
def reopen(request: Request, pk: int) -> HttpResponse:
    found = found_case(request, pk)
    try:
        found.reopen(by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is open again."))
    return redirect(found)


@require_POST
@login_required
def close(request: Request, pk: int) -> HttpResponse:
    found = found_case(request, pk)
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


def found_case(request: Request, pk: int) -> Case:
    return get_object_or_404(Case.objects.visible_to(request.user).select_related(*RELATED), pk=pk)


def page_of(request: Request, found: Case, form: PlanForm) -> HttpResponse:
    words = {
        "case": found,
        "mentorship": found.mentorship,
        "after": After.of(found),
        "mentee_place": Membership.objects.of_mentee_of(found.mentorship) if found.leads_to_another_mentor else None,
        "outcomes": Case.Outcome.choices,
        "form": form,
    }
    return render(request, "cases/case.html", words, status=422 if form.errors else 200)
