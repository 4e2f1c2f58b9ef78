"""Coordinators' pages, and the way to reach a coordinator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from alongside.errors import Refused
from alongside.web.cases.forms import OfAPair, SpokeForm, WordForm
from alongside.web.cases.models import Case
from alongside.web.coordination.asking import ask_coordinators
from alongside.web.coordination.forms import AskForm
from alongside.web.coordination.listing import Listing
from alongside.web.coordination.today import Today
from alongside.web.coordination.word import FirstWords, first_words
from alongside.web.layout.key import key_in
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.request import Request
from alongside.web.programmes.models import Programme


def chosen_programme(request: Request) -> Programme | None:
    """The programme named in the address, when it is one of theirs. Raises Http404 for who coordinates none."""
    mine = Programme.objects.coordinated_by(request.user)
    if not mine.exists():
        raise Http404
    key = key_in(request.GET.get("programme", ""))
    return get_object_or_404(mine, pk=key) if key else None


@login_required
def today(request: Request) -> HttpResponse:
    return render(request, "coordination/today.html", {"today": Today(request.user, chosen_programme(request))})


@login_required
def mentorships(request: Request) -> HttpResponse:
    listing = Listing(request.user, chosen_programme(request), request.GET)
    page = Paginator(listing.mentorships, 25).get_page(request.GET.get("page"))
    return render(request, "coordination/mentorships.html", {"listing": listing, "page": listing.with_levels(page)})


@login_required
def write(request: Request, mentorship_pk: int) -> HttpResponse:
    """Have a word with one or both of a pair."""
    mentorship = get_object_or_404(Mentorship.objects.coordinated_by(request.user).for_list(), pk=mentorship_pk)
    first = first_words(request.user, mentorship)
    form = WordForm(mentorship, request.user, request.POST or None, initial=first.initial)
    if request.method == "POST" and form.is_valid():
        Case.objects.have_a_word(
            mentorship,
            by=request.user,
            to=form.readers,
            subject=form.cleaned_data["subject"],
            words=form.cleaned_data["words"],
            cause=first.cause,
            remedy=first.remedy,
        )
        messages.success(request, _("Sent. In thirty days we will ask you whether it helped."))
        return redirect("coordination:today")
    return word_page(request, "coordination/write.html", mentorship, form, first)


@login_required
def spoke(request: Request, mentorship_pk: int) -> HttpResponse:
    """Note a word that was had some other way: on the phone, in the corridor."""
    mentorship = get_object_or_404(Mentorship.objects.coordinated_by(request.user).for_list(), pk=mentorship_pk)
    first, form = first_words(request.user, mentorship), SpokeForm(mentorship, request.user, request.POST or None)
    if form.is_valid():
        Case.objects.note_a_word(
            mentorship, by=request.user, cause=first.cause, remedy=first.remedy, **form.cleaned_data
        )
        messages.success(request, _("Noted. In thirty days we will ask you whether it helped."))
        return redirect("coordination:today")
    return word_page(request, "coordination/spoke.html", mentorship, form, first)


def word_page(
    request: Request, template: str, mentorship: Mentorship, form: OfAPair, first: FirstWords
) -> HttpResponse:
    context = {
        "mentorship": mentorship,
        "form": form,
        "first": first,
        "cases_under_way": Case.objects.under_way(mentorship, request.user),
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


@login_required
def ask(request: Request, mentorship_pk: int) -> HttpResponse:
    """One side of the pair writes to the coordinators."""
    mentorship = get_object_or_404(Mentorship.objects.of(request.user).for_list(), pk=mentorship_pk)
    coordinators = mentorship.coordinators()
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_coordinators(mentorship, by=request.user, words=form.cleaned_data["words"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Sent to your coordinators."))
            return redirect(mentorship)
    context = {"mentorship": mentorship, "form": form, "coordinators": coordinators}
    return render(request, "coordination/ask.html", context, status=422 if form.is_bound else 200)
