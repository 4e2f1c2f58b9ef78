"""Whom a programme invites: coordinators write, and whoever has the letter answers it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from alongside.errors import Refused
from alongside.web.layout.key import key_in
from alongside.web.people.request import Request
from alongside.web.programmes.asked import AnswersForm
from alongside.web.programmes.forms import (
    InviteForm,
)
from alongside.web.programmes.models import Invitation, Programme, Role
from alongside.web.programmes.refusals import Overtaken, Unanswered


@login_required
def invite(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=pk)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            written = found.invite(by=request.user, addresses=said["addresses"], role=said["role"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, invited_sentence(len(written), len(said["addresses"]) - len(written)))
            return redirect("programmes:members", found.pk)
    context = {"programme": found, "form": form}
    return render(request, "programmes/invite.html", context, status=422 if form.is_bound else 200)


def invited_sentence(written: int, left_out: int) -> str:
    said = ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", written) % {"n": written}
    if left_out:
        more = ngettext(
            "%(n)s address is here or invited already.", "%(n)s addresses are here or invited already.", left_out
        )
        said = f"{said} {more % {'n': left_out}}"
    return said


@require_POST
@login_required
def withdraw_invitation(request: Request, pk: int) -> HttpResponse:
    said = _("Withdrawn. The address in the letter no longer works.")
    return with_invitation(request, pk, Invitation.withdraw, said)


@require_POST
@login_required
def send_invitation_again(request: Request, pk: int) -> HttpResponse:
    return with_invitation(request, pk, Invitation.send_again, _("The invitation is on its way once more."))


def with_invitation(request: Request, pk: int, verb: Callable[..., object], said: str) -> HttpResponse:
    """The invitation is named in the form: `invitation`."""
    found = get_object_or_404(Programme.objects.with_invitations_of(request.user), pk=pk)
    seen_to = found.invitations.visible_to(request.user)
    for invitation in seen_to.filter(pk=key_in(request.POST.get("invitation", ""))):
        try:
            verb(invitation, by=request.user)
            messages.success(request, said)
        except Refused as refused:
            messages.error(request, str(refused))
    coordinates = Role.COORDINATOR in found.roles_of(request.user)
    return redirect("programmes:members" if coordinates else "programmes:coordinators", found.pk)


def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the letter sees what it is for; joining wants the account of its address."""
    invitation = Invitation.objects.select_related("programme", "invited_by").filter(token=token).first()
    if invitation is None:
        raise Http404
    refusal = invitation.why_closed
    person = request.user if request.user.is_authenticated else None
    typed = request.POST if request.method == "POST" and person else None
    form = AnswersForm(typed, programme=invitation.programme, person=person, joining=[invitation.role])
    if person and form.is_bound and form.is_valid():
        try:
            invitation.accept(by=person, said=form.said)
        except (Overtaken, Unanswered) as refused:
            form.add_error(None, str(refused))
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Welcome to %(programme)s.") % {"programme": invitation.programme})
            return redirect(invitation.programme)
    context = {"invitation": invitation, "programme": invitation.programme, "refusal": refusal, "form": form}
    status = 422 if form.is_bound or (refusal and request.method == "POST") else 200
    return render(request, "programmes/invitation.html", context, status=status)
