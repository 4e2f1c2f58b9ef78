"""`make bench-site`: an organisation of ten thousand, and how long its pages and its worker's jobs take.

Makes the database of bench/site/make.py in .bench/site (or where DATABASE_URL says), opens every page that can be
reached by links from five people's home, and prints the slowest; then what bench/site/jobs.py does for many at once.
A quarter of an hour and 4 GB on two cores.
"""
# ruff: noqa: E402 - Django is set up before its models can be imported

from __future__ import annotations

import os
import re
import resource
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

ROOT = Path(__file__).parents[2]
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "alongside.web.project.settings",
    "DEBUG": "false",
    "DATA_DIR": str(ROOT / ".bench/site"),
    "STATIC_ROOT": str(ROOT / ".bench/site/static"),
    "SITE_URL": "http://localhost",
    "EMAIL_URL": "memory://",
    "LOG_LEVEL": "ERROR",
}

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import Resolver404, resolve
from jobs import work
from make import NIGHTS, Site, make, read_every_night

from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.rounds.models import Round

OF_A_KIND = 3  # addresses of one page, for each person
SHOWN = 12


# Of one core, whatever else the machine does meanwhile. PostgreSQL works in processes of its own: there by the clock.
clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter


class Page(NamedTuple):
    seconds: float
    queries: int
    kb: int
    name: str
    who: str


class Queries:
    number = 0

    def __call__(self, execute: Any, *asked: Any) -> Any:
        self.number += 1
        return execute(*asked)


def opened(client: Client, address: str) -> tuple[Any, bytes, float, int]:
    counted, began = Queries(), clock()
    with connection.execute_wrapper(counted):
        answer = client.get(address, headers={"host": "localhost"})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, body, clock() - began, counted.number


def walk(who: str, person: User) -> Iterator[Page]:
    """Every page within reach of this person's home, a few of each kind; the better of two times."""
    client, todo = Client(), deque(["/"])
    client.force_login(person)
    seen: set[str] = set()
    kinds: Counter[str] = Counter()
    while todo:
        address = todo.popleft()
        path = urlsplit(address).path
        if address in seen or path.startswith(("/media", "/static", "/admin", "/account")):
            continue
        seen.add(address)
        try:
            name = resolve(path).view_name
        except Resolver404:
            continue
        kinds[name] += 1
        if kinds[name] > OF_A_KIND:
            continue
        _first, _body, cold, _number = opened(client, address)
        answer, body, warm, number = opened(client, address)
        yield Page(min(cold, warm), number, len(body) // 1024, name, who)
        if answer.status_code == 302:
            todo.append(urljoin(address, answer.url))
        elif "html" in answer.headers.get("Content-Type", ""):
            links = re.findall(r'(?:href|hx-get)="([^"#]+)', body.decode())
            todo.extend(found for link in links if (found := urljoin(address, unescape(link))).startswith("/"))


def pages(site: Site) -> None:
    people = {name: person for name, person in site._asdict().items() if isinstance(person, User)}
    found = [page for who, person in people.items() for page in walk(who, person)]
    times = sorted(page.seconds for page in found)
    half, most = times[len(times) // 2], times[-len(times) // 20]
    print(f"{len(found)} pages; half below {half:.2f} s, 95 of 100 below {most:.2f} s")
    slowest: dict[str, Page] = {}
    for page in sorted(found, reverse=True):
        slowest.setdefault(page.name, page)
    print("\n| page | seconds | queries | kB | as |\n|---|---|---|---|---|")
    for page in list(slowest.values())[:SHOWN]:
        print(f"| {page.name} | {page.seconds:.2f} | {page.queries} | {page.kb} | {page.who} |")


def jobs(site: Site) -> None:
    """Memory is the most that the process held meanwhile, with what it held before."""
    print("\n| work | seconds | queries | letters | MB |\n|---|---|---|---|---|")
    for name, do in work(site):
        letters, counted = Notice.objects.count(), Queries()
        forget_peak()
        began = clock()
        with connection.execute_wrapper(counted):
            do()
        took, written = clock() - began, Notice.objects.count() - letters
        print(f"| {name} | {took:.1f} | {counted.number} | {written} | {peak()} |", flush=True)
    print(f"\n{os.cpu_count()} cores, {connection.vendor}.")


def forget_peak() -> None:
    """Begin to count memory anew. Only Linux can; elsewhere it is the most since the beginning."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """Megabytes."""
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
        return int(found[1]) // 1024 if found else 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def prepare(share: float) -> Site:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if User.objects.exists():
        sys.exit("There are people in this database already. Remove .bench/site first.")
    site = make(share=share)
    call_command("read_mentorships", stdout=StringIO())
    read_every_night(NIGHTS)
    call_command("measure_tables")
    Round.objects.begin(site.large, by=site.coordinator, name="Spring").ask_run(by=site.coordinator)
    return site


def main() -> None:
    site = prepare(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
    began = clock()
    call_command("match_rounds", stdout=StringIO())
    print(f"The round matched in {clock() - began:.0f} s.")
    pages(site)
    jobs(site)


if __name__ == "__main__":
    main()
