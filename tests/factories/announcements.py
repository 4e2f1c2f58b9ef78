from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from alongside.web.announcements.models import BEGINS_AFTER, Announcement

TYPED: dict[str, Any] = {
    "audience": "everyone",
    "subject": "Half-way",
    "greets": True,
    "words": "Look back together.\n\nhttps://example.org/how",
}


def draft(cast: Any, **typed: Any) -> Announcement:
    """Chidi has written something to the members of the programme, and not sent it."""
    return Announcement.objects.create(programme=cast.programme, by=cast.chidi, **TYPED | typed)


def sent(cast: Any, **typed: Any) -> Announcement:
    """And has sent it: five minutes ago, so that it begins to go out."""
    made = draft(cast, **typed)
    Announcement.objects.filter(pk=made.pk).update(sent_at=timezone.now() - BEGINS_AFTER - timedelta(seconds=1))
    made.refresh_from_db()
    return made


def announced(cast: Any, **typed: Any) -> Announcement:
    """And everybody's letter is written."""
    made = sent(cast, **typed)
    queue()
    made.refresh_from_db()
    return made


def queue() -> str:
    return str(call_command("queue_announcements"))
