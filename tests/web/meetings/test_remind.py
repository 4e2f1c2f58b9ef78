from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.meetings.models import Meeting
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from tests.factories.meetings import HeldMeetingFactory, MeetingFactory, PastMeetingFactory
from tests.factories.mentorships import MentorshipFactory
from tests.factories.notices import delivered


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


def asked(kind: str) -> list[str]:
    call_command("remind_meetings", stdout=StringIO())
    return sorted(notice.person.first_name for notice in Notice.objects.filter(kind=f"meetings/mail/{kind}"))


def test_after_a_session_both_are_asked_once_whether_they_met(cast):
    meeting = PastMeetingFactory(mentorship=cast.mentorship)

    assert asked("did_you_meet") == ["Amara", "Ben"]
    assert asked("did_you_meet") == ["Amara", "Ben"]
    letter = Notice.objects.first()
    assert letter.url.endswith(meeting.get_absolute_url())
    delivered()
    meeting.mark_held(by=cast.ben)
    assert asked("one_minute") == []  # one letter a session is enough


def test_where_it_is_marked_whoever_has_not_said_is_asked_how_it_was(cast):
    meeting = HeldMeetingFactory(mentorship=cast.mentorship)
    meeting.rate(by=cast.ben, useful=4)

    assert asked("one_minute") == ["Amara"]
    assert Notice.objects.get().url.endswith(reverse("meetings:rate", args=[meeting.pk]))
    assert "Ben never sees what you answer" in Notice.objects.get().body


@pytest.mark.parametrize(
    ("hours_ago", "more"),
    [
        (2, {}),  # they may still be talking
        (100, {}),  # it has faded
        (20, {"state": "missed"}),
        (20, {"state": "cancelled"}),
        (20, {"kind": "introduction", "state": "held"}),  # it has letters of its own
    ],
)
def test_nobody_is_asked_too_soon_too_late_or_about_what_did_not_come_about(cast, hours_ago, more):
    MeetingFactory(mentorship=cast.mentorship, starts_at=timezone.now() - timedelta(hours=hours_ago), **more)

    assert asked("did_you_meet") == asked("one_minute") == []


def test_after_an_ending_nobody_is_asked(cast):
    PastMeetingFactory(mentorship=cast.mentorship)
    cast.mentorship.end(by=cast.ben, reason="no_time")

    assert asked("did_you_meet") == []


def booked_introduction(cast, hours: int) -> Meeting:
    """Amara offers a time so many hours ahead, and Ben picks it."""
    starts_at = timezone.now() + timedelta(hours=hours)
    meeting = Meeting.objects.propose_introduction(cast.new_mentorship, by=cast.amara, slots=[starts_at])
    meeting.pick(meeting.slots.get(), by=cast.ben)
    return meeting


@pytest.mark.parametrize(("hours", "reminded"), [(6, []), (40, ["Amara", "Ben"])])
def test_an_introduction_within_a_day_is_its_own_reminder_too(cast, time_machine, hours, reminded):
    time_machine.move_to(timezone.now())
    booked_introduction(cast, hours)
    time_machine.shift(timedelta(hours=max(0, hours - 20)))

    assert remind() == reminded


def test_after_an_introduction_both_are_asked_once_whether_they_met(client, cast, time_machine):
    time_machine.move_to(timezone.now())
    meeting = booked_introduction(cast, 6)
    time_machine.shift(timedelta(hours=10))

    assert asked("intro_did_you_meet") == ["Amara", "Ben"]
    assert asked("intro_did_you_meet") == ["Amara", "Ben"]
    letter = Notice.objects.get(kind="meetings/mail/intro_did_you_meet", person=cast.ben)
    assert (letter.subject, letter.button) == ("Did you get to meet Amara?", "Say whether you met")
    assert "Your introduction was booked for" in letter.body
    client.force_login(cast.ben)
    assert "Yes, we met" in client.get(letter.url).text

    meeting.refresh_from_db()
    meeting.mark_held(by=cast.ben)
    assert asked("one_minute") == asked("intro_did_you_meet") == []


def test_each_pair_has_its_own_letters_whoever_else_had_theirs(cast):
    for pair in (cast.mentorship, MentorshipFactory(programme=cast.programme)):
        MeetingFactory(mentorship=pair, starts_at=timezone.now() + timedelta(hours=20))
        PastMeetingFactory(mentorship=pair)
        held = HeldMeetingFactory(mentorship=pair, starts_at=timezone.now() - timedelta(days=2))
        held.rate(by=pair.mentee, useful=4)

    call_command("remind_meetings", stdout=StringIO())

    told = [(letter.kind.rpartition("/")[2], letter.person_id) for letter in Notice.objects.all()]
    assert sorted(told) == sorted(
        (kind, person.pk)
        for pair in Mentorship.objects.all()
        for kind, people in (
            ("reminder", (pair.mentor, pair.mentee)),
            ("did_you_meet", (pair.mentor, pair.mentee)),
            ("one_minute", (pair.mentor,)),
        )
        for person in people
    )
