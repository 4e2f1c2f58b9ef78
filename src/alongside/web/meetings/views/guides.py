"""Guides: the list, one for whoever is signed in, and one for a pair with the session it would be for."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.health.remedies import GRADES
from alongside.web.meetings.guides import GROUPS, GUIDES, Guide
from alongside.web.meetings.models import Meeting
from alongside.web.meetings.views.session import of_pair
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.request import Request


@login_required
@require_safe
def guides(request: Request) -> HttpResponse:
    return render(request, "meetings/guides.html", {"groups": GROUPS})


@login_required
@require_safe
def guide(request: Request, slug: str) -> HttpResponse:
    """To read; with a way to each mentorship of one's own that could follow it."""
    pairs = Mentorship.objects.of(request.user).running().for_list().order_by("pk")
    return render(request, "meetings/guide.html", told(found_guide(slug)) | {"pairs": pairs})


@login_required
@require_safe
def guide_of_pair(request: Request, mentorship_pk: int, slug: str) -> HttpResponse:
    """The same within a mentorship: for its next session, or to set a time first."""
    pair, found = of_pair(request, mentorship_pk), found_guide(slug)
    coming = pair.meetings.next_session(timezone.now()) if pair.is_open else None
    words: dict[str, Any] = {"mentorship": pair, "here": "meetings", "coming": coming}
    words |= {"partner": pair.partner_of(request.user), "side": pair.side_of(request.user)}
    words["action_url"], words["action_label"] = first_step(pair, coming, found)
    return render(request, "meetings/guide_of_pair.html", told(found) | words)


def first_step(pair: Mentorship, coming: Meeting | None, found: Guide) -> tuple[str, str]:
    """What one does to follow it: prepare the next session with it, or set a time first. Empty where it is over."""
    query = {"guide": found.slug}
    if coming and coming.guide_followed == found.slug:
        return reverse("meetings:prepare", args=[coming.pk]), _("Prepare")
    if coming and coming.starts_at:
        day = date_format(timezone.localtime(coming.starts_at), "j F")
        return reverse("meetings:prepare", args=[coming.pk], query=query), _("Use it on %(day)s") % {"day": day}
    if pair.is_running:
        return reverse("meetings:book", args=[pair.pk], query=query), _("Set a time for it")
    return "", ""


def found_guide(slug: str) -> Guide:
    if slug not in GUIDES:
        raise Http404
    return GUIDES[slug]


def told(found: Guide) -> dict[str, Any]:
    return {"guide": found, "plan": found.plan(), "grade": _(GRADES[found.grade])}
