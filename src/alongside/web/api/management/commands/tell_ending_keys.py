from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.api.models import AccessKey


class Command(BaseCommand):
    help = "Write a week before an access key that is in use ends (safe to run as often as you like)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.API_ENABLED:
            return
        ending = AccessKey.objects.to_tell_of(timezone.now()).select_related("person")
        told = sum(key.tell_of_end() for key in list(ending))
        if told:
            self.stdout.write(f"Told of {told} keys that end.")
