"""What a calendar elsewhere reads at the address of one's meetings, read as a calendar reads it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.web.meetings.calendar import entry
from alongside.web.meetings.models import CalendarAddress, Meeting
from tests.factories.lives import live_once_of_everything
from tests.factories.meetings import HeldMeetingFactory, MeetingFactory
from tests.factories.mentorships import MentorshipFactory, NewMentorshipFactory
from tests.factories.private import ACTS, make_private_acts_possible


def path_of(made: CalendarAddress) -> str:
    return "/" + made.address.split("/", 3)[3]


@pytest.fixture
def path(cast) -> str:
    return path_of(CalendarAddress.objects.turn_on(cast.ben))


def read(path: str, **headers: str) -> icalendar.Calendar:
    answer = Client().get(path, headers=headers)
    assert answer.status_code == 200
    return icalendar.Calendar.from_ical(answer.content)


def names(path: str) -> list[str]:
    return [str(event["SUMMARY"]) for event in read(path).walk("VEVENT")]


def test_it_is_a_calendar_with_a_name_that_says_when_to_look_again(cast, path):
    MeetingFactory(mentorship=cast.mentorship)

    answer = Client().get(path)

    calendar = icalendar.Calendar.from_ical(answer.content)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "Alongside meetings"
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in answer.content.decode().splitlines()
    assert "X-PUBLISHED-TTL:PT1H" in answer.content.decode().splitlines()


def test_a_meeting_reads_as_in_its_letter_and_a_calendar_can_know_it_again(cast, path):
    meeting = MeetingFactory(mentorship=cast.mentorship, place="Room 4; left, up\nthen ask")
    [in_letter] = icalendar.Calendar.from_ical(entry(meeting, to=cast.ben)).walk("VEVENT")

    [event] = read(path).walk("VEVENT")

    same = ("UID", "SEQUENCE", "SUMMARY", "LOCATION", "URL", "STATUS", "ORGANIZER")
    assert {name: event[name] for name in same} == {name: in_letter[name] for name in same}
    assert [event.decoded(name) for name in ("DTSTART", "DTEND")] == [
        in_letter.decoded(name) for name in ("DTSTART", "DTEND")
    ]
    assert set(event) - set(in_letter) == {"LAST-MODIFIED"}


def test_nobodys_address_stands_in_it(cast, path):
    MeetingFactory(mentorship=cast.mentorship)

    text = Client().get(path).content.decode()

    assert "ben@example.org" not in text
    assert "amara@example.org" not in text
    assert "Okafor" not in text


def test_it_holds_the_meetings_of_all_partners_and_nobody_elses(cast, path):
    MeetingFactory(mentorship=cast.mentorship)
    other = MentorshipFactory(mentor=cast.ben, mentee__name="Lena Ruiz")
    MeetingFactory(mentorship=other, starts_at=timezone.now() + timedelta(days=3))
    MeetingFactory(mentorship=MentorshipFactory(programme=cast.programme))

    assert names(path) == ["Session with Amara", "Session with Lena"]


def test_who_coordinates_has_their_own_meetings_only(cast):
    MeetingFactory(mentorship=cast.mentorship)

    assert names(path_of(CalendarAddress.objects.turn_on(cast.chidi))) == []


@pytest.mark.parametrize(
    ("state", "stands"),
    [("booked", True), ("held", True), ("not_held", False), ("missed", False), ("cancelled", False)],
)
def test_what_is_booked_or_was_held_stands_in_it(cast, path, state, stands):
    MeetingFactory(mentorship=cast.mentorship, state=state)

    assert bool(names(path)) is stands


def test_an_introduction_comes_once_its_time_is_agreed(cast):
    pair = NewMentorshipFactory(mentor=cast.amara, mentee=cast.ben)
    path, later = path_of(CalendarAddress.objects.turn_on(cast.ben)), timezone.now() + timedelta(days=2)
    meeting = Meeting.objects.propose_introduction(pair, by=cast.amara, slots=[later])
    before = names(path)

    meeting.pick(meeting.slots.get(), by=cast.ben)

    assert before == []
    assert names(path) == ["Introduction with Amara"]


def test_it_reaches_a_year_back_and_as_far_ahead_as_anything_is_booked(cast, path):
    for days in (-366, -364, 900):
        MeetingFactory(mentorship=cast.mentorship, starts_at=timezone.now() + timedelta(days=days))

    assert [event.decoded("DTSTART").date() for event in read(path).walk("VEVENT")] == [
        timezone.localdate() + timedelta(days=days) for days in (-364, 900)
    ]


def test_a_meeting_that_moves_is_the_same_one_at_its_new_time(cast, path, soon):
    meeting = MeetingFactory(mentorship=cast.mentorship)
    [before] = read(path).walk("VEVENT")

    meeting.move(by=cast.amara, starts_at=soon, ends_at=soon + timedelta(hours=1))

    [after] = read(path).walk("VEVENT")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTAMP") > before.decoded("DTSTAMP")
    assert (after.decoded("DTSTART"), after.decoded("DTEND")) == (soon, soon + timedelta(hours=1))


def test_a_cancelled_meeting_goes(cast, path):
    meeting = MeetingFactory(mentorship=cast.mentorship)

    meeting.cancel(by=cast.amara, reason="illness")

    assert names(path) == []


def test_when_a_mentorship_ends_what_was_to_come_goes_and_what_was_stays(cast, path):
    HeldMeetingFactory(mentorship=cast.mentorship)
    MeetingFactory(mentorship=cast.mentorship)
    assert len(names(path)) == 2

    cast.mentorship.end(by=cast.amara, reason="completed")

    assert [event.decoded("DTSTART") < timezone.now() for event in read(path).walk("VEVENT")] == [True]


def test_times_are_on_ones_own_clock_and_the_file_says_which(cast, path):
    cast.ben.time_zone = "Australia/Lord_Howe"  # whose clocks change by half an hour
    cast.ben.save()
    when = [datetime(2027, 1, 20, 22, tzinfo=UTC), datetime(2027, 6, 20, 22, tzinfo=UTC)]
    for start in when:
        MeetingFactory(mentorship=cast.mentorship, starts_at=start)

    calendar = read(path)

    events = calendar.walk("VEVENT")
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Australia/Lord_Howe"]
    assert [str(event.decoded("DTSTART")) for event in events] == [
        "2027-01-21 09:00:00+11:00",
        "2027-06-21 08:30:00+10:30",
    ]
    assert [event.decoded("DTSTART") for event in events] == when


def test_the_hour_that_comes_twice_is_in_utc(cast, path):
    cast.ben.time_zone = "America/New_York"
    cast.ben.save()
    MeetingFactory(mentorship=cast.mentorship, starts_at=datetime(2027, 11, 7, 6, 30, tzinfo=UTC))

    assert "DTSTART:20271107T063000Z" in Client().get(path).content.decode().splitlines()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "UTC", "Nowhere/At_all"])
def test_without_meetings_it_is_a_calendar_all_the_same(cast, path, zone):
    type(cast.ben).objects.filter(pk=cast.ben.pk).update(time_zone=zone)

    calendar = read(path)

    assert calendar.walk("VEVENT") == []
    assert calendar.subcomponents, "An empty calendar is none to some programs."


def test_signs_in_a_place_or_a_name_stay_inside_it(cast, path):
    cast.amara.name = "Zoë,\\n;: Okafor"
    cast.amara.save()
    place = "https://meet.example.org/a?b=c,d;e\r\nEND:VEVENT\nBEGIN:VEVENT é😀" + "x" * 200
    MeetingFactory(mentorship=cast.mentorship, place=place)

    answer = Client().get(path)

    [event] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == "Session with Zoë,\\n;:"
    assert event["LOCATION"] == place.replace("\r\n", "\n")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))


# ── Who may look, and how often ───────────────────────────────────────────────
def test_a_wrong_key_is_found_out_without_asking_the_database(db, path, django_assert_num_queries):
    key = path.rpartition("/")[2].removesuffix(".ics")
    turned = "A" if key[-1] != "A" else "B"
    wrong = ["x", "-", "_" * 65, "a" * 5000, key[:-1], key + "A", key[:22], key[:30] + turned + key[31:], key[::-1]]

    for one in wrong:
        with django_assert_num_queries(0):
            assert Client().get(reverse("meetings:for_calendars", args=[one])).status_code == 404
    assert Client().get(path).status_code == 200


def test_two_addresses_have_nothing_in_common(cast, path):
    other = path_of(CalendarAddress.objects.turn_on(cast.amara))

    mine, theirs = (one.rpartition("/")[2].removesuffix(".ics") for one in (path, other))

    assert len(mine) == len(theirs) == 65  # 128 bits of chance, 256 that only this site can add to them
    assert mine[:22] != theirs[:22]
    assert mine[22:] != theirs[22:]


def test_it_is_only_read(path):
    assert Client().post(path).status_code == 405
    assert Client().head(path).status_code == 200


def test_what_is_kept_of_it_is_asked_about_each_time_and_found_by_no_search(path):
    answer = Client().get(path)

    assert answer["Cache-Control"] == "private, no-cache"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_nothing_new_is_said_in_one_line(cast, path, time_machine):
    time_machine.move_to("2026-03-09T14:00:00Z", tick=False)
    meeting = MeetingFactory(mentorship=cast.mentorship)
    first = Client().get(path)
    time_machine.shift(timedelta(hours=3))

    for has in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        same = Client().get(path, headers=has)
        assert (same.status_code, same.content) == (304, b"")
        assert same["ETag"] == first["ETag"]

    meeting.cancel(by=cast.amara, reason="time")

    for has in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        assert Client().get(path, headers=has).status_code == 200


def test_another_name_of_a_partner_is_news_though_no_meeting_changed(cast, path, time_machine):
    time_machine.move_to("2026-03-09T14:00:00Z", tick=False)
    MeetingFactory(mentorship=cast.mentorship)
    first = Client().get(path)
    time_machine.shift(timedelta(hours=3))

    cast.amara.name = "Ama Okafor"
    cast.amara.save()

    for has in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        assert b"Session with Ama\r\n" in Client().get(path, headers=has).content


@pytest.mark.parametrize("act", ACTS)
def test_what_the_partner_does_in_private_changes_no_byte_of_it(cast, path, act):
    make_private_acts_possible(cast.mentorship, cast.amara)
    before = Client().get(path)

    ACTS[act](cast.mentorship, cast.amara)

    after = Client().get(path)
    assert after.content == before.content
    assert after["Last-Modified"] == before["Last-Modified"]


def test_no_words_of_the_two_stand_in_it(cast, path):
    live_once_of_everything(cast.mentorship)

    text = Client().get(path).content.decode()

    words: list[str] = []
    for found in cast.mentorship.meetings.all():
        words += [one.body for one in found.notes.all()] + [one.questions for one in found.preparations.all()]
    assert len([one for one in words if one]) >= 1
    assert not [one for one in words if one and one in text]
    assert "DESCRIPTION" not in text


def asked(path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert Client().get(path).status_code == 200
    return len(caught)


def test_it_asks_the_database_as_often_for_many_meetings_as_for_few(cast, path):
    def more(number: int) -> Any:
        pair = MentorshipFactory(programme=cast.programme, mentee=cast.ben)
        return [MeetingFactory(mentorship=pair, starts_at=timezone.now() + timedelta(days=d)) for d in range(number)]

    more(1)
    asked(path)
    few = asked(path)
    for _each in range(4):
        more(5)
    asked(path)

    assert asked(path) == few == 3
