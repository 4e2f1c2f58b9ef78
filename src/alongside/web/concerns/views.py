"""Concerns: raise one, and, for the safeguarding person, look after them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.errors import Refused
from alongside.web.concerns.forms import CloseForm, ConcernForm
from alongside.web.concerns.models import Concern, keeper_of
from alongside.web.layout.key import key_in
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User
from alongside.web.people.request import Request
from alongside.web.programmes.models import Role

RELATED = ("programme", "mentorship__mentor__profile", "mentorship__mentee__profile", "by__profile", "sent_to")


@never_cache
@login_required
def all_concerns(request: Request) -> HttpResponse:
    visible = Concern.objects.visible_to(request.user).select_related(*RELATED)
    # What waits comes first: not looked at, then open, then closed.
    found = visible.order_by(F("closed_at").asc(nulls_first=True), F("seen_at").asc(nulls_first=True), "-raised_at")
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    return render(request, "concerns/list.html", {"page": page})


@never_cache
@login_required
def raise_concern(request: Request, mentorship_pk: int) -> HttpResponse:
    """Also after the ending, and also for a coordinator who noticed something."""
    visible = Mentorship.objects.visible_to(request.user).select_related("programme__safeguarding_person")
    mentorship = get_object_or_404(visible, pk=mentorship_pk)
    form = ConcernForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect(Concern.objects.raise_(mentorship, by=request.user, **form.cleaned_data))
    context = {"mentorship": mentorship, "form": form, **whom_it_reaches(mentorship, request.user)}
    return render(request, "concerns/raise.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
def concern(request: Request, key: UUID) -> HttpResponse:
    return page_of(request, found_concern(request, key), CloseForm())


@require_POST
@login_required
def see(request: Request, key: UUID) -> HttpResponse:
    found = found_concern(request, key)
    try:
        found.see(by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@require_POST
@login_required
def hand_on(request: Request, key: UUID) -> HttpResponse:
    """To the person whose name stood on the button: `to`. Whoever was named since then does not get it by mistake."""
    found, to = found_concern(request, key), key_in(request.POST.get("to", ""))
    try:
        found.hand_on(by=request.user, to=User.objects.filter(pk=to).first())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    messages.success(request, _("It is with %(name)s now, who has a letter.") % {"name": found.sent_to})
    return redirect("concerns:list")


@login_required
def close(request: Request, key: UUID) -> HttpResponse:
    """A refusal stands at this address: opened again it leads back."""
    found, form = found_concern(request, key), CloseForm(request.POST)
    if request.method != "POST":
        return redirect(found)
    if form.is_valid():
        try:
            found.close(by=request.user, outcome=form.cleaned_data["outcome"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Closed."))
            return redirect(found)
    return page_of(request, found, form)


def found_concern(request: Request, key: UUID) -> Concern:
    return get_object_or_404(Concern.objects.visible_to(request.user).select_related(*RELATED), key=key)


def page_of(request: Request, found: Concern, form: CloseForm) -> HttpResponse:
    context = {
        "concern": found,
        "form": form,
        "is_keeper": found.is_kept_by(request.user),
        **whom_it_reaches(found.mentorship, found.by),
    }
    return render(request, "concerns/concern.html", context, status=422 if form.errors else 200)


def whom_it_reaches(mentorship: Mentorship, by: User) -> dict[str, Any]:
    """The safeguarding person; where there is none, the coordinators whom one could ask oneself."""
    keeper = keeper_of(mentorship, by=by)
    here = mentorship.programme.memberships.current().filter(role=Role.COORDINATOR, person__is_active=True)
    coordinating = here.exclude(person=by).select_related("person")
    others = [] if keeper else [membership.person for membership in coordinating]
    return {"keeper": keeper, "coordinators": others}
