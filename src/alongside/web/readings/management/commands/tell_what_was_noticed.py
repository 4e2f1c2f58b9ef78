"""Write letters about today's readings. Safe to run again: nobody is written to twice."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.readings.telling import tell


class Command(BaseCommand):
    help = "Write to pairs about what was newly noticed, and to coordinators about pairs that newly need a word."

    def handle(self, **options: Any) -> None:
        count = tell(timezone.localdate())
        if count:
            self.stdout.write(f"{count} letters about today's readings.")
