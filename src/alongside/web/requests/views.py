"""A mentee asks, a mentor answers. The web's own request is called `web` here."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.errors import Refused, refusal_of
from alongside.web.people.models import User
from alongside.web.people.request import Request as Web
from alongside.web.programmes.models import Membership, Programme
from alongside.web.requests.forms import AnswerForm, AskForm, DeclineForm, MoreForm
from alongside.web.requests.models import Request


@login_required
def list_(web: Web) -> HttpResponse:
    """What waits for me, what I asked, and what is over."""
    mine = Request.objects.visible_to(web.user).for_list()
    waiting = mine.waiting_for(web.user)
    page = Paginator(mine.exclude(state__in=Request.OPEN), 20).get_page(web.GET.get("page"))
    looking = Membership.objects.current().mentees().filter(person=web.user)
    finding = Programme.objects.filter(memberships__in=looking).exclude(ends_on__lt=timezone.localdate())
    context = {
        "waiting": waiting,
        "open": mine.open().exclude(pk__in=waiting.values("pk")),
        "page": page,
        "finding": finding,
    }
    return render(web, "requests/list.html", context)


@login_required
def request(web: Web, pk: int) -> HttpResponse:
    found = get_object_or_404(Request.objects.visible_to(web.user).for_list(), pk=pk)
    is_mentor = web.user == found.mentor
    no = found.state in (Request.State.DECLINED, Request.State.EXPIRED)
    seats = found.programme.memberships.current().mentors().filter(person=web.user)
    partner = found.partner_of(web.user)
    context = {
        "asked": found,
        "is_mentor": is_mentor,
        "seat": seats.with_load().first() if is_mentor else None,
        "partner": partner,
        "gone": User.objects.gone_for(web.user, [partner]),
        "suggestions": found.suggestions() if no and not is_mentor else [],
    }
    return render(web, "requests/request.html", context)


@login_required
def ask(web: Web, membership_pk: int) -> HttpResponse:
    """Ask the mentor who stands behind a membership."""
    seats = Membership.objects.visible_to(web.user).current().mentors().for_list()
    seat = get_object_or_404(seats, pk=membership_pk)
    pair: dict[str, Any] = {"mentee": web.user, "mentor": seat.person, "programme": seat.programme}
    form = AskForm(
        web.POST if web.method == "POST" else None,
        mentor=seat.person,
        initial={"every_days": seat.programme.agreed_every_days},
    )
    refusal = ""
    try:
        if web.method == "POST" and form.is_valid():
            Request.objects.ask(**pair, **form.cleaned_data)
            messages.success(web, _("Sent to %(name)s. We tell you as soon as they answer.") % {"name": seat.person})
            return redirect("requests:list")
        Request.objects.check_asking(**pair)
    except Refused as refused:
        refusal = str(refused)
    context = {"mentor": seat.person, "programme": seat.programme, "form": form, "refusal": refusal}
    return render(web, "requests/ask.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def accept(web: Web, pk: int) -> HttpResponse:
    found = get_object_or_404(Request.objects.visible_to(web.user).for_list(), pk=pk)
    try:
        mentorship = found.accept(by=web.user)
    except Refused as refused:
        messages.error(web, str(refused))
        return redirect("requests:request", found.pk)
    messages.success(web, _("You said yes. Now find a time to meet once, without commitment."))
    return redirect(mentorship)


@login_required
def decline(web: Web, pk: int) -> HttpResponse:
    found = get_object_or_404(Request.objects.visible_to(web.user).for_list(), pk=pk)
    form = DeclineForm(web.POST if web.method == "POST" else None, mentee=found.mentee)
    return say(web, found, form, "decline", lambda said: found.decline(by=web.user, **said))


@login_required
def ask_more(web: Web, pk: int) -> HttpResponse:
    found = get_object_or_404(Request.objects.visible_to(web.user).for_list(), pk=pk)
    form = MoreForm(web.POST if web.method == "POST" else None, mentee=found.mentee)
    return say(web, found, form, "ask_more", lambda said: found.ask_more(by=web.user, **said))


@login_required
def answer_more(web: Web, pk: int) -> HttpResponse:
    found = get_object_or_404(Request.objects.visible_to(web.user).for_list(), pk=pk)
    form = AnswerForm(web.POST if web.method == "POST" else None, mentor=found.mentor)
    return say(web, found, form, "answer_more", lambda said: found.answer_more(by=web.user, **said))


def say(web: Web, found: Request, form: BaseForm, page: str, verb: Callable[[dict[str, str]], None]) -> HttpResponse:
    """Show the form of a verb; when it is filled in, say it to the request and go back to its page."""
    if form.is_bound and form.is_valid():
        try:
            verb(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(web, _("Sent to %(name)s.") % {"name": found.partner_of(web.user)})
            return redirect("requests:request", found.pk)
    context = {"asked": found, "form": form, "shut": refusal_of(found.check_open)}
    return render(web, f"requests/{page}.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def withdraw(web: Web, pk: int) -> HttpResponse:
    found = get_object_or_404(Request.objects.visible_to(web.user).for_list(), pk=pk)
    try:
        found.withdraw(by=web.user)
    except Refused as refused:
        messages.error(web, str(refused))
    else:
        messages.success(web, _("Withdrawn. %(name)s has a short letter about it.") % {"name": found.mentor})
    return redirect("requests:request", found.pk)
