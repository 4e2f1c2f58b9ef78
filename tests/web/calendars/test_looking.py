"""The process in which a calendar is fetched and read: it knows nothing of the site, and is ended in time."""

import json
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from alongside.web.calendars import looking
from alongside.web.calendars.looking import Question, answer, look
from alongside.web.calendars.trouble import Trouble
from tests.calendar_elsewhere import ics

HOUR = "UID:1\nDTSTART:20261201T100000Z\nDTEND:20261201T110000Z"


@pytest.fixture
def question(elsewhere) -> Question:
    start, end = datetime(2026, 11, 30, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
    return Question(elsewhere.url(), start, end, own=(elsewhere.own,))


def test_it_comes_back_with_the_times(elsewhere, question):
    elsewhere.pages["/mine.ics"] = ics(HOUR)

    found = look(question)

    assert found.trouble == ""
    assert found.times == [(datetime(2026, 12, 1, 10, tzinfo=UTC), datetime(2026, 12, 1, 11, tzinfo=UTC))]


def test_it_comes_back_with_the_trouble(elsewhere, question):
    assert look(question) == looking.Answer(trouble=Trouble.NOT_FOUND)
    assert look(replace(question, own=())) == looking.Answer(trouble=Trouble.NOWHERE)
    assert look(replace(question, url="https://127.0.0.1/mine.ics")) == looking.Answer(trouble=Trouble.NOWHERE)


def test_it_is_told_nothing_but_its_question(elsewhere, question, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "heron")
    ran = {}

    def run(command, **more):
        ran.update(more, command=command)
        return subprocess.CompletedProcess(command, 0, b'{"times": []}')

    monkeypatch.setattr(subprocess, "run", run)
    look(replace(question, url="https://calendar.example.org/heron"))

    assert "heron" not in str(ran["command"]), "What a command was called with, everybody on the machine may read."
    assert "heron" not in str(ran["env"])
    assert "DATABASE_URL" not in ran["env"]
    assert "heron" in json.loads(ran["input"])["url"]
    assert "heron" not in repr(question)


# Rules that would be worked at for minutes or years.
ENDLESS = [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=1,2,3,4,5,6;BYMINUTE=1,2,3,4,5,6",
    "FREQ=YEARLY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60)))
    + ";BYSECOND=" + ",".join(map(str, range(60))) + ";BYMONTHDAY=1,2,3,4,5;BYSETPOS=-1",
    "FREQ=HOURLY;BYYEARDAY=366;BYMONTH=1",
]  # fmt: skip


@pytest.mark.parametrize("rule", ENDLESS)
def test_a_rule_without_end_is_ended_from_outside(elsewhere, question, rule, monkeypatch):
    monkeypatch.setattr(looking, "AT_MOST_SECONDS", 1.5)
    old = HOUR.replace("2026", "1970")
    same = [f"{old.replace('UID:1', f'UID:{n}')}\nRRULE:{rule}" for n in range(300)]
    elsewhere.pages["/mine.ics"] = ics(*same)
    began = time.monotonic()

    found = look(question)

    assert found.trouble == Trouble.TOO_MUCH
    assert time.monotonic() - began < 6


def test_it_may_use_so_much_memory_and_no_more():
    hungry = "from alongside.web.calendars.looking import keep_small; keep_small(); bytearray(10**9)"

    done = subprocess.run([sys.executable, "-c", hungry], capture_output=True, check=False)

    assert b"MemoryError" in done.stderr


def test_it_lets_everything_else_on_the_machine_go_first():
    patient = "import os; from alongside.web.calendars.looking import keep_small; keep_small(); print(os.nice(0))"

    assert int(subprocess.run([sys.executable, "-c", patient], capture_output=True, check=True).stdout) == 19


def test_whatever_breaks_while_reading_is_the_calendars_trouble(question, elsewhere, monkeypatch):
    asked = json.loads(json.dumps({**question.__dict__, "own": [elsewhere.own.__dict__], "start": 0, "end": 1}))
    for broken, trouble in (
        (MemoryError, "too_much"),
        (RecursionError, "too_much"),
        (ZeroDivisionError, "no_calendar"),
    ):

        def fails(*_asked, broken=broken, **_more):
            raise broken

        monkeypatch.setattr(looking, "fetch", fails)

        assert answer(asked) == {"trouble": trouble}


@pytest.mark.parametrize("said", [b"", b"no json", b'{"times": [[0'])
def test_a_process_that_says_nonsense_has_read_nothing(question, monkeypatch, said):
    monkeypatch.setattr(subprocess, "run", lambda command, **_more: subprocess.CompletedProcess(command, 0, said))

    assert look(question).trouble == Trouble.TOO_MUCH
