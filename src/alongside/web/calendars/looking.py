"""Look into a calendar: fetch and read it in a process of its own.

What comes from an address that anybody may paste is handled where it can do no harm: the process knows no secret of the
site, has so much memory and so much time, and is ended when they are over, whatever it is doing then.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from alongside.web.calendars.address import BadAddress, OwnHost, read
from alongside.web.calendars.fetching import fetch
from alongside.web.calendars.reading import Reader, Span
from alongside.web.calendars.trouble import CannotRead, Trouble

MOST_MEMORY = 600_000_000  # bytes
MOST_WORK_SECONDS = 20  # of the processor
AT_MOST_SECONDS = 45.0  # in all: the network has 20 of them
MOST_PATIENT = 19  # whoever opens a page goes first

# All it is told of the environment, in which passwords may stand: where programs are, and whose certificates count.
KNOWN = ("PATH", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR")


@dataclass(frozen=True)
class Question:
    url: str
    start: datetime
    end: datetime
    zone: str = "UTC"
    email: str = ""
    ours: str = ""
    etag: str = ""
    last_modified: str = ""
    own: tuple[OwnHost, ...] = ()

    def __repr__(self) -> str:
        return "Question()"  # its address is a key


@dataclass(frozen=True)
class Answer:
    """What came of it: the trouble, or the times; None for them where nothing has changed."""

    trouble: str = ""
    times: list[Span] | None = None
    etag: str = ""
    last_modified: str = ""


def look(question: Question) -> Answer:
    """Ask in another process, which learns what it needs by its input: what a command was called with, all may read."""
    asked = asdict(question) | {"start": question.start.timestamp(), "end": question.end.timestamp()}
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=json.dumps(asked).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=AT_MOST_SECONDS,
            env={name: os.environ[name] for name in KNOWN if name in os.environ}
            | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            check=False,
        )
        said: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"trouble": Trouble.TOO_MUCH}
    except (subprocess.TimeoutExpired, ValueError):
        said = {"trouble": Trouble.TOO_MUCH}
    times = said.pop("times", None)
    return Answer(times=None if times is None else [(moment(start), moment(end)) for start, end in times], **said)


def moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """The same in this process, from and to what can be written as JSON."""
    own = [OwnHost(**host) for host in asked["own"]]
    start, end = moment(asked["start"]), moment(asked["end"])
    try:
        address = read(asked["url"], own)
        fetched = fetch(address, own, etag=asked["etag"], last_modified=asked["last_modified"])
        said = {"etag": fetched.etag, "last_modified": fetched.last_modified}
        if fetched.content is None:
            return said
        reader = Reader(start, end, asked["zone"], asked["email"], asked["ours"])
        times = reader.busy_times(fetched.content)
    except CannotRead as cannot:
        return {"trouble": cannot.trouble}
    except BadAddress:  # the owner has taken a host back since
        return {"trouble": Trouble.NOWHERE}
    except (MemoryError, RecursionError):
        return {"trouble": Trouble.TOO_MUCH}
    except Exception:  # whatever a file can do to whoever reads it, it is no calendar then
        return {"trouble": Trouble.NO_CALENDAR}
    return said | {"times": [[int(at.timestamp()) for at in span] for span in times]}


def keep_small() -> None:
    with suppress(ImportError, AttributeError, ValueError, OSError):  # not every system knows limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_WORK_SECONDS, MOST_WORK_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(MOST_PATIENT)


if __name__ == "__main__":
    keep_small()
    print(json.dumps(answer(json.load(sys.stdin))))
