"""A command that finds no database, or an old one, says so in a sentence."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*words, **surroundings):
    around = {**os.environ, **surroundings}
    around.pop("DJANGO_SETTINGS_MODULE", None)
    manage = [sys.executable, str(ROOT / "manage.py"), *words]
    return subprocess.run(manage, env=around, capture_output=True, text=True, timeout=60)


def test_a_database_that_is_not_set_up_is_named_with_what_to_do(tmp_path):
    done = run("calibrate_programme", "1", DATA_DIR=str(tmp_path), DATABASE_URL=f"sqlite:///{tmp_path}/none.sqlite3")

    assert done.returncode == 1
    assert done.stderr == "The database is not set up for this version yet. Run first: python manage.py migrate\n"


def test_a_database_that_cannot_be_reached_is_named_without_its_password(tmp_path):
    done = run("read_mentorships", DATA_DIR=str(tmp_path), DATABASE_URL="postgres://ben:hunter2@127.0.0.1:1/alongside")

    assert done.returncode == 1
    assert done.stderr.startswith("The database cannot be reached: ") and done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr and "hunter2" not in done.stderr


def test_whoever_asks_for_the_traceback_gets_it(tmp_path):
    done = run("read_mentorships", "--traceback", DATA_DIR=str(tmp_path), DATABASE_URL=f"sqlite:///{tmp_path}/none.db")

    assert "Traceback" in done.stderr and "no such table" in done.stderr


def a_text(path: Path) -> None:
    path.write_text("These are words, and no rows of a database. " * 20)


def cut_short(path: Path) -> None:
    with closing(sqlite3.connect(path)) as rows:
        rows.executescript("CREATE TABLE a (b); CREATE TABLE c (d); INSERT INTO a VALUES (zeroblob(50000));")
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3000)


@pytest.mark.parametrize("damage", [a_text, cut_short])
@pytest.mark.parametrize("command", ["migrate", "back_up", "read_mentorships"])
def test_a_file_that_is_no_database_or_a_damaged_one_is_named_with_what_to_do(tmp_path, command, damage):
    path = tmp_path / "rows.sqlite3"
    damage(path)

    done = run(command, DATA_DIR=str(tmp_path), DATABASE_URL=f"sqlite:///{path}")

    assert done.returncode == 1
    assert f"{path} is damaged, or no SQLite database" in done.stderr and "restore a backup" in done.stderr
    assert "Traceback" not in done.stderr and done.stderr.count("\n") == 1
    assert not list(tmp_path.glob("backups/*"))


def test_the_worker_says_so_in_a_line_and_waits(tmp_path):
    a_text(tmp_path / "alongside.sqlite3")
    around = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": "", "LOG_LEVEL": "INFO"}
    around.pop("DJANGO_SETTINGS_MODULE", None)
    manage = [sys.executable, str(ROOT / "manage.py"), "worker"]
    with subprocess.Popen(manage, env=around, stderr=subprocess.PIPE, text=True) as worker:
        assert worker.stderr
        said = [next(worker.stderr) for _line in range(2)]
        worker.terminate()
        said += list(worker.stderr)

    assert "The database does not answer. Trying again in 5 seconds. file is not a database" in said[1]
    assert not any("Traceback" in line for line in said)
