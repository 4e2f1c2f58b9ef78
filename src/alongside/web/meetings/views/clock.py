"""What is to be said of a time while it is chosen: the partner's clock, and one's own calendar."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from alongside.web.meetings.forms.clock import busy_then
from alongside.web.meetings.forms.introduction import OfferForm
from alongside.web.meetings.forms.time import TimeForm
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.request import Request

# Where one types a time to come.
FIELDS = {name: form.base_fields[name] for form in (OfferForm, TimeForm) for name in form.TIMES}


@require_GET
@login_required
def partner_time(request: Request, mentorship_pk: int) -> HttpResponse:
    """A typed time on the partner's clock and in one's own calendar, shown beside the field while it is chosen."""
    mentorship = get_object_or_404(Mentorship.objects.of(request.user).for_list(), pk=mentorship_pk)
    words: dict[str, Any] = {"partner": mentorship.partner_of(request.user), "when": None, "refused": ""}
    name, typed = next(((name, value) for name, value in request.GET.items() if name in FIELDS), ("", ""))
    try:
        words["when"] = FIELDS[name].clean(typed) if typed else None
    except ValidationError as refusal:
        words["refused"] = " ".join(refusal.messages)
    words["busy"] = busy_then(request.user, words["when"], request.GET.get("minutes", ""))
    return render(request, "meetings/time_notes.html", words)
