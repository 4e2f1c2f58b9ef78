"""A real browser against the real server, on localhost: passkeys work there and not on 127.0.0.1."""

import os
import re
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.post_office import PostOffice, text_of

IMAGES = Path(__file__).resolve().parents[2] / "docs/images"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SMALL_PHONE = {"width": 320, "height": 640}
LOOKS = (("light", WIDE), ("dark", WIDE), ("light", PHONE), ("dark", PHONE))
# What is on a page hangs on its size alone, and its colours on both: the other two are asked about colours only.
WHOLE_LOOKS = (("light", WIDE), ("dark", PHONE))
ON_COLOURS = ("color-contrast", "link-in-text-block")
BONES = Path(__file__).with_name("bones.js").read_text()


# They take a minute each: begun last, one worker would walk them alone while the other has nothing left to do.
LONGEST = ("test_whole_life.py", "test_every_page.py", "test_matching.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker("browser")
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    known = map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))
    found = os.environ.get("CHROMIUM") or next(filter(None, known), None)
    own = {"executable_path": found} if found else {}
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    return {**own, "chromium_sandbox": os.geteuid() != 0, "args": quiet}


def link_in(office: PostOffice, address: str, path: str) -> str:
    """Where the newest letter to this address leads: its link whose path begins like this."""
    text = text_of(office.to(address)[-1])
    found = re.findall(rf"https?://[^/\s]+({re.escape(path)}\S*)", text)
    assert found, text
    return str(found[-1])


@pytest.fixture
def site(live_server, settings) -> str:
    """The server's address under the name localhost; letters link to it."""
    address = live_server.url.replace("127.0.0.1", "localhost")
    settings.SITE_URL = address
    return str(address)


@pytest.fixture
def send_letters():
    """What the worker does every few seconds."""
    return lambda: call_command("send_notices", verbosity=0)


class Passed:
    """The pages that passed in this run, by how they are built; all workers know of them."""

    folder: Path


passed = Passed()


@pytest.fixture(scope="session", autouse=True)
def passed_in_this_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    ours = tmp_path_factory.getbasetemp()
    passed.folder = (ours.parent if os.environ.get("PYTEST_XDIST_WORKER") else ours) / "passed"
    passed.folder.mkdir(exist_ok=True)


class Visitor:
    """One person at one browser."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.site = site
        self.broken: list[str] = []
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))
        self.page.on("console", lambda said: self.broken.append(said.text) if said.type == "error" else None)

    def go(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def follow(self, name: str | re.Pattern[str]) -> Page:
        """Follow a link and wait for the whole page behind it: one that is still loading moves under a click."""
        return self.leave_by(self.page.get_by_role("link", name=name).first)

    def press(self, name: str | re.Pattern[str]) -> Page:
        """Press a button and wait for the whole page after it."""
        return self.leave_by(self.page.get_by_role("button", name=name, exact=True).first)

    def send(self) -> Page:
        """Send the form of the page and wait for the whole page after it."""
        return self.leave_by(self.page.locator("main form button:not([type=button])").first)

    def leave_by(self, door: Locator) -> Page:
        with self.page.expect_navigation():
            door.click()
        return self.page

    def expect_at(self, path: str) -> None:
        """Where they are now; otherwise the page's own words say why not."""
        assert path in self.page.url, f"{self.page.url}: {self.page.inner_text('main')}"

    def sign_in(self, email: str, password: str) -> None:
        self.go("/account/login/")
        self.page.get_by_label(re.compile("^E-?mail")).fill(email)
        self.page.get_by_label("Password", exact=False).first.fill(password)
        self.press("Sign in")
        self.expect_at("/home/")

    def enter(self, person: Any) -> None:
        """Be signed in already, for a journey that is about something else."""
        client = Client()
        client.force_login(person)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.site}
        self.context.add_cookies([cookie])  # type: ignore[list-item]

    def check_page(self, name: str = "") -> None:
        """No axe violation, nothing wider than the screen, no script error; wide, on a phone, and in the dark."""
        # How a page looks does not depend on the database: SQLite's are looked at.
        for scheme, size in LOOKS if connection.vendor == "sqlite" else ():
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            check_accessibility(self.page, *() if (scheme, size) in WHOLE_LOOKS else ON_COLOURS)
            if size is PHONE:
                check_targets(self.page)
            check_width(self.page)
            if name and os.environ.get("SCREENSHOTS"):
                IMAGES.mkdir(exist_ok=True)
                where = "phone" if size is PHONE else "wide"
                self.page.screenshot(path=IMAGES / f"{name}_{scheme}_{where}.png")
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        assert not self.broken, self.broken


def check_width(page: Page) -> None:
    """Nothing stands out over the side of the screen."""
    wider, size = page.evaluate(
        "[document.documentElement.scrollWidth - document.documentElement.clientWidth, innerWidth]"
    )
    assert wider <= 0, f"{page.url} is {wider}px wider than {size}px"


def check_reflow(page: Page) -> None:
    """Nor on the smallest phone, nor with letters of twice the size (WCAG 1.4.10 and 1.4.4)."""
    page.set_viewport_size(SMALL_PHONE)  # type: ignore[arg-type]
    check_width(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for size in (PHONE, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        check_width(page)
    page.evaluate("document.documentElement.style.fontSize = ''")


def check_accessibility(page: Page, *rules: str) -> None:
    """The rules of axe, all when none are named, on the page as it is now; once for pages that are built alike."""
    look = page.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches].join()")
    alike = sha256(f"{rules} {look} {page.evaluate(BONES)}".encode()).hexdigest()
    if (passed.folder / alike).exists():
        return
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # Without preload: axe would fetch our @imports again, from the page's address instead of the stylesheet's.
    options = {"preload": False, "resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    assert not found, "\n".join(
        f"{page.url}: {each['id']}: {each['help']}: {[node['html'][:160] for node in each['nodes'][:4]]}"
        for each in found
    )
    (passed.folder / alike).touch()


# Everything one presses, but for links within a sentence, and links whose whole row leads where they do (row.css).
TOO_SMALL = """() => [...document.querySelectorAll("button, summary, select, textarea, input, a.button, nav a")]
  .filter((one) => one.type !== "hidden" && one.checkVisibility({ visibilityProperty: true }) && !one.matches(".skip"))
  .map((one) => (one.matches("[type=checkbox], [type=radio]") && one.closest("label")) || one)
  .filter((one) => one.getBoundingClientRect().height < 43.5)
  .map((one) => one.outerHTML.slice(0, 120))"""


def check_targets(page: Page) -> None:
    """A thumb hits 44 pixels."""
    found = page.evaluate(TOO_SMALL)
    assert not found, (page.url, found)


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Any]:
    """Make another person at another browser: `ben = visitor()`."""
    contexts: list[BrowserContext] = []

    def make(**more: Any) -> Visitor:
        context = browser.new_context(viewport=WIDE, reduced_motion="reduce", **more)  # type: ignore[arg-type]
        context.set_default_timeout(30_000)  # a busy machine is slow, not wrong
        contexts.append(context)
        return Visitor(context, site)

    yield make
    for context in contexts:
        context.close()
