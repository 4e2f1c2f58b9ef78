from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.goals.models import Goal


class Command(BaseCommand):
    help = "Write to both of a pair on the day they meant to look at a goal again (safe to run as often as you like)."

    def handle(self, *args: Any, **options: Any) -> None:
        due = Goal.objects.to_review(timezone.localdate()).select_related("mentorship__mentor", "mentorship__mentee")
        reminded = sum(goal.remind_of_review() for goal in list(due))
        if reminded:
            self.stdout.write(f"Reminded of {reminded} reviews.")
