"""A command that finds no database, or an old one, says so in a sentence."""

import os
import subprocess
import sys
from pathlib import Path

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
