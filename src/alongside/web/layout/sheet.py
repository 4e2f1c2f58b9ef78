"""A sheet to keep: written by the library, which makes plain what a spreadsheet would run as a formula."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.http import HttpResponse

from alongside.matching.sheet import write

Row = Sequence[str | float]


def sheet_of(headings: Sequence[str], rows: Sequence[Row], kind: str = "csv") -> bytes:
    """The file, as "csv" or "xlsx"."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"sheet.{kind}")
        write(path, headings, rows)
        return path.read_bytes()


def sheet_to_keep(name: str, headings: Sequence[str], rows: Sequence[Row]) -> HttpResponse:
    """A CSV file to download under this name; nothing on the way keeps it, for it is about people."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(sheet_of(headings, rows), content_type="text/csv; charset=utf-8", headers=headers)
