"""Days begin and end on the pair's own clock: their common one, else the site's."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from alongside.web.meetings.models import Contact, Meeting
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User
from alongside.web.readings.models import Reading
from alongside.web.readings.records import records


def live_in(pair: Mentorship, zone: str, other: str = "", began_on: date = date(2026, 1, 5)) -> Mentorship:
    User.objects.filter(pk=pair.mentor_id).update(time_zone=zone)
    User.objects.filter(pk=pair.mentee_id).update(time_zone=other or zone)
    Mentorship.objects.filter(pk=pair.pk).update(began_on=began_on)
    return Mentorship.objects.select_related("programme").get(pk=pair.pk)


def meet(pair: Mentorship, zone: str, *when: int, state: str = "held") -> Meeting:
    start = datetime(2026, *when, tzinfo=ZoneInfo(zone))
    meeting = Meeting.objects.create(
        mentorship=pair, starts_at=start, ends_at=start + timedelta(minutes=45), state=state,
        held_minutes=45 if state == "held" else None,
    )  # fmt: skip
    meeting.changes.create(kind="booked", by=pair.mentee, at=start - timedelta(days=9), starts_at=start)
    return meeting


def rules(pair: Mentorship) -> set[str]:
    newest = pair.readings.for_coordinators().newest().get()
    return {finding["rule"] for finding in newest.findings}


def record_of(pair: Mentorship) -> dict:
    ((_pair, record),) = records([pair])
    return record


@pytest.mark.parametrize(
    ("mentor", "mentee", "zone"),
    [
        ("America/Los_Angeles", "America/Los_Angeles", "America/Los_Angeles"),
        ("America/Los_Angeles", "Asia/Kolkata", None),  # the site's clock, which is UTC
        ("UTC", "UTC", None),
        ("Mars/Base", "Mars/Base", None),
    ],
)
def test_their_clock_is_the_one_they_share_or_the_sites(cast, mentor, mentee, zone):
    assert record_of(live_in(cast.mentorship, mentor, mentee)).get("zone") == zone


def test_the_sites_own_clock_counts_where_they_share_none(cast, settings):
    settings.TIME_ZONE = "Europe/Berlin"

    assert record_of(live_in(cast.mentorship, "America/Los_Angeles", "Asia/Kolkata"))["zone"] == "Europe/Berlin"


def test_evidence_is_dated_as_the_pair_dates_it(cast):
    pair = live_in(cast.mentorship, "America/Los_Angeles")
    meet(pair, "America/Los_Angeles", 2, 6, 17)  # already the seventh in UTC

    with time_machine.travel(datetime(2026, 3, 20, 3, 15, tzinfo=UTC)):
        call_command("read_mentorships")

    reading = pair.readings.for_coordinators().get()
    assert reading.on == date(2026, 3, 19)  # still evening where they are
    (quiet,) = (finding for finding in reading.findings if finding["rule"] == "rhythm.quiet")
    facts = {fact["fact"]: fact["value"] for fact in quiet["evidence"]}
    assert (facts["last_contact_on"], facts["days_since_last_contact"]) == ("2026-02-06", 41)
    assert "2026-02-06" in {source["on"] for source in reading.sources.values()}


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "UTC"])
def test_before_and_on_the_morning_after_a_meeting_nobody_is_told_that_nothing_is_booked(cast, zone):
    pair = live_in(cast.mentorship, zone)
    meet(pair, zone, 1, 8, 10)
    booked = meet(pair, zone, 2, 17, 10, state="booked")

    for hours in (-7, 17, 41):  # three nights, as the worker reads them
        with time_machine.travel(booked.starts_at + timedelta(hours=hours)):
            call_command("read_mentorships")
            assert "rhythm.quiet" not in rules(pair)
    with time_machine.travel(booked.starts_at + timedelta(days=5)):
        call_command("read_mentorships")
        assert "rhythm.quiet" in rules(pair)


def test_what_a_pair_does_in_the_evening_is_read_the_same_evening(cast):
    pair = live_in(cast.mentorship, "America/Los_Angeles")
    meet(pair, "America/Los_Angeles", 1, 8, 10)
    evening = datetime(2026, 2, 20, 17, 35, tzinfo=ZoneInfo("America/Los_Angeles"))

    with time_machine.travel(evening - timedelta(hours=1)):
        call_command("read_mentorships")
        assert "rhythm.quiet" in rules(pair)
    with time_machine.travel(evening):
        start = timezone.now() + timedelta(days=3)
        Meeting.objects.book(pair, by=pair.mentee, starts_at=start, ends_at=start + timedelta(hours=1), channel="phone")
        call_command("read_mentorships", changed=True)
        assert "rhythm.quiet" not in rules(pair)


def test_a_call_counts_from_the_moment_it_was_told_of_wherever_it_was_already_tomorrow(cast):
    pair = live_in(cast.mentorship, "Pacific/Auckland", "Europe/London")
    meet(pair, "UTC", 1, 8, 10)

    with time_machine.travel(datetime(2026, 3, 2, 20, 5, tzinfo=UTC)):
        call_command("read_mentorships")
        assert "rhythm.quiet" in rules(pair)
        with timezone.override("Pacific/Auckland"):
            contact = Contact.objects.log(pair, by=pair.mentor, channel="phone")
        call_command("read_mentorships", changed=True)
        assert contact.happened_on == date(2026, 3, 3)
        assert "rhythm.quiet" not in rules(pair)


def test_the_exported_history_gives_the_reading_of_the_page(cast, tmp_path):
    from click.testing import CliRunner

    from alongside.cli import main

    pair = live_in(cast.mentorship, "Pacific/Auckland")
    meet(pair, "Pacific/Auckland", 1, 8, 8)
    meet(pair, "Pacific/Auckland", 1, 23, 8)
    file = tmp_path / "histories.jsonl"
    Reading.objects.take([pair], on=date(2026, 3, 9))
    call_command("export_history", out=file)

    told = CliRunner().invoke(main, ["assess", str(file), "--on", "2026-03-09"])

    kept = pair.readings.for_coordinators().get()
    assert f'"level":"{kept.level}"' in told.stdout.replace(" ", "")
    assert f'"risk":{kept.risk}' in told.stdout.replace(" ", "")
    assert '"2026-01-23"' in told.stdout
