"""`alongside match`: a sheet of people in, a sheet of pairs with their reasons out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from alongside.errors import MatchingError, SheetError
from alongside.matching.columns import BY_NAME, guess
from alongside.matching.explain import next_best, why, why_unmatched
from alongside.matching.pairing import Matching, Mode, match
from alongside.matching.pieces import Progress as Tell
from alongside.matching.roster import Part, Roster, people
from alongside.matching.rules import RULES, EnoughHours, OwnDepartment, Rule
from alongside.matching.sheet import Sheet, read, write
from alongside.matching.weighing import CRITERIA, Weighing

_NOT_IN_SHEETS = ("goals", "personality", "before")
HEADINGS = ("Mentee", "Mentor", "Fit in %", "What speaks for it", "What does not match", "Next best", "Set by hand")


class Named(click.ParamType[tuple[str, str]]):
    """Two words with an equals sign between."""

    name = "name=value"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        name, equals, said = str(value).rpartition("=")
        if not equals or not name.strip():
            self.fail(f"“{value}” has no equals sign. Write it like “{self.name}”.", param, ctx)
        return name.strip(), said.strip()


@click.command(name="match")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--mentors",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A second file with the mentors, when FILE holds only mentees.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the pairs, .csv or .xlsx; beside FILE when not given.",
)
@click.option(
    "--column",
    "columns",
    type=Named(),
    multiple=True,
    metavar="HEADING=FIELD",
    help="Which field a column holds; nothing after = leaves the column out. Can be given again.",
)
@click.option(
    "--weight",
    "weights",
    type=Named(),
    multiple=True,
    metavar="CRITERION=NUMBER",
    help=f"How much a criterion counts: {', '.join(one.key for one in CRITERIA if one.key not in _NOT_IN_SHEETS)}.",
)
@click.option(
    "--mode",
    type=click.Choice(get_args(Mode)),
    default="total",
    show_default=True,
    help="total: the most fit in all; fairest: the worst pair as good as can be first; stable: nobody would "
    "rather swap.",
)
@click.option(
    "--spread", type=click.FloatRange(0, 1), default=0.0, help="How dear a mentor's second mentee is, 0 to 1."
)
@click.option(
    "--at-least",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Leave someone unmatched rather than in a pair that fits less, 0 to 1.",
)
@click.option(
    "--hours",
    type=click.FloatRange(0, 168),
    default=1.0,
    show_default=True,
    help="How many free hours a week both must share.",
)
@click.option("--other-department", is_flag=True, help="Make no pair within a department.")
@click.option("--leave-out", is_flag=True, help="Match without the rows that have problems.")
@click.option("--check", is_flag=True, help="Only show the columns and the problems.")
def command(
    file: Path,
    mentors: Path | None,
    out: Path | None,
    columns: tuple[tuple[str, str], ...],
    weights: tuple[tuple[str, str], ...],
    mode: Mode,
    spread: float,
    at_least: float,
    hours: float,
    other_department: bool,
    leave_out: bool,
    check: bool,
) -> None:
    """Match the mentees of a sheet with its mentors and say why.

    FILE is CSV or XLSX with a row for each person and a column that says mentor, mentee or both; or XLSX with one sheet
    named Mentors and one named Mentees. Which column holds what is guessed and shown. If anything is wrong with a row,
    it is said which row, which column and what to do, and nothing is matched.
    """
    console = Console(stderr=True, highlight=False)
    try:
        roster = _roster(console, file, mentors, dict(columns))
        for problem in roster.problems:
            console.print(str(problem), style="red", markup=False, soft_wrap=True)
        if check or (roster.problems and not leave_out):
            _counted(console, roster)
            sys.exit(1 if roster.problems else 0)
        with _bar(console) as tell:
            matching = match(
                roster.mentees,
                roster.mentors,
                weighing=Weighing(rules=_rules(hours, other_department)),
                weights=_numbers(weights),
                mode=mode,
                spread=spread,
                at_least=at_least,
                locked=_both_there(roster),
                progress=tell,
            )
        target = out or file.with_name(f"{file.stem}-matched{'.xlsx' if file.suffix.casefold() == '.xlsx' else '.csv'}")
        write(target, HEADINGS, _rows(matching))
    except MatchingError as error:
        raise click.ClickException(str(error)) from error
    _told(console, matching, target)


def _roster(console: Console, file: Path, mentors: Path | None, said: dict[str, str]) -> Roster:
    """Everyone in the file or files."""
    sheets = [(sheet, _role_of(sheet)) for sheet in read(file)]
    if mentors is not None:
        sheets = [(sheets[0][0], "mentee"), (read(mentors)[0], "mentor")]
    elif len(sheets) > 1 and not all(role for _, role in sheets):
        named = [one for one in sheets if one[1]]
        sheets = named if {role for _, role in named} == {"mentor", "mentee"} else sheets[:1]
    every = {heading for sheet, _ in sheets for heading in sheet.headings}
    for heading in said:
        if heading not in every:
            raise SheetError(f"There is no column “{heading}”. There are {', '.join(sorted(every))}.")
    parts = []
    for sheet, role in sheets:
        mapping = guess(sheet.headings, {head: name for head, name in said.items() if head in sheet.headings})
        _shown(console, sheet, mapping)
        parts.append(Part(sheet.rows, mapping, role, sheet.name if len(sheets) > 1 else ""))
    return people(parts, on=datetime.now(UTC).date())


def _role_of(sheet: Sheet) -> str:
    name = sheet.name.casefold()
    return "mentee" if "mentee" in name else "mentor" if "mentor" in name else ""


def _shown(console: Console, sheet: Sheet, mapping: dict[str, str]) -> None:
    table = Table("Column", "is read as", title=f"{sheet.name}: {len(sheet.rows)} rows", title_justify="left")
    for heading in sheet.headings:
        name = mapping.get(heading)
        table.add_row(heading[:60], f"{name}: {BY_NAME[name].says}" if name else "left out")
    console.print(table)
    if len(mapping) < len(sheet.headings):
        console.print('Change it with --column "Heading=field".', markup=False)


def _counted(console: Console, roster: Roster) -> None:
    rows = len({problem.row for problem in roster.problems})
    mentees, mentors = _many(len(roster.mentees), "mentee"), _many(len(roster.mentors), "mentor")
    console.print(f"{mentees} and {mentors} are in order.", markup=False)
    if rows:
        console.print(
            f"{_many(rows, 'row has', 'rows have')} problems. Nothing was matched. "
            "Mend them, or match without them with --leave-out.",
            markup=False,
        )


def _both_there(roster: Roster) -> list[tuple[str, str]]:
    """Agreed pairs of which both are in order and one is a mentor."""
    mentors = {one.id for one in roster.mentors}
    return [pair for pair in roster.locked if pair[1] in mentors]


def _rules(hours: float, other_department: bool) -> list[Rule]:
    """The usual hard rules, as they were asked for."""
    usual = [rule for rule in RULES if not isinstance(rule, EnoughHours)]
    return [*usual, EnoughHours(hours), *([OwnDepartment()] if other_department else [])]


def _numbers(weights: tuple[tuple[str, str], ...]) -> dict[str, float]:
    try:
        return {name: float(number) for name, number in weights}
    except ValueError as error:
        raise click.BadParameter(f"{error}. Write a weight like values=2.", param_hint="--weight") from error


@contextmanager
def _bar(console: Console) -> Iterator[Tell]:
    parts = (TextColumn("Matching"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*parts, console=console, transient=True) as bar:
        task = bar.add_task("match", total=1.0)
        yield lambda done: bar.update(task, completed=done)


def _rows(matching: Matching) -> list[list[str | float]]:
    rows: list[list[str | float]] = []
    for pairing in matching.pairings:
        told = why(matching, pairing.mentee.id)
        after = ", ".join(f"{mentor} ({gain:+.0%})" for mentor, gain in next_best(matching, pairing.mentee.id, 2))
        rows.append([
            str(pairing.mentee), str(pairing.mentor), round(100 * pairing.score),
            " ".join(reason.text for reason in told.speaks_for),
            " ".join(reason.text for reason in told.does_not_match),
            after, "yes" if pairing.locked else "",
        ])  # fmt: skip
    rows += [[str(one), "", "", "", why_unmatched(matching, one.id), "", ""] for one in matching.unmatched]
    return rows


def _told(console: Console, matching: Matching, target: Path) -> None:
    proof = {True: " No other matching scores more in all: that is proven.", False: ""}[matching.proven]
    pairs = _many(len(matching.pairings), "pair is", "pairs are")
    console.print(f"{pairs} in {target}.{proof}", markup=False, soft_wrap=True)
    if matching.unmatched:
        left = _many(len(matching.unmatched), "mentee has", "mentees have")
        console.print(f"{left} nobody; the file says why.", markup=False)


def _many(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or one + 's'}"
