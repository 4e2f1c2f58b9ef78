"""Sessions: the list, one meeting, setting its time and saying what became of it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from alongside.errors import refusal_of
from alongside.web.layout.key import seen_in
from alongside.web.meetings import calendar
from alongside.web.meetings.agenda import Agenda
from alongside.web.meetings.forms.mark import CancelForm, HeldForm, MissedForm
from alongside.web.meetings.forms.place import WhereForm
from alongside.web.meetings.forms.time import BookForm, ContactForm, MoveForm, RecordForm
from alongside.web.meetings.forms.verb import VerbForm, typed
from alongside.web.meetings.forms.words import ActionForm, NoteForm
from alongside.web.meetings.guides import GUIDES
from alongside.web.meetings.models import Contact, Meeting
from alongside.web.meetings.pair import must_have_begun
from alongside.web.meetings.views.saying import say
from alongside.web.meetings.views.times import say_of_times, to_begin_with
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.clock import zone_called
from alongside.web.people.request import Request


def of_pair(request: Request, pk: int) -> Mentorship:
    """A mentorship for what only its two see and do."""
    return get_object_or_404(Mentorship.objects.of(request.user).for_list(), pk=pk)


def of_two(request: Request, pk: int) -> Meeting:
    found: Meeting = get_object_or_404(Meeting.objects.visible_to(request.user).for_page(), pk=pk)
    return found


@login_required
@require_safe
def meetings(request: Request, mentorship_pk: int) -> HttpResponse:
    """What is to come, what nobody has marked, and everything that was."""
    pair, now = of_pair(request, mentorship_pk), timezone.now()
    every = list(pair.meetings.select_related("missed_by").prefetch_related("changes"))
    return render(
        request,
        "meetings/list.html",
        {
            "mentorship": pair,
            "here": "meetings",
            "partner": pair.partner_of(request.user),
            "upcoming": [m for m in reversed(every) if m.state == "booked" and not m.is_over],
            "unmarked": [m for m in every if m.state == "booked" and m.is_over],
            "past": past(every, list(pair.contacts.select_related("by"))),
            "actions": pair.actions.open().select_related("owner"),
            "ask_helped": pair.actions.ask_whether_they_helped(request.user, now),
            "contact_form": ContactForm(),
        },
    )


def past(every: list[Meeting], contacts: list[Contact]) -> list[dict[str, Any]]:
    """Meetings that are over and contacts elsewhere in one line of time, the newest first."""
    done = [m for m in every if m.state not in Meeting.LIVE and m.starts_at]
    entries: list[dict[str, Any]] = [{"on": timezone.localdate(m.told_at), "meeting": m} for m in done]
    entries += [{"on": contact.happened_on, "contact": contact} for contact in contacts]
    return sorted(entries, key=lambda entry: entry["on"], reverse=True)


@login_required
@require_safe
def meeting(request: Request, pk: int) -> HttpResponse:
    found = of_two(request, pk)
    if found.state == Meeting.State.PROPOSED:
        return redirect("meetings:introduce", found.mentorship_id)
    return render(request, "meetings/meeting.html", page_of(request, found))


def page_of(request: Request, found: Meeting) -> dict[str, Any]:
    """All that the page of one meeting shows."""
    agenda, guide = Agenda(found, request.user), found.chosen_guide
    return {
        "mentorship": found.mentorship,
        "here": "meetings",
        "meeting": found,
        "agenda": agenda,
        "guide": guide,
        # On the clock while it is still to be held; afterwards only how long each part was meant to be.
        "plan": guide.plan(found.starts_at if found.state == Meeting.State.BOOKED else None) if guide else [],
        "partner": agenda.partner,
        "rating": found.ratings.filter(person=request.user).first(),
        "say_what_helped_url": say_what_helped_url(found, request),
        "held_form": HeldForm.of(found),
        "action_form": ActionForm(pair=found.mentorship, by=request.user),
        "notes": [(note, NoteForm.of(note)) for note in (agenda.shared, agenda.private)],
    }


def say_what_helped_url(found: Meeting, request: Request) -> str:
    """Where one says what helped in a session that was held; empty once one has."""
    may_say = found.mentorship.is_open and found.is_session and found.state == Meeting.State.HELD
    if not may_say or found.feedback.filter(by=request.user).exists():
        return ""
    return reverse("feedback:give", args=[found.mentorship_id], query={"meeting": found.pk})


@login_required
def book(request: Request, mentorship_pk: int) -> HttpResponse:
    """Set a time; the next one at the agreed rhythm is filled in. `?guide=` names what follows: to prepare with it."""
    pair, guide = of_pair(request, mentorship_pk), GUIDES.get(request.GET.get("guide", ""))
    form = BookForm(typed(request), pair=pair, by=request.user)
    if form.done(partial(Meeting.objects.book_several, pair, by=request.user)):
        number = form.cleaned_data["times"]
        messages.success(request, ngettext("It is in both calendars.", "They are in both calendars.", number))
        say_of_times(request, pair, form)
        coming = pair.meetings.next_session(timezone.now()) if guide else None
        if guide and coming:
            return redirect(reverse("meetings:prepare", args=[coming.pk], query={"guide": guide.slug}))
        return redirect("meetings:list", pair.pk)
    times, form.initial = to_begin_with(request, pair)
    more = {"guide": guide, "times": times, "filled_in": form.initial["starts_at"]}
    return time_page(request, pair, form, "meetings/book.html", partial(must_have_begun, pair), **more)


@login_required
def record(request: Request, mentorship_pk: int) -> HttpResponse:
    """ "We met on …": a session that was never booked."""
    pair = of_pair(request, mentorship_pk)
    form = RecordForm(typed(request))
    if form.done(partial(Meeting.objects.record_held, pair, by=request.user)):
        messages.success(request, _("Written down. Good that you met."))
        return redirect("meetings:list", pair.pk)
    return time_page(request, pair, form, "meetings/record.html", partial(must_have_begun, pair))


@login_required
def move(request: Request, pk: int) -> HttpResponse:
    found = of_two(request, pk)
    first = {"starts_at": found.starts_at, "minutes": found.minutes}
    form = MoveForm(typed(request), initial=first, meeting=found, pair=found.mentorship, by=request.user)
    if form.done(partial(found.move, by=request.user)):
        messages.success(request, _("Moved. Both calendars know."))
        say_of_times(request, found.mentorship, form)
        return redirect(found)
    return time_page(request, found.mentorship, form, "meetings/move.html", found.must_be_to_come, meeting=found)


@login_required
def where(request: Request, pk: int) -> HttpResponse:
    """Another link, number or place at the same time."""
    found = of_two(request, pk)
    first = {"channel": found.channel, "place": found.place}
    form = WhereForm(typed(request), initial=first, meeting=found)
    if form.done(partial(found.meet_at, by=request.user)):
        messages.success(request, _("Changed. Both calendars know."))
        return redirect(found)
    return time_page(request, found.mentorship, form, "meetings/where.html", found.must_be_to_come, meeting=found)


@login_required
def cancel(request: Request, pk: int) -> HttpResponse:
    found = of_two(request, pk)
    form = CancelForm(typed(request), meeting=found)
    if form.done(partial(found.cancel, by=request.user)):
        messages.success(request, _("Cancelled, and out of both calendars. A new time can be booked at once."))
        return redirect("meetings:list", found.mentorship_id)
    return time_page(request, found.mentorship, form, "meetings/cancel.html", found.must_be_live, meeting=found)


def time_page(
    request: Request, pair: Mentorship, form: VerbForm, template: str, check: Callable[[], None], **more: object
) -> HttpResponse:
    """A page with one form about a time, and what the partner's clock says; why not, where `check` refuses."""
    partner, now = pair.partner_of(request.user), timezone.now()
    theirs = now.astimezone(zone_called(partner.time_zone))
    words = {"mentorship": pair, "here": "meetings", "partner": partner, "form": form, **more}
    words |= {"shut": refusal_of(check), "holidays": pair.programme.holidays.soon(timezone.localdate())}
    words |= {"their_clock": theirs.strftime("%H:%M") if theirs.utcoffset() != timezone.localtime().utcoffset() else ""}
    return render(request, template, words, status=form.status)


@login_required
def held(request: Request, pk: int) -> HttpResponse:
    """They met. Pressed without a length, it took as long as it was booked for.

    A page that was refused stands at this address: loaded anew, it is the meeting's own.
    """
    found = of_two(request, pk)
    if request.method != "POST":
        return redirect(found)
    form = HeldForm(request.POST) if "minutes" in request.POST else None
    if form and not form.is_valid():
        return render(request, "meetings/meeting.html", page_of(request, found) | {"held_form": form}, status=422)
    how = form.cleaned_data if form else {}
    went_through = say(request, partial(found.mark_held, by=request.user, **how), _("Good that you met."))
    if not went_through:
        return redirect(found)
    return redirect("meetings:rate" if found.is_session else "meetings:verdict", found.pk)


@require_POST
@login_required
def not_held(request: Request, pk: int) -> HttpResponse:
    found = of_two(request, pk)
    say(request, partial(found.mark_not_held, by=request.user), _("Noted. These things happen; set the next time."))
    return redirect(found)


@login_required
def missed(request: Request, pk: int) -> HttpResponse:
    found = of_two(request, pk)
    form = MissedForm(typed(request), meeting=found, by=request.user)
    if form.done(partial(found.mark_missed, by=request.user)):
        messages.success(request, _("Noted. These things happen; set the next time."))
        return redirect(found)
    return time_page(request, found.mentorship, form, "meetings/missed.html", found.must_be_to_come, meeting=found)


@require_POST
@login_required
def put_back(request: Request, pk: int) -> HttpResponse:
    """Undo a mark; a session that was only written down goes with it."""
    found = of_two(request, pk)
    booked, taken_away = _("Taken back. It stands as booked again."), _("Taken away. It counts no more.")
    verb = partial(found.put_back, by=request.user, seen=seen_in(request))
    say(request, verb, booked if found.was_booked else taken_away)
    return redirect(found) if found.pk else redirect("meetings:list", found.mentorship_id)


@login_required
@require_safe
def entry(request: Request, pk: int) -> HttpResponse:
    """The meeting as a file for one's calendar."""
    found = of_two(request, pk)
    text = calendar.entry(found, to=request.user, cancelled=found.state == Meeting.State.CANCELLED)
    name = f'attachment; filename="meeting-{found.pk}.ics"'
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": name})
