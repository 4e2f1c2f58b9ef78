"""A real calendar server: what somebody keeps in it is read from there as it stands."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from alongside.web.calendars.address import OwnHost, read
from alongside.web.calendars.models import BusyTime, Calendar
from tests.calendar_elsewhere import ics
from tests.calendar_server import CalendarServer, open_calendar_server

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
STANDING = (
    "UID:standing\nDTSTART:20261006T080000Z\nDTEND:20261006T083000Z\n"
    "RRULE:FREQ=WEEKLY;BYDAY=TU\nEXDATE:20261215T080000Z\nSUMMARY:Team"
)
ONCE = "UID:once\nDTSTART:20261203T130000Z\nDURATION:PT90M\nSUMMARY:Dentist"
FREE = "UID:free\nDTSTART:20261204T130000Z\nDTEND:20261204T140000Z\nTRANSP:TRANSPARENT\nSUMMARY:Maybe"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with open_calendar_server(tmp_path_factory.mktemp("radicale")) as running:
        running.ask("MKCALENDAR", "ben/private/", kind="application/xml")
        for event, name in ((STANDING, "standing"), (ONCE, "once"), (FREE, "free")):
            running.ask("PUT", f"ben/private/{name}.ics", ics(f"{event}\nDTSTAMP:20261001T000000Z").decode())
        yield running


def test_the_worker_reads_it_as_its_own_server_understands_it(cast, server: CalendarServer, settings, time_machine):
    time_machine.move_to(NOW, tick=False)
    port = int(server.address.rpartition(":")[2])
    settings.CALENDAR_OWN_HOSTS = (OwnHost("127.0.0.1", port),)
    Calendar.objects.use(cast.ben, read(f"{server.address}/ben/private/", settings.CALENDAR_OWN_HOSTS))

    call_command("read_calendars")

    found = Calendar.objects.get()
    assert found.trouble == ""
    times = list(BusyTime.objects.order_by("starts_at").values_list("starts_at", "ends_at"))
    assert times[:3] == [
        (datetime(2026, 12, 1, 8, tzinfo=UTC), datetime(2026, 12, 1, 8, 30, tzinfo=UTC)),
        (datetime(2026, 12, 3, 13, tzinfo=UTC), datetime(2026, 12, 3, 14, 30, tzinfo=UTC)),
        (datetime(2026, 12, 8, 8, tzinfo=UTC), datetime(2026, 12, 8, 8, 30, tzinfo=UTC)),
    ]
    for day in range(60):
        start = NOW.replace(hour=0) + timedelta(days=day)
        there = {str(event["UID"]) for event in server.between("ben/private", start, start + timedelta(days=1))}
        here = [time for time in times if start <= time[0] < start + timedelta(days=1)]
        assert bool(there - {"free"}) == bool(here), start


def test_what_has_not_changed_there_is_not_sent_again(cast, server: CalendarServer, settings, time_machine):
    time_machine.move_to(NOW, tick=False)
    settings.CALENDAR_OWN_HOSTS = (OwnHost("127.0.0.1", int(server.address.rpartition(":")[2])),)
    made = Calendar.objects.use(cast.ben, read(f"{server.address}/ben/private/", settings.CALENDAR_OWN_HOSTS))
    call_command("read_calendars")
    first = set(BusyTime.objects.values_list("pk", flat=True))

    Calendar.objects.filter(pk=made.pk).update(look_at=NOW)
    call_command("read_calendars")

    found = Calendar.objects.get()
    assert found.etag or found.last_modified
    assert found.trouble == ""
    assert set(BusyTime.objects.values_list("starts_at", flat=True))
    assert len(BusyTime.objects.all()) == len(first)
