"""A calendar given, read again and again, failing, and forgotten."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from alongside.web.calendars import looking, under_way
from alongside.web.calendars.address import read
from alongside.web.calendars.looking import Answer, Question
from alongside.web.calendars.models import AHEAD, BusyTime, Calendar
from alongside.web.notices.models import Notice
from tests.calendar_elsewhere import ics
from tests.factories.calendars import ADDRESS, calendar_of
from tests.factories.cast import Cast
from tests.factories.people import UserFactory
from tests.together import together

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TIMES = [(NOW + timedelta(days=1), NOW + timedelta(days=1, hours=1))]


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def says(monkeypatch):
    """What comes of every look, and what was asked."""
    asked: list[Question] = []
    state = {"answer": Answer(times=TIMES, etag='"v1"')}

    def look(question):
        asked.append(question)
        return state["answer"]

    monkeypatch.setattr(under_way, "look", look)
    return state, asked


def work() -> str:
    said = StringIO()
    call_command("read_calendars", stdout=said)
    return said.getvalue()


def fail(person, says, trouble="not_found") -> Calendar:
    says[0]["answer"] = Answer(trouble=trouble)
    work()
    return Calendar.objects.get(person=person)


def test_what_is_found_is_kept_and_no_more(cast, clock, says):
    Calendar.objects.use(cast.ben, read(ADDRESS))

    assert "Read 1 of 1" in work()

    [busy] = BusyTime.objects.all()
    assert (busy.starts_at, busy.ends_at) == TIMES[0]
    assert {field.name for field in BusyTime._meta.concrete_fields} == {"id", "calendar", "starts_at", "ends_at"}
    [question] = says[1]
    assert (question.url, question.zone, question.email) == (ADDRESS, "UTC", "ben@example.org")
    assert question.end >= NOW + AHEAD


def test_it_is_looked_into_about_once_an_hour(cast, clock, says):
    Calendar.objects.use(cast.ben, read(ADDRESS))

    work()
    clock.shift(timedelta(minutes=59))
    assert work() == ""
    clock.shift(timedelta(minutes=2))
    work()

    assert len(says[1]) == 2


def test_what_has_not_changed_is_asked_for_in_a_word_and_read_anew_once_a_week(cast, clock, says):
    Calendar.objects.use(cast.ben, read(ADDRESS))
    work()

    clock.shift(timedelta(hours=2))
    says[0]["answer"] = Answer(times=None)
    work()
    clock.shift(timedelta(days=7))
    work()

    assert [question.etag for question in says[1]] == ["", '"v1"', ""]
    assert Calendar.objects.get().found_at == timezone.now()
    assert not BusyTime.objects.exists(), "What is over by now goes."


def test_whoever_moves_to_another_clock_is_read_anew(cast, clock, says):
    Calendar.objects.use(cast.ben, read(ADDRESS))
    work()

    cast.ben.time_zone = "Asia/Tokyo"
    cast.ben.save()
    clock.shift(timedelta(hours=2))
    work()

    assert [(question.etag, question.zone) for question in says[1]] == [("", "UTC"), ("", "Asia/Tokyo")]


def test_the_address_stands_nowhere_as_it_is(cast, clock, says):
    Calendar.objects.use(cast.ben, read(ADDRESS))
    work()

    [row] = Calendar.objects.values()
    assert "heron" not in str(row)
    assert row["host"] == "calendar.example.org"
    assert "heron" not in f"{Calendar.objects.get()} {Calendar.objects.get()!r}"


def test_with_another_secret_key_it_is_asked_for_once_more(cast, clock, says, settings):
    Calendar.objects.use(cast.ben, read(ADDRESS))

    settings.SECRET_KEY = "another"
    work()

    found = Calendar.objects.get()
    assert "once more" in str(found.trouble_in_words)
    assert says[1] == []
    Calendar.objects.use(cast.ben, read(ADDRESS))
    assert Calendar.objects.get().trouble == ""


def test_the_same_address_again_keeps_what_is_known_and_looks_again(cast, clock):
    made = calendar_of(cast.ben, *TIMES)
    clock.shift(timedelta(minutes=5))

    again = Calendar.objects.use(cast.ben, read(ADDRESS))

    assert again.pk == made.pk
    assert BusyTime.objects.count() == 1
    assert Calendar.objects.due(timezone.now()).count() == 1


def test_another_address_forgets_all_that_was_known_by_the_one_before(cast, clock):
    calendar_of(cast.ben, *TIMES)

    Calendar.objects.use(cast.ben, read("https://other.example.org/a.ics"))

    assert Calendar.objects.get().host == "other.example.org"
    assert not BusyTime.objects.exists()


def test_pressing_again_and_again_asks_once_a_minute(cast, clock):
    made = calendar_of(cast.ben)

    made.look_soon()
    assert not Calendar.objects.due(timezone.now()).exists()
    clock.shift(timedelta(seconds=61))
    made.look_soon()

    assert Calendar.objects.due(timezone.now()).exists()


def test_one_in_trouble_is_not_asked_more_often_by_pressing(cast, clock, says):
    Calendar.objects.use(cast.ben, read(ADDRESS))
    for trouble in ("slow", "slow"):
        failed = fail(cast.ben, says, trouble)
        failed.look_soon()
        assert not Calendar.objects.due(timezone.now()).exists(), "It has just been asked."
        clock.shift(timedelta(seconds=61))
        failed.look_soon()
        assert Calendar.objects.due(timezone.now()).exists()


def test_a_failure_is_tried_again_later_and_later(cast, clock, says):
    Calendar.objects.use(cast.ben, read(ADDRESS))

    waits = []
    for _each in range(5):
        failed = fail(cast.ben, says)
        waits.append(failed.look_at - timezone.now())
        clock.move_to(failed.look_at)

    assert waits == [timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), *[timedelta(hours=12)] * 2]


def test_what_is_known_outlives_a_failure_of_a_day_and_no_letter_is_written(cast, clock, says):
    Calendar.objects.use(cast.ben, read(ADDRESS))
    work()

    clock.shift(timedelta(hours=2))
    fail(cast.ben, says)
    clock.shift(timedelta(hours=22))
    fail(cast.ben, says)

    assert BusyTime.objects.count() == 1
    assert not Notice.objects.exists()


def test_after_three_days_what_is_known_is_forgotten_and_one_letter_says_why(cast, clock, says):
    Calendar.objects.use(cast.ben, read(ADDRESS))
    work()
    for _each in range(10):
        clock.shift(timedelta(hours=13))
        fail(cast.ben, says)

    assert not BusyTime.objects.exists()
    [letter] = Notice.objects.all()
    assert letter.person == cast.ben
    assert "calendar.example.org" in letter.body and "404" in letter.body
    assert "heron" not in letter.body


def test_when_it_can_be_read_again_the_letter_is_not_sent_and_the_next_trouble_begins_anew(cast, clock, says):
    Calendar.objects.use(cast.ben, read(ADDRESS))
    for _each in range(8):
        fail(cast.ben, says)
        clock.shift(timedelta(hours=13))
    assert Notice.objects.exists()

    says[0]["answer"] = Answer(times=TIMES)
    work()

    found = Calendar.objects.get()
    assert not Notice.objects.exists()
    assert (found.trouble, found.failures, found.failing_since, found.told_at) == ("", 0, None, None)


def test_after_a_month_the_address_is_forgotten_too(cast, clock, says):
    Calendar.objects.use(cast.ben, read(ADDRESS))
    fail(cast.ben, says)
    clock.shift(timedelta(days=31))

    says[0]["answer"] = Answer(trouble="gone")
    work()

    assert not Calendar.objects.exists()
    assert Notice.objects.count() == 1


def test_what_is_turned_off_while_somebody_looks_stays_forgotten(cast, clock, monkeypatch):
    Calendar.objects.use(cast.ben, read(ADDRESS))

    def look(_question):
        return Answer(times=TIMES)

    monkeypatch.setattr(under_way, "look", look)
    claimed = Calendar.objects.claim(Calendar.objects.get().pk, timezone.now())
    Calendar.objects.turn_off(cast.ben)

    assert claimed and not claimed.keep(Answer(times=TIMES), claimed.question(NOW), NOW)
    assert not BusyTime.objects.exists()


def test_of_two_workers_one_looks(cast, clock):
    made = Calendar.objects.use(cast.ben, read(ADDRESS))

    first, second = (Calendar.objects.claim(made.pk, timezone.now()) for _each in range(2))

    assert first and second is None


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_looks():
    made = Calendar.objects.use(Cast().ben, read(ADDRESS))
    now, claimed = timezone.now(), []

    together(*[lambda: claimed.append(Calendar.objects.claim(made.pk, now))] * 4)

    assert len([calendar for calendar in claimed if calendar]) == 1


def test_nobody_looks_for_who_may_not_sign_in_any_more(cast, clock, says):
    Calendar.objects.use(cast.ben, read(ADDRESS))
    cast.ben.is_active = False
    cast.ben.save()

    assert work() == ""


def test_switched_off_by_the_owner_everything_is_forgotten(cast, clock, says, settings):
    calendar_of(cast.ben, *TIMES)

    settings.CALENDARS = False
    said = work()

    assert "Forgot 1" in said
    assert not Calendar.objects.exists() and not BusyTime.objects.exists()


def test_whoever_closes_their_account_takes_it_along(cast):
    calendar_of(cast.dana, *TIMES)

    cast.dana.leave()

    assert not Calendar.objects.exists() and not BusyTime.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_given_in_two_windows_at_once_there_is_one():
    ben = Cast().ben

    together(*[lambda: Calendar.objects.use(ben, read(ADDRESS))] * 3)

    assert Calendar.objects.filter(person=ben).count() == 1


def test_one_that_breaks_takes_no_other_along(cast, clock, elsewhere, settings):
    """The whole way: the worker's command, a process of its own, a real server."""
    settings.CALENDAR_OWN_HOSTS = (elsewhere.own,)
    elsewhere.pages["/mine.ics"] = ics("UID:1\nDTSTART:20261201T100000Z\nDTEND:20261201T110000Z")
    elsewhere.pages["/broken.ics"] = b"BEGIN:VCALENDAR\r\n\x00\xff\r\nEND:VCALENDAR\r\n" * 3
    other = UserFactory()
    for person, path in ((other, "/broken.ics"), (cast.ben, "/mine.ics")):
        Calendar.objects.use(person, read(elsewhere.url(path), settings.CALENDAR_OWN_HOSTS))

    work()

    assert BusyTime.objects.get().starts_at == datetime(2026, 12, 1, 10, tzinfo=UTC)
    assert Calendar.objects.get(person=cast.ben).trouble == ""


def test_every_trouble_has_its_sentence():
    from alongside.web.calendars.words import SENTENCES

    assert set(SENTENCES) == set(looking.Trouble)
