"""Programmes, the directory of their mentors, and one's own place in them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, user_passes_test
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from alongside.errors import Refused, refusal_of
from alongside.web.layout.key import key_in
from alongside.web.people.models import Profile
from alongside.web.people.request import Request
from alongside.web.programmes.asked import JoinForm
from alongside.web.programmes.directory import Directory
from alongside.web.programmes.forms import (
    CoordinatorsForm,
    MembershipForm,
    NewProgrammeForm,
    ProgrammeForm,
)
from alongside.web.programmes.found import in_full
from alongside.web.programmes.last_time import LastTime
from alongside.web.programmes.models import Invitation, Membership, Programme, Role, Separation
from alongside.web.programmes.next_cohort import is_untouched
from alongside.web.programmes.refusals import TakenBack
from alongside.web.programmes.views.invitations import invited_sentence

HOLIDAYS_SHOWN = 3  # on the programme's own page
ANNOUNCEMENTS_SHOWN, ANNOUNCED_LATELY = 2, timedelta(days=60)


@login_required
def list_(request: Request) -> HttpResponse:
    """Mine, those that wait for me, and the open ones; for the owner also those that nobody coordinates."""
    mine = Membership.objects.of(request.user)
    others = Programme.objects.open_to_join(timezone.localdate()).exclude(pk__in=mine.values("programme"))
    context = {"mine": mine, "invitations": Invitation.objects.waiting_for(request.user), "others": others}
    leaderless = Programme.objects.without_coordinator(request.user).exclude(ends_on__lt=timezone.localdate())
    invited = Prefetch("invitations", Invitation.objects.open().filter(role=Role.COORDINATOR), "invited")
    context["leaderless"] = leaderless.prefetch_related(invited)
    return render(request, "programmes/list.html", context)


@login_required
def programme(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Programme.objects.visible_to(request.user).select_related("safeguarding_person"), pk=pk)
    members = found.memberships.current()
    mine = list(members.filter(person=request.user))
    counted = dict(members.order_by().values_list("role").annotate(Count("pk")))
    coordinators = members.filter(role=Role.COORDINATOR).select_related("person__profile")
    lately = found.announcements.reached(request.user).filter(sent_at__gte=timezone.now() - ANNOUNCED_LATELY)
    context = {
        "programme": found,
        "mine": mine,
        "roles": {member.role for member in mine},
        "coordinators": [member.person for member in coordinators],
        "mentors": counted.get(Role.MENTOR, 0),
        "mentees": counted.get(Role.MENTEE, 0),
        "asks": found.questions.live().asked_of(member.role for member in mine).exists(),
        "holidays": found.holidays.not_over(timezone.localdate()).earliest_first()[:HOLIDAYS_SHOWN],
        "before": Programme.objects.visible_to(request.user).filter(followed_by=found).first(),
        "next_cohorts": found.followed_by.visible_to(request.user).order_by("pk"),
        "may_ask_again": LastTime(found, request.user).is_open,
        "may_take_back": Role.COORDINATOR in {member.role for member in mine} and is_untouched(found),
        "announcements": lately.visible_to(request.user).newest_first()[:ANNOUNCEMENTS_SHOWN],
    }
    return render(request, "programmes/programme.html", context)


@user_passes_test(lambda user: user.is_superuser or not user.is_authenticated, login_url="programmes:list")
@login_required
def new(request: Request) -> HttpResponse:
    """The owner makes a programme and names who coordinates it."""
    initial = {"coordinators": request.user.email}
    form = NewProgrammeForm(request.POST if request.method == "POST" else None, by=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        named = form.cleaned_data["coordinators"]
        try:
            made = Programme.objects.begin(form.instance, by=request.user, coordinators=named)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            words = _("%(programme)s is ready. Its coordinators find it among their programmes, or have a letter.")
            messages.success(request, words % {"programme": made})
            if Programme.objects.without_coordinator(request.user).filter(pk=made.pk):
                return redirect("programmes:coordinators", made.pk)
            is_mine = Programme.objects.visible_to(request.user).filter(pk=made.pk).exists()
            return redirect(made if is_mine else "programmes:list")
    context = {"form": form, "coordinated": Programme.objects.coordinated_by(request.user)}
    return render(request, "programmes/new.html", context, status=422 if form.is_bound else 200)


@login_required
def coordinators(request: Request, pk: int) -> HttpResponse:
    """For the owner, while nobody coordinates a programme: who is invited to, and the way to invite somebody else."""
    found = get_object_or_404(Programme.objects.without_coordinator(request.user), pk=pk)
    form = CoordinatorsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        addresses = form.cleaned_data["coordinators"]
        try:
            written = found.name_coordinators(addresses, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if Programme.objects.without_coordinator(request.user).filter(pk=pk):
                messages.success(request, invited_sentence(len(written), len(addresses) - len(written)))
                return redirect("programmes:coordinators", pk)
            messages.success(request, _("%(programme)s is coordinated now.") % {"programme": found})
            return redirect("programmes:list")
    invitations = found.invitations.visible_to(request.user).open().select_related("programme")
    context = {"programme": found, "form": form, "invitations": invitations}
    return render(request, "programmes/coordinators.html", context, status=422 if form.is_bound else 200)


@login_required
def edit(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=pk)
    form = ProgrammeForm(request.POST if request.method == "POST" else None, instance=found, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            found.keep()
        except TakenBack as refused:
            messages.error(request, str(refused))
            return redirect("programmes:list")
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"form": form, "programme": get_object_or_404(Programme, pk=pk)}
    return render(request, "programmes/edit.html", context, status=422 if form.is_bound else 200)


@login_required
def join(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    form = JoinForm(request.POST if request.method == "POST" else None, programme=found, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            found.join(by=request.user, room=form.room, said=form.said)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Welcome to %(programme)s.") % {"programme": found})
            return redirect(found)
    shut = refusal_of(lambda: found.check_joining(request.user))
    context = {"programme": found, "form": form, "shut": shut}
    return render(request, "programmes/join.html", context, status=422 if form.is_bound else 200)


@login_required
def mentors(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Programme.objects.of(request.user), pk=pk)
    directory = Directory(found, request.user, request.GET)
    context = {"programme": found, "directory": directory, "roles": found.roles_of(request.user)}
    return render(request, "programmes/mentors.html", context)


@login_required
def mentor(request: Request, pk: int) -> HttpResponse:
    """One mentor of a programme: their profile, why they may suit the reader, and the way to ask."""
    seats = Membership.objects.visible_to(request.user).current().mentors()
    seat = get_object_or_404(seats.filter(person__is_active=True, person__profile__isnull=False), pk=pk)
    (found,) = in_full(seats.filter(pk=pk), seat.programme, request.user)
    profile = Profile.objects.for_page().get(person=seat.person_id)
    said = profile.person.programme_answers.visible_to(request.user).said().for_page()
    context = {
        "one": found,
        "member": found.membership,
        "person": profile.person,
        "answers": said.filter(question__programme=seat.programme),
        "profile": profile,
        "programme": seat.programme,
        "roles": seat.programme.roles_of(request.user),
    }
    return render(request, "programmes/mentor.html", context)


@login_required
def membership(request: Request, pk: int) -> HttpResponse:
    """One's own room, time out, and the way to leave."""
    mine = get_object_or_404(Membership.objects.current().filter(person=request.user).for_list(), pk=pk)
    form = MembershipForm(request.POST if request.method == "POST" else None, instance=mine)
    resting = mine.running_mentorships().filter(stage="paused").select_related("mentor", "mentee")
    if request.method == "POST" and form.is_valid():
        before = resting.count()
        try:
            messages.success(request, saved_sentence(form.keep(by=request.user), before, form.cleaned_data))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("programmes:membership", mine.pk)
    said = request.user.programme_answers.said().filter(question__programme=mine.programme)
    context = {
        "membership": mine,
        "programme": mine.programme,
        "form": form,
        "resting": resting,
        "asks": mine.programme.questions.live().asked_of([mine.role]).exists(),
        "answers": said.for_page(),
        "wishes": mine.programme.separations.asked_by(request.user).select_related("one", "other"),
    }
    return render(request, "programmes/membership.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def allow_again(request: Request, pk: int) -> HttpResponse:
    """Take back one's wish never to be suggested to somebody again; whom it is about is named in the form: `person`."""
    mine = get_object_or_404(Membership.objects.current().filter(person=request.user).for_list(), pk=pk)
    other = key_in(request.POST.get("person", ""))
    if Separation.objects.allow_again(mine.programme, by=request.user, other=other):
        messages.success(request, _("Taken back. The two of you can be suggested to each other again."))
    return redirect("programmes:membership", mine.pk)


def saved_sentence(paused: Sequence[object], before: int, said: dict[str, Any]) -> str:
    """That it is saved, how many mentorships rest with it, and how many rested before."""
    if not said.get("pauses"):
        return _("Saved.")
    count = len(paused)
    words = ngettext("Saved. %(n)s mentorship is paused.", "Saved. %(n)s mentorships are paused.", count) % {"n": count}
    if before:
        left = ngettext(
            "%(n)s was paused before and stays as it was.", "%(n)s were paused before and stay as they were.", before
        )
        words = f"{words} {left % {'n': before}}"
    return words


@require_POST
@login_required
def leave(request: Request, pk: int) -> HttpResponse:
    """Give up a role; the membership is named in the form: `membership`."""
    found = get_object_or_404(Programme.objects.of(request.user), pk=pk)
    mine = found.memberships.current().filter(person=request.user)
    for membership in mine.filter(pk=key_in(request.POST.get("membership", ""))):
        try:
            membership.leave(by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("programmes:membership", membership.pk)
        messages.success(request, _("You have left %(programme)s. Thank you for being here.") % {"programme": found})
    return redirect("programmes:list")
