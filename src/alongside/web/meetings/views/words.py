"""What the two write around a session: preparation, notes, actions, contacts, and the minute after."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.errors import refusal_of
from alongside.web.layout.key import key_in
from alongside.web.meetings.forms.time import ContactForm
from alongside.web.meetings.forms.verb import VerbForm, typed
from alongside.web.meetings.forms.words import ActionForm, HelpedForm, NoteForm, PrepareForm, RateForm
from alongside.web.meetings.minute import item_for
from alongside.web.meetings.models import Action, Contact, Meeting, Note
from alongside.web.meetings.pair import must_have_begun
from alongside.web.meetings.views.saying import say
from alongside.web.meetings.views.session import of_pair, of_two
from alongside.web.people.request import Request


@login_required
def prepare(request: Request, pk: int) -> HttpResponse:
    """Write down what one brings. `?guide=` puts a guide's questions below what is written already."""
    found = of_two(request, pk)
    if "put_in" in request.POST:
        form = PrepareForm.put_in(request.POST, meeting=found, by=request.user)
    else:
        guide = request.GET.get("guide", "")
        form = PrepareForm(typed(request), meeting=found, by=request.user, guide=guide)
    if form.done(partial(found.prepare, by=request.user)):
        partner = found.mentorship.partner_of(request.user)
        messages.success(request, _("Saved. %(name)s can read it now.") % {"name": partner.first_name})
        return redirect(found)
    return form_page(request, found, form, "meetings/prepare.html", found.must_be_to_come)


@login_required
@require_safe
def prepare_next(request: Request, mentorship_pk: int) -> HttpResponse:
    """To the preparation of the next meeting; to booking one where nothing is booked."""
    pair = of_pair(request, mentorship_pk)
    coming = pair.meetings.upcoming(timezone.now()).first()
    if coming:
        return redirect("meetings:prepare", coming.pk)
    messages.info(request, _("Nothing is booked yet. Set a time first; then each of you can prepare."))
    return redirect("meetings:book", pair.pk)


@login_required
def rate(request: Request, pk: int) -> HttpResponse:
    """One minute after a session, in private."""
    found = of_two(request, pk)
    if not found.is_session:
        raise Http404
    item, side = item_for(found, request.user), found.mentorship.side_of(request.user)
    given = found.ratings.filter(person=request.user).first()
    first = {"useful": given.useful, "item_value": given.item_value} if given else {}
    form = RateForm(typed(request), initial=first, question=item.worded_for(side))
    if form.done(partial(found.rate, by=request.user, item=item.name)):
        partner = found.mentorship.partner_of(request.user).first_name
        messages.success(request, _("Thank you. %(name)s cannot see what you answered.") % {"name": partner})
        return redirect(found)
    return form_page(request, found, form, "meetings/rate.html", partial(found.must_be_for_rating, request.user))


def form_page(
    request: Request, found: Meeting, form: VerbForm, template: str, check: Callable[[], None]
) -> HttpResponse:
    partner = found.mentorship.partner_of(request.user)
    words = {"mentorship": found.mentorship, "here": "meetings", "meeting": found, "partner": partner, "form": form}
    words |= {"shut": refusal_of(check)}
    return render(request, template, words, status=form.status)


@login_required
def notes(request: Request, pk: int, which: str = "shared") -> HttpResponse:
    """Write the shared notes, or one's own. Saved while typing; never over somebody else's words."""
    found = of_two(request, pk)
    note = Note.objects.private(found, request.user) if which == "private" else Note.objects.shared(found)
    form = NoteForm.of(note, typed(request))
    saved = form.done(partial(note.keep_both if "keep_both" in request.POST else note.write, by=request.user))
    words = {"meeting": found, "note": note, "form": form, "which": which, "saved": saved}
    words |= {"mentorship": found.mentorship, "here": "meetings", "partner": found.mentorship.partner_of(request.user)}
    if request.htmx and request.method == "GET":
        is_news = str(note.version) != request.GET.get(form["version"].html_name)
        return render(request, "meetings/notes.html#news", words) if is_news else HttpResponse(status=204)
    if request.htmx:
        return render(request, "meetings/notes.html#state", words, status=200 if saved else form.status)
    if saved:
        messages.success(request, _("Saved."))
        return redirect(found)
    return render(request, "meetings/notes.html", words, status=form.status)


@require_POST
@login_required
def log_contact(request: Request, mentorship_pk: int) -> HttpResponse:
    """They spoke elsewhere: one tap, or with another day."""
    pair = of_pair(request, mentorship_pk)
    form = ContactForm(request.POST)
    if form.done(partial(Contact.objects.log, pair, by=request.user)):
        messages.success(request, _("Noted. A short call counts."))
    else:
        messages.error(request, form.sentences)
    return redirect("meetings:list", pair.pk)


@login_required
@require_safe
def contact(request: Request, pk: int) -> HttpResponse:
    """Where a contact stands among the meetings."""
    found = get_object_or_404(Contact.objects.visible_to(request.user), pk=pk)
    return redirect(found)


@require_POST
@login_required
def take_contact_back(request: Request, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.visible_to(request.user), pk=pk)
    say(request, partial(contact.take_back, by=request.user), _("Taken back."))
    return redirect("meetings:list", contact.mentorship_id)


@login_required
def action_add(request: Request, mentorship_pk: int) -> HttpResponse:
    """Promise a next step; `?meeting=` says which session it came from."""
    pair = of_pair(request, mentorship_pk)
    key = key_in(request.GET.get("meeting", ""))
    found = get_object_or_404(pair.meetings, pk=key) if key else None
    form = ActionForm(typed(request), pair=pair, by=request.user)
    if form.done(partial(Action.objects.add, pair, by=request.user, meeting=found)):
        messages.success(request, _("Written down."))
        return redirect(found or pair)
    words = {"mentorship": pair, "here": "meetings", "meeting": found, "form": form}
    words |= {"shut": refusal_of(partial(must_have_begun, pair))}
    return render(request, "meetings/action.html", words, status=form.status)


@login_required
@require_safe
def action(request: Request, pk: int) -> HttpResponse:
    """Where a next step stands: the session it came from, or the mentorship's home."""
    return redirect(of_actions(request, pk))


@require_POST
@login_required
def action_done(request: Request, pk: int) -> HttpResponse:
    action = of_actions(request, pk)
    say(request, partial(action.done, by=request.user), _("Done. Well done."))
    return back(request, action)


@require_POST
@login_required
def action_drop(request: Request, pk: int) -> HttpResponse:
    action = of_actions(request, pk)
    say(request, partial(action.drop, by=request.user), _("Let go."))
    return back(request, action)


@require_POST
@login_required
def action_reopen(request: Request, pk: int) -> HttpResponse:
    action = of_actions(request, pk)
    say(request, partial(action.reopen, by=request.user), _("It is to be done again."))
    return back(request, action)


@require_POST
@login_required
def action_helped(request: Request, pk: int) -> HttpResponse:
    action = of_actions(request, pk)
    form = HelpedForm(request.POST)
    if form.done(partial(action.say_helped, by=request.user)):
        messages.success(request, _("Thank you."))
    else:
        messages.error(request, form.sentences)
    return back(request, action)


def of_actions(request: Request, pk: int) -> Action:
    return get_object_or_404(Action.objects.visible_to(request.user).select_related("mentorship", "meeting"), pk=pk)


def back(request: Request, action: Action) -> HttpResponse:
    """To the page the button was pressed on, which the form names by its kind and never by an address."""
    if request.POST.get("from") == "meetings":
        return redirect("meetings:list", action.mentorship_id)
    if request.POST.get("from") == "home":
        return redirect(action.mentorship)
    return redirect(action)
