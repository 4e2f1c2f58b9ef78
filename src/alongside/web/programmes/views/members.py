"""Who is in a programme, for its coordinators: a page, a sheet, and the way to take somebody out."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.errors import Refused
from alongside.web.layout.key import key_in
from alongside.web.layout.sheet import sheet_to_keep
from alongside.web.people.request import Request
from alongside.web.programmes.forms import (
    RemoveForm,
)
from alongside.web.programmes.models import Programme, Question, Role
from alongside.web.programmes.models.answer import answers_by_person
from alongside.web.programmes.roll import Roll


@login_required
def members(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=pk)
    roll = Roll(found, request.GET)
    page = Paginator(roll.members, 50).get_page(request.GET.get("page"))
    seen = found.invitations.visible_to(request.user).open()
    invitations = seen.select_related("invited_by", "person")[:200]
    context = {"programme": found, "roll": roll, "page": page, "invitations": invitations}
    return render(request, "programmes/members.html", context)


@login_required
def remove(request: Request, pk: int) -> HttpResponse:
    """Take somebody out; the membership is named in the address: `?member=`."""
    found = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=pk)
    key = key_in(request.GET.get("member", ""))
    if not key:
        return redirect("programmes:members", found.pk)
    member = get_object_or_404(found.memberships.current().for_list(), pk=key)
    if member.person == request.user:
        return redirect("programmes:membership", member.pk)  # one's own way out, which says what it means
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            member.remove(by=request.user, words=form.cleaned_data["words"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(name)s is no longer here, and has a letter.") % {"name": member.person})
            return redirect("programmes:members", found.pk)
    context = {"programme": found, "member": member, "form": form}
    return render(request, "programmes/remove.html", context, status=422 if form.is_bound else 200)


@require_safe
@login_required
def roll_sheet(request: Request, pk: int) -> HttpResponse:
    """The people of a programme with their answers, as a sheet; under the filters of the page it was asked from.

    Two of one name are told apart by their pages: nobody's address is in it, for a file is passed on.
    """
    found = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=pk)
    asked = [*found.questions.live().in_order(), *found.questions.retired().in_order()]
    said = answers_by_person(asked)
    headings = [_("Name"), _("Page"), _("Role"), _("Since"), *(heading(one) for one in asked)]
    roles = {role: str(label) for role, label in Role.choices}  # put into words once, not ten thousand times
    # Of ten thousand members no more is fetched than stands in it.
    members = Roll(found, request.GET).found.values_list("person__name", "person", "role", "joined_at")
    rows = [
        [
            name,
            f"{settings.SITE_URL}{reverse('people:person', args=[person])}",
            roles[role],
            timezone.localdate(joined_at).isoformat(),
            *(said.get((one.pk, person), "") if one.is_asked_of([role]) else "" for one in asked),
        ]
        for name, person, role, joined_at in members
    ]
    return sheet_to_keep(f"people-{found.pk}-{timezone.localdate().isoformat()}.csv", headings, rows)


def heading(question: Question) -> str:
    return question.text if question.is_live else _("%(question)s (no longer asked)") % {"question": question.text}
