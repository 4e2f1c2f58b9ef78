"""They spoke, said from a letter without signing in."""

from functools import partial

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from alongside.errors import refusal_of
from alongside.web.meetings.forms.time import SpokenForm
from alongside.web.meetings.forms.verb import typed
from alongside.web.meetings.models import Contact
from alongside.web.meetings.spoken import Link, opened_by
from alongside.web.people.clock import zone_called


@never_cache
def spoken(request: HttpRequest, key: str) -> HttpResponse:
    """The day and how. A GET only shows (mail scanners follow links); the POST writes it down.

    Whoever is signed in and one of the two goes on where they always say so: an address with a key in it would stay
    open in the browser's history after signing out.
    """
    link = of_key(key)
    if request.method != "POST" and request.user in (link.person, link.partner):
        return redirect(f"{reverse('meetings:list', args=[link.mentorship.pk])}#spoke")
    if link.is_over:
        return over(request, link)
    with timezone.override(zone_called(link.person.time_zone)):
        form = SpokenForm(typed(request))
        if form.done(partial(Contact.objects.log, link.mentorship, by=link.person)):
            return redirect("meetings:noted", key, link.seal(form.made))
        return render(request, "meetings/spoken.html", {"link": link, "form": form}, status=form.status)


@never_cache
def noted(request: HttpRequest, key: str, seal: str) -> HttpResponse:
    """Thanks for what was written down, and the way to take it back; once it is taken back, that it is."""
    link = of_key(key)
    contact, is_own = of_seal(link, seal)
    if link.is_over:
        return over(request, link)
    refused = ""
    if request.method == "POST" and contact:
        refused = refusal_of(partial(contact.take_back, by=link.person if is_own else None))
        if not refused:
            return redirect("meetings:noted", key, seal)
    words = {"link": link, "seal": seal, "contact": contact, "refused": refused, "is_own": is_own}
    return render(request, "meetings/noted.html", words, status=422 if refused else 200)


def over(request: HttpRequest, link: Link) -> HttpResponse:
    """One page for all that ends a link: whoever holds an old letter learns nothing new from it."""
    return render(request, "meetings/spoken_over.html", {"link": link}, status=410)


def of_key(key: str) -> Link:
    link = opened_by(key)
    if link is None:
        raise Http404
    return link


def of_seal(link: Link, seal: str) -> tuple[Contact | None, bool]:
    try:
        return link.sealed(seal)
    except BadSignature:
        raise Http404 from None
