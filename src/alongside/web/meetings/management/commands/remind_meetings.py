"""Remind both of a pair of the meeting they have within a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.meetings.models import Meeting


class Command(BaseCommand):
    help = "Remind both of a pair the day before they meet. Run it every hour; nobody is reminded twice."

    def handle(self, *args: Any, **options: Any) -> None:
        reminded = sum(meeting.remind() for meeting in Meeting.objects.to_remind_of(timezone.now()).for_page())
        self.stdout.write(f"Reminded of {reminded} meetings.")
