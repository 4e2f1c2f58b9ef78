"""What happens by itself: a loop over the commands that are due."""

import logging
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from datetime import time as hour
from io import StringIO
from threading import Event
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

log = logging.getLogger("alongside.worker")


@dataclass
class Job:
    """A command and when it is due: every so many seconds, or once a day from an hour on."""

    command: str
    every_seconds: int = 0
    nightly_from: hour | None = None
    options: dict[str, Any] = field(default_factory=dict)
    # When it last began, on the clock of the loop (seconds) and as a day.
    began: float | None = None
    night: datetime | None = None

    @property
    def name(self) -> str:
        return " ".join([self.command, *(f"--{option}" for option in self.options)])

    def is_due(self, clock: float, now: datetime) -> bool:
        if self.nightly_from is None:
            return self.began is None or clock - self.began >= self.every_seconds
        tonight = now.replace(hour=self.nightly_from.hour, minute=self.nightly_from.minute, second=0, microsecond=0)
        return now >= tonight and (self.night is None or self.night < tonight)


def jobs() -> list[Job]:
    """Everything the worker does, in the order in which it is done when several are due."""
    return [
        Job("match_rounds", every_seconds=2),
        Job("match_waiting", every_seconds=30),
        Job("follow_up_proposals", every_seconds=10),
        Job("expire_requests", every_seconds=600),
        Job("learn_meanings", every_seconds=20),
        Job("send_invitations", every_seconds=30),
        Job("follow_up_introductions", every_seconds=1800),
        Job("resume_pauses", every_seconds=600),
        Job("remind_meetings", every_seconds=300),
        Job("ask_checkins", every_seconds=1800),
        Job("read_mentorships", every_seconds=60, options={"changed": True}),
        Job("remind_concerns", every_seconds=60),
        Job("forget_sheets", nightly_from=hour(3)),
        Job("read_mentorships", nightly_from=hour(3, 15)),
        # After the night's readings, and by day, because both write letters.
        Job("tell_what_was_noticed", nightly_from=hour(7)),
        Job("remind_reviews", nightly_from=hour(7, 15)),
        Job("follow_up_introductions", nightly_from=hour(7, 30)),
        Job("send_notices", every_seconds=10),
    ]


def run(job: Job) -> bool:
    """Do one job and log one line. Whatever goes wrong stays inside: the other jobs go on."""
    close_old_connections()
    said = StringIO()
    began = time.monotonic()
    try:
        call_command(job.command, stdout=said, **job.options)
    except (Exception, SystemExit):
        log.exception("%s failed", job.name)
        return False
    finally:
        close_old_connections()
    lines = said.getvalue().strip().splitlines()
    # Most runs of most jobs find nothing to do; a log of those hides the others.
    level = logging.INFO if lines else logging.DEBUG
    log.log(level, "%s: %s (%.1f s)", job.name, lines[-1] if lines else "nothing to do", time.monotonic() - began)
    return True


def loop(work: list[Job], stop: Event, *, pause_seconds: float = 1.0, do: Callable[[Job], Any] = run) -> None:
    """Do what is due until `stop` is set; a job under way is finished first."""
    while not stop.is_set():
        for job in work:
            if stop.is_set():
                return
            if job.is_due(time.monotonic(), timezone.localtime()):
                job.began, job.night = time.monotonic(), timezone.localtime()
                do(job)
        stop.wait(pause_seconds)


class Command(BaseCommand):
    help = "Send letters, match, read mentorships, ask check-ins, expire what is over. Stops with Ctrl-C or SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Event()

        def finish(number: int, frame: FrameType | None) -> None:
            log.info("Stopping after the job under way.")
            stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, finish)
        log.info("The worker is up: %s", ", ".join(job.name for job in jobs()))
        loop(jobs(), stop)
        log.info("The worker has stopped.")
