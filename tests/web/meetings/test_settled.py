"""Letters about meetings that waited while mail was away, and were settled before it came back."""

from datetime import datetime, timedelta
from io import StringIO

import icalendar
import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.formats import date_format

from alongside.web.meetings.models import Meeting
from alongside.web.notices.models import Notice
from tests.factories.checkins import ask
from tests.factories.meetings import HeldMeetingFactory, MeetingFactory, PastMeetingFactory
from tests.factories.mentorships import meet
from tests.factories.notices import delivered


def waiting(*people) -> list[str]:
    """The kinds of the letters that wait, by their last word; of some people or of all."""
    letters = Notice.objects.filter(sent_at=None)
    if people:
        letters = letters.filter(person__in=people)
    return [kind.rpartition("/")[2] for kind in letters.order_by("send_after", "pk").values_list("kind", flat=True)]


def remind() -> None:
    call_command("remind_meetings", stdout=StringIO())


def test_after_an_outage_only_what_is_still_true_is_sent(cast, time_machine, post_office):
    """Mail is away for a day in which they are reminded, meet, say so, check in and end."""
    time_machine.move_to(datetime.fromisoformat("2026-03-03T10:00+00:00"), tick=False)
    starts_at = timezone.now() + timedelta(hours=23)
    meeting = MeetingFactory(mentorship=cast.mentorship, starts_at=starts_at)
    remind()
    checkin = ask(cast.mentorship, cast.ben)
    time_machine.shift(timedelta(hours=27))
    remind()
    assert sorted(waiting()) == ["asked", "did_you_meet", "did_you_meet", "reminder", "reminder"]

    meeting.mark_held(by=cast.ben)
    meeting.rate(by=cast.ben, useful=4)
    checkin.answer({checkin.items[0]: 4})
    assert waiting() == ["one_minute"]  # for Amara, who has not said how it was
    cast.mentorship.end(by=cast.ben, reason="no_time")
    call_command("send_notices")

    assert sorted(letter["To"] for letter in post_office.letters) == ["amara@example.org", "ben@example.org"]
    assert {letter["Subject"] for letter in post_office.letters} == {"The mentorship of Amara and Ben has ended"}


def test_a_reminder_is_not_sent_once_they_meet(cast, time_machine, post_office):
    meeting = MeetingFactory(mentorship=cast.mentorship, starts_at=timezone.now() + timedelta(hours=20))
    remind()
    time_machine.move_to(meeting.starts_at + timedelta(minutes=1))

    call_command("send_notices")

    assert post_office.letters == []


def test_what_moves_is_told_of_by_the_letter_with_the_calendar_entry(cast, soon):
    meeting = MeetingFactory(mentorship=cast.mentorship, starts_at=timezone.now() + timedelta(hours=20))
    remind()

    Meeting.objects.get().move(by=cast.ben, starts_at=soon, ends_at=soon + timedelta(hours=1))
    assert waiting() == ["moved", "moved"]
    Meeting.objects.get().cancel(by=cast.ben, reason="time")

    # Both go: a calendar that never got the first needs none, and one that did must lose it.
    assert waiting() == ["moved", "moved", "cancelled", "cancelled"]
    sequences = [
        icalendar.Calendar.from_ical(letter.calendar).walk("VEVENT")[0]["SEQUENCE"]
        for letter in Notice.objects.filter(person=cast.amara).order_by("pk")
    ]
    assert sequences == sorted(set(sequences)) and meeting.pk


def test_who_was_not_asked_yet_whether_they_met_is_asked_how_it_was(cast):
    meeting = PastMeetingFactory(mentorship=cast.mentorship)
    remind()
    Notice.objects.filter(person=cast.amara).update(sent_at=timezone.now())

    meeting.mark_held(by=cast.amara)

    assert (waiting(cast.amara), waiting(cast.ben)) == ([], ["one_minute"])


@pytest.mark.parametrize("verb", ["mark_not_held", "mark_missed"])
def test_where_they_did_not_meet_nobody_is_asked_any_more(cast, verb):
    meeting = PastMeetingFactory(mentorship=cast.mentorship)
    remind()

    getattr(meeting, verb)(by=cast.ben, **({"who": cast.ben} if verb == "mark_missed" else {}))

    assert waiting() == []


def test_how_it_was_is_settled_for_whoever_has_said_and_for_nobody_else(cast):
    meeting = HeldMeetingFactory(mentorship=cast.mentorship)
    remind()

    meeting.rate(by=cast.ben, useful=2)

    assert (waiting(cast.ben), waiting(cast.amara)) == ([], ["one_minute"])


def test_a_mark_taken_back_takes_its_letters_with_it(cast):
    meeting = PastMeetingFactory(mentorship=cast.mentorship)
    meeting.mark_missed(by=cast.ben, who=cast.amara)
    assert waiting() == ["missed"]

    meeting.put_back(by=cast.ben)

    assert waiting() == []


def test_a_session_written_down_by_mistake_is_asked_about_by_nobody(cast):
    start = timezone.now() - timedelta(hours=5)
    meeting = Meeting.objects.record_held(cast.mentorship, by=cast.ben, starts_at=start, minutes=30, channel="phone")
    remind()
    assert waiting() == ["one_minute", "one_minute"]

    meeting.put_back(by=cast.ben)

    assert waiting() == []


def test_offered_times_are_settled_by_other_times_by_a_pick_and_by_themselves(cast, soon):
    offer = Meeting.objects.propose_introduction
    offer(cast.new_mentorship, by=cast.amara, slots=[soon])
    meeting = offer(cast.new_mentorship, by=cast.ben, slots=[soon, soon + timedelta(hours=1)])
    assert (waiting(cast.ben), waiting(cast.amara)) == ([], ["intro_offered"])
    assert Notice.objects.get().useful_until == soon + timedelta(hours=1)

    meeting.pick(meeting.slots.first(), by=cast.amara)

    assert waiting() == ["intro_booked", "intro_booked"]


def test_a_verdict_settles_the_reminder_of_its_own_giver_alone(cast):
    meeting = meet(cast.new_mentorship, days_ago=8)
    call_command("follow_up_introductions", stdout=StringIO())
    assert (waiting(cast.chidi), waiting(cast.amara)) == (["introduction_waits"], ["intro_verdict_reminder"])

    meeting.give_verdict(by=cast.ben, answer="not_a_fit")
    assert (waiting(cast.ben), waiting(cast.amara)) == ([], ["intro_verdict_reminder"])
    assert waiting(cast.chidi) == ["introduction_waits"]

    cast.new_mentorship.end(by=cast.chidi, reason="")
    assert waiting(cast.chidi) == []
    assert waiting(cast.amara) == waiting(cast.ben) == ["introduction_ended"]


def test_that_it_ended_is_told_before_what_goes_with_it(cast):
    MeetingFactory(mentorship=cast.mentorship)
    delivered()

    cast.mentorship.end(by=cast.ben, reason="no_time")

    assert waiting(cast.amara) == ["ended", "cancelled"]


@pytest.fixture
def guided(cast):
    """A session that Ben chose a guide for; Amara's letter about it waits."""
    meeting = MeetingFactory(mentorship=cast.mentorship)
    meeting.prepare(by=cast.ben, questions="", guide="goal-workshop", seen_guide="")
    assert waiting(cast.amara) == ["guide"]
    return meeting


def test_a_guide_is_not_told_of_once_its_session_is_cancelled(cast, guided):
    guided.cancel(by=cast.ben, reason="time")

    assert waiting(cast.amara) == waiting(cast.ben) == ["cancelled"]


@pytest.mark.parametrize("verb", ["mark_held", "mark_not_held"])
def test_a_guide_is_not_told_of_once_its_session_is_over(cast, guided, time_machine, verb):
    time_machine.move_to(guided.ends_at)

    getattr(guided, verb)(by=cast.ben)

    assert waiting() == []


def test_a_guide_whose_session_moves_is_told_of_with_the_new_day(cast, guided, soon):
    guided.move(by=cast.amara, starts_at=soon, ends_at=soon + timedelta(hours=1))

    assert waiting(cast.amara) == ["moved", "guide"]
    letter = Notice.objects.get(kind="meetings/mail/guide")
    assert date_format(timezone.localtime(soon), "l j F, H:i") in letter.body


def test_a_guide_that_was_told_of_is_not_told_again_for_a_move(cast, guided, soon):
    delivered()

    guided.move(by=cast.amara, starts_at=soon, ends_at=soon + timedelta(hours=1))

    assert waiting() == ["moved", "moved"]


def test_of_two_guides_tried_one_after_the_other_the_last_is_told(cast, guided):
    guided.prepare(by=cast.ben, questions="", guide="closing", seen_guide="goal-workshop")

    assert "closing session" in Notice.objects.get(kind="meetings/mail/guide").subject
    guided.prepare(by=cast.ben, questions="", guide="", seen_guide="closing")
    assert waiting() == []
