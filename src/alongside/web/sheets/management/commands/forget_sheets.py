"""Throw away sign-up sheets that nobody brought in."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.sheets.models import Sheet


class Command(BaseCommand):
    help = "Throw away sign-up sheets that were uploaded thirty days ago and never brought in."

    def handle(self, *args: Any, **options: Any) -> str:
        gone, _rows = Sheet.objects.forgotten(timezone.now()).delete()
        return f"{gone} sheets thrown away" if gone else ""
