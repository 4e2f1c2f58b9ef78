"""Refit the risk on a programme's own endings, say what that is worth, and keep it where asked."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alongside.errors import CalibrationError
from alongside.health import Relationship
from alongside.health.calibrate import Report, calibrate
from alongside.web.programmes.models import Programme
from alongside.web.readings.models import Refit
from alongside.web.readings.records import batches, relationships


class Command(BaseCommand):
    help = "Say what a refit on a programme's own endings is worth. Nothing is changed without --keep."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", type=int, help="the programme (its number in the address of its page)")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--keep", action="store_true", help="read the programme with it from the next reading on")
        what.add_argument("--forget", action="store_true", help="go back to the weights that ship")

    def handle(self, *, programme: int, keep: bool, forget: bool, **options: Any) -> None:
        here = Programme.objects.filter(pk=programme).first()
        if here is None:
            raise CommandError(f"There is no programme {programme}. Its number is in the address of its page.")
        if forget:
            Refit.objects.filter(programme=here).delete()
            self.stdout.write(f"{here} is read with the weights that ship, from the next reading on.")
            return
        try:
            found = calibrate(begun(here))
        except CalibrationError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(in_words(found))
        if keep:
            self.keep(here, found)

    def keep(self, programme: Programme, found: Report) -> None:
        if not found.better:
            raise CommandError("So it was not kept.")
        Refit.objects.keep(programme, found)
        self.stdout.write(f"Kept: {programme} is read with it from the next reading on. --forget goes back.")


def begun(programme: Programme) -> Iterator[Relationship]:
    """Every mentorship that began."""
    for batch in batches(programme.mentorships.exclude(began_on=None)):
        yield from (record for _mentorship, record in relationships(batch))


def in_words(found: Report) -> str:
    """The cross-validated report, a line for each thing."""

    def both(numbers: tuple[float, float]) -> str:
        return f"{numbers[0]:.3f} as shipped, {numbers[1]:.3f} refitted"

    return "\n".join(
        [
            f"{found.mentorships} mentorships, {found.endings} of them ended early. Tried on what was not fitted on:",
            f"Telling early endings from others (AUROC): {both(found.auroc)}.",
            f"Risk and share that ended early apart (ECE): {both(found.ece)}.",
            f"Early endings shown four weeks ahead, where 15 % of the others ever need a word: "
            f"{both(found.caught_in_budget)}.",
            f"The line of “needs a word” that goes with it: {found.attend_risk:.3f}.",
            "It is better than what ships." if found.better else "It is no better than what ships.",
        ]
    )
