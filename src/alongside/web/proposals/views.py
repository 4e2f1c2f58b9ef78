"""Two are suggested to each other and answer; coordinators publish and look on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from alongside.errors import Refused
from alongside.web.layout.key import searched
from alongside.web.people.models import User
from alongside.web.people.request import Request
from alongside.web.programmes.models import Membership, Programme, Role
from alongside.web.proposals.candidates import Candidates
from alongside.web.proposals.forms import DeclineForm, ProposeForm, WithdrawForm
from alongside.web.proposals.hindrances import Hindrances
from alongside.web.proposals.listing import HandListing, Listing
from alongside.web.proposals.models import Proposal
from alongside.web.proposals.publication import Publication
from alongside.web.proposals.suggested import Suggested
from alongside.web.rounds.models import Round
from alongside.web.rounds.refusals import MovedOn


@require_safe
@login_required
def list_(request: Request) -> HttpResponse:
    """What waits for me, and what is over; and where suggestions are to be found."""
    mine = Proposal.objects.of(request.user).for_list().with_no_of(request.user)
    waiting = mine.waiting_for(request.user)
    context = {
        "waiting": waiting,
        "page": Paginator(mine.exclude(pk__in=waiting.values("pk")), 20).get_page(request.GET.get("page")),
        "memberships": Membership.objects.current()
        .filter(person=request.user, role__in=["mentor", "mentee"])
        .select_related("programme"),
    }
    return render(request, "proposals/list.html", context)


@require_safe
@login_required
def proposal(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Proposal.objects.visible_to(request.user).for_list(), pk=pk)
    side = found.side_of(request.user)
    context = {
        "proposal": found,
        "side": side,
        "partner": found.partner_of(request.user),
        "gone": User.objects.gone_for(request.user, [found.mentor, found.mentee]),
        "answer": found.answer_of(request.user),
        "reasons": found.reasons_for(request.user) if side else found.reasons,
        "answers": [] if side else found.replies.select_related("person"),
    }
    return render(request, "proposals/proposal.html" if side else "proposals/coordinated.html", context)


@require_POST
@login_required
def accept(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Proposal.objects.of(request.user).for_list(), pk=pk)
    try:
        mentorship = found.accept(by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    if mentorship:
        messages.success(request, _("You both said yes. Now find a time to meet once, without commitment."))
        return redirect(mentorship)
    if found.is_open:
        messages.success(request, _("Your yes is in. You both hear when both answers are."))
    return redirect(found)


@login_required
def decline(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Proposal.objects.of(request.user).for_list(), pk=pk)
    form = DeclineForm(request.POST if request.method == "POST" else None, partner=found.partner_of(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            found.decline(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you for saying so. A clear answer is a kindness."))
            return redirect("proposals:list")
    context = {"proposal": found, "partner": found.partner_of(request.user), "form": form}
    return render(request, "proposals/decline.html", context, status=422 if form.is_bound else 200)


@login_required
def withdraw(request: Request, pk: int) -> HttpResponse:
    """A coordinator takes a proposal back."""
    found = get_object_or_404(Proposal.objects.coordinated_by(request.user).for_list(), pk=pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            found.withdraw(by=request.user, why=form.cleaned_data["why"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            words = _("Taken back. Neither of the two had a letter about it yet.")
            told = _("Taken back. A short letter says so to both, but for whoever had said no.")
            messages.success(request, words if found.is_untold else told)
            return redirect(found.listed_at)
    return render(
        request, "proposals/withdraw.html", {"proposal": found, "form": form}, status=422 if form.is_bound else 200
    )


@require_safe
@login_required
def of_round(request: Request, round_pk: int) -> HttpResponse:
    found = get_object_or_404(Round.objects.visible_to(request.user).for_page(), pk=round_pk)
    return render(
        request,
        "proposals/of_round.html",
        {"round": found, "listing": Listing(found, request.user, request.GET), "here": "proposals"},
    )


@login_required
def publish(request: Request, round_pk: int) -> HttpResponse:
    """Show who would be told what; then tell them, if it is still as it was shown (`shown`)."""
    found = get_object_or_404(Round.objects.visible_to(request.user).for_page(), pk=round_pk)
    publication = Publication(found)
    if request.method == "POST":
        try:
            made = publication.publish(by=request.user, shown=request.POST.get("shown", ""))
        except MovedOn as refused:
            messages.error(request, str(refused))
            return redirect("proposals:publish", found.pk)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(found)
        said = ngettext(
            "%(n)s pair is proposed; both get a letter.", "%(n)s pairs are proposed; all get a letter.", len(made)
        )
        messages.success(request, said % {"n": len(made)})
        return redirect("proposals:of_round", found.pk)
    return render(request, "proposals/publish.html", {"round": found, "publication": publication, "here": "proposals"})


@require_POST
@login_required
def wait_list(request: Request, round_pk: int) -> HttpResponse:
    """Let the wait-list propose by itself (`on`), or not."""
    found = get_object_or_404(Round.objects.visible_to(request.user).for_page(), pk=round_pk)
    by_itself = request.POST.get("on") == "1"
    try:
        found.let_propose(by=request.user, by_itself=by_itself)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            _("From now on whoever waits is proposed somebody as soon as a place is free.")
            if by_itself
            else _("From now on nobody is proposed unless you publish it."),
        )
    return redirect("proposals:of_round", found.pk)


@require_safe
@login_required
def suggested(request: Request, programme_pk: int) -> HttpResponse:
    """Mentors for a mentee, mentees for a mentor: a few, with reasons. For the home page only the first three."""
    found = get_object_or_404(Programme.objects.of(request.user), pk=programme_pk)
    context = {"programme": found, "suggested": Suggested(found, request.user, most=3 if request.htmx else 5)}
    return render(request, "proposals/suggested.html#few" if request.htmx else "proposals/suggested.html", context)


# By hand, outside a round ---------------------------------------------------------------------------------------


@require_safe
@login_required
def choose(request: Request, membership_pk: int) -> HttpResponse:
    """A coordinator looks for somebody for one member: the best few, and whoever bears a name (`?name=`)."""
    seat = seat_for(request, membership_pk)
    candidates = Candidates(seat, request.user, searched(request.GET, "name"))
    return render(
        request, "proposals/choose.html", {"seat": seat, "programme": seat.programme, "candidates": candidates}
    )


@login_required
def propose(request: Request, membership_pk: int, other_pk: int) -> HttpResponse:
    """Propose two to each other by hand, with why, what does not match, and a note to both."""
    seat, other = seat_for(request, membership_pk), seat_for(request, other_pk)
    if seat.programme_id != other.programme_id or seat.role == other.role:
        raise Http404
    pair = Hindrances(seat, by=request.user, others=[other])
    mentee, mentor = pair.sides(other)
    against, is_second = pair.against(other), pair.has_mentor(mentee)
    form = ProposeForm(request.POST if request.method == "POST" else None, is_second=is_second)
    if request.method == "POST" and form.is_valid():
        try:
            made = Proposal.objects.propose(
                seat.programme, mentee=mentee.person, mentor=mentor.person, by=request.user, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Proposed. Both get a letter, and you see here what they say."))
            return redirect(made)
    context = {
        "seat": seat,
        "programme": seat.programme,
        "mentee": mentee.person,
        "mentor": mentor.person,
        "is_second": is_second,
        "against": against,
        "reasons": None if against else pair.reasons(other),
        "form": form,
    }
    return render(request, "proposals/propose.html", context, status=422 if form.is_bound else 200)


def seat_for(request: Request, pk: int) -> Membership:
    """A mentor's or a mentee's place in a programme that this person coordinates."""
    theirs = Membership.objects.filter(programme__in=Programme.objects.coordinated_by(request.user)).current()
    return get_object_or_404(theirs.exclude(role=Role.COORDINATOR).for_list(), pk=pk)


@require_safe
@login_required
def by_hand(request: Request, programme_pk: int) -> HttpResponse:
    """What coordinators of a programme have proposed by hand, and where it stands."""
    found = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=programme_pk)
    context = {"programme": found, "listing": HandListing(found, request.user, request.GET)}
    return render(request, "proposals/by_hand.html", context)
