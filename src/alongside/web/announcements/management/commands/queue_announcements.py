"""Write the letters of announcements that were sent, so many at a time."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.announcements.models import BATCH, KIND, Announcement
from alongside.web.announcements.refusals import NoDraft
from alongside.web.layout.stopping import asked_to_stop
from alongside.web.notices.models import Notice

PUT_OFF = 10  # batches of letters to try again later, at most


class Command(BaseCommand):
    help = "Write the letters of announcements, 250 at a time: the next ones once those before have gone out."

    def handle(self, *args: Any, **options: Any) -> str:
        written = 0
        with asked_to_stop() as stop:
            for announcement in Announcement.objects.to_queue(timezone.now()):
                if stop.is_set() or is_enough():
                    break
                try:
                    written += announcement.queue_batch()
                except NoDraft:  # stopped and thrown away since it was found
                    continue
        return f"{written} people are written to" if written else ""


def is_enough() -> bool:
    """Whether as many letters of announcements wait as may. They stand in line with everybody else's.

    One that a mail server put off stands in nobody's way: a few hundred that cannot be reached today must not keep all
    others from theirs.
    """
    letters = Notice.objects.filter(sent_at=None, given_up_at=None, kind=KIND)
    return letters.waiting(timezone.now()).count() >= BATCH or letters.count() >= BATCH * PUT_OFF
