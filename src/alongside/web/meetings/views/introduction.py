"""The introduction: offering and picking a time, and each side's private verdict after it."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.errors import Refused
from alongside.web.calendars.models import BusyTime
from alongside.web.meetings.forms.introduction import OfferForm, VerdictForm
from alongside.web.meetings.models import Meeting, Slot
from alongside.web.meetings.views.times import say_busy, usual_place
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.request import Request
from alongside.web.programmes.overlap import times_that_suit

SUGGESTED_LENGTH = timedelta(minutes=30)


@login_required
def introduce(request: Request, mentorship_pk: int) -> HttpResponse:
    """Where the introduction stands, for one side; and the form that offers times."""
    mentorship = pair_or_404(request, mentorship_pk)
    first = offer_to_begin_with(mentorship, request)
    form = OfferForm(request.POST or None, initial=first, pair=mentorship, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            Meeting.objects.propose_introduction(mentorship, by=request.user, **form.offer)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            name = mentorship.partner_of(request.user).first_name
            messages.success(request, _("%(name)s gets a letter with your times.") % {"name": name})
            say_busy(request, form.offer["slots"], timedelta(minutes=form.offer["minutes"]))
            return redirect("meetings:introduce", mentorship_pk=mentorship.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/introduction.html", standing(mentorship, request, form), status=status)


@require_POST
@login_required
def pick(request: Request, mentorship_pk: int, pk: int) -> HttpResponse:
    """Take an offered time. One that other offers have replaced is gone, so the pair is what the address names."""
    mentorship = pair_or_404(request, mentorship_pk)
    try:
        slot = Slot.objects.filter(meeting__mentorship=mentorship).still_offered(pk)
        slot.meeting.pick(slot, by=request.user, anyway="anyway" in request.POST)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Agreed. It is in both calendars."))
    return redirect("meetings:introduce", mentorship_pk=mentorship.pk)


@login_required
def verdict(request: Request, pk: int) -> HttpResponse:
    """Say in private how it was; what comes of it is said to both at once."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).introductions(), pk=pk)
    mentorship = pair_or_404(request, meeting.mentorship_id)
    partner = mentorship.partner_of(request.user)
    form = VerdictForm(request.POST or None, partner=partner)
    if request.method == "POST" and form.is_valid():
        try:
            meeting.give_verdict(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your answer is in. Thank you."))
            return redirect("meetings:introduce", mentorship_pk=mentorship.pk)
    words = {
        "form": form,
        "meeting": meeting,
        "mentorship": mentorship,
        "here": "meetings",
        "partner": partner,
        "own": meeting.verdicts.filter(person=request.user).first(),
    }
    return render(request, "meetings/introduction_verdict.html", words, status=422 if form.errors else 200)


def pair_or_404(request: Request, pk: int) -> Mentorship:
    return get_object_or_404(Mentorship.objects.of(request.user).for_list(), pk=pk)


def offer_to_begin_with(mentorship: Mentorship, request: Request) -> dict[str, Any]:
    """Times that suit both, while none are offered yet; then how long and where the offered ones are."""
    offered = mentorship.meetings.introductions().live().first()
    if offered:
        slot = offered.slots.first()
        return {"channel": offered.channel, "place": offered.place} | ({"minutes": slot.minutes} if slot else {})
    place = usual_place(request.user, mentorship, None)
    partner = mentorship.partner_of(request.user)
    times = times_that_suit(request.user, partner, after=timezone.now(), most=14)
    spans = [(time, time + SUGGESTED_LENGTH) for time in times]
    clashes = Meeting.objects.clashes(mentorship, request.user, spans)
    free = [time for time, clash in zip(times, clashes, strict=True) if not clash]
    return place | dict(zip(OfferForm.TIMES, free, strict=False))


def standing(mentorship: Mentorship, request: Request, form: OfferForm) -> dict[str, object]:
    """What the page of the introduction shows this side, and nothing of the other's answer."""
    meeting = mentorship.meetings.introductions().live().first()
    slots = list(meeting.slots.select_related("offered_by")) if meeting and meeting.state == "proposed" else []
    spans = [(slot.starts_at, slot.ends_at) for slot in slots]
    own = BusyTime.objects.visible_to(request.user).meeting(spans)
    busy = [[one for one in own if one.overlaps(*span)] for span in spans]
    return {
        "mentorship": mentorship,
        "here": "meetings",
        "partner": mentorship.partner_of(request.user),
        "meeting": meeting,
        "slots": list(zip(slots, Meeting.objects.clashes(mentorship, request.user, spans), busy, strict=True)),
        "offered_by_me": bool(slots) and slots[0].offered_by_id == request.user.pk,
        "newest_slot": max((slot.pk for slot in slots), default=0),
        "own": meeting.verdicts.filter(person=request.user).first() if meeting else None,
        "form": form,
        "offers": [form[name] for name in OfferForm.TIMES],
        "rest": [field for field in form.visible_fields() if field.name not in OfferForm.TIMES],
    }
