"""What must hold for every file that is committed."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Written in two halves, or this file would be the first to name them.
REGISTRIES = re.compile(
    "|".join(
        re.escape(half + other)
        for half, other in [
            ("py", "pi.org"),
            ("pythonhost", "ed.org"),
            ("registry.npm", "js.org"),
            ("npm", "js.com"),
            ("deb.deb", "ian.org"),
        ]
    )
)
SKIPPED = {".woff2", ".png", ".jpg", ".xlsx"}


def committed_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_file_names_a_package_registry():
    naming = [
        str(path.relative_to(ROOT))
        for path in committed_files()
        if path.suffix not in SKIPPED and REGISTRIES.search(path.read_text(errors="replace"))
    ]

    assert naming == []


def test_every_pinned_requirement_has_a_hash():
    for name in ("uv", "base", "test", "docs"):
        pinned = (ROOT / f"requirements/{name}.txt").read_text()
        entries = re.split(r"\n(?=[a-z0-9])", pinned.strip())

        assert entries and all("--hash=sha256:" in entry for entry in entries if "==" in entry)


def test_every_room_is_named_for_a_thing():
    rooms = [p for p in committed_files() if p.stem in {"utils", "helpers", "common", "services", "managers", "misc"}]

    assert rooms == []


def test_the_base_requirements_are_the_same_in_the_test_set():
    """`make demo` after `make test` must find the very versions the demo was pinned to."""

    def versions(name: str) -> dict[str, str]:
        text = (ROOT / f"requirements/{name}.txt").read_text()
        return dict(re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", text, re.MULTILINE))

    base, test = versions("base"), versions("test")

    assert {name: test.get(name) for name in base} == base


def test_every_line_for_the_changelog_is_of_a_kind_that_a_release_gathers():
    named = re.compile(r"[a-z0-9-]+\.(added|changed|fixed|removed)\.md")
    lines = [path for path in committed_files() if path.parent.name == "changelog.d" and path.suffix != ".jinja"]

    assert [path.name for path in lines if not named.fullmatch(path.name)] == []
    assert [path.name for path in lines if not path.read_text().strip()] == []
