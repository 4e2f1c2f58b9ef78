"""Letters and the address of one's meetings, given to a real calendar server, and what somebody then sees there."""

from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError

import icalendar
import pytest
from django.core.management import call_command
from django.test import Client

from alongside.web.meetings.models import CalendarAddress, Meeting
from tests.calendar_server import CalendarServer, open_calendar_server

HOUR = timedelta(hours=1)
# The night before the clocks go back in Berlin, and the week after it.
BEFORE, AFTER = datetime(2026, 10, 22, 15, tzinfo=UTC), datetime(2026, 10, 29, 16, tzinfo=UTC)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with open_calendar_server(tmp_path_factory.mktemp("calendars")) as started:
        yield started


@pytest.fixture
def calendar(server: CalendarServer, cast, request, time_machine) -> str:
    """A calendar of Ben's own, in a week of October."""
    time_machine.move_to(datetime.fromisoformat("2026-10-20T09:00+00:00"), tick=False)
    cast.ben.time_zone = "Europe/Berlin"
    cast.ben.save()
    name = f"ben/{request.node.name}"
    server.ask("MKCALENDAR", f"{name}/", kind="application/xml")
    return name


def book(cast, starts_at: datetime) -> Meeting:
    times = {"starts_at": starts_at, "ends_at": starts_at + HOUR}
    return Meeting.objects.book(cast.mentorship, by=cast.amara, channel="video", place="Room 4; left, up", **times)


def letters_entry(office, address: str) -> icalendar.Calendar:
    """What is in the newest letter that brings one."""
    call_command("send_notices", verbosity=0)
    parts = [part for letter in office.to(address) for part in letter.walk()]
    texts = [part.get_content() for part in parts if part.get_content_type() == "text/calendar"]
    return icalendar.Calendar.from_ical(texts[-1])


def fetched(made: CalendarAddress) -> icalendar.Calendar:
    answer = Client().get("/" + made.address.split("/", 3)[3])
    assert answer.status_code == 200
    return icalendar.Calendar.from_ical(answer.content)


def starts(events: list[icalendar.Event]) -> list[datetime]:
    return sorted(event.decoded("DTSTART").astimezone(UTC) for event in events)


def test_a_letter_brings_a_session_into_the_calendar_and_the_next_one_moves_it(cast, calendar, server, post_office):
    session = book(cast, BEFORE)
    server.take_letter(calendar, letters_entry(post_office, cast.ben.email))

    [seen] = server.between(calendar, BEFORE, BEFORE + HOUR)
    assert (str(seen["SUMMARY"]), str(seen["LOCATION"])) == ("Session with Amara", "Room 4; left, up")

    session.move(by=cast.ben, starts_at=AFTER, ends_at=AFTER + HOUR)
    server.take_letter(calendar, letters_entry(post_office, cast.ben.email))

    assert server.between(calendar, BEFORE - HOUR, BEFORE + 2 * HOUR) == []
    assert starts(server.between(calendar, AFTER, AFTER + HOUR)) == [AFTER]


def test_the_address_brings_all_of_them_at_their_time_of_day_on_both_sides_of_a_change_of_clocks(
    cast, calendar, server
):
    for starts_at in (BEFORE, AFTER):
        book(cast, starts_at)

    server.take_all(calendar, fetched(CalendarAddress.objects.turn_on(cast.ben)))

    for starts_at in (BEFORE, AFTER):
        [seen] = server.between(calendar, starts_at, starts_at + HOUR)
        assert seen.decoded("DTSTART").hour == 17


def test_fetched_again_what_moved_has_moved_and_what_was_cancelled_is_gone(cast, calendar, server):
    moved, cancelled = book(cast, BEFORE), book(cast, AFTER)
    made = CalendarAddress.objects.turn_on(cast.ben)
    server.take_all(calendar, fetched(made))
    assert len(server.between(calendar, BEFORE - HOUR, AFTER + 2 * HOUR)) == 2

    moved.move(by=cast.ben, starts_at=BEFORE + 3 * HOUR, ends_at=BEFORE + 4 * HOUR)
    cancelled.cancel(by=cast.amara, reason="time")
    server.take_all(calendar, fetched(made))

    assert starts(server.between(calendar, BEFORE - HOUR, AFTER + 2 * HOUR)) == [BEFORE + 3 * HOUR]


def test_the_server_refuses_what_is_no_calendar(server, calendar):
    """So that its taking ours says something."""
    with pytest.raises(HTTPError, match="400"):
        server.ask("PUT", f"{calendar}/", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n")
