"""Times that may suit both, what is said of a time while it is chosen, and what is not."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.web.calendars.asking import MOST_QUESTIONS, Asking
from alongside.web.meetings.models import Meeting
from alongside.web.meetings.suggested import times_for_both
from tests.factories.calendars import busy, calendar_of
from tests.factories.meetings import HeldMeetingFactory, MeetingFactory
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import rest

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)  # a Monday
HELD = datetime(2026, 11, 25, 16, tzinfo=UTC)
NEXT = datetime(2026, 12, 9, 16, tzinfo=UTC)  # a fortnight later, the same hour


@pytest.fixture(autouse=True)
def they_meet_each_fortnight(cast, time_machine) -> None:
    time_machine.move_to(NOW, tick=False)
    HeldMeetingFactory(mentorship=cast.mentorship, starts_at=HELD)


def times(cast, by=None) -> list[datetime]:
    return times_for_both(cast.mentorship, by or cast.ben, NOW)


def page(client, person, cast, **asked) -> str:
    client.force_login(person)
    html = client.get(reverse("meetings:book", args=[cast.mentorship.pk]), asked).content.decode()
    return re.sub(r"[\w-]{64}", "", " ".join(html.split()))  # without what is another each time


def book(client, person, cast, **more):
    client.force_login(person)
    sent = {"starts_at": "2026-12-09T16:00", "minutes": 45, "channel": "video", "times": 1, **more}
    return client.post(reverse("meetings:book", args=[cast.mentorship.pk]), sent, follow=True)


def test_the_time_of_their_rhythm_comes_first_and_the_days_around_it_after(cast):
    assert times(cast) == [NEXT, NEXT - timedelta(days=1), NEXT + timedelta(days=1)]
    assert times(cast) == times(cast, cast.amara)


@pytest.mark.parametrize("whose", ["ben", "amara"])
def test_what_stands_in_either_calendar_is_avoided(client, cast, whose):
    busy(getattr(cast, whose), NEXT - timedelta(hours=1), minutes=120)

    first, *others = times(cast)

    assert first == NEXT + timedelta(hours=1), "The nearest time of that day at which neither is busy."
    assert len({time.date() for time in (first, *others)}) == 3
    assert 'value="2026-12-09T17:00"' in page(client, cast.ben, cast)


def test_meetings_here_are_avoided_too(cast):
    MeetingFactory(mentorship=MentorshipFactory(programme=cast.programme, mentor=cast.amara), starts_at=NEXT)
    MeetingFactory(mentorship=cast.mentorship, starts_at=NEXT - timedelta(days=1))

    # What they booked themselves moves their rhythm on.
    assert all(not (NEXT - timedelta(minutes=45) < time < NEXT + timedelta(minutes=45)) for time in times(cast))


def test_hours_they_said_are_kept_to_but_for_the_hour_at_which_they_meet(cast):
    for person in (cast.ben, cast.amara):
        person.profile.keep_hours([(3, datetime(1, 1, 1, 9).time(), datetime(1, 1, 1, 12).time())])
    busy(cast.amara, NEXT)

    assert times(cast) == [
        datetime(2026, 12, 10, 11, tzinfo=UTC),
        datetime(2026, 12, 17, 11, tzinfo=UTC),
        # Of those hours there are no more; this is another hour of the day.
        datetime(2026, 12, 9, 15, tzinfo=UTC),
    ]


def test_the_hours_of_one_are_kept_to_where_the_other_said_none(cast):
    cast.amara.profile.keep_hours([(3, datetime(1, 1, 1, 9).time(), datetime(1, 1, 1, 12).time())])

    assert times(cast) == [NEXT, datetime(2026, 12, 10, 11, tzinfo=UTC), datetime(2026, 12, 17, 11, tzinfo=UTC)]


def test_no_time_lies_in_a_pause_or_in_a_holiday(cast):
    rest(cast.programme, 7, 11)
    holiday = cast.programme.holidays.get()

    assert not any(holiday.covers(timezone.localdate(time)) for time in times(cast))
    cast.mentorship.pause(by=cast.ben, until=NOW.date() + timedelta(days=30))
    assert all(time.date() >= NOW.date() + timedelta(days=30) for time in times(cast))


def test_a_week_that_is_full_has_no_times_and_the_page_stays_as_it_was(client, cast):
    busy(cast.amara, NOW, minutes=60 * 24 * 60)

    assert times(cast) == []
    html = page(client, cast.ben, cast)
    assert "Times that may suit you both" not in html
    assert 'value="2026-12-09T16:00"' in html


def test_one_press_fills_a_time_in(client, cast):
    html = page(client, cast.ben, cast)
    assert 'href="?at=2026-12-08T16:00"' in html

    assert 'value="2026-12-08T16:00"' in page(client, cast.ben, cast, at="2026-12-08T16:00")


@pytest.mark.parametrize("at", ["soon", "2026-13-45T99:99", "9999-12-31T23:59", "<script>", "\0"])
def test_nonsense_in_the_address_fills_nothing_in(client, cast, at):
    assert 'value="2026-12-09T16:00"' in page(client, cast.ben, cast, at=at)


def test_that_a_partner_gave_their_calendar_shows_nowhere(client, cast):
    before = page(client, cast.ben, cast)
    calendar_of(cast.amara, (NOW + timedelta(days=40), NOW + timedelta(days=40, hours=1)))

    assert page(client, cast.ben, cast) == before


def test_of_a_time_typed_by_hand_nothing_is_said_of_the_partner(client, cast):
    def answers() -> list[str]:
        client.force_login(cast.ben)
        where = reverse("meetings:partner_time", args=[cast.mentorship.pk])
        beside = client.get(where, {"starts_at": "2026-12-09T16:00", "minutes": "45"}).content.decode()
        wrong = book(client, cast.ben, cast, minutes=-5).content.decode()
        done = book(client, cast.ben, cast).content.decode()
        Meeting.objects.filter(state="booked").delete()
        return [beside, " ".join(re.findall(r'class="notice[^>]*>[^<]*|data-partner-time.*?</div>', wrong + done))]

    before = answers()
    busy(cast.amara, NEXT)

    assert answers() == before
    assert "busy" not in " ".join(before)


def test_of_ones_own_calendar_one_is_told_while_one_chooses_and_when_it_is_booked(client, cast):
    busy(cast.ben, NEXT + timedelta(minutes=30))
    client.force_login(cast.ben)

    chosen = page(client, cast.ben, cast, at="2026-12-09T16:00")
    where = reverse("meetings:partner_time", args=[cast.mentorship.pk])
    long, short = (
        client.get(where, {"starts_at": "2026-12-09T16:00", "minutes": minutes}).content.decode()
        for minutes in ("45", "30")
    )
    booked = book(client, cast.ben, cast)

    said = "In your calendar you are busy then: 16:30 to 17:30."
    assert said in chosen and said in " ".join(long.split())
    assert "busy" not in short
    assert "In your calendar you are busy then: 9 December, 16:00." in booked.content.decode()
    assert cast.mentorship.meetings.filter(starts_at=NEXT, state="booked").exists(), "It is a note and stops nothing."


@pytest.mark.parametrize("minutes", ["", "-3", "x", "9" * 30, "²"])
def test_a_length_that_is_none_is_taken_for_a_usual_one(client, cast, minutes):
    busy(cast.ben, NEXT + timedelta(minutes=30))
    client.force_login(cast.ben)

    where = reverse("meetings:partner_time", args=[cast.mentorship.pk])
    answer = client.get(where, {"starts_at": "2026-12-09T16:00", "minutes": minutes})

    assert answer.status_code == 200 and "busy then" in answer.content.decode()


def test_of_several_times_each_one_at_which_one_is_busy_is_named(client, cast):
    busy(cast.ben, NEXT + timedelta(days=28))

    booked = book(client, cast.ben, cast, times=3).content.decode()

    assert "In your calendar you are busy then: 6 January, 16:00." in booked


def test_a_meeting_that_is_moved_into_a_busy_time_is_moved_and_said(client, cast):
    meeting = MeetingFactory(mentorship=cast.mentorship, starts_at=NEXT)
    busy(cast.ben, NEXT + timedelta(days=1))
    client.force_login(cast.ben)

    sent = {"starts_at": "2026-12-10T16:00", "minutes": 45, "seen": meeting.newest_change}
    moved = client.post(reverse("meetings:move", args=[meeting.pk]), sent, follow=True).content.decode()

    assert "Moved. Both calendars know." in moved
    assert "In your calendar you are busy then: 10 December, 16:00." in moved


def test_many_busy_times_take_as_many_queries_as_one(client, cast):
    def queries() -> int:
        page(client, cast.ben, cast)
        with CaptureQueriesContext(connection) as caught:
            page(client, cast.ben, cast)
        return len(caught)

    busy(cast.ben, NEXT)
    few = queries()
    for person in (cast.ben, cast.amara):
        calendar_of(person, *((NOW + timedelta(hours=3 * n), NOW + timedelta(hours=3 * n + 1)) for n in range(300)))

    assert abs(queries() - few) <= 1  # where less is filled in, one thing less is asked


def hours(person, hour: int) -> None:
    """One hour of one weekday, as their profile says it: whoever asks with another each time asks something else."""
    at = datetime(1, 1, 1, hour)
    person.profile.keep_hours([(3, at.time(), (at + timedelta(hours=1)).time())])


def learned(cast) -> set[datetime]:
    """What Ben can find out in an hour by turning his own hours this way and that."""
    found = set()
    for hour in range(8, 20):
        hours(cast.ben, hour)
        found |= set(times_for_both(cast.mentorship, cast.ben, NOW, minutes=45))
    return found


def test_turning_ones_own_hours_this_way_and_that_does_not_read_the_partners_calendar(cast):
    assert len({time.hour for time in learned(cast) if time.weekday() == 3}) <= MOST_QUESTIONS


def test_the_same_question_is_answered_as_often_as_one_likes(cast):
    learned(cast)
    hours(cast.ben, 8)
    assert NEXT in times(cast)

    busy(cast.amara, NEXT)

    assert NEXT not in times(cast), "What was told once is not told when it holds no more."


def test_when_it_was_asked_too_often_what_was_told_before_is_told_again(cast):
    known = set()
    for hour in range(8, 8 + MOST_QUESTIONS):
        hours(cast.ben, hour)
        known |= set(times(cast))

    hours(cast.ben, 19)

    assert times(cast) and set(times(cast)) <= known


def test_the_next_day_one_may_ask_anew(cast, time_machine):
    learned(cast)
    time_machine.move_to(NOW + timedelta(days=1, minutes=1), tick=False)

    hours(cast.ben, 19)

    assert datetime(2026, 12, 10, 19, tzinfo=UTC) in times_for_both(cast.mentorship, cast.ben, timezone.now())


def test_that_one_asked_too_often_tells_nothing_of_whether_there_is_a_calendar(client, cast):
    learned(cast)
    before = page(client, cast.ben, cast)
    calendar_of(cast.amara, (NOW + timedelta(days=40), NOW + timedelta(days=40, hours=1)))

    assert page(client, cast.ben, cast) == before
    assert len(times(cast, cast.amara)) == 3, "The other is not held up by it."


def test_setting_a_time_asks_for_none(client, cast):
    book(client, cast.ben, cast)

    assert cast.mentorship.meetings.filter(state="booked").exists()
    assert Asking(cast.ben, cast.amara, question=None).told == {}
