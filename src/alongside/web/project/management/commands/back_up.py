"""Put everything that is kept into one dated file: the rows, the photos and the secret key."""

import os
import sqlite3
import subprocess
import tarfile
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from alongside.web.project.database import damaged

# What names a PostgreSQL in DATABASE_URL, and what its programs call it in their environment.
LIBPQ = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "name": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


class Command(BaseCommand):
    help = "Write the database, the photos and the secret key into one dated file. The site may go on meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, help="the folder to write it in; DATA_DIR/backups without it")

    def handle(self, *, to: Path | None, **options: Any) -> None:
        folder = to or settings.DATA_DIR / "backups"
        path = folder / f"alongside-{timezone.localtime():%Y-%m-%d-%H%M%S}.tar.gz"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with TemporaryDirectory(dir=folder, prefix=".under-way-") as under_way:
                whole = Path(under_way, path.name)
                pack(whole, rows(Path(under_way)))
                whole.rename(path)  # last: a file with a date is always a whole one
        except (OSError, sqlite3.Error) as problem:
            raise CommandError(f"The backup was not written: {damaged(problem) or problem}") from problem
        self.stdout.write(f"{path} ({path.stat().st_size / 1e6:.1f} MB). Keep a copy on another machine.")


def pack(path: Path, database: Path) -> None:
    """Everything under the name it has in DATA_DIR; only the owner of the file may read it."""
    with (
        os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
        tarfile.open(fileobj=file, mode="w:gz") as packed,
    ):
        packed.add(database, database.name)
        for kept, name in ((settings.MEDIA_ROOT, "media"), (settings.DATA_DIR / "secret_key", "secret_key")):
            if Path(kept).exists():
                packed.add(kept, name)


def rows(folder: Path) -> Path:
    """A copy of the database as it is at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        copy = folder / "alongside.sqlite3"
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as site, closing(sqlite3.connect(copy)) as file:
            site.backup(file)
            [tables] = file.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables:
            raise CommandError(
                "There is nothing to back up: the database has no tables. "
                "Do DATA_DIR and DATABASE_URL name those of the site?"
            )
        return copy
    copy, its = folder / "alongside.dump", connection.settings_dict
    named = {**{name: its[name.upper()] for name in ("host", "port", "user", "password", "name")}, **its["OPTIONS"]}
    # Through the environment: whoever lists the processes of a machine reads what is on a command line.
    surroundings = {**os.environ, **{LIBPQ[name]: str(named[name]) for name in LIBPQ.keys() & named if named[name]}}
    try:
        subprocess.run(
            ["pg_dump", "--format=custom", f"--file={copy}"],
            env=surroundings,
            check=True,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as problem:
        raise CommandError(
            "PostgreSQL is copied by pg_dump, which is not here. Install postgresql-client."
        ) from problem
    except subprocess.CalledProcessError as problem:
        raise CommandError(f"pg_dump did not finish: {problem.stderr.strip()}") from problem
    return copy
