"""`alongside assess`, `simulate` and `calibrate`: JSON Lines in, JSON Lines out."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime, timedelta
from typing import IO, Any

import click
from msgspec.json import encode

from alongside.errors import HistoryError, ThresholdError
from alongside.health.assess import assess_many
from alongside.health.history import read as read_line
from alongside.health.inference import Weights, shipped
from alongside.health.lines import Line, read_lines
from alongside.health.relationship import Relationship
from alongside.health.thresholds import DEFAULT, Thresholds

FIRST_LOOK_DAYS = 7
SHOW_PROGRESS_BYTES = 20_000_000


class Day(click.ParamType[date]):
    """A date as the history format writes it."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date like 2026-03-02.", param, ctx)


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--on", type=Day(), help="The day of the reading; today when neither is given.")
@click.option(
    "--every", type=click.IntRange(1, 3660), help="A reading every so many days, from the first week to the last event."
)
@click.option("--weights", type=click.File("rb"), help="What `alongside calibrate --out` wrote; else the shipped ones.")
@click.option(
    "--out", type=click.Path(dir_okay=False, writable=True), help="Where to write; standard output when not given."
)
@click.pass_context
def assess(
    ctx: click.Context, file: IO[bytes], on: date | None, every: int | None, weights: IO[bytes] | None, out: str | None
) -> None:
    """Read histories (JSON Lines) and write what they suggest.

    A line that cannot be read is reported on standard error with its number and the reason; the rest is read, and the
    exit status is then 1.
    """
    if on is not None and every is not None:
        raise click.UsageError("Give --on for one day or --every for many, not both.")
    _check_apart(file, out)
    known, limits = _weighing(weights)
    report = Report()
    with _writing(out) as writer, _progress(file) as progress:
        for line in read_lines(file):
            progress(line.bytes)
            relationship = _read(line, report)
            if relationship is None:
                continue
            days = days_of(relationship, on, every)
            for reading in assess_many(relationship, days, limits=limits, weights=known, audit=False):
                writer.write(reading.to_json(relationship.id).decode() + "\n")
    report.close()
    ctx.exit(1 if report.broken else 0)


@click.command()
@click.option(
    "--pairs", type=click.IntRange(1, 1_000_000), default=100, show_default=True, help="How many mentorships."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Which world; the same seed gives the same file.")
@click.option("--out", type=click.Path(dir_okay=False, writable=True), help="Where the histories go.")
@click.option("--truth", type=click.Path(dir_okay=False, writable=True), help="Where the causes go, apart from them.")
def simulate(pairs: int, seed: int, out: str | None, truth: str | None) -> None:
    """Invent mentorships with known causes, to try the engine on.  None of them is a real person."""
    from alongside.health.simulate import simulate as invent

    if truth is not None and truth == out:
        raise click.UsageError("Give --out and --truth two files: the truth is kept apart from the histories.")
    with _writing(out) as histories, _writing(truth or os.devnull) as causes:
        for record, known in invent(pairs, seed):
            histories.write(_dumps(record))
            causes.write(_dumps(known.to_dict()))


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--out", type=click.Path(dir_okay=False, writable=True), help="Where to write the refitted weights.")
@click.pass_context
def calibrate(ctx: click.Context, file: IO[bytes], out: str | None) -> None:
    """Refit the risk on a programme's own endings and say what that is worth.

    Prints a cross-validated report.  Nothing is changed: --out keeps the weights, and the line of "needs a word" that
    goes with them, for whoever decides to use them (`alongside assess --weights`).
    """
    from alongside.errors import CalibrationError
    from alongside.health.calibrate import calibrate as refit

    _check_apart(file, out)
    report = Report()
    try:
        found = refit(_relationships(file, report))
    except CalibrationError as problem:
        raise click.ClickException(str(problem)) from None
    finally:
        report.close()
    if out:
        with _writing(out) as writer:
            writer.write(json.dumps(found.kept, indent=1) + "\n")
    click.echo(json.dumps({key: value for key, value in found.to_dict().items() if key != "weights"}, indent=1))
    ctx.exit(1 if report.broken else 0)


def _relationships(file: IO[bytes], report: Report) -> Iterator[Relationship]:
    """Each mentorship once: told twice it would count as two, and be tried on itself."""
    seen: set[str] = set()
    for line in read_lines(file):
        relationship = _read(line, report)
        if relationship is None:
            continue
        if relationship.id in seen:
            report.bad(line.number, f"mentorship {relationship.id} stands further up; this line was left out.")
            continue
        seen.add(relationship.id)
        yield relationship


def _read(line: Line, report: Report) -> Relationship | None:
    """One mentorship, or None when the line cannot be read, which is then reported."""
    if line.problem is not None:
        report.bad(line.number, line.problem)
        return None
    try:
        relationship = read_line(line.raw)
    except HistoryError as problem:
        report.bad(line.number, str(problem))
        return None
    report.read(line.number, relationship)
    return relationship


def _weighing(file: IO[bytes] | None) -> tuple[Weights, Thresholds]:
    """The weights of a refit and the line that goes with them; the shipped ones when none are given."""
    if file is None:
        return shipped(), DEFAULT
    try:
        told = json.load(file)
        weights = Weights.from_dict(told)
        return weights, Thresholds.from_dict({"attend_risk": told.get("attend_risk", DEFAULT.attend_risk)})
    except (HistoryError, ThresholdError) as problem:
        raise click.ClickException(f"{file.name}: {problem}") from None
    except (ValueError, RecursionError):
        raise click.ClickException(f"{file.name} is not JSON that `alongside calibrate --out` wrote.") from None


def _writing(out: str | None) -> AbstractContextManager[IO[str]]:
    if out is None or out == "-":
        return nullcontext(sys.stdout)
    try:
        return open(out, "w", encoding="utf-8")
    except OSError as problem:
        raise click.ClickException(f"{out} cannot be written: {problem.strerror}.") from None


def _check_apart(file: IO[bytes], out: str | None) -> None:
    """Opened for writing, a file is empty: it cannot be read from at the same time."""
    name = getattr(file, "name", "")  # a pipe has none
    if out is not None and os.path.exists(out) and os.path.exists(name) and os.path.samefile(name, out):
        raise click.UsageError(f"--out names {out}, which is what is read; give it another name.")


def days_of(relationship: Relationship, on: date | None, every: int | None) -> list[date]:
    """The days that get a reading: the one asked for, or each `every` days from the first week to the last event."""
    if every is None:
        return [on or datetime.now(relationship.clock or UTC).date()]
    first = relationship.began_on + timedelta(days=FIRST_LOOK_DAYS)
    last = max(first, relationship.last_event_on or first)
    return [first + timedelta(days=days) for days in range(0, (last - first).days + 1, every)]


class Report:
    """What could not be read, said as it is met and summed up at the end, on standard error."""

    def __init__(self) -> None:
        self.broken = 0
        self.unknown: Counter[str] = Counter()

    def bad(self, number: int, reason: str) -> None:
        self.broken += 1
        click.echo(f"line {number}: {reason}", err=True)

    def read(self, number: int, relationship: Relationship) -> None:
        for remark in relationship.remarks:
            self.bad(number, f"mentorship {relationship.id}: {remark}")
        self.unknown.update(relationship.unknown_kinds)

    def close(self) -> None:
        for kind, count in sorted(self.unknown.items()):
            events = "1 event" if count == 1 else f"{count} events"
            click.echo(f"{events} of the unknown kind {kind[:60]!r} left out", err=True)


def _dumps(record: dict[str, Any]) -> str:
    return encode(record).decode() + "\n"


def _progress(file: IO[bytes]) -> AbstractContextManager[Any]:
    """A bar on long runs that someone watches; otherwise nothing."""
    try:
        size = os.fstat(file.fileno()).st_size
    except (OSError, ValueError):
        size = 0
    if size < SHOW_PROGRESS_BYTES or not _is_watched():
        return nullcontext(lambda done: None)
    return _Bar(size)


def _is_watched() -> bool:
    return sys.stderr.isatty()


class _Bar:
    def __init__(self, size: int) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self.progress = Progress(console=Console(stderr=True), transient=True)
        self.task = self.progress.add_task("Reading", total=size)

    def __enter__(self) -> Any:
        self.progress.start()
        return lambda done: self.progress.update(self.task, completed=done)

    def __exit__(self, *problem: object) -> None:
        self.progress.stop()
