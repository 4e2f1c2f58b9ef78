"""The scripts behind `make run` and `make demo`: which site they serve, and what they refuse."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Stands for Python and for granian: it writes down how it was called and with which settings.
SPY = """#!/usr/bin/env bash
env | grep -E '^(DATABASE_URL|EMAIL_URL|SITE_URL|ALONGSIDE_ROOT|DATA_DIR)=' >> "$SPY_LOG"
if [ "$1" = -c ]; then exec "$SPY_PYTHON" "$@"; fi
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The scripts in a folder of their own, with spies where the programs would be."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    for name in ("python", "granian"):
        program = tmp_path / ".venv/bin" / name
        program.write_text(SPY)
        program.chmod(0o755)
    return tmp_path


def free_port() -> int:
    with socket.socket() as any_free:
        any_free.bind(("127.0.0.1", 0))
        return int(any_free.getsockname()[1])


def start(script: str, copy: Path, **settings: str) -> "tuple[subprocess.CompletedProcess[str], set[str]]":
    surroundings = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "PORT": str(free_port()),
        "SPY_LOG": str(copy / "log"),
        "SPY_PYTHON": sys.executable,
        **settings,
    }
    done = subprocess.run(
        [copy / "scripts" / script], env=surroundings, cwd=copy, capture_output=True, text=True, timeout=60
    )
    log = copy / "log"
    return done, set(log.read_text().splitlines()) if log.exists() else set()


def test_the_demo_takes_nothing_from_the_env_file(copy):
    (copy / ".env").write_text(
        "DATABASE_URL=postgres://real@database/alongside\nEMAIL_URL=smtp://real:25\nSITE_URL=https://real.example\n"
    )

    _done, seen = start("demo", copy)

    assert f"DATABASE_URL=sqlite:///{copy}/data/demo/alongside.sqlite3" in seen
    assert "EMAIL_URL=" in seen
    assert f"ALONGSIDE_ROOT={copy}/data/demo" in seen
    assert not any("real" in line for line in seen if "SITE_URL" in line or "DATABASE_URL" in line)


def test_the_demo_takes_a_database_it_is_given_by_name(copy):
    _done, seen = start("demo", copy, DATABASE_URL="postgres://demo@database/demo")

    assert "DATABASE_URL=postgres://demo@database/demo" in seen


def test_the_site_keeps_the_address_that_the_env_file_names(copy):
    (copy / ".env").write_text("SITE_URL=https://mentoring.example\n")

    done, seen = start("run", copy, ALONGSIDE_ROOT=str(copy), DATA_DIR=str(copy / "data"))

    assert not any(line.startswith("SITE_URL=") for line in seen)
    assert "Alongside is at https://mentoring.example, served on http://127.0.0.1:" in done.stdout


def test_the_environment_counts_before_the_env_file(copy):
    (copy / ".env").write_text("SITE_URL=https://mentoring.example\n")

    done, _seen = start("run", copy, ALONGSIDE_ROOT=str(copy), SITE_URL="http://localhost:1")

    assert "Alongside is at http://localhost:1, served on" in done.stdout


def test_without_any_it_is_this_machine_and_the_port(copy):
    (copy / ".env").write_text("MAIL_FROM=mentoring@example.org\nSITE_URL=\n")
    port = str(free_port())

    done, seen = start("run", copy, ALONGSIDE_ROOT=str(copy), PORT=port)

    assert f"SITE_URL=http://localhost:{port}" in seen
    assert f"Alongside is at http://localhost:{port} (stop with Ctrl-C)" in done.stdout


def test_a_port_that_is_taken_is_said_before_anything_starts(copy):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done, seen = start("run", copy, PORT=str(port))

    assert done.returncode == 1
    assert f"Something else is already at port {port}" in done.stderr
    assert (done.stdout, seen) == ("", set())
