"""Remind of verdicts that are missing, and let an introduction that nobody answers come to an end. Run each day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.meetings.models import Meeting


class Command(BaseCommand):
    help = "Remind of missing verdicts after 3 days, tell coordinators after 14, end the introduction after 28."

    def handle(self, **options: Any) -> None:
        waiting = list(Meeting.objects.waiting_for_verdicts().select_related("mentorship"))
        for meeting in waiting:
            meeting.follow_up(timezone.now())
        self.stdout.write(f"{len(waiting)} introductions wait for an answer.")
