"""A file of the history format, line by line, in flat memory, whatever is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

LONGEST_LINE = 16 * 1024 * 1024  # bytes; 250 events take about 25,000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file as it stands there, or why it was not taken.   bytes : how far the file has been read."""

    number: int
    raw: bytes
    problem: str | None
    bytes: int


def read_lines(file: IO[bytes]) -> Iterator[Line]:
    """Each line that is not blank.  An endless line becomes a problem and the next one is read."""
    number = read = 0
    while raw := file.readline(LONGEST_LINE):
        number += 1
        read += len(raw)
        if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            while rest := file.readline(LONGEST_LINE):
                read += len(rest)
                if rest.endswith(b"\n"):
                    break
            yield Line(number, b"", f"The line is longer than {LONGEST_LINE // 1024 // 1024} MB.", read)
            continue
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if raw.strip():
            yield Line(number, raw, None, read)
