"""Looks that wait for a server elsewhere, and everything else that does not wait with them."""

import threading
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from alongside.web.calendars import under_way
from alongside.web.calendars.address import read
from alongside.web.calendars.looking import Answer
from alongside.web.calendars.management.commands import read_calendars
from alongside.web.calendars.models import Calendar
from alongside.web.project.management.commands.worker import jobs
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanging(monkeypatch):
    """The host whose server hangs until the test sets this, and what was asked meanwhile."""
    answers, asked = threading.Event(), []

    def look(question):
        asked.append(question.url)
        if "slow" in question.url:
            answers.wait(20)
        return Answer(times=[])

    monkeypatch.setattr(under_way, "look", look)
    yield answers, asked
    answers.set()
    work()
    assert not read_calendars.LOOKS.running


def give(host: str, number: int) -> list[Calendar]:
    address = f"https://{host}.example.org/heron.ics"
    return [Calendar.objects.use(UserFactory(), read(address)) for _each in range(number)]


def work(**options) -> str:
    said = StringIO()
    call_command("read_calendars", stdout=said, **options)
    return said.getvalue().strip()


def test_the_worker_goes_on_to_its_letters_while_servers_hang(hanging):
    give("slow", 6)
    [turn] = [job.options for job in jobs() if job.command == "read_calendars"]
    began = time.monotonic()

    work(**turn)

    assert time.monotonic() - began < 4


def test_while_one_host_hangs_the_others_are_read(hanging):
    _answers, asked = hanging
    give("slow", 6)
    give("quick", 5)

    assert work(seconds=0.5) == "Read 5 of 5 calendars."
    assert len([url for url in asked if "slow" in url]) == under_way.OF_ONE_HOST


def test_what_was_under_way_is_kept_in_a_later_turn_and_begun_only_once(hanging):
    answers, asked = hanging
    [slow] = give("slow", 1)
    assert work(seconds=0.1) == ""
    Calendar.objects.update(look_at=timezone.now())  # as "Look again now" does
    assert work(seconds=0.1) == ""

    answers.set()
    time.sleep(0.1)

    assert work(seconds=0.1) == "Read 1 of 1 calendars."
    assert len(asked) == 1
    slow.refresh_from_db()
    assert slow.found_at and slow.look_at > timezone.now() + timedelta(minutes=55)


def test_what_is_turned_off_or_left_while_it_is_under_way_stays_forgotten(hanging):
    answers, _asked = hanging
    first, second = give("slow", 2)
    work(seconds=0.1)
    Calendar.objects.turn_off(first.person)
    second.person.leave()

    answers.set()
    work()

    assert not Calendar.objects.exists()


def test_many_that_are_over_at_once_take_no_more_than_their_turn(hanging, settings):
    give("quick", 60)
    settings.SECRET_KEY = "another"
    monotonic = iter(range(1000))

    class Clock:
        sleep = time.sleep

        @staticmethod
        def monotonic() -> float:
            return next(monotonic)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_calendars, "time", Clock)
        work(seconds=10)

    assert Calendar.objects.exclude(trouble="").count() < 20


def test_by_hand_all_that_are_due_are_read(hanging):
    give("quick", 12)

    assert work() == "Read 12 of 12 calendars."


def test_one_that_cannot_be_asked_takes_no_other_along(hanging, monkeypatch):
    broken, quick = give("broken", 1)[0], give("quick", 1)[0]

    def look(question):
        if "broken" in question.url:
            raise OSError("no more processes")
        return Answer(times=[])

    monkeypatch.setattr(under_way, "look", look)
    with pytest.raises(OSError, match="no more processes"):
        work()
    work()

    quick.refresh_from_db()
    assert quick.found_at
    assert Calendar.objects.get(pk=broken.pk).failures == 0, "That was no fault of the calendar's."
