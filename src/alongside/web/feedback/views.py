"""Feedback: two questions, given and received."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.errors import Refused, refusal_of
from alongside.web.feedback.forms import FeedbackForm
from alongside.web.feedback.models import Feedback, check_may_give
from alongside.web.layout.key import key_in
from alongside.web.meetings.models import Meeting
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.request import Request

PAIR = ("mentorship__mentor__profile", "mentorship__mentee__profile")
RELATED = ("by__profile", "thanked_by", "meeting", "mentorship__programme", *PAIR)


@login_required
def of_mentorship(request: Request, mentorship_pk: int) -> HttpResponse:
    """Given and received by the two; for a coordinator, what was shared with coordinators."""
    mentorship = get_object_or_404(Mentorship.objects.visible_to(request.user).for_list(), pk=mentorship_pk)
    found = Feedback.objects.visible_to(request.user).filter(mentorship=mentorship)
    page = Paginator(found.select_related("by__profile", "meeting"), 25).get_page(request.GET.get("page"))
    context = {"page": page, "mentorship": mentorship, "here": "feedback", "side": mentorship.side_of(request.user)}
    return render(request, "feedback/list.html", context)


@login_required
def give(request: Request, mentorship_pk: int) -> HttpResponse:
    """After a session the address names it: ?meeting=12."""
    mentorship = get_object_or_404(Mentorship.objects.of(request.user).for_list(), pk=mentorship_pk)
    meeting, partner = named_meeting(request, mentorship), mentorship.partner_of(request.user)
    form = FeedbackForm(partner, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            given = Feedback.objects.give(mentorship, by=request.user, meeting=meeting, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept. Thank you for saying it."))
            return redirect(given)
    context = {"mentorship": mentorship, "here": "feedback", "form": form, "meeting": meeting, "partner": partner}
    context |= {"shut": refusal_of(partial(check_may_give, mentorship, request.user))}
    return render(request, "feedback/give.html", context, status=422 if form.errors else 200)


@login_required
def feedback(request: Request, key: UUID) -> HttpResponse:
    found = get_object_or_404(Feedback.objects.visible_to(request.user).select_related(*RELATED), key=key)
    may_thank = found.by_id != request.user.pk and found.thanked_at is None
    context = {"feedback": found, "mentorship": found.mentorship, "here": "feedback", "may_thank": may_thank}
    return render(request, "feedback/feedback.html", context)


@login_required
def rewrite(request: Request, key: UUID) -> HttpResponse:
    """Say one's own feedback otherwise, or choose another reader."""
    mine = Feedback.objects.visible_to(request.user).filter(by=request.user)
    found = get_object_or_404(mine.select_related(*RELATED), key=key)
    form = FeedbackForm.of(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            found.rewrite(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    mentorship = found.mentorship
    context = {"mentorship": mentorship, "here": "feedback", "form": form, "meeting": found.meeting, "feedback": found}
    context |= {"partner": mentorship.partner_of(request.user)}
    return render(request, "feedback/give.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def thank(request: Request, key: UUID) -> HttpResponse:
    found = get_object_or_404(Feedback.objects.visible_to(request.user), key=key)
    try:
        found.thank(by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s gets your thanks.") % {"name": found.by.first_name})
    return redirect(found)


def named_meeting(request: Request, mentorship: Mentorship) -> Meeting | None:
    """The session that the address names, if it is one of this mentorship."""
    return mentorship.meetings.filter(pk=key_in(request.GET.get("meeting", ""))).first()
