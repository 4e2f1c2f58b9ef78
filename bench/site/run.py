"""`make bench-site`: an organisation of ten thousand, and how long its pages and its worker's jobs take.

Makes the database of bench/site/make.py in .bench/site (or where DATABASE_URL says), opens every page that can be
reached by links from five people's home, and prints the slowest. About ten minutes and 4 GB on two cores.
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
from make import NIGHTS, Site, make, read_every_night

from alongside.web.people.models import User

OF_A_KIND = 3  # addresses of one page, for each person
SHOWN = 12
JOBS = ("read_mentorships", "tell_what_was_noticed", "ask_checkins", "remind_meetings", "send_notices")


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
    counted, began = Queries(), time.perf_counter()
    with connection.execute_wrapper(counted):
        answer = client.get(address, headers={"host": "localhost"})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, body, time.perf_counter() - began, counted.number


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


def jobs() -> None:
    print("\n| job | seconds |\n|---|---|")
    for name in JOBS:
        began = time.perf_counter()
        call_command(name, stdout=StringIO())
        print(f"| {name} | {time.perf_counter() - began:.1f} |")
    print(f"\nAt most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB; {os.cpu_count()} cores.")


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if User.objects.exists():
        sys.exit("There are people in this database already. Remove .bench/site first.")
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    site = make(share=share)
    call_command("read_mentorships", stdout=StringIO())
    read_every_night(NIGHTS)
    pages(site)
    jobs()


if __name__ == "__main__":
    main()
