"""Write mentorships in the history format, for `alongside assess` and for leaving with what is yours."""

import json
import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from alongside.web.mentorships.models import Mentorship
from alongside.web.programmes.models import Programme
from alongside.web.readings.records import batches, records


class Command(BaseCommand):
    help = "Write every mentorship that began as a line of the history format. No names and no words are in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", type=int, help="only this programme (its number in the address)")
        parser.add_argument("--out", type=Path, help="the file to write; standard output without it")

    def handle(self, *, programme: int | None, out: Path | None, **options: Any) -> None:
        if programme is not None and not Programme.objects.filter(pk=programme).exists():
            raise CommandError(f"There is no programme {programme}. Its number is in the address of its page.")
        try:
            opened = out.open("w", encoding="utf-8") if out else nullcontext(sys.stdout)
        except OSError as problem:
            raise CommandError(f"{out} cannot be written: {problem.strerror}.") from problem
        with opened as file:
            self.write(file, programme)

    def write(self, file: TextIO, programme: int | None) -> None:
        begun = Mentorship.objects.exclude(began_on=None)
        if programme is not None:
            begun = begun.filter(programme=programme)
        for batch in batches(begun):
            for _mentorship, record in records(batch):
                file.write(json.dumps(record) + "\n")
