"""Remind of verdicts that are missing, and end introductions whose two weeks are over. Run each day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.meetings.models import Meeting


class Command(BaseCommand):
    help = "Remind of missing verdicts after 3 days, tell coordinators after 7, end the introduction after 14."

    def handle(self, **options: Any) -> None:
        waiting = list(Meeting.objects.undecided().select_related("mentorship"))
        for meeting in waiting:
            meeting.follow_up(timezone.now())
        if waiting:
            self.stdout.write(f"{len(waiting)} introductions are undecided.")
