"""Sheets of rows and columns, CSV or XLSX, read and written. Nothing is known here of people."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from alongside.errors import SheetError

MOST_BYTES = 50 << 20
MOST_UNPACKED = 400 << 20
"""An XLSX file is a zip: a small one can hold far more than a machine has room for."""
MOST_COLUMNS = 1000
"""Questions of a form; a cell far to the right is a slip of the hand."""
MARKS = ",;\t"
"""What may stand between the columns of a CSV file."""
JUDGED_ROWS = 20
"""Rows that are looked at to see which of these it is."""
LONGEST_CELL = 5000
"""Characters; a longer cell is not an answer to a question but a mistake."""


@dataclass(frozen=True)
class Row:
    """number : as a spreadsheet shows it.   cells : heading -> text, stripped; missing ones are empty."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """headings : in their order.   rows : all that are not empty."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read(path: Path) -> list[Sheet]:
    """The sheets of a CSV or XLSX file. Raises SheetError."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise SheetError(f"{path.name} cannot be read: {error.strerror}.") from error
    if size > MOST_BYTES:
        raise SheetError(
            f"{path.name} has {size >> 20} MB. Sheets up to {MOST_BYTES >> 20} MB are read; cut it in parts."
        )
    if path.suffix.casefold() in (".xlsx", ".xlsm"):
        return _read_xlsx(path)
    return [_sheet(path.stem, _filled(path.stem, _read_csv(path)))]


def _read_csv(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):  # what Excel calls Unicode text
        raw = raw.decode("utf-16", errors="replace").encode()
    if b"\0" in raw:
        raise SheetError(f"{path.name} is neither CSV nor XLSX. Save it from your spreadsheet as one of the two.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")  # what older spreadsheets save
    before = csv.field_size_limit(len(text) + 1)
    try:
        mark = max(MARKS, key=lambda mark: _separates(mark, text))
        return list(_csv_rows(text, mark))
    except csv.Error as error:
        raise SheetError(f"{path.name} cannot be read as CSV: {error}.") from error
    finally:
        csv.field_size_limit(before)


def _csv_rows(text: str, mark: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=mark)


def _separates(mark: str, text: str) -> tuple[bool, bool, bool, int, int]:
    """How well a mark separates the first filled rows; the greater the better.

    A heading may hold more commas than there are columns, so what counts is the same number of cells in most rows: no
    more than there are headings, not with a space before most of them as in a sentence, and as many as can be.
    """
    rows = list(islice((row for row in _csv_rows(text, mark) if any(cell.strip() for cell in row)), JUDGED_ROWS))
    widths = [len(row) for row in rows]
    width, often = Counter(widths).most_common(1)[0] if rows else (0, 0)
    if width < 2 or often * 2 <= len(rows):
        return False, False, False, 0, sum(one > 1 for one in widths)
    after = [cell for row in rows for cell in row[1:]]
    is_sentence = sum(cell.startswith(" ") for cell in after) * 2 > len(after)
    return True, width <= widths[0], not is_sentence, width, often


def _read_xlsx(path: Path) -> list[Sheet]:
    from openpyxl import load_workbook  # here, as every start of the site would wait for it a quarter of a second
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > MOST_UNPACKED:
            raise SheetError(f"{path.name} is {size >> 20} MB when unpacked. Cut it in parts.")
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            tables = [(page.title, _filled(page.title, _rows_of(page))) for page in book]
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise SheetError(f"{path.name} cannot be read as XLSX. Open it in a spreadsheet and save it anew.") from error
    sheets = [_sheet(name, table) for name, table in tables if table]
    if not sheets:
        raise SheetError(f"{path.name} is empty.")
    return sheets


def _rows_of(page: Any) -> Iterator[list[str]]:
    # What a page says of its own size may be a million rows of sixteen thousand cells, all of them empty.
    page.reset_dimensions()
    for row in page.iter_rows(values_only=True):
        yield [_text(cell) for cell in row]


def _filled(name: str, rows: Iterable[list[str]]) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, with their numbers, without what is empty at their ends."""
    filled = []
    for number, row in enumerate(rows, 1):
        width = max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)
        if width > MOST_COLUMNS:
            raise SheetError(
                f"Row {number} of {name} has a cell in column {width}. Delete what stands beside the table."
            )
        if width:
            filled.append((number, row[:width]))
    return filled


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _sheet(name: str, filled: list[tuple[int, list[str]]]) -> Sheet:
    """The first row holds the headings."""
    if not filled:
        raise SheetError(f"{name} is empty.")
    headings = [cell.strip() for cell in filled[0][1]]
    for heading in headings:
        if heading and headings.count(heading) > 1:
            raise SheetError(f"The heading “{heading}” stands over more than one column in {name}. Rename one of them.")
    rows = []
    for number, row in filled[1:]:
        if any(cell.strip() for cell in row[len(headings) :]):
            raise SheetError(
                f"Row {number} of {name} has more cells than there are headings. Is a comma not in quotes?"
            )
        told = zip_longest(headings, row, fillvalue="")
        cells = {heading: cell.strip() for heading, cell in told if heading}
        rows.append(Row(number, cells))
    return Sheet(name, tuple(heading for heading in headings if heading), tuple(rows))


def write(path: Path, headings: Sequence[str], rows: Sequence[Sequence[str | float]]) -> None:
    """Write a CSV or XLSX file, whole or not at all. Text that a spreadsheet would run as a formula is made plain."""
    safe = [[_plain(cell) for cell in row] for row in (headings, *rows)]
    part = path.with_name(f".{path.name}.part")
    try:
        if path.suffix.casefold() == ".xlsx":
            from openpyxl import Workbook

            book = Workbook(write_only=True)
            page = book.create_sheet("Matching")
            for row in safe:
                page.append(row)
            book.save(part)
        else:
            with part.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows(safe)
        part.replace(path)
    except OSError as error:
        raise SheetError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)


def _plain(cell: str | float) -> str | float:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell else cell
