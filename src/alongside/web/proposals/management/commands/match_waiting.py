"""Propose somebody to those who wait, where a place is free."""

from typing import Any

from django.core.management.base import BaseCommand

from alongside.web.proposals.wait_list import WaitList
from alongside.web.rounds.models import Round


class Command(BaseCommand):
    help = "In published rounds whose wait-list proposes by itself: propose who can be, if anything has changed."

    def handle(self, *args: Any, **options: Any) -> str:
        rounds = Round.objects.open().exclude(published_at=None).filter(proposes_itself=True).for_page()
        made = sum(WaitList(round_).propose() for round_ in rounds)
        return f"{made} proposals made" if made else ""
