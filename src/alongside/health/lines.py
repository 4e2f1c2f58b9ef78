"""A file of the history format, line by line, in flat memory, whatever is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from alongside.errors import HistoryError

LONGEST_LINE = 16 * 1024 * 1024  # bytes; 250 events take about 25,000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its record, or why there is none.   bytes : how far the file has been read after it."""

    number: int
    record: Any  # whatever JSON held; Relationship.from_record says whether it is a mentorship
    problem: str | None
    bytes: int


def read_lines(file: IO[bytes]) -> Iterator[Line]:
    """Each line that is not blank.  A broken or endless line becomes a problem and the next one is read."""
    number = read = 0
    while raw := file.readline(LONGEST_LINE):
        number += 1
        read += len(raw)
        if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            while rest := file.readline(LONGEST_LINE):
                read += len(rest)
                if rest.endswith(b"\n"):
                    break
            yield Line(number, None, f"The line is longer than {LONGEST_LINE // 1024 // 1024} MB.", read)
            continue
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if not raw.strip():
            continue
        try:
            yield Line(number, parse(raw), None, read)
        except HistoryError as problem:
            yield Line(number, None, str(problem), read)


def parse(raw: bytes) -> Any:
    """One line as JSON.  Raises HistoryError with the reason in a sentence."""
    try:
        return json.loads(raw)
    except UnicodeDecodeError as problem:
        raise HistoryError(f"The line is not UTF-8: byte {problem.start} cannot be read.") from None
    except RecursionError:
        raise HistoryError("The line is nested too deeply to be a mentorship.") from None
    except ValueError as problem:
        raise HistoryError(f"The line is not JSON: {problem}.") from None
