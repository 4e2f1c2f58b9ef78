from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.meetings.models import Change, Meeting
from alongside.web.meetings.rhythm import next_start
from alongside.web.mentorships.models import Pause, Stage
from alongside.web.notices.models import Notice
from tests.factories.meetings import MeetingFactory
from tests.factories.mentorships import MentorshipFactory, NewMentorshipFactory

NOW = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def book(cast, starts_at, minutes=45, **more):
    return Meeting.objects.book(
        cast.mentorship,
        by=cast.ben,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        channel="video",
        **more,
    )


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def post(client, cast, starts_at="2026-03-20T10:00", by=None, **more):
    client.force_login(by or cast.ben)
    words = {"starts_at": starts_at, "minutes": 45, "channel": "video", "times": 1, **more}
    return client.post(reverse("meetings:book", args=[cast.mentorship.pk]), words)


def test_a_booking_is_written_down_and_goes_to_both_calendars(cast, soon):
    meeting = book(cast, soon, place="https://meet.example.org/ab")

    change = meeting.changes.get()
    assert (change.kind, change.by, change.starts_at) == (Change.Kind.BOOKED, cast.ben, soon)
    letters = Notice.objects.filter(kind="meetings/mail/booked")
    assert {letter.person for letter in letters} == {cast.amara, cast.ben}
    for letter in letters:
        event = icalendar.Calendar.from_ical(letter.calendar).walk("VEVENT")[0]
        assert event["LOCATION"] == "https://meet.example.org/ab"
        assert event.decoded("DTSTART") == soon


def test_a_booking_tells_the_engine(cast, soon):
    cast.mentorship.__class__.objects.update(mentor_event_at=soon - timedelta(days=90))

    book(cast, soon)

    cast.mentorship.refresh_from_db()
    assert timezone.now() - cast.mentorship.mentor_event_at < timedelta(minutes=1)


@pytest.mark.parametrize("minutes", [0, -30])
def test_a_meeting_that_ends_before_it_starts_is_refused(cast, soon, minutes):
    with pytest.raises(Refused, match="ends before it starts"):
        book(cast, soon, minutes)


def test_a_time_past_is_refused(cast):
    with pytest.raises(Refused, match="This time has passed"):
        book(cast, timezone.now() - timedelta(minutes=1))


def test_half_a_day_is_refused(cast, soon):
    with pytest.raises(Refused, match="longer than twelve hours"):
        book(cast, soon, 721)


def test_the_two_do_not_meet_twice_at_the_same_time(cast, soon):
    book(cast, soon)

    with pytest.raises(Refused, match="You two already meet"):
        book(cast, soon + timedelta(minutes=30))
    book(cast, soon + timedelta(minutes=45))


def test_sessions_come_after_the_agreement(cast, soon):
    new = NewMentorshipFactory(mentor=cast.amara, mentee=cast.dana)

    with pytest.raises(Refused, match="Sessions come after the agreement"):
        Meeting.objects.book(new, by=cast.dana, starts_at=soon, ends_at=soon + timedelta(minutes=30), channel="phone")


def test_an_ended_mentorship_books_nothing(cast, soon):
    cast.mentorship.ended_at = timezone.now()
    cast.mentorship.save()

    with pytest.raises(Refused, match="has ended"):
        book(cast, soon)


def test_in_a_pause_nothing_is_booked_and_after_it_one_may(cast, soon):
    until = timezone.localdate() + timedelta(days=5)
    cast.mentorship.stage = Stage.PAUSED
    cast.mentorship.save()
    Pause.objects.create(mentorship=cast.mentorship, by=cast.ben, until=until)

    with pytest.raises(Refused, match="paused until"):
        book(cast, soon)
    with pytest.raises(Refused, match="Choose that day or a later one"):
        book(cast, noon(until - timedelta(days=1)))
    assert book(cast, noon(until))


def test_the_time_that_is_filled_in_while_they_pause_may_be_the_day_on_which_they_go_on(cast, soon):
    until = timezone.localdate() + timedelta(days=5)
    Meeting.objects.filter(mentorship=cast.mentorship).delete()
    cast.mentorship.pause(by=cast.ben, until=until)

    filled_in = next_start(cast.mentorship, timezone.now())

    assert timezone.localdate(filled_in) == until
    assert book(cast, filled_in)


def test_the_next_three_follow_the_agreed_rhythm_on_the_same_clock(cast):
    with time_machine.travel(NOW, tick=False), timezone.override(ZoneInfo("Europe/Berlin")):
        start = datetime(2026, 3, 20, 10, tzinfo=ZoneInfo("Europe/Berlin"))
        three = Meeting.objects.book_several(
            cast.mentorship,
            by=cast.ben,
            times=3,
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            channel="video",
        )

    # The clocks go forward on 29 March 2026.
    assert [meeting.starts_at.astimezone(UTC).hour for meeting in three] == [9, 8, 8]
    assert [meeting.starts_at.date() for meeting in three] == [date(2026, 3, 20), date(2026, 4, 3), date(2026, 4, 17)]


def test_of_three_all_are_booked_or_none(cast, soon):
    MeetingFactory(mentorship=cast.mentorship, starts_at=soon + timedelta(days=14))

    with pytest.raises(Refused, match="You two already meet"):
        Meeting.objects.book_several(
            cast.mentorship, by=cast.ben, times=3, starts_at=soon, ends_at=soon + timedelta(hours=1), channel="video"
        )
    assert cast.mentorship.meetings.count() == 1


@time_machine.travel(NOW, tick=False)
def test_the_page_books_on_ones_own_clock(client, cast):
    cast.ben.time_zone = "Asia/Tokyo"
    cast.ben.save()

    answer = post(client, cast)

    assert answer.status_code == 302
    assert cast.mentorship.meetings.get().starts_at == datetime(2026, 3, 20, 1, 0, tzinfo=UTC)


@time_machine.travel(NOW, tick=False)
def test_a_time_that_the_clock_skips_is_refused_with_a_sentence(client, cast):
    cast.ben.time_zone = "Europe/Berlin"
    cast.ben.save()

    answer = post(client, cast, "2026-03-29T02:30")

    assert answer.status_code == 422
    assert "02:30 does not exist in Europe/Berlin" in answer.content.decode()
    assert 'value="2026-03-29T02:30"' in answer.content.decode()


@time_machine.travel(NOW, tick=False)
def test_a_time_that_comes_twice_is_asked_about(client, cast):
    cast.ben.time_zone = "Europe/Berlin"
    cast.ben.save()

    answer = post(client, cast, "2026-10-25T02:30")

    assert answer.status_code == 422
    assert "02:30 comes twice in Europe/Berlin" in answer.content.decode()
    assert post(client, cast, "2026-10-25T03:30").status_code == 302


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"minutes": -30}, "ends before it starts"),
        ({"minutes": 0}, "ends before it starts"),
        ({"minutes": "soon"}, "Please write a whole number"),
        ({"minutes": 10**9}, "At most 720."),
        ({"starts_at": "2026-03-01T10:00"}, "This time has passed"),
        ({"starts_at": "yesterday"}, "Please write a day and a time"),
        ({"starts_at": "9999-12-31T23:59"}, "too far away"),
        ({"starts_at": "0001-01-01T00:00"}, "too far away"),
        ({"starts_at": ""}, "Please fill this in"),
        ({"channel": "pigeon"}, "one of those that are offered"),
        ({"times": 500}, "one of those that are offered"),
    ],
)
def test_what_cannot_be_is_said_beside_what_was_typed(client, cast, typed, sentence):
    answer = post(client, cast, **{"place": "Room 4", **typed})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Room 4" in answer.content.decode()
    assert not cast.mentorship.meetings.exists()


@time_machine.travel(NOW, tick=False)
def test_another_meeting_at_that_time_is_a_warning_that_may_be_overruled(client, cast):
    elsewhere = MentorshipFactory(mentor=cast.amara, mentee=cast.dana)
    MeetingFactory(mentorship=elsewhere, starts_at=datetime(2026, 3, 20, 10, 15, tzinfo=UTC))

    mine = post(client, cast, by=cast.amara).content.decode()
    theirs = post(client, cast, by=cast.ben).content.decode()

    assert "You meet Dana at that time" in mine
    assert "Amara is not free at that time" in theirs
    assert "Dana" not in theirs
    assert post(client, cast, by=cast.ben, anyway="on").status_code == 302


@time_machine.travel(NOW, tick=False)
def test_each_time_of_a_series_that_clashes_is_named_with_its_day(client, cast):
    elsewhere = MentorshipFactory(mentor=cast.amara, mentee=cast.dana)
    first = datetime(2026, 3, 20, 10, 15, tzinfo=UTC)
    for later in (14, 28):
        MeetingFactory(mentorship=elsewhere, starts_at=first + timedelta(days=later))

    page = post(client, cast, by=cast.amara, times=3).content.decode()

    assert "3 April: You meet Dana at that time. 17 April: You meet Dana at that time." in page
    assert "20 March: You meet" not in page
    assert not cast.mentorship.meetings.exists()
    assert post(client, cast, by=cast.amara, times=3, anyway="on").status_code == 302
    assert cast.mentorship.meetings.count() == 3


@time_machine.travel(NOW, tick=False)
def test_the_next_time_at_the_agreed_rhythm_is_filled_in(client, cast):
    MeetingFactory(mentorship=cast.mentorship, state="held", starts_at=datetime(2026, 3, 3, 16, 0, tzinfo=UTC))
    client.force_login(cast.ben)

    page = client.get(reverse("meetings:book", args=[cast.mentorship.pk])).content.decode()

    assert 'value="2026-03-17T16:00"' in page


@time_machine.travel(NOW, tick=False)
def test_a_rhythm_long_missed_goes_on_at_the_same_weekday_and_hour(client, cast):
    MeetingFactory(mentorship=cast.mentorship, state="held", starts_at=datetime(2026, 1, 6, 16, 0, tzinfo=UTC))
    client.force_login(cast.ben)

    page = client.get(reverse("meetings:book", args=[cast.mentorship.pk])).content.decode()

    # 6 January was a Tuesday; tomorrow is the next one, and a day's notice is left.
    assert 'value="2026-03-10T16:00"' in page
