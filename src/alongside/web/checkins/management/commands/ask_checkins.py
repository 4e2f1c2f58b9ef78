from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.checkins.models import ask_due, close_over, remind_due


class Command(BaseCommand):
    help = "Ask both sides of running mentorships for a check-in when it is due, and remind once (safe to run again)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="the day to ask for (YYYY-MM-DD)")

    def handle(self, *, on: date | None, **options: Any) -> None:
        closed = close_over()
        asked = ask_due(on or timezone.localdate())
        reminded = remind_due(timezone.now())
        if asked or reminded or closed:
            self.stdout.write(f"{asked} check-ins asked, {reminded} reminded, {closed} closed.")
