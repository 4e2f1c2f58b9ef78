"""One pairing opened, and what a coordinator does about it by hand. Each is recorded and can be taken back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.errors import Refused
from alongside.web.layout.key import key_in
from alongside.web.people.models import User
from alongside.web.people.request import Request
from alongside.web.rounds.explaining import Opened, why_not_this
from alongside.web.rounds.forms import NoteForm, WhyForm
from alongside.web.rounds.models import Change, Pairing, Round
from alongside.web.rounds.views.rounds import found


def opened(request: Request, pk: int) -> Pairing:
    """The pairing this coordinator may see. Raises Http404."""
    theirs = Pairing.objects.visible_to(request.user).for_list().select_related("run__round__programme")
    return get_object_or_404(theirs, pk=pk)


def mentor_in(request: Request, it: Pairing) -> User | None:
    """The mentor of the programme named in the address or the form; None where it names none."""
    key = key_in(request.POST.get("mentor", "") or request.GET.get("mentor", ""))
    seats = it.run.round.programme.memberships.current().mentors().select_related("person")
    seat = seats.filter(person=key).first()
    return seat.person if seat else None


@require_safe
@login_required
def pairing(request: Request, pk: int) -> HttpResponse:
    it = opened(request, pk)
    context = {
        "pairing": it,
        "round": it.run.round,
        "gone": User.objects.gone_for(request.user, [each for each in (it.mentee, it.mentor) if each]),
        "opened": Opened(it, request.user, request.GET.get("q", "")),
        "note": NoteForm(),
        "why": WhyForm(auto_id="why_%s"),
        "here": "result",
    }
    return render(request, "rounds/pairing.html", context)


@require_safe
@login_required
def why_not(request: Request, pk: int) -> HttpResponse:
    """Why not this mentor, and what would follow: a part of the page, or a page of its own."""
    it = opened(request, pk)
    mentor = mentor_in(request, it)
    if mentor is None:
        return redirect(it)
    look = Opened(it, request.user)
    context = {
        "pairing": it,
        "round": it.run.round,
        "mentor": mentor,
        "other": look.other(mentor),
        "told": why_not_this(look, mentor),
        "here": "result",
    }
    return render(request, "rounds/why_not.html#told" if request.htmx else "rounds/why_not.html", context)


@require_POST
@login_required
def lock(request: Request, pk: int) -> HttpResponse:
    it = opened(request, pk)
    return by_hand(request, it, lambda round_, pair: round_.lock_pair(**pair), it.mentor)


@require_POST
@login_required
def forbid(request: Request, pk: int) -> HttpResponse:
    it = opened(request, pk)
    for_good = request.POST.get("for_good") == "on"
    return by_hand(request, it, lambda round_, pair: round_.forbid_pair(**pair, for_good=for_good), it.mentor)


@require_POST
@login_required
def lift(request: Request, pk: int) -> HttpResponse:
    """Leave this pair, or the one with the mentor named in the form, to the matching again."""
    it = opened(request, pk)
    mentor = mentor_in(request, it) if request.POST.get("mentor") else it.mentor
    return by_hand(request, it, lambda round_, pair: round_.lift_pair(**pair), mentor)


@require_POST
@login_required
def give(request: Request, pk: int) -> HttpResponse:
    """Pair this mentee with the mentor named in the form; with `swap`, whoever had that mentor gets this one's."""
    it = opened(request, pk)
    mentor = mentor_in(request, it)
    if mentor is None:
        return redirect(it)
    theirs = it.run.pairings.filter(mentor=mentor).select_related("mentee").first()
    if request.POST.get("swap") and it.mentor and theirs:
        one, other = (it.mentee, it.mentor), (theirs.mentee, mentor)
        return by_hand(
            request, it, lambda round_, pair: round_.swap(by=pair["by"], one=one, other=other, why=pair["why"]), mentor
        )
    return by_hand(request, it, lambda round_, pair: round_.lock_pair(**pair), mentor)


def by_hand(
    request: Request, it: Pairing, verb: Callable[[Round, dict[str, Any]], Change], mentor: User | None
) -> HttpResponse:
    """Do it, match the rest again in place, and open what became of this mentee."""
    if mentor is None:
        return redirect(it)
    form = WhyForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    round_ = it.run.round
    try:
        change = verb(round_, {"by": request.user, "mentee": it.mentee, "mentor": mentor, "why": why})
        run = round_.rerun(by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(it)
    messages.success(request, _("You %(what)s. The rest is matched again.") % {"what": change})
    after = run.pairings.filter(mentee=it.mentee).first()
    return redirect(after or round_)


@require_POST
@login_required
def note(request: Request, pk: int) -> HttpResponse:
    it = opened(request, pk)
    form = NoteForm(request.POST)
    try:
        if form.is_valid():
            it.run.round.note(by=request.user, words=form.cleaned_data["words"], mentee=it.mentee, mentor=it.mentor)
            messages.success(request, _("Kept."))
        else:
            messages.error(request, _("Write something first, up to a thousand letters."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(it)


@require_POST
@login_required
def undo(request: Request, pk: int) -> HttpResponse:
    """Take back the last thing done by hand, if it is the one the page showed (`change`), and match again."""
    it = found(request, pk)
    try:
        undone = it.undo(by=request.user, shown=request.POST.get("change", ""))
        it.rerun(by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Taken back: %(what)s.") % {"what": undone})
    return redirect(it)
