"""Write to the pairs of a programme before its holidays. The worker runs this each morning."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.programmes.models import Holiday


class Command(BaseCommand):
    help = "Write to everybody with a mentorship under way three days before a holiday, and when its days change."

    def handle(self, **options: Any) -> None:
        letters = sum(holiday.tell() for holiday in Holiday.objects.to_tell(timezone.localdate()))
        if letters:
            self.stdout.write(f"Told of holidays in {letters} letters.")
