"""Read every running mentorship, or only those where something happened since they were last read."""

from argparse import ArgumentParser
from collections import defaultdict
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone

from alongside.web.layout.stopping import Stop, asked_to_stop
from alongside.web.mentorships.models import Mentorship
from alongside.web.readings.models import Reading
from alongside.web.readings.records import batches, batches_of


class Command(BaseCommand):
    help = "Read running mentorships with the health engine and keep the readings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--changed", action="store_true", help="only those with something new since their reading")
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="that day, not today (YYYY-MM-DD)")
        parser.add_argument("--most", type=int, default=None, help="with --changed: mentorships to read in one run")

    def handle(self, *, changed: bool, on: date | None, most: int | None, **options: Any) -> None:
        today = timezone.localdate()
        if on and on > today:
            raise CommandError(
                f"{on:%Y-%m-%d} is still to come, and a reading of it would stand before every real one until then. "
                f"Choose {today:%Y-%m-%d} or a day before."
            )
        if most is not None and (most < 1 or not changed):
            raise CommandError("--most is how many mentorships to read with --changed: 1 or more.")
        with asked_to_stop() as stop:
            if changed:
                read = take_changed(on, most, stop)
            else:
                read = take(Mentorship.objects.running(), on, Reading.Audience.values, stop)
            read_ended_again(stop)
        if read or not changed:
            self.stdout.write(f"{read} mentorships read on {on or today:%Y-%m-%d}.")


def take(mentorships: QuerySet[Mentorship], day: date | None, audiences: list[str], stop: Stop) -> int:
    """Read them for these audiences, some at a time; how many.  day : each pair's own today when None."""
    read = 0
    for batch in batches(mentorships):
        if stop.is_set():
            break
        read += Reading.objects.take(batch, on=day, audiences=audiences)
    return read


def take_changed(day: date | None, most: int | None, stop: Stop) -> int:
    """Read each for whoever waits, and for nobody else (docs/decisions/0020-kept-promises.md); its record once."""
    read, waiting = 0, Reading.objects.who_waits()
    for batch in batches_of(sorted(waiting)[:most]):
        if stop.is_set():
            break
        read += Reading.objects.take(batch, on=day, own_audiences=waiting)
    return read


def read_ended_again(stop: Stop) -> None:
    """An ended mentorship keeps its last day; what coordinators see of it follows what the programme shows."""
    days: dict[date, list[int]] = defaultdict(list)
    for mentorship, day in Reading.objects.last_words().values_list("mentorship", "on"):
        days[day].append(mentorship)
    for day, keys in days.items():
        take(Mentorship.objects.filter(pk__in=keys), day, [Reading.Audience.COORDINATOR.value], stop)
