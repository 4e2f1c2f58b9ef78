"""The pages of a mentorship's stages: its agreement, its pauses and its ending."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.errors import Refused, refusal_of
from alongside.web.layout.key import key_in, seen_in
from alongside.web.mentorships.forms import AgreementForm, EndForm, PauseForm, ReflectionForm, suggested
from alongside.web.mentorships.models import Agreement, Ending, Mentorship
from alongside.web.mentorships.next_step import next_step
from alongside.web.mentorships.refusals import Overtaken, TakenBack
from alongside.web.people.request import Request


@login_required
def mine(request: Request) -> HttpResponse:
    """My mentorships, those that are open first, each with its next step."""
    found = (
        Mentorship.objects.of(request.user)
        .for_list()
        .select_related("agreement", "ending")
        .with_next(request.user, timezone.now())
        .open_first()
    )
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    rows = [(one, one.partner_of(request.user), *next_step(one, request.user)) for one in page]
    return render(request, "mentorships/list.html", {"page": page, "rows": rows})


@login_required
def agreement(request: Request, pk: int) -> HttpResponse:
    """What the two agreed, or are about to; before both want to go on, the way leads to the introduction."""
    mentorship = mine_or_404(request, pk)
    if not hasattr(mentorship, "agreement"):
        return no_agreement(request, mentorship)
    found = agreement_of(request, pk)
    return render(request, "mentorships/agreement.html", words_of(found, request))


def no_agreement(request: Request, mentorship: Mentorship) -> HttpResponse:
    """None is written: before it begins that is right; one that runs without was begun elsewhere, and may write one."""
    if not mentorship.is_running:
        messages.info(request, _("The agreement comes after your introduction, when you both want to go on."))
        return redirect("meetings:introduce", mentorship_pk=mentorship.pk)
    if request.method == "POST":
        mentorship.open_agreement()
        return redirect(reverse("mentorships:change", args=[mentorship.pk], query={"suggested": ""}))
    words = {"mentorship": mentorship, "here": "agreement", "partner": mentorship.partner_of(request.user)}
    return render(request, "mentorships/no_agreement.html", words)


@login_required
def change(request: Request, pk: int) -> HttpResponse:
    """Put other words into the agreement."""
    found = agreement_of(request, pk)
    mentorship = found.mentorship
    initial = {"version": found.version, **(suggested(found) if "suggested" in request.GET else {})}
    sent = request.POST if request.method == "POST" else None
    form = AgreementForm(sent, instance=found, initial=initial, mentorship=mentorship)
    refused = ""
    if form.is_valid():
        fresh = Agreement.objects.select_related("mentorship").get(pk=found.pk)
        try:
            changed = fresh.change(by=request.user, version=form.cleaned_data["version"], **form.terms)
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
            return redirect(fresh)
    standing, status, overtaken = agreement_of(request, pk), 200, []
    if form.is_bound:
        overtaken = standing.changed_since(form.cleaned_data.get("version") or 0)
        form, status = form.caught_up(standing, refused), 422
    words = {"form": form, "mentorship": mentorship, "here": "agreement", "standing": standing, "overtaken": overtaken}
    words |= {"shut": refusal_of(partial(mentorship.check_pair, request.user))}
    return render(request, "mentorships/change.html", words, status=status)


@login_required
def sign(request: Request, pk: int) -> HttpResponse:
    """Say yes to the version that was on the page; a stale one comes back with the new text.

    A refusal stands at this address: opened again it leads back.
    """
    found = agreement_of(request, pk)
    if request.method != "POST":
        return redirect(found)
    read = key_in(request.POST.get("version", ""))
    try:
        found.sign(by=request.user, version=read)
    except Refused as refusal:
        messages.error(request, str(refusal))
        words = words_of(agreement_of(request, pk), request, read=read)
        return render(request, "mentorships/agreement.html", words, status=422)
    messages.success(request, _("Signed."))
    return redirect(found)


@login_required
def pause(request: Request, pk: int) -> HttpResponse:
    mentorship = mine_or_404(request, pk)
    form = PauseForm(request.POST or None)
    if form.is_valid():
        try:
            mentorship.pause(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Paused. Nothing is expected of either of you until then."))
            return redirect(mentorship)
    words = {
        "form": form,
        "mentorship": mentorship,
        "partner": mentorship.partner_of(request.user),
        "booked": mentorship.meetings.upcoming(timezone.now())[:10],
        "shut": refusal_of(partial(mentorship.check_may_pause, request.user)),
    }
    return render(request, "mentorships/pause.html", words, status=422 if form.errors else 200)


@require_POST
@login_required
def resume(request: Request, pk: int) -> HttpResponse:
    mentorship = mine_or_404(request, pk)
    try:
        mentorship.resume(by=request.user, pause=seen_in(request))
    except Overtaken as refusal:
        messages.error(request, str(refusal))
        return redirect("mentorships:pause", pk=pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your mentorship goes on. Book the next session when it suits you both."))
    return redirect(mentorship)


@login_required
def end(request: Request, pk: int) -> HttpResponse:
    """End it, with who learns what said beforehand. Before the agreement stands no reason is asked."""
    mentorship = get_object_or_404(Mentorship.objects.visible_to(request.user).for_list(), pk=pk)
    form = EndForm(request.POST or None)
    refused = ""
    if request.method == "POST" and (mentorship.is_new or form.is_valid()):
        try:
            mentorship.end(by=request.user, reason=form.cleaned_data.get("reason", "") if form.is_valid() else "")
        except Refused as refusal:
            refused = str(refusal)
        else:
            if mentorship.is_open:
                messages.success(request, _("Your answer is in. Thank you."))
                return redirect("meetings:introduce", mentorship_pk=pk)
            return redirect("mentorships:reflect", pk=pk)
    words = {
        "form": form,
        "mentorship": mentorship,
        "side": mentorship.side_of(request.user),
        "partner": mentorship.partner_of(request.user),
        "booked": mentorship.meetings.upcoming(timezone.now()).count(),
        "refused": refused,
    }
    return render(request, "mentorships/end.html", words, status=422 if request.method == "POST" else 200)


@require_POST
@login_required
def reopen(request: Request, pk: int) -> HttpResponse:
    mentorship = get_object_or_404(Mentorship.objects.visible_to(request.user), pk=pk)
    try:
        mentorship.reopen(by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("mentorships:reflect", pk=pk)
    messages.success(request, _("It is open again."))
    return redirect(mentorship)


@login_required
def reflect(request: Request, pk: int) -> HttpResponse:
    """After the ending: what each side takes from it. A coordinator sees the reason and the wishes, never the words."""
    found = Ending.objects.filter(mentorship__in=Mentorship.objects.visible_to(request.user))
    related = ("mentorship__mentor__profile", "mentorship__mentee__profile", "by")
    ending = found.select_related(*related).filter(mentorship__pk=pk).first()
    if ending is None:
        return goes_on(request, pk)
    mentorship = ending.mentorship
    partner = mentorship.partner_of(request.user)
    side = mentorship.side_of(request.user)
    shared = mentorship.reflections.filter(person=partner, shared_with_partner=True)
    wishes = mentorship.reflections.filter(wants_another=True).select_related("person")
    own = ending.reflection_of(request.user)
    form = ReflectionForm(request.POST or None, instance=own, partner=partner)
    if request.method == "POST" and form.is_valid():
        try:
            ending.reflect(by=request.user, **form.cleaned_data)
        except TakenBack:
            return goes_on(request, pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. Thank you for looking back."))
            return redirect("mentorships:reflect", pk=pk)
    words = {
        "form": form,
        "own": own,
        "ending": ending,
        "mentorship": mentorship,
        "partner": partner,
        "side": side,
        "reason": ending.reason_for(request.user),
        "theirs": shared.first() if side else None,
        "wishes": [] if side else [wish.person for wish in wishes],
        "may_reopen": mentorship.may_be_reopened_by(request.user),
    }
    return render(request, "mentorships/reflect.html", words, status=422 if form.errors else 200)


def goes_on(request: Request, pk: int) -> HttpResponse:
    """Closing words for an ending that was taken back while they were written: kept, for whoever wrote them."""
    mentorship = mine_or_404(request, pk)
    form = ReflectionForm(request.POST or None, partner=mentorship.partner_of(request.user))
    if not mentorship.is_running or not form.is_valid():
        raise Http404
    words = {name: form.cleaned_data[name] for name in ("helped", "differently")}
    mentorship.keep_closing_words(by=request.user, **words)
    said = _("The ending was taken back while you wrote: your mentorship goes on again.")
    if any(words.values()):
        said += " " + _("Your closing words are kept, for you alone, and wait for the day on which it ends.")
    messages.info(request, said)
    return redirect(mentorship)


def mine_or_404(request: Request, pk: int) -> Mentorship:
    return get_object_or_404(Mentorship.objects.of(request.user).for_list(), pk=pk)


def agreement_of(request: Request, pk: int) -> Agreement:
    """The agreement, for the two alone: coordinators see its dates, never its words."""
    mentorship = mine_or_404(request, pk)
    found: Agreement | None = getattr(mentorship, "agreement", None)
    if found is None:
        raise Http404
    return found


def words_of(found: Agreement, request: Request, read: int = 0) -> dict[str, object]:
    """What the agreement's page shows. `read` is the version somebody tried to sign after it had changed."""
    mentorship = found.mentorship
    standing = {signature.person_id: signature for signature in found.signatures.filter(fell_at=None)}
    since = read or found.in_force_version or max(found.version - 1, 1)
    changed = [] if found.is_in_force else found.changed_since(since)
    if not read and not found.in_force_version:
        # The first words are simply the agreement; called a change they would stand on the page twice.
        changed = [one for one in changed if one.before]
    return {
        "agreement": found,
        "mentorship": mentorship,
        "here": "agreement",
        "partner": mentorship.partner_of(request.user),
        "sides": [(person, standing.get(person.pk)) for person in (mentorship.mentor, mentorship.mentee)],
        "may_sign": mentorship.is_open and request.user.pk not in standing,
        "changed": changed,
    }
