"""Messages of a pair: read them, write one, take it back."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.errors import Refused, refusal_of
from alongside.web.mentorships.models import Mentorship
from alongside.web.messages.forms import MessageForm
from alongside.web.messages.models import ON_A_PAGE, Message, check_may_write, latest_of
from alongside.web.people.request import Request

TAKEN_BACK = "words_taken_back_of_%s"  # in the session, until the box of that mentorship shows them again


@never_cache
@require_safe
@login_required
def of_mentorship(request: Request, mentorship_pk: int) -> HttpResponse:
    """What the two wrote, the newest at the foot. Whatever the page shows has been read."""
    mentorship = of_pair(request, mentorship_pk)
    words = request.session.pop(TAKEN_BACK % mentorship.pk, "")
    form = MessageForm(partner=mentorship.partner_of(request.user), words=words)
    return page_of(request, mentorship, form, is_back=bool(words))


@login_required
def write(request: Request, mentorship_pk: int) -> HttpResponse:
    """Send it. Only opened, the address leads to the box at the foot of the page."""
    mentorship = of_pair(request, mentorship_pk)
    if request.method != "POST":
        return redirect(f"{reverse('messages:list', args=[mentorship.pk])}#write")
    form = MessageForm(request.POST, partner=mentorship.partner_of(request.user))
    if form.done(partial(Message.objects.write, mentorship, by=request.user)):
        return redirect(latest_of(mentorship.pk))
    return page_of(request, mentorship, form)


def page_of(request: Request, mentorship: Mentorship, form: MessageForm, *, is_back: bool = False) -> HttpResponse:
    found = Message.objects.visible_to(request.user).filter(mentorship=mentorship).for_page()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page)[::-1]
    fresh = [message for message in shown if message.read_at is None and message.by_id != request.user.pk]
    if fresh:
        Message.objects.read(mentorship, by=request.user, until=shown[-1].written_at)
    context = {
        "mentorship": mentorship,
        "partner": mentorship.partner_of(request.user),
        "here": "messages",
        "page": page,
        "shown": shown,
        "fresh": fresh,
        "latest": [*fresh, *shown[-1:]][:1],
        "form": form,
        "is_back": is_back,
        # Not `shut`: what they wrote stays to be read where nothing more can be written.
        "closed": refusal_of(partial(check_may_write, mentorship, request.user)),
    }
    return render(request, "messages/list.html", context, status=form.status)


@require_POST
@login_required
def take_back(request: Request, mentorship_pk: int, key: UUID) -> HttpResponse:
    """One's words are in the box again, to be changed or left."""
    mentorship = of_pair(request, mentorship_pk)
    try:
        words = Message.objects.take_back(mentorship, by=request.user, key=key)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("messages:list", mentorship.pk)
    request.session[TAKEN_BACK % mentorship.pk] = words
    return redirect(f"{reverse('messages:list', args=[mentorship.pk])}#write")


@require_safe
@login_required
def message(request: Request, key: UUID) -> HttpResponse:
    """To where it stands among the others."""
    found = get_object_or_404(Message.objects.visible_to(request.user), key=key)
    return redirect(f"{reverse('messages:list', args=[found.mentorship_id])}?page={found.page_number()}#{found.key}")


def of_pair(request: Request, mentorship_pk: int) -> Mentorship:
    return get_object_or_404(Mentorship.objects.of(request.user).for_list(), pk=mentorship_pk)
