"""Look into the calendars that people keep elsewhere, for when they are busy."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from alongside.web.calendars.models import Calendar
from alongside.web.calendars.under_way import Looks
from alongside.web.layout.stopping import Stop, asked_to_stop

LOOKS_EVERY = 0.05  # seconds
LOOKS = Looks()


class Command(BaseCommand):
    help = "Read from people's own calendars when they are busy, each about once an hour."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seconds",
            type=float,
            help="stay at it no longer than this; what is under way then goes on while the worker does other things",
        )

    def handle(self, *, seconds: float | None, **options: Any) -> None:
        if not settings.CALENDARS:
            # Switched off by the owner: what was known before is forgotten, too.
            if forgotten := Calendar.objects.count():
                Calendar.objects.all().delete()
                self.stdout.write(f"Forgot {forgotten} calendars.")
            return
        with asked_to_stop() as stop:
            ended = read_for(seconds, stop)
        if ended:
            self.stdout.write(f"Read {sum(ended)} of {len(ended)} calendars.")


def read_for(seconds: float | None, stop: Stop) -> list[bool]:
    """For each look that ended, whether the calendar was read. Without `seconds`, all that are due."""
    ended: list[bool] = []
    until = time.monotonic() + (seconds or 0)
    while True:
        ended += LOOKS.keep_ended()
        if stop.is_set() or (seconds is not None and time.monotonic() >= until):
            return ended
        if not LOOKS.begin_one():
            if not LOOKS.running:
                return ended
            time.sleep(LOOKS_EVERY)
