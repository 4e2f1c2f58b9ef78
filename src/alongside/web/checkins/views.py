"""Check-ins: the form behind the letter's link, and one's own answers."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRefresh

from alongside.web.checkins.forms import CheckInForm
from alongside.web.checkins.models import CheckIn
from alongside.web.mentorships.items import ENDS
from alongside.web.people.request import Request, VisitorRequest

RELATED = ("mentorship__mentor__profile", "mentorship__mentee__profile", "mentorship__programme", "person")


@login_required
def own(request: Request) -> HttpResponse:
    found = CheckIn.objects.visible_to(request.user).select_related(*RELATED).prefetch_related("answers")
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    return render(request, "checkins/list.html", {"page": page})


@login_required
def checkin(request: Request, pk: int) -> HttpResponse:
    """For somebody signed in: the same form that the letter leads to, or what they answered once it is closed."""
    found = get_object_or_404(CheckIn.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    if found.is_open:
        return redirect("checkins:answer", found.token)
    return render(request, "checkins/closed.html", {"checkin": found, "is_own": True})


@never_cache
def answer(request: VisitorRequest, token: str) -> HttpResponse:
    """Answer without signing in. A GET only chooses (mail scanners follow links); the POST keeps, with every tap."""
    found = of_token(token)
    if not found.is_open:
        if request.htmx:
            return HttpResponseClientRefresh()
        return render(request, "checkins/closed.html", {"checkin": found}, status=410)
    given = {one.item: str(one.value) for one in found.answers.all()}
    form = CheckInForm(found, request.POST if request.method == "POST" else None, initial=given | request.GET.dict())
    if form.keep() and not request.htmx:
        return redirect("checkins:answered", token)
    context = {
        "checkin": found,
        "form": form,
        "tapped": bool(set(request.GET) & set(found.items)),
        "partner": found.mentorship.partner_of(found.person),
        "ends": {"first": ENDS[0], "last": ENDS[-1]},
    }
    template = "checkins/answer.html#state" if request.htmx else "checkins/answer.html"
    return render(request, template, context, status=422 if form.errors else 200)


@never_cache
def answered(request: HttpRequest, token: str) -> HttpResponse:
    found = of_token(token)
    return render(request, "checkins/answered.html", {"checkin": found})


def of_token(token: str) -> CheckIn:
    """The token opens this one check-in, to whoever holds the letter, as long as its person may sign in."""
    found = CheckIn.objects.filter(person__is_active=True).select_related(*RELATED).prefetch_related("answers")
    return get_object_or_404(found, token=token)
