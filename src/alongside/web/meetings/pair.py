"""The pair while something is done about their meetings: locked, and asked whether it may be done."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.web.meetings.errors import (
    BeforeItBegan,
    EndsBeforeItStarts,
    InThePast,
    MentorshipEnded,
    MentorshipPaused,
    NotBegun,
    NotInTheFuture,
    TooLong,
)
from alongside.web.mentorships.models import Mentorship

LONGEST = timedelta(hours=12)


def locked(mentorship_pk: int) -> Mentorship:
    """The mentorship, locked until the transaction ends.

    Every verb about a meeting locks its mentorship first and nothing before it, so two of them wait for each other
    and never for each other's half. `no_key`: rows that only point at the mentorship may go on being written.
    """
    pairs = Mentorship.objects.select_for_update(of=("self",), no_key=True).select_related("mentor", "mentee")
    return pairs.get(pk=mentorship_pk)


def must_be_open(pair: Mentorship) -> None:
    if not pair.is_open:
        raise MentorshipEnded(_("This mentorship has ended. What you wrote together stays here to read."))


def must_have_begun(pair: Mentorship) -> None:
    """Open, and under an agreement."""
    must_be_open(pair)
    if pair.began_on is None:
        raise NotBegun(_("Sessions come after the agreement. Meet once, sign it both, and then set a time."))


def must_not_be_paused(pair: Mentorship, starts_at: datetime) -> None:
    """A meeting may be set for after a pause, not into it."""
    if not pair.is_paused:
        return
    until = pair.pauses.filter(resumed_at=None).values_list("until", flat=True).first()
    if until is None:
        raise MentorshipPaused(_("This mentorship is paused. Go on with it first, then set a time."))
    if timezone.localdate(starts_at) < until:  # on the day named it goes on by itself
        words = {"day": date_format(until, "j F")}
        raise MentorshipPaused(_("This mentorship is paused until %(day)s. Choose that day or a later one.") % words)


def must_lie_behind(pair: Mentorship, day: date) -> None:
    """What is written down as done lies between the first day of the mentorship and today."""
    if day > timezone.localdate():
        words = {"day": date_format(day, "j F Y")}
        raise NotInTheFuture(_("%(day)s is still to come. Choose a day up to today.") % words)
    if pair.began_on and day < first_day(pair, pair.began_on):
        words = {"day": date_format(pair.began_on, "j F Y")}
        raise BeforeItBegan(_("Your mentorship began on %(day)s. Choose a day from then on.") % words)


def first_day(pair: Mentorship, began_on: date) -> date:
    """The day the second of them signed, on their clock; where the other's clock differs, it may be the day before."""
    return began_on - timedelta(days=pair.mentor.time_zone != pair.mentee.time_zone)


def must_be_a_length(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise EndsBeforeItStarts(_("The meeting ends before it starts. Give it at least a few minutes."))
    if ends_at - starts_at > LONGEST:
        raise TooLong(_("That is longer than twelve hours. Give the length in minutes."))


def must_be_a_time_ahead(starts_at: datetime, ends_at: datetime) -> None:
    must_be_a_length(starts_at, ends_at)
    if starts_at <= timezone.now():
        raise InThePast(_("This time has passed. To write down a meeting you had, use “We met”."))
