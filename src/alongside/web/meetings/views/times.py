"""Times and places for the forms that set them, and what is said of them once they are set."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from alongside.web.calendars.models import BusyTime
from alongside.web.meetings.forms.clock import USUAL_MINUTES
from alongside.web.meetings.forms.time import OneTimeField, TimeForm
from alongside.web.meetings.models import Meeting
from alongside.web.meetings.rhythm import next_start
from alongside.web.meetings.suggested import times_for_both
from alongside.web.mentorships.models import Agreement, Mentorship
from alongside.web.people.models import Channel, Profile, User
from alongside.web.people.request import Request


def time_in(request: Request) -> datetime | None:
    """A suggested time that was pressed; what else an address may say there is not looked at."""
    try:
        found: datetime | None = OneTimeField(required=False).clean(request.GET.get("at", ""))
    except ValidationError:
        return None
    return found


def to_begin_with(request: Request, pair: Mentorship) -> tuple[list[datetime], dict[str, Any]]:
    """The times that may suit both, earliest first, and what stands in the form of a new session."""
    now = timezone.now()
    last = pair.meetings.filter(kind=Meeting.Kind.SESSION).order_by("starts_at").last()
    minutes = (last.minutes if last else 0) or USUAL_MINUTES
    times = times_for_both(pair, request.user, now, minutes=minutes)
    starts_at = time_in(request) or (times[0] if times else next_start(pair, now))
    return sorted(times), {"starts_at": starts_at, "minutes": minutes, **usual_place(request.user, pair, last)}


def usual_place(person: User, pair: Mentorship, last: Meeting | None) -> dict[str, Any]:
    """How and where they met last, or how they agreed to meet; for video one's own usual room comes first."""
    agreed = Agreement.objects.filter(mentorship=pair).values_list("channel", flat=True)
    found = {"channel": last.channel if last else agreed.first() or Channel.VIDEO, "place": last.place if last else ""}
    room = Profile.objects.filter(person=person).values_list("room", flat=True).first()
    return found | ({"place": room} if room and found["channel"] == Channel.VIDEO else {})


def say_of_times(request: Request, pair: Mentorship, form: TimeForm) -> None:
    """What is to be known of the times that were set, and stops none of them."""
    first, last = form.cleaned_data["starts_at"], form.cleaned_data["ends_at"]
    say_holidays(request, pair, form.starts(first))
    say_busy(request, form.starts(first), last.astimezone(UTC) - first.astimezone(UTC))


def say_busy(request: Request, starts: list[datetime], length: timedelta) -> None:
    """Tell whoever set them at which of these times they are busy by their own calendar."""
    spans = [(start, start + length) for start in (start.astimezone(UTC) for start in starts)]
    busy = BusyTime.objects.visible_to(request.user).meeting(spans)
    taken = [start for start, end in spans if any(one.overlaps(start, end) for one in busy)]
    if taken:
        times = [date_format(timezone.localtime(start), "j F, H:i") for start in taken]
        words = {"times": get_text_list(times, _("and"))}
        messages.info(request, _("In your calendar you are busy then: %(times)s.") % words)


def say_holidays(request: Request, pair: Mentorship, starts: list[datetime]) -> None:
    """Say plainly that a time is in a holiday. It stands all the same: a holiday forbids nothing."""
    days = [timezone.localdate(start) for start in starts]
    for holiday in pair.programme.holidays.filter(starts_on__lte=max(days), ends_on__gte=min(days)):
        if any(holiday.covers(day) for day in days):
            words = {"name": holiday, "days": holiday.days}
            messages.info(request, _("%(name)s is %(days)s. Fine, if it suits you both.") % words)
