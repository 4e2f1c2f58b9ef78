"""The next cohort of a programme: looked at, begun, and last time's people asked to come again."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from alongside.errors import Refused
from alongside.web.layout.key import key_in
from alongside.web.people.request import Request
from alongside.web.programmes.forms import NextCohortForm
from alongside.web.programmes.last_time import Group, LastTime
from alongside.web.programmes.models import Programme
from alongside.web.programmes.next_cohort import suggested, take_back
from alongside.web.programmes.refusals import NotNext, TakenBack
from alongside.web.programmes.views.invitations import invited_sentence

ON_A_PAGE = 100


@login_required
def next_cohort(request: Request, pk: int) -> HttpResponse:
    """First its name and its first day; then, on the same address, all that it would be. Nothing is made here."""
    found = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=pk)
    name, starts_on = suggested(found)
    form = NextCohortForm(request.GET if "name" in request.GET else None, programme=found)
    form.initial.update({"name": name, "starts_on": starts_on})
    if form.is_bound and form.is_possible() and "change" not in request.GET:
        return render(request, "programmes/next_cohort.html", {"programme": found, "it": form.planned})
    context = {"programme": found, "form": form, "others": found.followed_by.of(request.user).order_by("pk")}
    return render(request, "programmes/next_cohort_form.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def begin_next_cohort(request: Request, pk: int) -> HttpResponse:
    """Make what the page showed, named in the form: `name`, `starts_on` and `seen`."""
    found = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=pk)
    form = NextCohortForm(request.POST, programme=found)
    made: Programme | None = None
    if form.is_valid():
        planned = form.planned
        try:
            made = planned.begin(by=request.user, seen=request.POST.get("seen"))
        except NotNext as refused:
            form.add_error(refused.field, str(refused))
        except Refused as refused:
            messages.error(request, str(refused))
            context = {"programme": found, "it": replace(planned, programme=Programme.objects.get(pk=pk))}
            return render(request, "programmes/next_cohort.html", context, status=422)
    if made is None:
        return render(request, "programmes/next_cohort_form.html", {"programme": found, "form": form}, status=422)
    words = _("%(programme)s is made. Nobody but its coordinators sees it yet.")
    messages.success(request, words % {"programme": made})
    return redirect(made)


@require_POST
@login_required
def take_back_cohort(request: Request, pk: int) -> HttpResponse:
    made = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=pk)
    before = Programme.objects.visible_to(request.user).filter(followed_by=made).first()
    try:
        take_back(made, by=request.user)
    except TakenBack:
        pass  # pressed twice, or by two: it is as they wanted it
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(made)
    messages.success(request, _("%(programme)s is taken back, as if it had not been.") % {"programme": made})
    return redirect(before or "programmes:list")


@login_required
def invite_again(request: Request, pk: int) -> HttpResponse:
    """Last time's people, group by group; whoever is chosen has an invitation, and is in nothing until they say yes."""
    found = get_object_or_404(Programme.objects.coordinated_by(request.user).select_related("follows"), pk=pk)
    last_time = LastTime(found, request.user)
    if not last_time.is_open:
        raise Http404
    asked = request.POST.get("group") or request.GET.get("group", "")
    group = Group(asked) if asked in Group.values else Group.MENTORS
    status, refusal = 200, ""
    if request.method == "POST":
        chosen = {key_in(one) for one in request.POST.getlist("seat")} - {0}
        try:
            written = last_time.invite(group, by=request.user, chosen=chosen)
        except Refused as refused:
            status, refusal = 422, str(refused)
        else:
            if not chosen:
                messages.info(request, _("Nobody was ticked, so nobody was written to."))
            elif written:
                messages.success(request, asked_sentence(len(written), len(chosen) - len(written)))
            else:
                messages.info(request, _("Those are here or asked by now. Nobody was written to twice."))
            return redirect(f"{request.path}?group={group}")
    context = {
        "programme": found,
        "group": group,
        "groups": last_time.counted(),
        "page": Paginator(last_time.people(group).order_by("person__name", "pk"), ON_A_PAGE).get_page(
            request.GET.get("page")
        ),
        "refusal": refusal,
    }
    return render(request, "programmes/invite_again.html", context, status=status)


def asked_sentence(written: int, left_out: int) -> str:
    said = invited_sentence(written, 0)
    if left_out:
        more = ngettext("%(n)s is here or asked by now.", "%(n)s are here or asked by now.", left_out)
        said = f"{said} {more % {'n': left_out}}"
    return said
