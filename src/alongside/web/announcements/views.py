"""Announcements of a programme: write one, read it as they will, send it, stop it; and read those one has had."""

from collections.abc import Callable
from copy import copy
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from alongside.errors import Refused
from alongside.web.announcements.forms import AnnouncementForm
from alongside.web.announcements.models import Announcement, Mute
from alongside.web.announcements.models.announcement import waiting_of
from alongside.web.announcements.models.mute import named_in
from alongside.web.announcements.starters import STARTERS
from alongside.web.layout.key import key_in, seen_in
from alongside.web.meetings.forms.verb import typed
from alongside.web.people.request import Request
from alongside.web.programmes.models import Programme, Role


@require_safe
@login_required
def of_programme(request: Request, programme_pk: int) -> HttpResponse:
    """For coordinators all that was sent and their own drafts; for everybody else what reached them."""
    programme = get_object_or_404(Programme.objects.of(request.user), pk=programme_pk)
    found = Announcement.objects.visible_to(request.user).filter(programme=programme).newest_first().for_list()
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "coordinates": Role.COORDINATOR in programme.roles_of(request.user),
        "page": page,
        "waiting": waiting_of(list(page)),
        "muted": Mute.objects.visible_to(request.user).filter(programme=programme).exists(),
    }
    return render(request, "announcements/list.html", context)


@login_required
def write(request: Request, programme_pk: int) -> HttpResponse:
    """Begin a draft: blank, from a starter (`?starter=`), or from one that was sent before (`?like=`)."""
    programme = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=programme_pk)
    starter = STARTERS.get(request.GET.get("starter", ""))
    mine = Announcement.objects.coordinated_by(request.user).filter(programme=programme)
    like = mine.filter(pk=key_in(request.GET.get("like", ""))).first()
    initial = starter.initial(programme) if starter else {}
    if like:
        initial = {name: getattr(like, name) for name in Announcement.TYPED}
    form = AnnouncementForm(typed(request), programme=programme, by=request.user, initial=initial)
    if made := form.done(partial(Announcement.objects.write, programme)):
        return redirect("announcements:draft", made.pk)
    context = {"programme": programme, "form": form, "starters": STARTERS.values(), "starter": starter}
    return render(request, "announcements/write.html", context, status=form.status)


@login_required
def change(request: Request, pk: int) -> HttpResponse:
    found = of_mine(request, pk)
    if not found.is_draft:
        return redirect(found)
    form = AnnouncementForm(typed(request), instance=copy(found), programme=found.programme, by=request.user)
    if form.done(found.change):
        return redirect("announcements:draft", found.pk)
    context = {"programme": found.programme, "announcement": found, "form": form}
    return render(request, "announcements/write.html", context, status=form.status)


@require_safe
@login_required
def draft(request: Request, pk: int) -> HttpResponse:
    """As one of them will read it, how many they are, and the button that sends it."""
    found = of_mine(request, pk)
    if not found.is_draft:
        return redirect(found)
    people = found.people
    example = people.order_by("name", "pk").first() or request.user
    context = {
        "programme": found.programme,
        "announcement": found,
        "count": people.count(),
        "example": example,
        "letter": found.letter_to(example),
    }
    return render(request, "announcements/draft.html", context)


@require_safe
@login_required
def announcement(request: Request, pk: int) -> HttpResponse:
    """For whom it reached, to read; for coordinators also whom it went to."""
    seen = Announcement.objects.visible_to(request.user).for_list()
    found = get_object_or_404(seen, pk=pk)
    if found.is_draft:
        return redirect("announcements:draft", found.pk)
    coordinates = Role.COORDINATOR in found.programme.roles_of(request.user)
    context = {"programme": found.programme, "announcement": found, "coordinates": coordinates}
    return render(request, "announcements/announcement.html", context)


@require_POST
@login_required
def send_copy(request: Request, pk: int) -> HttpResponse:
    said = _("A copy is on its way to %(address)s.") % {"address": request.user.email}
    return done(request, of_mine(request, pk).send_copy, said, to="announcements:draft", pk=pk)


@require_POST
@login_required
def send(request: Request, pk: int) -> HttpResponse:
    verb = partial(of_mine(request, pk).send, version=seen_in(request))
    said = _("Sent. It begins to go out in five minutes; until then you can take it back whole.")
    return done(request, verb, said, to="announcements:announcement", pk=pk)


@require_POST
@login_required
def drop(request: Request, pk: int) -> HttpResponse:
    found = of_mine(request, pk)
    return done(request, found.drop, _("Thrown away."), to="announcements:list", pk=found.programme_id)


@require_POST
@login_required
def stop(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Announcement.objects.coordinated_by(request.user).sent(), pk=pk)
    try:
        found.stop(by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("announcements:list", found.programme_id)
    if found.is_draft and found.by == request.user:
        messages.success(request, _("Taken back: nobody has it. It is your draft again."))
        return redirect("announcements:draft", found.pk)
    if found.is_draft:
        said = _("Taken back: nobody has it. %(name)s has it as a draft again, and a letter about it.")
        messages.success(request, said % {"name": found.by})
        return redirect("announcements:list", found.programme_id)
    words = ngettext("Stopped. %(n)s person has it.", "Stopped. %(n)s people have it.", found.reached)
    messages.success(request, words % {"n": found.reached})
    return redirect(found)


def done(request: Request, verb: Callable[..., object], said: str, *, to: str, pk: int) -> HttpResponse:
    try:
        verb(by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect(to, pk)


def of_mine(request: Request, pk: int) -> Announcement:
    """One that this person wrote, a draft or sent by now: a page that is a little old leads on."""
    mine = Announcement.objects.coordinated_by(request.user).filter(by=request.user)
    return get_object_or_404(mine.for_list(), pk=pk)


@require_POST
@login_required
def by_mail(request: Request, programme_pk: int) -> HttpResponse:
    """Have them by e-mail or not; ticked `again` they come again."""
    programme = get_object_or_404(Programme.objects.of(request.user), pk=programme_pk)
    again = "again" in request.POST
    Mute.objects.choose(programme, request.user, by_mail=again)
    messages.success(request, _("They come by e-mail again.") if again else _("No more of them come by e-mail."))
    return redirect("announcements:list", programme.pk)


@never_cache
@csrf_exempt  # mail programs send it by themselves (RFC 8058); whoever holds the key of the letter may say it
def stop_mail(request: HttpRequest, key: str) -> HttpResponse:
    """From the foot of a letter, without signing in. Only opened it changes nothing: mail scanners follow links."""
    named = named_in(key)
    if named is None:
        raise Http404
    programme, person = named
    if request.method == "POST":
        Mute.objects.choose(programme, person, by_mail="again" in request.POST)
    muted = Mute.objects.visible_to(person).filter(programme=programme).exists()
    return render(request, "announcements/stop_mail.html", {"programme": programme, "muted": muted})
