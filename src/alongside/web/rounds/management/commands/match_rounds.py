"""Do the runs that coordinators asked for."""

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from alongside.web.layout.stopping import asked_to_stop
from alongside.web.people.models import Meaning
from alongside.web.rounds.models import Run
from alongside.web.rounds.models.run import MOST_TRIES
from alongside.web.rounds.refusals import Over
from alongside.web.rounds.solving import market

BEAT_SECONDS = 0.5
# Profiles whose words are read before a run begins; of more than that the rest is read by its own job, and counts as
# unknown until then.
MOST_READ = 1000
# How much of the bar is over when the people are read.
READ = 0.1


class Command(BaseCommand):
    help = "Do the matching runs that were asked for. Safe to run twice at once: each is claimed by one of the two."

    def handle(self, *args: Any, **options: Any) -> str:
        done = 0
        with asked_to_stop() as stop:
            for pk in list(Run.objects.to_do().values_list("pk", flat=True)):
                if stop.is_set():
                    break
                done += self.do(pk)
        return f"{done} runs done" if done else ""

    def do(self, pk: int) -> bool:
        run = Run.objects.claim(pk)
        try:
            return run is not None and self.carried_out(run)
        except Over:  # closed meanwhile by a coordinator, who wants no result any more
            return False

    def carried_out(self, run: Run) -> bool:
        if run.tries > MOST_TRIES:
            run.round.not_done(
                run, _("The matching could not be finished. The owner of the site finds why in the log.")
            )
            return False
        Meaning.objects.learn(most=MOST_READ)
        it = market(run.round)
        run.beat(READ)
        run.round.carry_out(run, it, progress=Beat(run))
        return run.state == Run.State.DONE


class Beat:
    """Writes down how far a run is, but not more often than somebody could look."""

    def __init__(self, run: Run) -> None:
        self.run, self.last = run, time.monotonic()

    def __call__(self, done: float) -> None:
        if time.monotonic() - self.last >= BEAT_SECONDS:
            self.run.beat(READ + (1 - READ) * done)
            self.last = time.monotonic()
