"""The pages that gather from many nouns."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.web.cases.models import Case
from alongside.web.goals.models import Goal
from alongside.web.home.first_steps import first_steps
from alongside.web.home.record import Record
from alongside.web.home.timeline import SHOWN, TABLES, timeline
from alongside.web.home.waiting import waiting_for
from alongside.web.layout.sheet import sheet_to_keep
from alongside.web.meetings.models import Meeting
from alongside.web.mentorships.models import Mentorship, Reflection
from alongside.web.messages.models import Message
from alongside.web.people.models import User
from alongside.web.people.request import Request
from alongside.web.programmes.models import Holiday, Membership, Programme
from alongside.web.proposals.models import Proposal
from alongside.web.readings.models import Reading
from alongside.web.readings.noticed import noticed

SHOWN_BEHIND = 2  # closed goals, where none is open


def front(request: HttpRequest) -> HttpResponse:
    """The front page for whoever is not signed in."""
    if request.user.is_authenticated:
        return redirect("home:home")
    return render(request, "home/front.html")


def up(request: HttpRequest) -> HttpResponse:
    """Say that the site and its database answer; for whatever watches the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("up\n", content_type="text/plain")


@login_required
def home(request: Request) -> HttpResponse:
    """What waits for me, my next meetings, and my mentorships; or how to begin."""
    mentorships = list(Mentorship.objects.of(request.user).open().for_list())
    memberships = list(Membership.objects.of(request.user))
    upcoming = Meeting.objects.visible_to(request.user).upcoming(timezone.now())
    context = {
        "waiting": waiting_for(request.user),
        "next_meetings": upcoming.select_related("mentorship__mentor__profile", "mentorship__mentee__profile")[:3],
        "mentorships": mentorships,
        "memberships": memberships,
        "suggesting": programmes_suggesting(request.user),
        "steps": [] if mentorships else first_steps(request.user, memberships),
    }
    return render(request, "home/home.html", context)


def programmes_suggesting(user: User) -> "QuerySet[Programme]":
    """Where somebody without a mentorship is worth a suggestion: the page asks for it when it is drawn."""
    mine = Membership.objects.current().filter(person=user, role__in=["mentor", "mentee"], paused_at=None)
    taken = Mentorship.objects.of(user).open().values("programme")
    proposed = Proposal.objects.binding(user).values("programme")
    found = Programme.objects.filter(memberships__in=mine).exclude(pk__in=taken).exclude(pk__in=proposed)
    return found.exclude(ends_on__lt=timezone.localdate()).distinct()


@login_required
def mentorship(request: Request, pk: int) -> HttpResponse:
    """The mentorship's home: for the pair all of it, for a coordinator the dates and their own reading."""
    found = get_object_or_404(Mentorship.objects.visible_to(request.user).for_list(), pk=pk)
    side = found.side_of(request.user)
    prefetch_related_objects([found], *TABLES)
    entries = timeline(found, for_pair=bool(side))
    reading = (
        Reading.objects.visible_to(request.user)
        .filter(mentorship=found)
        .select_related("mentorship__mentor", "mentorship__mentee")
        .newest_first()
        .first()
    )
    return render(
        request,
        "home/mentorship.html" if side else "home/coordinated.html",
        {
            "mentorship": found,
            "here": "home",
            "partner": found.partner_of(request.user),
            **introduction_of(found, request.user if side else None),
            "next_meeting": found.meetings.upcoming(timezone.now()).first(),
            "reading": reading if found.is_running else None,
            "holiday": next(iter(holidays_of(found)), None),
            "noticed": noticed(reading)[:3] if found.is_running else [],
            "reason": found.ending.reason_for(request.user) if hasattr(found, "ending") else "",
            "closing_words": closing_words_of(found) if side else [],
            "cases_under_way": [] if side else Case.objects.under_way(found, request.user),
            "mentee_place": None if side else Membership.objects.of_mentee_of(found),
            "gone": set() if side else User.objects.gone_for(request.user, [found.mentor, found.mentee]),
            "goals": goals_of(found),
            "goals_behind": found.goals.exclude(closed_at=None).order_by("-closed_at")[:SHOWN_BEHIND],
            "actions": found.actions.open().select_related("owner"),
            "last_message": last_message_of(found, request.user),
            "recent": entries[:SHOWN],
            "earlier": entries[SHOWN:],
        },
    )


def closing_words_of(found: Mentorship) -> "QuerySet[Reflection]":
    """What the two share with each other at the end; while it goes on nothing, also where an ending was taken back."""
    shared: QuerySet[Reflection] = found.reflections.filter(shared_with_partner=True).exclude(helped="", differently="")
    return shared.none() if found.is_open else shared.select_related("person").order_by("written_at")


def holidays_of(found: Mentorship) -> QuerySet[Holiday]:
    """The holiday that is now, or the next one when it is near: none before they began or after they ended."""
    holidays: QuerySet[Holiday] = found.programme.holidays.soon(timezone.localdate())
    return holidays if found.is_running else holidays.none()


def goals_of(found: Mentorship) -> QuerySet[Goal]:
    """While it goes on the open goals; afterwards all of them, with how they came out."""
    goals: QuerySet[Goal] = found.goals.open() if found.is_open else found.goals.all()
    return goals.prefetch_related("assents", "progress__by")


def introduction_of(found: Mentorship, user: User | None) -> dict[str, Any]:
    """The introduction that counts, and whether this one side has offered times or answered; never the other."""
    meeting = found.meetings.introductions().live().first() if user and found.is_new else None
    answered = meeting is not None and meeting.verdicts.filter(person=user).exists()
    offered = user and meeting and meeting.slots.waiting_for_partner_of(user, timezone.now()).exists()
    return {"introduction": meeting, "own_answer_is_in": answered, "own_times_are_out": offered}


def last_message_of(found: Mentorship, user: User) -> Message | None:
    """For its date, and never for its words: to read it is to open its page. None for a coordinator."""
    return found.messages.visible_to(user).select_related("by").defer("words").newest_first().first()


@login_required
def record(request: Request) -> HttpResponse:
    """Of one's own mentorships, to print or to pass on; nobody else has a page that shows it."""
    return render(request, "home/record.html", {"record": Record(request.user, request.GET)})


@require_safe
@login_required
def record_sheet(request: Request) -> HttpResponse:
    headings, rows = Record(request.user, request.GET).as_sheet()
    return sheet_to_keep(f"record-{timezone.localdate().isoformat()}.csv", headings, rows)
