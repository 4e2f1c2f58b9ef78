"""End the pauses whose day has come, and tell of those whose day comes near. The worker runs this each day."""

from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.mentorships.models import Pause


class Command(BaseCommand):
    help = "End the pauses whose day has come; tell both of those that end within three days."

    def handle(self, **options: Any) -> None:
        today = timezone.localdate()
        resumed = 0
        for pause in list(Pause.objects.over(today).filter(mentorship__stage="paused").select_related("mentorship")):
            # One of the two may have gone on this very moment, and paused anew.
            with suppress(Refused):
                pause.mentorship.resume(by=None, pause=pause.pk)
                resumed += 1
        told = sum(pause.remind() for pause in list(Pause.objects.soon_over(today).select_related("mentorship")))
        if resumed or told:
            self.stdout.write(f"{resumed} resumed, {told} told that their pause ends soon.")
