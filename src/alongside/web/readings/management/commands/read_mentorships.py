"""Read every running mentorship, or only those where something happened since they were last read."""

from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.readings.models import Reading
from alongside.web.readings.records import batches


class Command(BaseCommand):
    help = "Read running mentorships with the health engine and keep the readings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--changed", action="store_true", help="only those with something new since their reading")
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="that day, not today (YYYY-MM-DD)")

    def handle(self, *, changed: bool, on: date | None, **options: Any) -> None:
        today = timezone.localdate()
        if on and on > today:
            raise CommandError(
                f"{on:%Y-%m-%d} is still to come, and a reading of it would stand before every real one until then. "
                f"Choose {today:%Y-%m-%d} or a day before."
            )
        if changed:
            read = set().union(*(take(Reading.objects.waiting(one), on, [one]) for one in Reading.Audience))
        else:
            read = take(Mentorship.objects.running(), on, Reading.Audience)
        read_ended_again()
        if read or not changed:
            self.stdout.write(f"{len(read)} mentorships read on {on or today:%Y-%m-%d}.")


def take(mentorships: QuerySet[Mentorship], day: date | None, audiences: Iterable[str]) -> set[int]:
    """Read them for these audiences, some at a time; return their keys.  day : each pair's own today when None."""
    read: set[int] = set()
    for batch in batches(mentorships):
        Reading.objects.take(batch, on=day, audiences=audiences)
        read |= {each.pk for each in batch}
    return read


def read_ended_again() -> None:
    """An ended mentorship keeps its last day; what coordinators see of it follows what the programme shows."""
    days: dict[date, list[int]] = defaultdict(list)
    for mentorship, day in Reading.objects.last_words().values_list("mentorship", "on"):
        days[day].append(mentorship)
    for day, keys in days.items():
        take(Mentorship.objects.filter(pk__in=keys), day, [Reading.Audience.COORDINATOR])
