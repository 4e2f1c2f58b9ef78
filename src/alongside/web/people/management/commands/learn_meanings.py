"""Learn what profiles mean, for matching by goals and for search."""

from typing import Any

from django.core.management.base import BaseCommand

from alongside.web.people.models import Meaning


class Command(BaseCommand):
    help = (
        "Read the words of profiles that were saved since, for matching and search by meaning. Safe to run at any time."
    )

    def handle(self, *args: Any, **options: Any) -> str:
        learned = Meaning.objects.learn()
        return f"{learned} profiles read" if learned else ""
