"""Dates and times are shown on each person's own clock."""

import zoneinfo
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _g

if TYPE_CHECKING:
    from alongside.web.people.models import User


def site_zone() -> str:
    """The clock for whoever has not chosen their own."""
    return settings.TIME_ZONE


def zone_called(name: str) -> zoneinfo.ZoneInfo:
    """The zone of this name; the site's own where there is none, so that a wrong word in a row stops no page."""
    try:
        return zoneinfo.ZoneInfo(name or site_zone())
    except (KeyError, ValueError, OSError):  # unknown, no name at all ("../x"), a folder of zones ("Europe")
        return zoneinfo.ZoneInfo(site_zone())


def end_of_day_in(days: int, zone: str) -> datetime:
    """The last moment of the day so many days from today, on this zone's clock: "until" names a whole day."""
    here = zone_called(zone)
    return datetime.combine(timezone.localdate(timezone=here) + timedelta(days=days), time.max, here)


def end_of_day_for(days: int, people: Iterable["User"]) -> datetime:
    """The last moment of the day so many days from today, wherever it ends last among these people.

    So one date can be told to all of them, and it is whole on the clock of each.
    """
    day = timezone.localdate(timezone=zone_called("")) + timedelta(days=days)
    return max(datetime.combine(day, time.max, zone_called(person.time_zone)) for person in people)


def last_day_for(moment: datetime, people: Iterable["User"]) -> date:
    """The date that `end_of_day_for` was made for, whoever asks."""
    return min(timezone.localdate(moment, zone_called(person.time_zone)) for person in people)


def check_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _g("“%(name)s” is no time zone. Write one such as Europe/Berlin or UTC.") % {"name": name[:64]}
        )


class OwnTimeZoneMiddleware:
    """Activate the time zone of whoever is signed in, for this request only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = getattr(request.user, "time_zone", "")
        with timezone.override(zone_called(name) if name else None):
            return self.get_response(request)
