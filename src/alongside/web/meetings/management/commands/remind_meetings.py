"""Remind both of a pair of the meeting they have within a day, and ask afterwards how it was."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.meetings.models import Meeting


class Command(BaseCommand):
    help = "Remind both of a pair the day before they meet, and ask after a session. Nobody is written to twice."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        reminded = sum(meeting.remind() for meeting in Meeting.objects.to_remind_of(now).for_page())
        asked = sum(meeting.ask_after() for meeting in Meeting.objects.to_ask_about(now).for_page())
        if reminded or asked:
            self.stdout.write(f"Reminded of {reminded} meetings, asked after {asked}.")
