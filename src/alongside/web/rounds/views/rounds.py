"""Rounds: readiness, running, the result beside the one before, the record."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HTMX_STOP_POLLING

from alongside.errors import Refused
from alongside.web.layout.key import key_in
from alongside.web.people.request import Request
from alongside.web.programmes.models import Programme
from alongside.web.rounds.board import Board
from alongside.web.rounds.export import KINDS, exported
from alongside.web.rounds.forms import RoundForm
from alongside.web.rounds.models import Round, Run
from alongside.web.rounds.readiness import Readiness


def found(request: Request, pk: int) -> Round:
    """The round this coordinator may see. Raises Http404."""
    return get_object_or_404(Round.objects.visible_to(request.user).for_page(), pk=pk)


@require_safe
@login_required
def list_(request: Request) -> HttpResponse:
    """Every round of the programmes one coordinates, open ones first."""
    programmes = Programme.objects.coordinated_by(request.user)
    if not programmes.exists():
        raise Http404
    rounds = Round.objects.visible_to(request.user).for_page()
    context = {
        "open": rounds.open(),
        "page": Paginator(rounds.exclude(closed_at=None), 20).get_page(request.GET.get("page")),
        "ready": programmes.exclude(rounds__in=Round.objects.open()),
    }
    return render(request, "rounds/list.html", context)


@login_required
def begin(request: Request) -> HttpResponse:
    if not Programme.objects.coordinated_by(request.user).exists():
        raise Http404
    key = key_in(request.GET.get("programme", ""))
    initial = {"programme": key} if key else {}
    form = RoundForm(request.POST if request.method == "POST" else None, by=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = Round.objects.begin(**form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("rounds:readiness", made.pk)
    return render(request, "rounds/begin.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@login_required
def round_(request: Request, pk: int) -> HttpResponse:
    """The result; before there is one, the way to it."""
    it = found(request, pk)
    board = Board(it, request.GET)
    name = "rounds/round.html#found" if request.htmx and not request.htmx.boosted else "rounds/round.html"
    return render(request, name, {"round": it, "board": board, "here": "result"})


@require_safe
@login_required
def readiness(request: Request, pk: int) -> HttpResponse:
    it = found(request, pk)
    ready = Readiness(it, request.user, request.GET.get("page"))
    return render(request, "rounds/readiness.html", {"round": it, "ready": ready, "here": "readiness"})


@require_POST
@login_required
def remind(request: Request, pk: int) -> HttpResponse:
    """Ask who is incomplete, or the one named in the form (`person`), to complete their profile."""
    it = found(request, pk)
    key = request.POST.get("person", "")
    sent = Readiness(it, request.user).remind(only=key_in(key) if key else None)
    said = ngettext("%(n)s kind letter is on its way.", "%(n)s kind letters are on their way.", sent) % {"n": sent}
    messages.success(request, said if sent else _("Nobody was written to: each had a letter in the last three days."))
    return redirect("rounds:readiness", it.pk)


@require_POST
@login_required
def run(request: Request, pk: int) -> HttpResponse:
    """Ask for a matching; the worker does it and the page says how far it is."""
    it = found(request, pk)
    try:
        it.ask_run(by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(it)


@require_safe
@login_required
def progress(request: Request, pk: int) -> HttpResponse:
    """How far the run is that is under way, for the page that asks every second until it is over."""
    it = found(request, pk)
    board = Board(it, {})
    if board.under_way is None and not request.htmx:
        return redirect(it)
    status = 200 if board.under_way else HTMX_STOP_POLLING
    return render(request, "rounds/progress.html", {"round": it, "run": board.under_way}, status=status)


@require_safe
@login_required
def compare(request: Request, pk: int) -> HttpResponse:
    """Two results side by side: the numbers, and everybody who has moved."""
    it = found(request, pk)
    board = Board(it, {"show": "moved", "with": request.GET.get("with", ""), "page": request.GET.get("page", "")})
    return render(request, "rounds/compare.html", {"round": it, "board": board, "here": "result"})


@require_safe
@login_required
def export(request: Request, pk: int) -> HttpResponse:
    it = found(request, pk)
    kind = request.GET.get("as", "xlsx")
    if it.current_run is None or kind not in KINDS:
        raise Http404
    name = f"{slugify(it.programme.name) or 'pairs'}-{slugify(it.name) or it.pk}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(exported(it, kind), content_type=KINDS[kind], headers=headers)


@require_safe
@login_required
def record(request: Request, pk: int) -> HttpResponse:
    """Who did what, when and why."""
    it = found(request, pk)
    page = Paginator(it.changes.visible_to(request.user).for_list(), 40).get_page(request.GET.get("page"))
    return render(request, "rounds/record.html", {"round": it, "page": page, "here": "record"})


@login_required
def close(request: Request, pk: int) -> HttpResponse:
    it = found(request, pk)
    if request.method == "POST":
        try:
            left = it.close(by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(it)
        said = ngettext(
            "Closed. %(n)s mentee was left out and comes first next time.",
            "Closed. %(n)s mentees were left out and come first next time.",
            left,
        )
        messages.success(request, said % {"n": left} if left else _("Closed. Nobody was left out."))
        return redirect("rounds:list")
    waiting = it.runs.exclude(state__in=[Run.State.DONE, Run.State.FAILED]).exists()
    context = {"round": it, "open_proposals": it.proposals.open().count(), "has_run_waiting": waiting}
    return render(request, "rounds/close.html", context)
