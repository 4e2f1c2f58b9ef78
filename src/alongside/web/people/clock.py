"""Dates and times are shown on each person's own clock."""

import zoneinfo
from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _g


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
