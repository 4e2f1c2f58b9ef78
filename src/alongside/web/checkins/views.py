"""Check-ins: the form behind the letter's link, and one's own answers."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRefresh, replace_url

from alongside.web.checkins.forms import CheckInForm
from alongside.web.checkins.models import CheckIn, CheckInQuerySet
from alongside.web.mentorships.items import ENDS
from alongside.web.people.models import User
from alongside.web.people.request import Request, VisitorRequest

RELATED = ("mentorship__mentor__profile", "mentorship__mentee__profile", "mentorship__programme", "person")


@login_required
def own(request: Request) -> HttpResponse:
    page = Paginator(own_ones(request.user), 25).get_page(request.GET.get("page"))
    return render(request, "checkins/list.html", {"page": page})


@never_cache
@login_required
def checkin(request: Request, pk: int) -> HttpResponse:
    """For somebody signed in: the form of the letter, or what they answered once it is closed.

    It has an address of its own. One with the key would stay open in the browser's history after signing out.
    """
    found = get_object_or_404(own_ones(request.user), pk=pk)
    return filled_in(request, found, thanks=reverse("checkins:thanks", args=[pk]), is_own=True)


@never_cache
@login_required
def thanks(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(own_ones(request.user), pk=pk)
    return render(request, "checkins/answered.html", {"checkin": found, "form_url": found.get_absolute_url()})


@never_cache
def answer(request: VisitorRequest, token: str) -> HttpResponse:
    """Answer without signing in. Whoever is signed in goes on at the address that ends with it."""
    found = of_token(token)
    if request.method != "POST" and request.user == found.person:
        asked = request.GET.urlencode()
        return redirect(f"{found.get_absolute_url()}{'?' if asked else ''}{asked}")
    return filled_in(request, found, thanks=reverse("checkins:answered", args=[token]))


@never_cache
def answered(request: HttpRequest, token: str) -> HttpResponse:
    found = of_token(token)
    form_url = reverse("checkins:answer", args=[token])
    return render(request, "checkins/answered.html", {"checkin": found, "form_url": form_url})


def filled_in(request: VisitorRequest, found: CheckIn, *, thanks: str, is_own: bool = False) -> HttpResponse:
    """The form. A GET only chooses (mail scanners follow links); the POST keeps, with every tap.

    What is kept wins over the number in the letter's link: the same link opened again puts nothing back.
    """
    if not found.is_open:
        if request.htmx:
            return HttpResponseClientRefresh()
        context = {"checkin": found, "is_own": is_own}
        return render(request, "checkins/closed.html", context, status=200 if is_own else 410)
    given = {one.item: str(one.value) for one in found.answers.all()}
    form = CheckInForm(found, request.POST if request.method == "POST" else None, initial=request.GET.dict() | given)
    kept = form.keep()
    if kept and not request.htmx:
        return redirect(thanks)
    linked = set(request.GET) & set(found.items)
    context = {
        "checkin": found,
        "form": form,
        "tapped": bool(linked - set(given)),
        "answered_before": bool(linked & set(given)),
        "partner": found.mentorship.partner_of(found.person),
        "ends": {"first": ENDS[0], "last": ENDS[-1]},
    }
    template = "checkins/answer.html#state" if request.htmx else "checkins/answer.html"
    page = render(request, template, context, status=422 if form.errors else 200)
    # The letter's number leaves the address once something is kept: a reload chooses it no more.
    return replace_url(page, request.path) if kept else page


def own_ones(user: User) -> CheckInQuerySet:
    return CheckIn.objects.visible_to(user).select_related(*RELATED).prefetch_related("answers")


def of_token(token: str) -> CheckIn:
    """The token opens this one check-in, to whoever holds the letter, as long as its person may sign in."""
    found = CheckIn.objects.filter(person__is_active=True).select_related(*RELATED).prefetch_related("answers")
    return get_object_or_404(found, token=token)
