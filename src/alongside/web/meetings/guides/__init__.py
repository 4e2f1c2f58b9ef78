"""Guides: ways to spend one session well, for two people to follow together. Words of ours, and no rows."""

from django.utils.translation import gettext_lazy as _

from alongside.web.meetings.guides import beginnings, goals, sessions, the_two
from alongside.web.meetings.guides.guide import Guide, Item, Text

__all__ = ["GROUPS", "GUIDES", "Guide", "Item", "guide_after_booking", "guide_of"]

# As they are listed.
GROUPS: tuple[tuple[Text, tuple[Guide, ...]], ...] = (
    (_("Any session"), sessions.GUIDES),
    (_("Your goals"), goals.GUIDES),
    (_("The two of you"), the_two.GUIDES),
    (_("Beginning and ending"), beginnings.GUIDES),
)

GUIDES: dict[str, Guide] = {guide.slug: guide for _title, guides in GROUPS for guide in guides}
_OF_REMEDIES = {remedy: guide for guide in GUIDES.values() for remedy in guide.remedies}
_AFTER_BOOKING = {remedy: guide for guide in GUIDES.values() for remedy in guide.after_booking}


def guide_of(remedy: str) -> Guide | None:
    """The guide that a repair's button opens, by the engine's name for the repair."""
    return _OF_REMEDIES.get(remedy)


def guide_after_booking(remedy: str) -> Guide | None:
    """The guide that follows once a time is set, for a repair that begins with a time."""
    return _AFTER_BOOKING.get(remedy)
