"""What happens by itself: a loop over the commands that are due."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from datetime import time as hour
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from alongside.web.layout.stopping import Stop, asked_to_stop

log = logging.getLogger("alongside.worker")


@dataclass
class Job:
    """A command and when it is due: every so many seconds, or once a day from an hour on."""

    command: str
    every_seconds: int = 0
    nightly_from: hour | None = None
    options: dict[str, Any] = field(default_factory=dict)
    # When it last began, on the clock of the loop (seconds); and the night in which it last went well.
    began: float | None = None
    night: datetime | None = None
    # How often it went wrong since it last went well, and until when it is left alone because of that.
    failures: int = 0
    rests_until: float = 0.0

    @property
    def name(self) -> str:
        return " ".join([self.command, *(f"--{option}" for option in self.options)])

    def is_due(self, clock: float, now: datetime) -> bool:
        if clock < self.rests_until:
            return False
        if self.nightly_from is None:
            return self.began is None or clock - self.began >= self.every_seconds
        tonight = now.replace(hour=self.nightly_from.hour, minute=self.nightly_from.minute, second=0, microsecond=0)
        return now >= tonight and (self.night is None or self.night < tonight)

    def ended(self, clock: float, *, night: datetime, went_well: bool) -> None:
        """A job of the night that went wrong is due again the same night; every job that does rests for longer."""
        self.failures = 0 if went_well else self.failures + 1
        if went_well:
            self.night = night
        else:
            self.rests_until = clock + (LONGEST_REST if self.nightly_from else rest(self.failures))


LONGEST_REST = 300.0  # seconds


def rest(failures: int) -> float:
    """Seconds to wait after so many failures in a row: 5, 10, 20 … up to five minutes."""
    return min(LONGEST_REST, 5.0 * (1 << min(failures - 1, 10)))


class NoDatabase(Exception):
    """The database does not answer: whatever job is next, it would fail as this one did."""


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
        # No more at once than half a minute takes: letters go out in between. What is left waits for the next.
        Job("read_mentorships", every_seconds=60, options={"changed": True, "most": 600}),
        Job("remind_concerns", every_seconds=60),
        Job("clearsessions", nightly_from=hour(2, 45)),
        Job("forget_sheets", nightly_from=hour(3)),
        Job("read_mentorships", nightly_from=hour(3, 15)),
        Job("thin_readings", nightly_from=hour(4)),
        Job("measure_tables", nightly_from=hour(4, 15)),
        # After the night's readings, and by day, because both write letters.
        Job("tell_what_was_noticed", nightly_from=hour(7)),
        Job("remind_reviews", nightly_from=hour(7, 15)),
        Job("tell_holidays", nightly_from=hour(7, 20)),
        Job("tell_ending_keys", nightly_from=hour(7, 25)),
        Job("follow_up_introductions", nightly_from=hour(7, 30)),
        # What waits for a server elsewhere goes on from turn to turn: no letter waits with it.
        Job("read_calendars", every_seconds=2, options={"seconds": 2}),
        Job("queue_announcements", every_seconds=10),
        Job("send_notices", every_seconds=10),
    ]


def run(job: Job) -> bool:
    """Do one job and log one line. Whatever goes wrong stays inside: the other jobs go on.

    Raises NoDatabase only, for then they cannot.
    """
    close_old_connections()
    said = StringIO()
    began = time.monotonic()
    try:
        call_command(job.command, stdout=said, **job.options)
    except CommandError as refused:
        log.error("%s: %s", job.name, refused)
        return False
    except (DatabaseError, InterfaceError) as problem:
        if not database_answers():
            raise NoDatabase(str(problem).strip().partition("\n")[0]) from problem
        log.exception("%s failed", job.name)
        return False
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


def database_answers() -> bool:
    try:
        connection.close()  # a broken one would be asked again
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return False
    return True


def loop(work: list[Job], stop: Stop, *, pause_seconds: float = 1.0, do: Callable[[Job], bool] = run) -> None:
    """Do what is due until `stop` is set. The jobs that take long look at it too; another is finished first."""
    silences = 0
    while not stop.is_set():
        try:
            do_what_is_due(work, stop, do)
            silences = 0
        except NoDatabase as problem:
            silences += 1
            log.error("The database does not answer. Trying again in %d seconds. %s", rest(silences), problem)
            stop.wait(rest(silences))
        stop.wait(pause_seconds)


def do_what_is_due(work: list[Job], stop: Stop, do: Callable[[Job], bool]) -> None:
    for job in work:
        if stop.is_set():
            return
        clock, now = time.monotonic(), timezone.localtime()
        if job.is_due(clock, now):
            went_well = do(job)
            job.began = clock
            job.ended(time.monotonic(), night=now, went_well=went_well)


class Command(BaseCommand):
    help = "Send letters, match, read mentorships, ask check-ins, expire what is over. Stops with Ctrl-C or SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        with asked_to_stop() as stop:
            log.info("The worker is up: %s", ", ".join(job.name for job in jobs()))
            loop(jobs(), stop)
        log.info("The worker has stopped.")
