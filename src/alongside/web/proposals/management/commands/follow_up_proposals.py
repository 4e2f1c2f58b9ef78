"""Tell of new proposals, remind of those that wait, and close those whose time is over."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.proposals.models import Proposal

AT_ONCE = 500


class Command(BaseCommand):
    help = "Write to both of a new proposal, remind once, and close what ran out. Safe to run at any time."

    def handle(self, *args: Any, **options: Any) -> str:
        now = timezone.now()
        told = sum(done(one.tell) for one in Proposal.objects.untold().for_list().order_by("pk")[:AT_ONCE])
        expired = sum(done(one.expire) for one in list(Proposal.objects.run_out(now).for_list()))
        waiting = Proposal.objects.open().filter(reminded_at=None, told_at__isnull=False).for_list()
        reminded = sum(done(one.remind) for one in waiting if one.remind_at <= now)
        counts = {"told": told, "expired": expired, "reminded": reminded}
        return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


def done(verb: Callable[[], bool | None]) -> bool:
    """Whether it went through; somebody may have answered a moment ago."""
    try:
        return verb() is not False
    except Refused:
        return False
