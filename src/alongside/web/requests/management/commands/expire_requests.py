"""Remind of requests that wait, and close those whose time is over."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.requests.models import Request


class Command(BaseCommand):
    help = "Close requests that ran out and remind of those half of whose days are over. Safe to run at any time."

    def handle(self, *args: Any, **options: Any) -> str:
        now = timezone.now()
        ran_out = list(Request.objects.run_out(now).for_list())
        expired = sum(done(request.expire) for request in ran_out)
        waiting = Request.objects.open().filter(reminded_at=None, expires_at__gt=now).for_list()
        reminded = sum(done(request.remind) for request in waiting if request.remind_at <= now)
        return f"{expired} requests expired, {reminded} reminded" if expired or reminded else ""


def done(verb: Callable[[], bool | None]) -> bool:
    """Whether it went through; somebody may have answered a moment ago."""
    try:
        return verb() is not False
    except Refused:
        return False
