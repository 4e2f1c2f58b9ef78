import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories.people import UserFactory
from tests.postgres import bindir

ROOT = Path(__file__).resolve().parents[3]


def back_up(folder: Path) -> Path:
    call_command("back_up", "--to", str(folder), stdout=StringIO())
    [path] = folder.glob("*")
    return path


def test_a_database_without_tables_is_no_backup(tmp_path):
    around = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3"}

    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "back_up"], env=around, capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 1 and "There is nothing to back up: the database has no tables." in done.stderr
    assert not list(tmp_path.glob("**/*.tar.gz"))


@pytest.fixture
def empty_database(transactional_db, monkeypatch) -> Iterator[str]:
    """The address of an empty database to restore into; "" where the rows are a file of DATA_DIR."""
    if connection.vendor == "sqlite":
        yield ""
        return
    monkeypatch.setenv("PATH", f"{bindir()}:{os.environ['PATH']}")
    name = f"{connection.settings_dict['NAME']}_again"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


def test_what_was_backed_up_is_there_again_after_restoring(empty_database, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    (settings.DATA_DIR / "media/photos").mkdir(parents=True)
    (settings.DATA_DIR / "media/photos/amara.jpg").write_bytes(b"a photo")
    (settings.DATA_DIR / "secret_key").write_text("kept")
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    UserFactory(email="amara@example.org")
    path = back_up(tmp_path / "backups")

    # As docs/host/index.md says: unpack it in an empty folder and start the site there.
    again = tmp_path / "again"
    again.mkdir()
    subprocess.run(["tar", "-xzf", path, "-C", again], check=True)
    if empty_database:
        restore = ["pg_restore", "--no-owner", "--exit-on-error", "--dbname", empty_database, again / "alongside.dump"]
        subprocess.run(restore, check=True)

    ask = "from alongside.web.people.models import User; print(*User.objects.values_list('email', flat=True))"
    surroundings = {**os.environ, "DATA_DIR": str(again), "DATABASE_URL": empty_database, "SECRET_KEY": ""}
    manage = [sys.executable, str(ROOT / "manage.py"), "shell", "-v", "0", "-c", ask]
    said = subprocess.run(manage, env=surroundings, capture_output=True, text=True, timeout=60)
    assert said.stdout.strip() == "amara@example.org", said.stderr
    assert (again / "media/photos/amara.jpg").read_bytes() == b"a photo"
    assert (again / "secret_key").read_text() == "kept"


@pytest.fixture
def postgres(monkeypatch, tmp_path):
    """A PostgreSQL by name, and a pg_dump that writes down what it was asked."""
    program = tmp_path / "bin/pg_dump"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho "$PGHOST $PGPORT $PGUSER $PGPASSWORD $PGDATABASE $1" > "${2#--file=}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    its = {"HOST": "database", "PORT": 5433, "USER": "alongside", "PASSWORD": "hunter2", "NAME": "rows", "OPTIONS": {}}
    named = SimpleNamespace(vendor="postgresql", settings_dict=its)
    monkeypatch.setattr("alongside.web.project.management.commands.back_up.connection", named)
    return program


def test_postgresql_is_copied_by_pg_dump_and_no_password_is_on_its_command_line(postgres, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    path = back_up(tmp_path / "backups")

    assert path.stat().st_mode & 0o777 == 0o600
    with tarfile.open(path) as packed:
        dump = packed.extractfile("alongside.dump")
        assert dump and dump.read() == b"database 5433 alongside hunter2 rows --format=custom\n"


def test_a_backup_that_failed_leaves_no_file_that_looks_like_one(postgres, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    postgres.write_text("#!/bin/sh\necho 'server version mismatch' >&2\nexit 1\n")

    with pytest.raises(CommandError, match="pg_dump did not finish: server version mismatch"):
        call_command("back_up", "--to", str(tmp_path / "backups"))
    with pytest.raises(CommandError, match="The backup was not written"):
        call_command("back_up", "--to", "/dev/null/backups")

    assert list((tmp_path / "backups").iterdir()) == []
