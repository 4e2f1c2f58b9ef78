"""Announcements, whom they are for, who has them, and who wants none by e-mail."""

from alongside.web.announcements.models.announcement import (
    BATCH,
    BEGINS_AFTER,
    LONGEST,
    MOST_A_DAY,
    Announcement,
    AnnouncementQuerySet,
    Reader,
)
from alongside.web.announcements.models.audience import Audience
from alongside.web.announcements.models.mute import KIND, Mute

__all__ = [
    "BATCH",
    "BEGINS_AFTER",
    "KIND",
    "LONGEST",
    "MOST_A_DAY",
    "Announcement",
    "AnnouncementQuerySet",
    "Audience",
    "Mute",
    "Reader",
]
