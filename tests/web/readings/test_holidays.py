"""A holiday is taken out of every pair's clock: the same for all who read, on the page as in the export."""

import json
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from click.testing import CliRunner
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.cli import main
from alongside.health import Relationship
from alongside.health.diary import Diary
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.models import Holiday
from alongside.web.readings.models import PAIR_LETTER, Reading
from alongside.web.readings.noticed import noticed
from alongside.web.readings.records import records
from alongside.web.readings.telling import tell
from tests.factories.lives import hold, set_goal
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import rest

WEEKS = 20
TODAY = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_wednesday():
    with time_machine.travel(TODAY):
        yield


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def steady(cast) -> Mentorship:
    """Fortnightly for twenty weeks, a measurable goal, and the last session six weeks ago with nothing booked."""
    pair = cast.mentorship
    Mentorship.objects.filter(pk=pair.pk).update(began_on=day(-7 * WEEKS))
    pair.refresh_from_db()
    set_goal(pair, 2)
    for last in range(7 * WEEKS - 42, 0, -14):
        hold(pair, last)
    return pair


def record_of(pair: Mentorship) -> dict[str, Any]:
    ((_same, record),) = records(Mentorship.objects.filter(pk=pair.pk).select_related("programme"))
    return record


def rests_of(pair: Mentorship) -> list[tuple[str, str, str]]:
    """What the record says of pauses and holidays: day, kind, last day."""
    found = [event for event in record_of(pair)["events"] if event["kind"] in ("paused", "resumed")]
    return [(event["at"][:10], event["kind"], event.get("until", "")) for event in found]


def own_days(pair: Mentorship, since: int) -> float:
    """Days on the pair's own clock from that many days ago to the end of today, as the engine counts them."""
    diary = Diary(Relationship.from_record(record_of(pair))).read_until(timezone.localdate())
    return round(diary.own_days(diary.now - 1 - since), 3)


def read() -> dict[str, str]:
    call_command("read_mentorships", stdout=StringIO())
    return dict(Reading.objects.filter(on=timezone.localdate()).values_list("audience", "level"))


def pause(pair: Mentorship, first: int, until: int, resumed: int | None = None) -> None:
    """A pause written straight into its row, at noon."""
    noon = datetime.combine(day(0), time(12), UTC)
    pair.pauses.create(
        by=pair.mentee,
        starts_at=noon + timedelta(days=first),
        until=day(until),
        resumed_at=None if resumed is None else noon + timedelta(days=resumed),
        resumed_by=None if resumed is None else pair.mentee,
    )


# What it is for ------------------------------------------------------------------------------------------------------


def test_a_steady_pair_stays_steady_over_a_holiday_of_three_weeks_and_without_them_does_not(cast, steady):
    assert read() == {"mentor": "attend", "mentee": "attend", "coordinator": "attend"}

    rest(cast.programme, -33, -13)

    assert read() == {"mentor": "steady", "mentee": "steady", "coordinator": "steady"}


def test_it_is_in_the_clock_while_it_goes_on(cast, steady):
    rest(cast.programme, -22, 5)

    assert set(read().values()) == {"steady"}
    assert own_days(steady, since=30) == 8


def test_the_export_read_by_alongside_assess_says_the_same_as_the_page(cast, steady, tmp_path):
    rest(cast.programme, -22, -14)
    pause(steady, -18, 10, resumed=-16)
    pause(steady, -6, 20, resumed=-5)
    read()
    history = tmp_path / "history.jsonl"
    call_command("export_history", "--programme", str(cast.programme.pk), "--out", str(history))

    result = CliRunner().invoke(main, ["assess", str(history), "--on", timezone.localdate().isoformat()])

    assert result.exit_code == 0, result.output
    (said,) = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    kept = Reading.objects.get(audience="coordinator")
    assert (said["level"], said["causes"]) == (kept.level, kept.causes)
    assert [finding["rule"] for finding in said["findings"]] == [finding["rule"] for finding in kept.findings]


def test_evidence_names_the_holiday_as_one_and_leads_to_the_calendar(cast, steady):
    rest(cast.programme, -22, -18)
    read()

    found = noticed(Reading.objects.get(audience="mentee"))
    told = [source for one in found for source in one.sources if source.what == "Holiday"]

    assert told
    assert told[0].url == f"/programmes/{cast.programme.pk}/holidays/"


def test_not_found_again_after_a_holiday_is_noticed(cast, steady):
    rest(cast.programme, -29, -23)
    read()

    rules = {finding["rule"] for finding in Reading.objects.get(audience="mentor").findings}

    assert "rhythm.not_restarted" in rules


# Which days, beside the pair's own pauses ----------------------------------------------------------------------------


def test_a_holiday_is_nobodys_act(cast, steady):
    rest(cast.programme, -10, -5)

    (event,) = [event for event in record_of(steady)["events"] if event["kind"] == "paused"]

    assert "by" not in event
    assert event["row"] == f"holidays:{cast.programme.pk}"


def test_one_that_is_to_come_is_not_in_the_record_yet(cast, steady):
    rest(cast.programme, 1, 5)
    assert rests_of(steady) == []

    with time_machine.travel(TODAY + timedelta(days=1)):
        assert [kind for _on, kind, _until in rests_of(steady)] == ["paused"]


def test_one_that_began_before_the_pair_counts_from_their_first_day(cast, steady):
    Mentorship.objects.filter(pk=steady.pk).update(began_on=day(-8))
    rest(cast.programme, -30, -20, name="Before them")
    rest(cast.programme, -15, -4)

    steady.refresh_from_db()
    assert rests_of(steady) == [(day(-8).isoformat(), "paused", day(-4).isoformat())]
    assert own_days(steady, since=8) == 4


def test_one_that_began_after_the_ending_is_not_theirs(cast, steady):
    Mentorship.objects.filter(pk=steady.pk).update(ended_at=TODAY - timedelta(days=10))
    rest(cast.programme, -9, -4)

    assert rests_of(Mentorship.objects.get(pk=steady.pk)) == []


@pytest.mark.parametrize(
    ("pauses", "own"),
    [
        ([], 20),
        ([(-25, 0, -15)], 15.5),  # begins before, goes on within: until the holiday is over
        ([(-15, 0, -12)], 20),  # within
        ([(-15, 10, -5)], 14.5),  # begins within, goes on after
        ([(-25, 10, -5)], 10),  # around it
        ([(-25, -22, -22)], 17.5),  # before it, apart; the day on which they go on is their own
        ([(-18, 30, -16), (-14, 30, -5)], 14.5),  # two, the first over within, the second later
        ([(-15, 10, None)], 9),  # runs still
    ],
)
def test_days_of_a_holiday_and_of_a_pause_are_taken_out_once(cast, steady, pauses, own):
    """The holiday has ten days, of the thirty since the last session; pauses begin and end at noon."""
    rest(cast.programme, -20, -11)
    for first, until, resumed in pauses:
        pause(steady, first, until, resumed)

    assert own_days(steady, since=29) == own


def test_whoever_goes_on_in_a_holiday_goes_on_when_it_is_over(cast, steady):
    """Else the pause would run on to the day it was meant to last, or the holiday would be cut short."""
    pause(steady, -25, 30, resumed=-15)
    rest(cast.programme, -20, -11)

    assert rests_of(steady) == [
        (day(-25).isoformat(), "paused", day(29).isoformat()),
        (day(-20).isoformat(), "paused", day(-11).isoformat()),
        (day(-10).isoformat(), "resumed", ""),
    ]


def test_going_on_within_a_holiday_is_told_when_it_is_over_and_not_before(cast, steady):
    pause(steady, -5, 30, resumed=-2)
    rest(cast.programme, -4, 3)

    assert [kind for _on, kind, _until in rests_of(steady)] == ["paused", "paused"]


def test_holidays_side_by_side_are_one_rest(cast, steady):
    rest(cast.programme, -20, -16)
    rest(cast.programme, -15, -11, name="And some days more")

    assert own_days(steady, since=29) == 20


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Europe/Berlin"])
def test_its_days_are_days_on_the_pairs_own_clock(cast, steady, zone):
    """Also over a night in which the clocks change."""
    User.objects.filter(pk__in=[steady.mentor_id, steady.mentee_id]).update(time_zone=zone)
    rest(cast.programme, -40, -20)
    record = record_of(Mentorship.objects.get(pk=steady.pk))

    diary = Diary(Relationship.from_record(record)).read_until(timezone.localdate(timezone=ZoneInfo(zone)))

    (pause_,) = diary.pauses_known()
    first = day(-40).toordinal() - date(1970, 1, 1).toordinal()
    assert (pause_.start, pause_.until) == pytest.approx((first, first + 21))


# When it is read -----------------------------------------------------------------------------------------------------


def waiting() -> list[int]:
    return [Reading.objects.waiting(audience).count() for audience in Reading.Audience]


def changes(cast) -> dict[str, Any]:
    def written() -> Holiday:
        return Holiday.objects.write(cast.programme, by=cast.chidi, name="Break", starts_on=day(2), ends_on=day(9))

    return {
        "written": written,
        "changed": lambda: Holiday.objects.get().change(by=cast.chidi, name="Break", starts_on=day(2), ends_on=day(12)),
        "taken out": lambda: Holiday.objects.get().remove(by=cast.chidi),
    }


@pytest.mark.parametrize("what", ["written", "changed", "taken out"])
def test_every_mentorship_of_the_programme_is_read_anew_and_no_other(cast, steady, what):
    MentorshipFactory(programme=cast.programme)
    MentorshipFactory()
    if what != "written":
        rest(cast.programme, 2, 9)
    read()
    assert waiting() == [0, 0, 0]

    changes(cast)[what]()
    assert waiting() == [2, 2, 2]

    call_command("read_mentorships", "--changed", stdout=StringIO())
    assert waiting() == [0, 0, 0]


def test_writing_one_takes_as_few_queries_for_many_mentorships_as_for_one(cast, steady):
    def queries(first: int) -> int:
        with CaptureQueriesContext(connection) as caught:
            Holiday.objects.write(
                cast.programme, by=cast.chidi, name=f"Break {first}", starts_on=day(first), ends_on=day(first)
            )
        return len(caught)

    one = queries(1)
    for _ in range(3):
        MentorshipFactory(programme=cast.programme)

    assert queries(2) == one


# Letters about what was noticed --------------------------------------------------------------------------------------


def test_what_comes_up_in_a_holiday_is_written_about_on_the_first_day_after_it(cast, steady):
    rest(cast.programme, 1, 3)
    letters = []

    for days, level in enumerate(["steady", "watch", "watch", "watch", "watch", "watch"]):
        with time_machine.travel(TODAY + timedelta(days=days)):
            Reading.objects.take([steady], on=day(0))
            Reading.objects.filter(on=day(0)).update(level=level)
            tell(day(0))
            letters.append(Notice.objects.filter(kind=PAIR_LETTER).count())

    assert letters == [0, 0, 0, 0, 2, 2]
