"""Fetch a calendar from the server its address names: little, soon, and from nowhere else. Knows nothing of Django."""

import http.client
import io
import socket
import ssl
import time
import zlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from alongside.web.calendars.address import Address, BadAddress, OwnHost
from alongside.web.calendars.network import numbers_of
from alongside.web.calendars.trouble import CannotRead, Trouble

MOST_BYTES = 10_000_000  # ten years of a full calendar, with every invitation's text
AT_MOST_SECONDS = 20.0
MOST_REDIRECTS = 3
PIECE = 65_536
SENT_ON = (301, 302, 303, 307, 308)
ANSWERS = {401: Trouble.SIGN_IN, 403: Trouble.SIGN_IN, 404: Trouble.NOT_FOUND, 410: Trouble.GONE}


@dataclass(frozen=True)
class Fetched:
    """What came: the file, or None where nothing has changed; and what to say next time to be told so."""

    content: bytes | None
    etag: str = ""
    last_modified: str = ""


class Clock:
    """How long the whole may still take."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds, more than none. Raises CannotRead(SLOW) when the time is over."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise CannotRead(Trouble.SLOW)
        return left


class Line:
    """A connection that counts its time over everything: a server that sends a letter a second is soon done, too.

    It has what http.client asks of a socket.
    """

    def __init__(self, plug: socket.socket, clock: Clock) -> None:
        self.plug, self.clock = plug, clock

    def sendall(self, data: Any) -> None:
        self.plug.settimeout(self.clock.left())
        self.plug.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(Ear(self))

    def close(self) -> None:
        """As http.client says it: no more requests. What was asked for may still be coming."""

    def hang_up(self) -> None:
        self.plug.close()


class Ear(io.RawIOBase):
    def __init__(self, line: Line) -> None:
        self.line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.line.plug.settimeout(self.line.clock.left())
        return self.line.plug.recv_into(buffer)


def fetch(
    address: Address,
    own: Sequence[OwnHost] = (),
    *,
    etag: str = "",
    last_modified: str = "",
    seconds: float = AT_MOST_SECONDS,
    most_bytes: int = MOST_BYTES,
) -> Fetched:
    """The file at this address, or word that it has not changed since. Raises CannotRead.

    Each place a server sends us on to is looked up and checked as the first one was.
    """
    clock = Clock(seconds)
    for _hop in range(MOST_REDIRECTS + 1):
        line = call(address, clock, own)
        try:
            answer = ask(line, address, etag, last_modified)
            if answer.status not in SENT_ON:
                return taken(answer, is_known=bool(etag or last_modified), most_bytes=most_bytes)
            address = address.sent_on_to(answer.getheader("Location", ""), own)
        except BadAddress as problem:
            raise CannotRead(Trouble.REDIRECTS) from problem
        finally:
            line.hang_up()
    raise CannotRead(Trouble.REDIRECTS)


def call(address: Address, clock: Clock, own: Sequence[OwnHost]) -> Line:
    """A connection to one of the numbers that were checked, and to no other: the name is not looked up again."""
    trouble = Trouble.SILENT
    is_own = address.is_own(own)
    for number in numbers_of(address.host, address.port, is_own=is_own, seconds=clock.left()):
        try:
            plug = socket.create_connection((number, address.port), timeout=clock.left())
        except OSError:
            continue
        try:
            plug.settimeout(clock.left())
            # The certificate is asked for the name, though the number is called.
            return Line(
                ssl.create_default_context().wrap_socket(plug, server_hostname=address.host)
                if address.is_secure
                else plug,
                clock,
            )
        except ssl.SSLCertVerificationError:
            trouble = Trouble.CERTIFICATE
        except TimeoutError:
            trouble = Trouble.SLOW
        except OSError:
            trouble = Trouble.SILENT
        plug.close()
    raise CannotRead(trouble)


def ask(line: Line, address: Address, etag: str, last_modified: str) -> http.client.HTTPResponse:
    headers = {
        "Host": address.at,
        "Accept": "text/calendar, */*;q=0.1",
        "Accept-Encoding": "gzip",
        "User-Agent": "Alongside (reads when somebody is busy)",
        "Connection": "close",
    }
    if address.user or address.password:
        key = b64encode(f"{address.user}:{address.password}".encode()).decode()
        headers["Authorization"] = f"Basic {key}"
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    connection = http.client.HTTPConnection(address.host, address.port)
    connection.sock = line  # it has all that is asked of a socket
    try:
        connection.request("GET", address.path, headers=headers)
        return connection.getresponse()
    except TimeoutError as problem:
        raise CannotRead(Trouble.SLOW) from problem
    except (OSError, ValueError, http.client.HTTPException) as problem:
        raise CannotRead(Trouble.SILENT) from problem


def taken(answer: http.client.HTTPResponse, *, is_known: bool, most_bytes: int) -> Fetched:
    if answer.status == 304 and is_known:
        return Fetched(None)
    if answer.status != 200:
        raise CannotRead(ANSWERS.get(answer.status, Trouble.TROUBLED))
    content = b"".join(pieces(answer, most_bytes))
    if answer.getheader("Content-Type", "").lower().startswith("text/html") or content.lstrip()[:1] == b"<":
        raise CannotRead(Trouble.SIGN_IN)
    # Longer ones than these are no use to anybody, and stand in a row of ours.
    etag, since = answer.getheader("ETag", ""), answer.getheader("Last-Modified", "")
    return Fetched(content, *(text if len(text) <= 200 and text.isprintable() else "" for text in (etag, since)))


def pieces(answer: http.client.HTTPResponse, most_bytes: int) -> Iterator[bytes]:
    """The file as it comes, unpacked a piece at a time: what would grow too large is never held."""
    how = answer.getheader("Content-Encoding", "identity").strip().lower()
    if how not in ("identity", "gzip", "x-gzip", ""):
        raise CannotRead(Trouble.NO_CALENDAR)
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in how else None
    came = given = 0
    try:
        while piece := answer.read1(PIECE):
            came += len(piece)
            while piece:
                out = unpack.decompress(piece, PIECE) if unpack else piece
                given += len(out)
                if max(came, given) > most_bytes:
                    raise CannotRead(Trouble.TOO_LARGE)
                yield out
                piece = unpack.unconsumed_tail if unpack else b""
        if answer.length:  # it hung up before all of it had come
            raise CannotRead(Trouble.SILENT)
    except zlib.error as problem:
        raise CannotRead(Trouble.NO_CALENDAR) from problem
    except TimeoutError as problem:
        raise CannotRead(Trouble.SLOW) from problem
    except (OSError, http.client.HTTPException) as problem:
        raise CannotRead(Trouble.SILENT) from problem
