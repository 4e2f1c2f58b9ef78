"""Keep every reading for a while, and of the older ones those that say how it changed."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.layout.stopping import asked_to_stop
from alongside.web.mentorships.models import Mentorship
from alongside.web.readings.models import Reading
from alongside.web.readings.records import batches

WHOLE_DAYS = 60


class Command(BaseCommand):
    help = f"Forget readings older than {WHOLE_DAYS} days that stand between two of the same level."

    def handle(self, **options: Any) -> str:
        before, forgotten = timezone.localdate() - timedelta(days=WHOLE_DAYS), 0
        with asked_to_stop() as stop:
            for batch in batches(Mentorship.objects.filter(readings__on__lt=before).distinct()):
                if stop.is_set():
                    break
                forgotten += Reading.objects.filter(mentorship__in=batch).thin(before=before)
        return f"{forgotten} readings forgotten" if forgotten else ""
