from datetime import datetime, timedelta

import icalendar
import pytest
from django.urls import reverse

from alongside.web.meetings.calendar import entry
from alongside.web.meetings.models import Meeting
from tests.factories.meetings import MeetingFactory


def event_of(text: str) -> icalendar.Event:
    return icalendar.Calendar.from_ical(text).walk("VEVENT")[0]


def test_the_same_meeting_keeps_its_name_and_counts_up(cast, soon):
    meeting = MeetingFactory(mentorship=cast.mentorship)
    first = event_of(entry(meeting, to=cast.ben))

    meeting.move(by=cast.ben, starts_at=soon, ends_at=meeting.ends_at)
    second = event_of(entry(meeting, to=cast.ben))

    assert first["UID"] == second["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]


def test_each_side_reads_it_on_their_own_clock(cast):
    cast.amara.time_zone = "Africa/Lagos"
    cast.ben.time_zone = "Europe/Berlin"
    meeting = MeetingFactory(mentorship=cast.mentorship)
    for person in (cast.amara, cast.ben):
        calendar = icalendar.Calendar.from_ical(entry(meeting, to=person))
        assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == [person.time_zone]
        event = calendar.walk("VEVENT")[0]
        assert event["DTSTART"].params["TZID"] == person.time_zone
        assert event.decoded("DTSTART") == meeting.starts_at.replace(microsecond=0)


def test_only_the_readers_own_address_is_in_it(cast):
    meeting = MeetingFactory(mentorship=cast.mentorship)

    text = entry(meeting, to=cast.ben)

    assert "ben@example.org" in text
    assert "amara@example.org" not in text


def test_it_can_be_downloaded(client, cast):
    meeting = MeetingFactory(mentorship=cast.mentorship, place="Room 4; left, up\nthen ask")
    client.force_login(cast.ben)

    answer = client.get(reverse("meetings:calendar", args=[meeting.pk]))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="meeting-{meeting.pk}.ics"'
    assert event_of(answer.content.decode())["LOCATION"] == meeting.place


def test_the_file_of_a_cancelled_meeting_takes_it_out(client, cast):
    meeting: Meeting = MeetingFactory(mentorship=cast.mentorship)
    meeting.cancel(by=cast.amara, reason="time")
    client.force_login(cast.ben)

    answer = client.get(reverse("meetings:calendar", args=[meeting.pk]))

    assert icalendar.Calendar.from_ical(answer.content.decode())["METHOD"] == "CANCEL"


@pytest.mark.parametrize(
    ("start", "minutes", "says"),
    [
        ("2026-11-01T04:30+00:00", 20, "DTSTART;TZID=America/New_York:20261101T003000"),
        ("2026-11-01T05:30+00:00", 15, "DTSTART:20261101T053000Z"),  # 01:30 for the first time
        ("2026-11-01T06:30+00:00", 15, "DTSTART:20261101T063000Z"),  # and for the second
        ("2026-11-01T04:30+00:00", 45, "DTSTART:20261101T043000Z"),  # ends in the hour that comes twice
        ("2026-11-01T07:30+00:00", 30, "DTSTART;TZID=America/New_York:20261101T023000"),
    ],
)
def test_the_hour_that_comes_twice_is_given_so_that_no_calendar_takes_the_other(cast, start, minutes, says):
    cast.ben.time_zone = "America/New_York"
    starts_at = datetime.fromisoformat(start)
    ends_at = starts_at + timedelta(minutes=minutes)
    meeting = MeetingFactory(mentorship=cast.mentorship, starts_at=starts_at, ends_at=ends_at)

    text = entry(meeting, to=cast.ben)

    assert says in text.splitlines()
    event = event_of(text)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (starts_at, ends_at)
