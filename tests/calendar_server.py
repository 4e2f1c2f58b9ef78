"""A real calendar server (Radicale) on the loopback, for tests: it refuses what is no calendar."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import icalendar

from tests.post_office import free_port

BETWEEN = """<?xml version="1.0"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><C:calendar-data/></D:prop>
  <C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
    <C:time-range start="{start}" end="{end}"/>
  </C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""
DATA = "{urn:ietf:params:xml:ns:caldav}calendar-data"


class CalendarServer:
    """The calendars of one person, named `ben/work` and the like."""

    def __init__(self, address: str) -> None:
        self.address = address

    def ask(self, method: str, path: str, body: str = "", kind: str = "text/calendar") -> str:
        """Raises urllib's HTTPError with the server's own words where it refuses."""
        request = urllib.request.Request(f"{self.address}/{path}", body.encode() or None, method=method)
        request.add_header("Content-Type", f"{kind}; charset=utf-8")
        request.add_header("Depth", "1")
        with urllib.request.urlopen(request, timeout=30) as answer:
            return str(answer.read().decode())

    def take_letter(self, calendar: str, entry: icalendar.Calendar) -> None:
        """What a mail program does with an invitation that is accepted: one entry, found again by its UID."""
        entry.pop("METHOD")
        [event] = entry.walk("VEVENT")
        self.ask("PUT", f"{calendar}/{event['UID']}.ics", entry.to_ical().decode())

    def take_all(self, calendar: str, whole: icalendar.Calendar) -> None:
        """What a calendar that follows an address does: all it knew of it makes room for what it says today."""
        whole.pop("METHOD")
        self.ask("PUT", f"{calendar}/", whole.to_ical().decode())

    def between(self, calendar: str, start: datetime, end: datetime) -> list[icalendar.Event]:
        """What somebody sees who opens this part of it, as the server itself works it out."""
        times = {"start": f"{start.astimezone(UTC):%Y%m%dT%H%M%SZ}", "end": f"{end.astimezone(UTC):%Y%m%dT%H%M%SZ}"}
        found = ElementTree.fromstring(self.ask("REPORT", f"{calendar}/", BETWEEN.format(**times), "application/xml"))
        texts = [each.text or "" for each in found.iter(DATA)]
        return [event for text in texts for event in icalendar.Calendar.from_ical(text).walk("VEVENT")]


@contextmanager
def open_calendar_server(folder: Path) -> Iterator[CalendarServer]:
    """Start one on a free port with its files in a folder; it stops when the block ends."""
    port = free_port()
    settings = {
        "server-hosts": f"127.0.0.1:{port}",
        "auth-type": "none",
        "storage-filesystem-folder": str(folder),
        "logging-level": "warning",
    }
    told = [part for name, value in settings.items() for part in (f"--{name}", value)]
    log = folder / "radicale.log"
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", "", *told], stdout=written, stderr=written
        )
    server = CalendarServer(f"http://127.0.0.1:{port}")
    try:
        wait_for(server, process, log)
        server.ask("MKCOL", "ben/", kind="application/xml")
        yield server
    finally:
        process.terminate()
        process.wait(20)


def wait_for(server: CalendarServer, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(400):
        assert process.poll() is None, log.read_text()
        try:
            server.ask("OPTIONS", "")
            return
        except urllib.error.URLError:
            time.sleep(0.05)
    raise AssertionError(f"The calendar server did not answer:\n{log.read_text()}")
