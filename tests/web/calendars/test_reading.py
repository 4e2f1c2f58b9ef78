"""What a calendar says of busy times, in the words of those that people use."""

from datetime import UTC, datetime

import pytest

from alongside.web.calendars.reading import Reader
from alongside.web.calendars.trouble import CannotRead, Trouble
from tests.calendar_elsewhere import ics

START, END = datetime(2026, 11, 30, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
BEN = Reader(START, END, "Europe/Berlin", "ben@example.org", "mentors.example.org")
HOUR = "DTSTART:20261201T100000Z\nDTEND:20261201T110000Z"
DAY = "DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227"


def read(*events: str, reader: Reader = BEN) -> list[str]:
    """In UTC, as "1 Dec 10:00–11:00"."""
    return [said(*span) for span in reader.busy_times(ics(*events))]


def said(start: datetime, end: datetime) -> str:
    until = f"{end:%H:%M}" if start.date() == end.date() else f"{end.day} {end:%b %H:%M}"
    return f"{start.day} {start:%b %H:%M}–{until}"


def test_an_event_is_a_busy_time():
    assert read(f"UID:1\n{HOUR}") == ["1 Dec 10:00–11:00"]


@pytest.mark.parametrize(
    "also",
    ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
     "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", "ATTENDEE;PARTSTAT=DECLINED:mailto:Ben@example.org"],
)  # fmt: skip
def test_what_its_person_marked_as_free_is_free(also):
    assert read(f"UID:1\n{HOUR}\n{also}") == []


@pytest.mark.parametrize(
    "also",
    ["TRANSP:OPAQUE", "STATUS:TENTATIVE", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
     "ATTENDEE;PARTSTAT=DECLINED:mailto:amara@example.org", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@example.org",
     "BEGIN:VALARM\nTRIGGER:-PT15M\nTRANSP:TRANSPARENT\nSTATUS:CANCELLED\nEND:VALARM"],
)  # fmt: skip
def test_what_somebody_else_declined_or_is_only_likely_is_busy(also):
    assert read(f"UID:1\n{HOUR}\n{also}") == ["1 Dec 10:00–11:00"]


def test_a_whole_day_is_busy_only_where_its_person_said_so():
    assert read(f"UID:1\n{DAY}") == [], "Mostly a birthday."
    assert read(f"UID:1\n{DAY}\nTRANSP:TRANSPARENT") == []
    assert read(f"UID:1\n{DAY}\nTRANSP:OPAQUE") == ["23 Dec 23:00–26 Dec 23:00"]
    assert read(f"UID:1\n{DAY}\nX-MICROSOFT-CDO-BUSYSTATUS:OOF") == ["23 Dec 23:00–26 Dec 23:00"]


def test_a_whole_day_without_an_end_is_one_day_on_its_persons_clock():
    day = "UID:1\nDTSTART;VALUE=DATE:20261224\nTRANSP:OPAQUE"
    in_tokyo = Reader(START, END, "Asia/Tokyo")

    assert read(day) == ["23 Dec 23:00–24 Dec 23:00"]
    assert read(day, reader=in_tokyo) == ["23 Dec 15:00–24 Dec 15:00"]


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("Europe/Berlin", 9), ("W. Europe Standard Time", 9), ("Eastern Standard Time", 15), ("America/New_York", 15),
     ("/freeassociation.sourceforge.net/Europe/Berlin", 9)],
)  # fmt: skip
def test_a_time_zone_may_be_outlooks_or_anybodys(zone, hour):
    event = f'UID:1\nDTSTART;TZID="{zone}":20261201T100000\nDTEND;TZID="{zone}":20261201T103000'

    assert read(event) == [f"1 Dec {hour:02}:00–{hour:02}:30"]


def test_a_zone_that_the_file_describes_itself_is_taken_from_there():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
        "TZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    event = ics(
        "UID:1\nDTSTART;TZID=Customized Time Zone:20261201T100000\nDTEND;TZID=Customized Time Zone:20261201T110000"
    )
    content = event.replace(b"BEGIN:VEVENT", zone.encode() + b"BEGIN:VEVENT", 1)

    assert [said(*span) for span in BEN.busy_times(content)] == ["1 Dec 04:30–05:30"]


def test_what_names_no_zone_is_on_the_calendars_clock_or_else_its_persons():
    event = "UID:1\nDTSTART:20261201T100000\nDTEND:20261201T110000"
    in_new_york = ics(event).replace(b"VERSION:2.0", b"VERSION:2.0\r\nX-WR-TIMEZONE:America/New_York")
    nowhere = ics(event).replace(b"VERSION:2.0", b"VERSION:2.0\r\nX-WR-TIMEZONE:Moon/Base")

    assert read(event) == ["1 Dec 09:00–10:00"]
    assert [said(*span) for span in BEN.busy_times(in_new_york)] == ["1 Dec 15:00–16:00"]
    assert [said(*span) for span in BEN.busy_times(nowhere)] == ["1 Dec 09:00–10:00"]


STANDING = (
    "UID:1\nDTSTART;TZID=Europe/Berlin:20261006T090000\nDTEND;TZID=Europe/Berlin:20261006T093000\n"
    "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222T080000Z"
)


def test_a_rule_goes_on_at_the_same_hour_until_its_end():
    assert read(STANDING) == [f"{day} Dec 08:00–08:30" for day in (1, 8, 15, 22)], "In October it was 07:00 in UTC."


def test_what_is_left_out_moved_or_cancelled_of_a_series_is_so_here():
    left_out = "EXDATE;TZID=W. Europe Standard Time:20261201T090000,20261208T090000"
    moved = (
        "UID:1\nRECURRENCE-ID;TZID=Europe/Berlin:20261215T090000\n"
        "DTSTART;TZID=Europe/Berlin:20261216T140000\nDTEND;TZID=Europe/Berlin:20261216T150000"
    )
    cancelled = (
        "UID:1\nRECURRENCE-ID:20261222T080000Z\nSTATUS:CANCELLED\n"
        "DTSTART;TZID=Europe/Berlin:20261222T090000\nDTEND;TZID=Europe/Berlin:20261222T093000"
    )

    assert read(f"{STANDING}\n{left_out}", moved, cancelled) == ["16 Dec 13:00–14:00"]


def test_one_of_a_series_that_was_declined_leaves_its_place_free():
    declined = (
        "UID:1\nRECURRENCE-ID;TZID=Europe/Berlin:20261215T090000\n"
        "DTSTART;TZID=Europe/Berlin:20261215T090000\nDTEND;TZID=Europe/Berlin:20261215T093000\n"
        "ATTENDEE;CN=Ben;PARTSTAT=DECLINED;ROLE=REQ-PARTICIPANT:mailto:ben@example.org"
    )

    assert read(STANDING, declined) == [f"{day} Dec 08:00–08:30" for day in (1, 8, 22)]


def test_the_days_of_a_series_of_whole_days_are_left_out_and_moved_as_days():
    series = "UID:1\nDTSTART;VALUE=DATE:20261207\nRRULE:FREQ=DAILY;COUNT=4\nTRANSP:OPAQUE\nEXDATE;VALUE=DATE:20261208"
    moved = "UID:1\nRECURRENCE-ID;VALUE=DATE:20261210\nDTSTART;VALUE=DATE:20261220\nTRANSP:OPAQUE"

    assert read(series, moved) == ["6 Dec 23:00–7 Dec 23:00", "8 Dec 23:00–9 Dec 23:00", "19 Dec 23:00–20 Dec 23:00"]


def test_more_times_than_the_rule_says_count_too():
    event = f"UID:1\n{HOUR}\nRDATE:20261203T100000Z\nRDATE;VALUE=PERIOD:20261204T100000Z/PT3H"

    assert read(event) == ["1 Dec 10:00–11:00", "3 Dec 10:00–11:00", "4 Dec 10:00–13:00"]


@pytest.mark.parametrize(
    ("rule", "times"),
    [
        ("FREQ=WEEKLY;COUNT=3", 3),
        ("FREQ=MONTHLY;BYDAY=1TU", 2),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", 2),
        ("FREQ=YEARLY", 1),
        ("FREQ=DAILY;UNTIL=20261203", 3),
        ("FREQ=HOURLY;INTERVAL=6;COUNT=4", 4),
    ],
)
def test_rules_of_every_kind(rule, times):
    assert len(read(f"UID:1\n{HOUR}\nRRULE:{rule}")) == times


def test_times_that_touch_or_overlap_become_one_and_end_with_what_matters():
    overlapping = read(
        f"UID:1\n{HOUR}",
        "UID:2\nDTSTART:20261201T104500Z\nDTEND:20261201T120000Z",
        "UID:3\nDTSTART:20261201T120000Z\nDURATION:PT30M",
        "UID:4\nDTSTART:20261120T120000Z\nDTEND:20261130T080000Z",
        "UID:5\nDTSTART:20260101T120000Z\nDTEND:20260101T130000Z",
        "UID:6\nDTSTART:20270301T120000Z\nDTEND:20270301T130000Z",
    )

    assert overlapping == ["30 Nov 00:00–08:00", "1 Dec 10:00–12:30"]


def test_an_event_without_a_length_takes_no_time():
    assert read("UID:1\nDTSTART:20261201T100000Z", "UID:2\nDTSTART:20261201T100000Z\nDTEND:20261201T090000Z") == []


def test_a_length_is_counted_in_hours_in_the_night_in_which_the_clocks_change():
    reader = Reader(datetime(2026, 10, 24, tzinfo=UTC), END)
    night = "UID:1\nDTSTART;TZID=Europe/Berlin:20261025T010000\nDTEND;TZID=Europe/Berlin:20261025T040000"

    assert read(night, reader=reader) == ["24 Oct 23:00–25 Oct 03:00"]


def test_a_calendar_of_nothing_but_busy_times_is_read_too():
    free_busy = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VFREEBUSY\r\n"
        b"FREEBUSY:20261203T100000Z/PT1H,20261204T100000Z/20261204T120000Z\r\n"
        b"FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261205T100000Z/PT1H\r\n"
        b"FREEBUSY;FBTYPE=FREE:20261206T100000Z/PT1H\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
    )

    found = [said(*span) for span in BEN.busy_times(free_busy)]

    assert found == ["3 Dec 10:00–11:00", "4 Dec 10:00–12:00", "5 Dec 10:00–11:00"]


def test_tasks_and_journals_are_no_busy_times():
    todo = ics(f"UID:1\n{HOUR}").replace(b"VEVENT", b"VTODO")

    assert BEN.busy_times(todo) == []


def test_meetings_of_this_site_are_left_out_because_they_are_known_here():
    assert read(f"UID:meeting-12@mentors.example.org\n{HOUR}") == []
    assert read(f"UID:meeting-12@other.example.org\n{HOUR}") == ["1 Dec 10:00–11:00"]


def test_no_word_of_an_event_is_even_parsed():
    event = (
        f"UID:1\n{HOUR}\nSUMMARY:Doctor\nDESCRIPTION:About the\n  heron\nLOCATION:Clinic\n"
        "ATTENDEE;CN=Eve;PARTSTAT=ACCEPTED:mailto:eve@example.org\nORGANIZER:mailto:eve@example.org\nX-NOTE:heron"
    )

    left = "\n".join(BEN.bare(ics(event).decode().replace("\r\n ", "").splitlines()))

    for word in ("Doctor", "heron", "Clinic", "eve", "Eve"):
        assert word not in left
    assert read(event) == ["1 Dec 10:00–11:00"]


def test_long_lines_are_put_together_before_they_are_read():
    folded = ics(f"UID:1\n{HOUR}").replace(b"DTSTART:20261201", b"DTSTART:2026\r\n 1201").replace(b"\r\n", b"\n")

    assert [said(*span) for span in BEN.busy_times(folded)] == ["1 Dec 10:00–11:00"]


@pytest.mark.parametrize(
    "broken",
    ["DTSTART:yesterday\nDTEND:today", "SUMMARY:No time at all", f"{HOUR}\nDTSTART:20261202T100000Z",
     f"{HOUR}\nRRULE:FREQ=SOMETIMES", "DTSTART:00000000T000000Z", f"{HOUR}\nRRULE:FREQ=SECONDLY",
     f"{HOUR}\nRRULE:FREQ=MINUTELY;COUNT=99999999", "DTSTART;TZID=:20261201T100000\nDTEND:x",
     f"{HOUR}\nRRULE:COUNT=2", f"{HOUR}\nRRULE:FREQ=DAILY;INTERVAL=0",
     "DTSTART:20261201T100000Z\nDURATION:P3000000D\nRRULE:FREQ=DAILY"],
)  # fmt: skip
def test_an_event_that_makes_no_sense_takes_none_of_the_others_with_it(broken):
    whole = "UID:2\nDTSTART:20261202T100000Z\nDTEND:20261202T110000Z"

    assert read(f"UID:1\n{broken}", whole) == ["2 Dec 10:00–11:00"]


@pytest.mark.parametrize(
    "content",
    [b"", b"words", b"<html></html>", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", ics(f"UID:1\n{HOUR}")[:-20],
     b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 99_999 + b"END:VCALENDAR",
     b"BEGIN:VCARD\r\nEND:VCARD\r\n", b"\xff\xfe\x00\x01", b"BEGIN:VCALENDAR END:VCALENDAR",
     b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\nEND:VCALENDAR"],
)  # fmt: skip
def test_what_is_no_calendar_or_only_half_of_one_is_refused(content):
    with pytest.raises(CannotRead) as refused:
        BEN.busy_times(content)

    assert refused.value.trouble == Trouble.NO_CALENDAR


def test_an_empty_calendar_is_a_free_person():
    assert read() == []


def test_a_calendar_that_is_cut_into_too_many_pieces_is_refused():
    pieces = "UID:1\nDTSTART:20261201T000000Z\nDTEND:20261201T000500Z\nRRULE:FREQ=HOURLY;BYMINUTE=0,20,40"

    with pytest.raises(CannotRead) as refused:
        read(pieces)

    assert refused.value.trouble == Trouble.TOO_MUCH


def test_a_calendar_of_too_many_times_is_refused():
    hourly = "UID:{}\nDTSTART:20261201T000000Z\nDTEND:20261201T003000Z\nRRULE:FREQ=HOURLY"

    with pytest.raises(CannotRead) as refused:
        read(*(hourly.format(number) for number in range(20)))

    assert refused.value.trouble == Trouble.TOO_MUCH
