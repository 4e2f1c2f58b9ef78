"""Goals: one list a mentorship, one page a goal, one view a verb."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from alongside.errors import Refused, refusal_of
from alongside.web.goals.errors import Overtaken
from alongside.web.goals.forms import CloseForm, ProgressForm, ReviewForm, ReviseForm, SetForm
from alongside.web.goals.models import Goal, Progress
from alongside.web.goals.starters import STARTERS
from alongside.web.layout.key import key_in
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.request import Request

KIND_WORDS = {
    Goal.Outcome.MET: gettext_lazy("You reached it. That is worth a moment: tell each other what made it work."),
    Goal.Outcome.PARTLY: gettext_lazy("Part of the way counts. What you learned goes into the next goal."),
    Goal.Outcome.DROPPED: gettext_lazy("Letting go of what no longer fits makes room for what does."),
}


@login_required
def of_mentorship(request: Request, mentorship_pk: int) -> HttpResponse:
    mentorship = found_mentorship(request, mentorship_pk)
    goals = list(Goal.objects.visible_to(request.user).filter(mentorship=mentorship).for_page())
    open_goals = [goal for goal in goals if goal.is_open]
    closed = [goal for goal in reversed(goals) if not goal.is_open]
    return page(request, "list", mentorship, {"open_goals": open_goals, "closed": closed})


@login_required
def goal(request: Request, pk: int) -> HttpResponse:
    found = found_goal(request, pk)
    return page(request, "goal", found.mentorship, told(found, request) | {"progress_form": ProgressForm(found)})


@login_required
def set_goal(request: Request, mentorship_pk: int) -> HttpResponse:
    mentorship = found_mentorship(request, mentorship_pk)
    starter = STARTERS.get(request.GET.get("starter", ""))
    form = SetForm(request.POST or None, initial=starter.initial(timezone.localdate()) if starter else None)
    if form.is_valid():
        try:
            made = Goal.objects.set(mentorship, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            partner = mentorship.partner_of(request.user).first_name
            messages.success(request, _("Saved. %(name)s is asked whether they agree.") % {"name": partner})
            return redirect(made)
    return page(request, "set", mentorship, {"form": form, "hint": hint_of(form)})


@login_required
def hint(request: Request, mentorship_pk: int) -> HttpResponse:
    """What is still missing in a goal being typed; nothing is kept."""
    mentorship = found_mentorship(request, mentorship_pk)
    context = {"mentorship": mentorship, "hint": hint_of(SetForm(initial=request.GET.dict()))}
    return render(request, "goals/hint.html", context)


@login_required
def starters(request: Request, mentorship_pk: int) -> HttpResponse:
    mentorship = found_mentorship(request, mentorship_pk)
    return page(request, "starters", mentorship, {"starters": STARTERS.values()})


@login_required
def revise(request: Request, pk: int) -> HttpResponse:
    found, meanwhile = found_goal(request, pk), []
    form = ReviseForm.of(found, request.POST or None)
    if form.is_valid():
        try:
            found.revise(by=request.user, **form.cleaned_data)
        except Overtaken as refusal:
            found = found_goal(request, pk)
            meanwhile = found.changes_since(form.cleaned_data["version"])
            form = form.caught_up(found, str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    context = {"goal": found, "form": form, "hint": hint_of(form), "meanwhile": meanwhile}
    return page(request, "revise", found.mentorship, context)


@require_POST
@login_required
def assent(request: Request, pk: int) -> HttpResponse:
    found = found_goal(request, pk)
    version = request.POST.get("version", "")
    return done(request, found, lambda: found.assent(by=request.user, version=key_in(version)))


@login_required
def progress(request: Request, pk: int) -> HttpResponse:
    found = found_goal(request, pk)
    form = ProgressForm(found, request.POST or None)
    if form.is_valid():
        try:
            found.mark_progress(by=request.user, **form.as_verb())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Noted."))
            return redirect(found)
    return page(request, "progress", found.mentorship, {"goal": found, "form": form})


@require_POST
@login_required
def take_mark_back(request: Request, pk: int) -> HttpResponse:
    marks = Progress.objects.select_related("goal__mentorship")
    mark = get_object_or_404(marks.filter(goal__in=Goal.objects.visible_to(request.user)), pk=pk)
    try:
        mark.take_back(by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back."))
    return redirect(mark.goal)


@login_required
def review(request: Request, pk: int) -> HttpResponse:
    """Look at a goal again, and keep it, change it or close it."""
    found = found_goal(request, pk)
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        try:
            found.review(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Noted: you looked at it again."))
            onward = {"change": "goals:revise", "close": "goals:close"}
            return redirect(onward.get(request.POST.get("decision", ""), "goals:goal"), pk)
    return page(request, "review", found.mentorship, told(found, request) | {"form": form})


@login_required
def look_again(request: Request, mentorship_pk: int) -> HttpResponse:
    """To the review of the one goal there is, the list where there are several, and to setting the first."""
    mentorship = found_mentorship(request, mentorship_pk)
    goals = list(mentorship.goals.open()[:2])
    if len(goals) == 1:
        return redirect("goals:review", goals[0].pk)
    return redirect("goals:list" if goals else "goals:set", mentorship.pk)


@login_required
def close(request: Request, pk: int) -> HttpResponse:
    found = found_goal(request, pk)
    form = CloseForm(request.POST or None)
    if form.is_valid():
        try:
            found.close(by=request.user, outcome=form.cleaned_data["outcome"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, KIND_WORDS[Goal.Outcome(found.outcome)])
            return redirect("goals:list", found.mentorship_id)
    return page(request, "close", found.mentorship, {"goal": found, "form": form})


@require_POST
@login_required
def reopen(request: Request, pk: int) -> HttpResponse:
    found = found_goal(request, pk)
    return done(request, found, lambda: found.reopen(by=request.user))


def found_mentorship(request: Request, pk: int) -> Mentorship:
    return get_object_or_404(Mentorship.objects.of(request.user).for_list(), pk=pk)


def found_goal(request: Request, pk: int) -> Goal:
    return get_object_or_404(Goal.objects.visible_to(request.user).for_page(), pk=pk)


def hint_of(form: forms.BaseForm) -> dict[str, bool]:
    """Which of measure and date the goal in this form still lacks."""
    return {"no_measure": not form["measure"].value(), "no_date": not form["due_on"].value()}


def told(found: Goal, request: Request) -> dict[str, Any]:
    """What a goal's page says of it: what changed, who agreed, how far it came."""
    versions = list(found.versions.select_related("by"))
    for version in versions:
        version.goal = found
    history = [{"version": later, "changes": later.changes_since(earlier)} for earlier, later in pairwise(versions)]
    return {
        "goal": found,
        "history": history[::-1],
        "marks": found.progress.select_related("by").order_by("-at", "-pk"),
        "reviews": found.reviews.select_related("by").order_by("-at"),
        "is_agreed_by_me": found.is_agreed_by(request.user),
    }


def done(request: Request, found: Goal, verb: Callable[[], None]) -> HttpResponse:
    """Do it and say so, or say why not; then back to the goal."""
    try:
        verb()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect(found)


def page(request: Request, name: str, mentorship: Mentorship, context: dict[str, Any]) -> HttpResponse:
    """A page of the goals' tab; 422 when the form on it was refused."""
    form = context.get("form")
    context |= {"mentorship": mentorship, "here": "goals", "partner": mentorship.partner_of(request.user)}
    if form:
        goal = context.get("goal")
        check = goal.check_still_open if goal else Goal(mentorship=mentorship).check_pair
        context |= {"shut": refusal_of(partial(check, request.user))}
    return render(request, f"goals/{name}.html", context, status=422 if form and form.errors else 200)
