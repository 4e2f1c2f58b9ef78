"""What was noticed, why, and how it changed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from alongside.health import explain
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.request import Request
from alongside.web.readings.models import Reading
from alongside.web.readings.noticed import noticed


@login_required
def mentorship(request: Request, mentorship_pk: int) -> HttpResponse:
    """Every finding of the newest reading with what it rests on, and how the level changed."""
    found = get_object_or_404(Mentorship.objects.visible_to(request.user).for_list(), pk=mentorship_pk)
    readings = Reading.objects.visible_to(request.user).filter(mentorship=found).newest_first()
    newest = readings.select_related("mentorship__mentor", "mentorship__mentee").first()
    return render(
        request,
        "readings/mentorship.html",
        {
            "mentorship": found,
            "reading": newest,
            "noticed": noticed(newest),
            "steps": readings.where_the_level_changed()[:20],
            "here": "why",
            "is_coordinator": not found.side_of(request.user),
        },
    )


def how(request: HttpRequest) -> HttpResponse:
    """How we read a mentorship, for everybody."""
    return render(request, "readings/how.html", {"grades": explain.GRADES})
