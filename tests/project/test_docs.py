"""The docs lead somewhere, their examples run, and every command and every way of the menu is in them."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands

from tests.health.lives import held, record

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def test_every_link_leads_to_a_file():
    broken = [
        f"{page.relative_to(ROOT)} → {target}"
        for page in PAGES
        for target in LINK.findall(page.read_text())
        if not (page.parent / target).exists()
    ]

    assert broken == []


def test_every_page_can_be_reached_from_the_readme():
    reached: set[Path] = set()
    ahead = [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        ahead += [(page.parent / target).resolve() for target in LINK.findall(page.read_text())]

    assert set(PAGES) - reached == {ROOT / "docs/index.md"}  # the start of the docs when they are read apart


def test_every_command_is_described_for_the_host():
    page = (ROOT / "docs/host/commands.md").read_text()
    ours = {name for name, app in get_commands().items() if app.startswith("alongside.")}

    assert ours == set(re.findall(r"^\| `([a-z_]+)", page, re.MULTILINE))


@pytest.mark.parametrize("name", ["health.md", "matching.md"])
def test_the_examples_of_a_library_run_as_they_are_printed(name):
    known: dict[str, Any] = {"line": record(held(3))}  # "one line of the history format, as a dict"
    examples = re.findall(r"```python\n(.*?)```", (ROOT / "docs/library" / name).read_text(), re.DOTALL)

    for example in examples:
        exec(compile(example, name, "exec"), known)
    assert len(examples) > 1


WEB = ROOT / "src/alongside/web"
ENTRY = re.compile(r'<a [^>]*>\{% translate "([^"]+)" %\}</a>')


def test_every_entry_of_the_menu_is_named_where_the_use_begins():
    told = (ROOT / "docs/use/index.md").read_text()
    entries = set(ENTRY.findall((WEB / "layout/templates/components/bar.html").read_text())) - {"Sign in", "Sign up"}

    assert len(entries) > 8
    assert {entry for entry in entries if f"*{entry}*" not in told} == set()


def test_every_entry_of_the_account_is_told_of():
    told = " ".join(page.read_text() for page in (ROOT / "docs/use").glob("*.md"))
    entries = ENTRY.findall((WEB / "people/templates/people/settings.html").read_text())

    assert len(entries) > 8
    assert [entry for entry in entries if entry not in told] == []
