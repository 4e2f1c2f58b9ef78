"""Sheet: a sign-up sheet on its way into a programme. Nothing of it counts before it is brought in, whole."""

import json
import tempfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.errors import SheetError
from alongside.matching import sheet as files
from alongside.web.people.models import User
from alongside.web.programmes.models import Programme
from alongside.web.sheets.refusals import CannotRead, NotYours

KEPT = timedelta(days=30)
MOST_BYTES = 20 << 20
MOST_ROWS = 2000
ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm")


class SheetQuerySet(models.QuerySet["Sheet"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(programme__in=Programme.objects.coordinated_by(user))

    def waiting(self) -> Self:
        return self.filter(brought_in_at=None)

    def forgotten(self, now: datetime) -> Self:
        """Looked at once and never brought in: the people in them are no business of ours any more."""
        return self.waiting().filter(uploaded_at__lt=now - KEPT)

    def upload(self, programme: Programme, *, by: User, file: "UploadedFile[bytes]") -> "Sheet":
        """Keep what a file holds, to look at. Raises CannotRead with the sentence why."""
        if not Programme.objects.coordinated_by(by).filter(pk=programme.pk).exists():
            raise NotYours(_now("Only a coordinator of %(programme)s may do this.") % {"programme": programme})
        name = Path(file.name or "").name[-120:] or "sheet.csv"
        tables = read(name, file)
        made = self.model(programme=programme, uploaded_by=by, name=name)
        made.keep(tables)
        with transaction.atomic():
            Programme.objects.hold(programme.pk)
            made.save()
        return made


class Sheet(models.Model):
    """What a coordinator uploaded, how its columns are read, and when it was brought in."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="sheets")
    name = models.CharField(_("file"), max_length=120)
    uploaded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    # The rows, packed; emptied when they are brought in, for then people's own profiles hold them.
    content = models.BinaryField()
    # What the coordinator said of columns: {heading: field}, "" to leave one out. The rest is guessed.
    columns = models.JSONField(default=dict, blank=True)
    # What the coordinator said of words that could not be read: {heading: {as written: as meant}}, "" to leave it open.
    meant = models.JSONField(default=dict, blank=True)
    brought_in_at = models.DateTimeField(null=True, blank=True)
    brought_in_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    people = models.PositiveIntegerField(default=0)

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("sign-up sheet")

    def __str__(self) -> str:
        return self.name

    @property
    def is_waiting(self) -> bool:
        return self.brought_in_at is None

    def keep(self, tables: Sequence[files.Sheet]) -> None:
        plain = [
            {"name": one.name, "headings": one.headings, "rows": [[row.number, row.cells] for row in one.rows]}
            for one in tables
        ]
        self.content = zlib.compress(json.dumps(plain).encode(), 6)

    def tables(self) -> list[files.Sheet]:
        """What the file held, as alongside.matching reads it."""
        plain = json.loads(zlib.decompress(bytes(self.content))) if self.content else []
        return [
            files.Sheet(
                one["name"],
                tuple(one["headings"]),
                tuple(files.Row(number, cells) for number, cells in one["rows"]),
            )
            for one in plain
        ]

    def forget(self, addresses: Iterable[str]) -> None:
        """Drop the rows of somebody who left. Wants the row locked."""
        theirs = {address.casefold() for address in addresses}
        tables = self.tables()
        kept = [
            replace(
                one, rows=tuple(row for row in one.rows if theirs.isdisjoint(map(str.casefold, row.cells.values())))
            )
            for one in tables
        ]
        if kept != tables:
            self.keep(kept)
            self.save(update_fields=["content"])

    def close(self, *, by: User, people: int) -> None:
        """It is in; its rows go, for people's own profiles hold what they said."""
        self.brought_in_at, self.brought_in_by, self.people = timezone.now(), by, people
        self.content, self.meant = b"", {}
        self.save()

    @transaction.atomic
    def say_columns(self, columns: dict[str, str]) -> None:
        """Read these columns as these fields from now on."""
        self.columns = columns
        self.save(update_fields=["columns"])

    @transaction.atomic
    def say_meant(self, words: Iterable[tuple[str, str, str]]) -> None:
        """Read a word under a heading as another from now on: (heading, as written, as meant)."""
        for heading, written, meant in words:
            here = self.meant.setdefault(heading, {})
            here |= {earlier: meant for earlier, read in here.items() if read == written}
            here[written] = meant
        self.save(update_fields=["meant"])

    @transaction.atomic
    def read_as_written(self) -> None:
        """Take back all that was said of words."""
        self.meant = {}
        self.save(update_fields=["meant"])


def read(name: str, file: "UploadedFile[bytes]") -> list[files.Sheet]:
    """The tables of an uploaded file. Raises CannotRead."""
    if Path(name).suffix.casefold() not in ENDINGS:
        raise CannotRead(
            _now("“%(name)s” is neither CSV nor XLSX. Save it from your spreadsheet as one of the two.")
            % {"name": name}
        )
    if (file.size or 0) > MOST_BYTES:
        raise CannotRead(
            _now("“%(name)s” has %(size)s MB. Sheets up to %(most)s MB are read; cut it in parts.")
            % {"name": name, "size": (file.size or 0) >> 20, "most": MOST_BYTES >> 20}
        )
    with tempfile.TemporaryDirectory() as folder:
        # A name that stands in no sentence, so that what the library says of it can say the real one.
        path = Path(folder, f"{uuid4().hex}{Path(name).suffix.casefold()}")
        with path.open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        try:
            tables = files.read(path)
        except SheetError as error:
            raise CannotRead(str(error).replace(path.name, name).replace(path.stem, name)) from error
    check_rows(tables)
    return tables


def check_rows(tables: Sequence[files.Sheet]) -> None:
    rows = sum(len(table.rows) for table in tables)
    if not rows:
        raise CannotRead(_now("There are headings but no rows under them."))
    if rows > MOST_ROWS:
        raise CannotRead(
            _now("The sheet has %(rows)s rows. Bring in up to %(most)s people at once; cut it in parts.")
            % {"rows": rows, "most": MOST_ROWS}
        )
