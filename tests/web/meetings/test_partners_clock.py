"""Where a time is chosen, the partner's clock stands beside it."""

from datetime import UTC, datetime, time

import pytest
from django.urls import reverse

from alongside.web.meetings.rhythm import next_start
from tests.factories.meetings import MeetingFactory

NOW = datetime(2026, 11, 30, 14, tzinfo=UTC)
SATURDAY = datetime(2026, 12, 5, 20, tzinfo=UTC)  # 15:00 in New York; in Kolkata it is Sunday, 01:30


@pytest.fixture(autouse=True)
def on_two_clocks(cast, time_machine) -> None:
    time_machine.move_to(NOW, tick=False)
    live_in(cast.ben, "America/New_York")
    live_in(cast.amara, "Asia/Kolkata")


def live_in(person, zone: str) -> None:
    person.time_zone = zone
    person.save()


def html(client, person, name: str, pk: int, **sent) -> str:
    client.force_login(person)
    address = reverse(name, args=[pk])
    return (client.post(address, sent) if sent else client.get(address)).content.decode()


def test_beside_the_time_that_is_filled_in(client, cast):
    MeetingFactory(mentorship=cast.mentorship, starts_at=datetime(2026, 11, 21, 20, tzinfo=UTC))

    page = html(client, cast.ben, "meetings:book", cast.mentorship.pk)

    assert 'value="2026-12-05T15:00"' in page
    assert "for Amara: Sunday 6 December, 01:30 (Asia/Kolkata)" in page
    assert f'hx-get="{reverse("meetings:partner_time", args=[cast.mentorship.pk])}"' in page


def test_beside_the_time_of_a_meeting_that_is_moved(client, cast):
    meeting = MeetingFactory(mentorship=cast.mentorship, starts_at=SATURDAY)

    assert "for Amara: Sunday 6 December, 01:30" in html(client, cast.ben, "meetings:move", meeting.pk)
    assert "for Ben: Saturday 5 December, 15:00" in html(client, cast.amara, "meetings:move", meeting.pk)


def test_beside_what_was_typed_and_refused(client, cast):
    sent = {"starts_at": "2026-12-12T15:00", "minutes": "-5", "channel": "video", "times": "1"}

    page = html(client, cast.ben, "meetings:book", cast.mentorship.pk, **sent)

    assert "for Amara: Sunday 13 December, 01:30" in page


@pytest.mark.parametrize("typed", ["", "soon", "2026-03-08T02:30", "9999-12-31T23:59", "0001-01-01T00:00"])
def test_what_is_no_time_has_no_other_clock(client, cast, typed):
    sent = {"starts_at": typed, "minutes": "45", "channel": "video", "times": "1"}

    assert "for Amara:" not in html(client, cast.ben, "meetings:book", cast.mentorship.pk, **sent)


def test_while_it_is_chosen(client, cast):
    client.force_login(cast.ben)
    beside = reverse("meetings:partner_time", args=[cast.mentorship.pk])

    def told(typed: str) -> str:
        return client.get(beside, {"starts_at": typed}).content.decode()

    assert "Sunday 6 December, 01:30 (Asia/Kolkata)" in told("2026-12-05T15:00")
    assert "comes twice" in told("2027-11-07T01:30")
    assert told("").strip() == ""


def test_beside_the_times_filled_in_for_an_introduction(client, cast):
    for person, start, end in ((cast.ben, time(7), time(10)), (cast.amara, time(17), time(22))):
        person.profile.keep_hours([(weekday, start, end) for weekday in range(7)])

    page = html(client, cast.ben, "meetings:introduce", cast.new_mentorship.pk)

    assert "These times suit you both" in page
    assert page.count("for Amara: ") == 3


def test_two_on_one_clock_need_no_other(client, cast):
    live_in(cast.amara, "America/New_York")

    page = html(client, cast.ben, "meetings:book", cast.mentorship.pk)

    assert "data-partner-time" not in page


def test_the_list_names_the_day_where_it_is_another(client, cast):
    MeetingFactory(mentorship=cast.mentorship, starts_at=SATURDAY)
    MeetingFactory(mentorship=cast.mentorship, starts_at=datetime(2026, 12, 9, 14, tzinfo=UTC))

    page = html(client, cast.ben, "meetings:list", cast.mentorship.pk)

    assert "Sunday, 01:30 for Amara" in page
    assert "· 19:30 for Amara" in page


@pytest.mark.parametrize(
    ("own", "theirs", "hour"),
    [
        ("Europe/Berlin", "Europe/London", 10),
        ("America/New_York", "Asia/Kolkata", 9),
        ("Asia/Kolkata", "America/New_York", 19),
        ("America/Los_Angeles", "Asia/Kolkata", 19),
        ("Etc/GMT+6", "Etc/GMT-6", 10),  # there is no hour for these two
    ],
)
def test_the_first_proposal_lies_in_the_daytime_of_both(client, cast, own, theirs, hour):
    live_in(cast.ben, own)
    live_in(cast.amara, theirs)
    client.force_login(cast.ben)

    answer = client.get(reverse("meetings:book", args=[cast.mentorship.pk]))

    assert f'T{hour:02}:00"' in answer.content.decode()
    assert next_start(cast.mentorship, NOW) > NOW
