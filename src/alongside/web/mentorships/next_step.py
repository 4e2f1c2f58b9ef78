"""What comes next in a mentorship, for one of its two."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.web.mentorships.models import Mentorship, Stage
from alongside.web.people.models import User


def next_step(it: Mentorship, user: User) -> tuple[str, str]:
    """What comes next for one side: a sentence, and the page where it is done. Wants `with_next()` before."""
    name = it.partner_of(user).first_name
    next_at = getattr(it, "next_meeting_at", None)
    agreement = getattr(it, "agreement", None)
    if it.stage == Stage.ENDED:
        return _("Look back"), reverse("mentorships:reflect", args=[it.pk])
    if it.is_paused:
        return _("Paused. Go on when you are ready."), it.get_absolute_url()
    if next_at:
        when = date_format(timezone.localtime(next_at), "j F, H:i")
        return _("You meet on %(when)s") % {"when": when}, reverse("meetings:list", args=[it.pk])
    if it.stage == Stage.PROPOSED:
        is_partners_turn = bool(getattr(it, "own_offers", 0))
        words = _("%(name)s has your times") if is_partners_turn else _("Find a time to meet %(name)s")
        return words % {"name": name}, reverse("meetings:introduce", args=[it.pk])
    if it.is_running and agreement is None:
        return book_next(it)
    if agreement is None and not getattr(it, "own_verdicts", 0):
        words = _("Say how it was to meet %(name)s") % {"name": name}
        return words, reverse("meetings:introduce", args=[it.pk])
    if agreement is None:
        day = date_format(timezone.localtime(it.answers_close_at), "j F")
        words = _("Your answer is in. You hear by %(day)s") % {"day": day}
        return words, reverse("meetings:introduce", args=[it.pk])
    if not getattr(it, "own_signatures", 0):
        return _("Read and sign the agreement"), reverse("mentorships:agreement", args=[it.pk])
    if it.stage == Stage.INTRODUCED:
        words = _("You have signed; it is %(name)s’s turn") % {"name": name}
        return words, reverse("mentorships:agreement", args=[it.pk])
    return book_next(it)


def book_next(it: Mentorship) -> tuple[str, str]:
    """Nothing is booked: in a holiday nothing has to be before it is over."""
    if holiday_until := getattr(it, "holiday_until", None):
        return _("On holiday until %(day)s") % {"day": date_format(holiday_until, "j F")}, it.get_absolute_url()
    return _("Book the next session"), reverse("meetings:list", args=[it.pk])
