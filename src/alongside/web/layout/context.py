"""What every page knows."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

# The fonts are fetched at set-up where npm is; a link to a file that is not there would break manifest storage.
HAS_FONTS = bool(finders.find("vendor/fonts.css")) or Path(settings.STATIC_ROOT, "vendor/fonts.css").exists()


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "is_demo": settings.IS_DEMO,
        "debug": settings.DEBUG,
        "organisation": settings.ORGANISATION,
        "reads_calendars": settings.CALENDARS,
        "has_fonts": HAS_FONTS,
        "works_as": SimpleLazyObject(lambda: works_as(request)),
    }


def works_as(request: HttpRequest) -> dict[str, bool]:
    """Which pages belong in the bar, by what somebody is anywhere. Two small queries, and only for who is signed in."""
    user = request.user
    if not user.is_authenticated:
        return {}
    # Whoever was named once keeps what was sent to them.
    named, kept = user.safeguards.order_by().values("pk"), user.concerns_received.order_by().values("pk")
    roles = set(user.memberships.filter(left_at=None).order_by().values_list("role", flat=True).distinct())
    return {
        "coordinates": "coordinator" in roles,
        # Who only coordinates neither asks nor is asked.
        "asks": roles != {"coordinator"},
        "safeguards": named.union(kept).exists(),
    }
