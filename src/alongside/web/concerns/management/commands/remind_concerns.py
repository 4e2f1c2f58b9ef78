from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.concerns.models import Concern, ask_for_a_person, unprotected
from alongside.web.programmes.models import Programme


class Command(BaseCommand):
    help = "Hand on concerns that waited for a safeguarding person, and remind of those not looked at for a day."

    def handle(self, *args: Any, **options: Any) -> None:
        for concern in Concern.objects.waiting_for_a_person():
            concern.send()
        for concern in Concern.objects.unseen(timezone.now()):
            concern.remind()
        # How many there were is nobody's business who reads the log.
        for programme in unprotected(Programme.objects.all()):
            ask_for_a_person(programme)
