"""The rules a programme matches by, and what would change with others."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.errors import Refused
from alongside.web.layout.key import key_in
from alongside.web.people.request import Request
from alongside.web.programmes.models import Separation
from alongside.web.rounds.forms import RulesForm
from alongside.web.rounds.memory import solution
from alongside.web.rounds.models import Round
from alongside.web.rounds.preview import with_rules
from alongside.web.rounds.views.rounds import found


@login_required
def rules(request: Request, pk: int) -> HttpResponse:
    """Read and change them. Saving matches again in place where that takes no time."""
    it = found(request, pk)
    form = RulesForm(request.POST if request.method == "POST" else None, programme=it.programme)
    if request.method == "POST" and form.is_valid():
        try:
            change = it.change_rules(by=request.user, rules=form.rules(), seen=form.now, why=form.cleaned_data["why"])
            if change and it.current_run:
                it.rerun(by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved.") if change else _("Nothing was different."))
            return redirect(it) if it.current_run else redirect("rounds:rules", it.pk)
    return render(request, "rounds/rules.html", page(request, it, form), status=422 if form.is_bound else 200)


@login_required
def preview(request: Request, pk: int) -> HttpResponse:
    """What the rules in the form would change, beside the form; nothing is kept."""
    it = found(request, pk)
    form = RulesForm(request.POST if request.method == "POST" else None, programme=it.programme)
    would = with_rules(solution(it), form.rules()) if form.is_bound and form.is_valid() else None
    context = {**page(request, it, form), "preview": would, "was_asked": True}
    name = "rounds/rules.html#preview" if request.htmx else "rounds/rules.html"
    return render(request, name, context, status=422 if form.is_bound and not form.is_valid() else 200)


@require_POST
@login_required
def allow(request: Request, pk: int) -> HttpResponse:
    """Let two who were kept apart be paired again; which is named in the form: `separation`."""
    it = found(request, pk)
    key = key_in(request.POST.get("separation", ""))
    theirs = Separation.objects.visible_to(request.user).filter(programme=it.programme).select_related("one", "other")
    for separation in theirs.filter(pk=key):
        try:
            change = it.allow_again(by=request.user, separation=separation)
            messages.success(request, _("You %(what)s.") % {"what": change})
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("rounds:rules", it.pk)


def page(request: Request, it: Round, form: RulesForm) -> dict[str, object]:
    apart = Separation.objects.visible_to(request.user).filter(programme=it.programme)
    return {
        "round": it,
        "form": form,
        "here": "rules",
        "apart": apart.select_related("one", "other")[:50],
        "differences": it.programme.rules.differences(form.rules()) if form.is_bound and form.is_valid() else [],
    }
