from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from alongside.web.meetings.models import Meeting
from alongside.web.notices.models import Notice
from tests.factories.meetings import MeetingFactory


def remind() -> list[str]:
    call_command("remind_meetings", stdout=StringIO())
    return sorted(notice.person.first_name for notice in Notice.objects.filter(kind="meetings/mail/reminder"))


def test_both_are_reminded_the_day_before_and_once(cast):
    meeting = MeetingFactory(mentorship=cast.mentorship, starts_at=timezone.now() + timedelta(hours=20))

    assert remind() == ["Amara", "Ben"]
    assert remind() == ["Amara", "Ben"]
    letter = Notice.objects.first()
    assert (letter.button, letter.url.endswith(f"/meetings/{meeting.pk}/prepare/")) == ("Prepare", True)


def test_not_yet_and_not_any_more(cast):
    now = timezone.now()
    MeetingFactory(mentorship=cast.mentorship, starts_at=now + timedelta(hours=30))
    MeetingFactory(mentorship=cast.mentorship, starts_at=now - timedelta(hours=3))
    MeetingFactory(mentorship=cast.mentorship, starts_at=now + timedelta(hours=20), state="cancelled")

    assert remind() == []


def test_a_booking_for_tomorrow_is_its_own_reminder(cast):
    start = timezone.now() + timedelta(hours=20)
    words = {"by": cast.ben, "starts_at": start, "ends_at": start + timedelta(hours=1)}
    Meeting.objects.book(cast.mentorship, channel="video", **words)

    assert remind() == []


def test_a_meeting_that_moved_is_reminded_of_again(cast):
    meeting = MeetingFactory(mentorship=cast.mentorship, starts_at=timezone.now() + timedelta(hours=20))
    remind()
    later = timezone.now() + timedelta(hours=40)
    meeting.refresh_from_db()

    meeting.move(by=cast.ben, starts_at=later, ends_at=later + timedelta(hours=1))

    assert meeting.reminded_at is None
