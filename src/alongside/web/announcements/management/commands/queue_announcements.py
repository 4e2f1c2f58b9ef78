"""Write the letters of announcements that were sent, so many at a time."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.announcements.models import BATCH, KIND, Announcement
from alongside.web.announcements.refusals import NoDraft
from alongside.web.layout.stopping import asked_to_stop
from alongside.web.notices.models import Notice


class Command(BaseCommand):
    help = "Write the letters of announcements, 250 at a time: the next ones once those before have gone out."

    def handle(self, *args: Any, **options: Any) -> str:
        written = 0
        with asked_to_stop() as stop:
            for announcement in Announcement.objects.to_queue(timezone.now()):
                if stop.is_set() or waiting() >= BATCH:
                    break
                try:
                    written += announcement.queue_batch()
                except NoDraft:  # stopped and thrown away since it was found
                    continue
        return f"{written} people are written to" if written else ""


def waiting() -> int:
    """Letters of all announcements that have not gone out. They stand in line with everybody else's."""
    return Notice.objects.filter(sent_at=None, given_up_at=None, kind=KIND).count()
