import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.meetings.errors import AlreadyKnown
from alongside.web.meetings.models import Meeting, Note, Rating
from alongside.web.mentorships.models import Mentorship, Stage
from alongside.web.notices.models import Notice
from alongside.web.readings.records import records
from tests.factories.meetings import HeldMeetingFactory, MeetingFactory, PastMeetingFactory
from tests.factories.mentorships import MentorshipFactory


@pytest.fixture
def over(cast) -> Meeting:
    return PastMeetingFactory(mentorship=cast.mentorship)


def test_held_keeps_how_long_and_how(cast, over):
    over.mark_held(by=cast.amara, minutes=20, channel="phone")

    assert (over.state, over.held_minutes, over.channel) == ("held", 20, "phone")
    assert over.changes.last().kind == "held"


def test_held_without_a_length_took_as_long_as_booked(cast, over):
    over.mark_held(by=cast.amara)

    assert over.held_minutes == 45


def test_the_first_session_held_makes_the_mentorship_active(cast, over):
    cast.mentorship.stage = Stage.AGREED
    cast.mentorship.save()

    over.mark_held(by=cast.ben)

    cast.mentorship.refresh_from_db()
    assert cast.mentorship.stage == Stage.ACTIVE


def test_what_is_to_come_cannot_be_marked(cast):
    coming = MeetingFactory(mentorship=cast.mentorship)

    for mark in (coming.mark_held, coming.mark_not_held):
        with pytest.raises(Refused, match="still to come"):
            mark(by=cast.ben)


def test_a_meeting_is_marked_once(cast, over):
    over.mark_not_held(by=cast.ben)

    with pytest.raises(Refused, match="did not happen"):
        over.mark_held(by=cast.amara)


def test_whoever_missed_it_gets_a_kind_letter(cast, over):
    over.mark_missed(by=cast.amara, who=cast.ben)

    assert over.missed_by == cast.ben
    letter = Notice.objects.get(kind="meetings/mail/missed")
    assert letter.person == cast.ben
    assert "These things happen" in letter.body


def test_who_says_they_missed_it_themselves_gets_no_letter(cast, over):
    over.mark_missed(by=cast.ben, who=cast.ben)

    assert not Notice.objects.filter(kind="meetings/mail/missed").exists()


def test_only_one_of_the_two_can_have_missed_it(client, cast, over):
    with pytest.raises(Refused, match="Choose which of you"):
        over.mark_missed(by=cast.ben, who=cast.dana)
    client.force_login(cast.ben)
    assert client.post(reverse("meetings:missed", args=[over.pk]), {"who": cast.dana.pk}).status_code == 422
    assert client.post(reverse("meetings:missed", args=[over.pk]), {"who": cast.amara.pk}).status_code == 302


@pytest.mark.parametrize("mark", ["mark_held", "mark_not_held"])
def test_a_mark_can_be_undone(cast, over, mark):
    getattr(over, mark)(by=cast.ben)

    over.put_back(by=cast.amara)

    assert (over.state, over.held_minutes, over.missed_by) == ("booked", None, None)
    assert over.changes.last().kind == "reopened"


def test_undoing_keeps_what_the_other_said_and_it_counts_again_when_it_is_held_again(cast, over):
    over.mark_held(by=cast.ben)
    over.rate(by=cast.ben, useful=1, item="next_step", item_value=2)

    over.put_back(by=cast.amara)
    assert said_of(cast.mentorship) == []

    over.mark_held(by=cast.amara)
    assert said_of(cast.mentorship) == ["meeting_rated", "checkin_answered"]
    assert (Rating.objects.get().person, Rating.objects.get().useful) == (cast.ben, 1)


def said_of(mentorship) -> list[str]:
    """What the engine reads of answers about sessions."""
    ((_same, record),) = records([Mentorship.objects.get(pk=mentorship.pk)])
    return [event["kind"] for event in record["events"] if event["kind"] in ("meeting_rated", "checkin_answered")]


def test_undoing_tells_the_partner_nothing_of_a_rating(client, cast, over):
    client.force_login(cast.amara)

    def marked_and_undone() -> list[str]:
        client.post(reverse("meetings:held", args=[over.pk]))
        page = client.post(reverse("meetings:put_back", args=[over.pk]), follow=True).text
        return [line for line in page.splitlines() if "csrf" not in line.lower()]

    unrated = marked_and_undone()
    over.mark_held(by=cast.amara)
    over.rate(by=cast.ben, useful=1)
    over.put_back(by=cast.amara)

    assert marked_and_undone() == unrated


def test_who_rated_a_session_that_was_put_back_sees_no_answer_and_is_asked_whether_they_met(client, cast, over):
    over.mark_held(by=cast.ben)
    over.rate(by=cast.ben, useful=4)
    client.force_login(cast.ben)
    assert "How it was for you" in client.get(over.get_absolute_url()).text

    over.put_back(by=cast.amara)

    assert "How it was for you" not in client.get(over.get_absolute_url()).text
    assert over.ask_after()
    asked = Notice.objects.filter(kind="meetings/mail/did_you_meet")
    assert {letter.person for letter in asked} == {cast.amara, cast.ben}


def test_an_undo_from_before_it_was_marked_anew_takes_nothing_back(client, cast, over):
    over.mark_missed(by=cast.ben, who=cast.ben)
    client.force_login(cast.amara)
    page = client.get(over.get_absolute_url())
    (seen,) = re.findall(r'name="seen" value="(\d+)"', page.text)
    over.put_back(by=cast.ben)
    over.mark_held(by=cast.ben)
    url = reverse("meetings:put_back", args=[over.pk])

    refused = client.post(url, {"seen": seen}, follow=True)

    over.refresh_from_db()
    assert over.state == "held"
    assert "It says “held” now" in refused.text
    client.post(url, {"seen": over.newest_change})
    over.refresh_from_db()
    assert over.state == "booked"


def test_a_mark_older_than_a_week_stays(cast):
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        held = PastMeetingFactory(mentorship=cast.mentorship)
        held.mark_held(by=cast.ben)

    with pytest.raises(Refused, match="more than a week ago"):
        held.put_back(by=cast.ben)


def test_there_must_be_a_mark_to_undo(cast, over):
    with pytest.raises(Refused, match="no mark"):
        over.put_back(by=cast.ben)


def test_an_ended_mentorship_marks_nothing(cast, over):
    cast.mentorship.ended_at = timezone.now()
    cast.mentorship.save()

    with pytest.raises(Refused, match="has ended"):
        over.mark_held(by=cast.ben)


def test_the_page_marks_and_asks_how_it_was(client, cast, over):
    client.force_login(cast.ben)

    refused = client.post(reverse("meetings:held", args=[over.pk]), {"minutes": 0, "channel": "video"})
    answer = client.post(reverse("meetings:held", args=[over.pk]), {"minutes": 30, "channel": "video"})

    assert refused.status_code == 422
    assert answer.url == reverse("meetings:rate", args=[over.pk])


def test_one_tap_marks_it_held_and_another_says_it_is_marked(client, cast, over):
    client.force_login(cast.ben)
    url = reverse("meetings:held", args=[over.pk])

    assert client.post(url).status_code == 302
    again = client.post(url, follow=True)

    over.refresh_from_db()
    assert over.state == "held"
    assert "not booked any more: held" in again.content.decode()


def record(cast, starts_at, minutes=30):
    return Meeting.objects.record_held(
        cast.mentorship, by=cast.ben, starts_at=starts_at, minutes=minutes, channel="phone"
    )


def test_a_session_that_was_not_booked_is_written_down(cast):
    held = record(cast, timezone.now() - timedelta(days=3))

    assert (held.state, held.held_minutes) == ("held", 30)
    assert [change.kind for change in held.changes.all()] == ["held"]


def test_back_dating_stays_between_the_first_day_and_now(cast):
    with pytest.raises(Refused, match="is still to come"):
        record(cast, timezone.now() + timedelta(days=2))
    with pytest.raises(Refused, match="Your mentorship began on"):
        record(cast, timezone.now() - timedelta(weeks=9))


@time_machine.travel(datetime(2026, 3, 9, 9, 0, tzinfo=UTC), tick=False)
def test_later_today_has_not_happened_yet(cast):
    with pytest.raises(Refused, match="later today"):
        record(cast, timezone.now() + timedelta(hours=2))


def test_one_that_is_written_down_twice_is_one_and_two_that_differ_are_two(cast):
    when = timezone.now() - timedelta(days=3)
    first = record(cast, when)

    assert record(cast, when) == first
    assert record(cast, when - timedelta(days=2)) != first
    for differs in ({"minutes": 45, "channel": "phone"}, {"minutes": 30, "channel": "video"}):
        with pytest.raises(AlreadyKnown):
            Meeting.objects.record_held(cast.mentorship, by=cast.ben, starts_at=when, **differs)
    other = MentorshipFactory(programme=cast.programme, mentee=cast.ben)
    elsewhere = Meeting.objects.record_held(other, by=cast.ben, starts_at=when, minutes=30, channel="phone")
    assert elsewhere.mentorship == other


def test_the_page_writes_it_down(client, cast):
    client.force_login(cast.amara)
    url = reverse("meetings:record", args=[cast.mentorship.pk])
    when = (timezone.now() - timedelta(days=2)).strftime("%Y-%m-%dT10:00")

    assert client.get(url).status_code == 200
    assert client.post(url, {"starts_at": when, "minutes": 0, "channel": "video"}).status_code == 422
    assert client.post(url, {"starts_at": when, "minutes": 40, "channel": "video"}).status_code == 302
    assert cast.mentorship.meetings.get().held_minutes == 40


def test_a_session_written_down_by_mistake_is_taken_away_altogether(client, cast):
    Mentorship.objects.filter(pk=cast.mentorship.pk).update(stage=Stage.AGREED)
    before = history_of(cast.mentorship)
    held = record(cast, timezone.now() - timedelta(hours=4))
    held.rate(by=cast.ben, useful=4)
    client.force_login(cast.amara)
    page = client.get(held.get_absolute_url()).text
    assert "Take this session away" in page and "Undo this mark" not in page

    answer = client.post(reverse("meetings:put_back", args=[held.pk]), {"seen": held.newest_change}, follow=True)

    assert "Taken away" in answer.text
    assert answer.redirect_chain == [(reverse("meetings:list", args=[cast.mentorship.pk]), 302)]
    assert not Meeting.objects.exists()
    assert history_of(cast.mentorship) == before
    cast.mentorship.refresh_from_db()
    assert cast.mentorship.stage == Stage.AGREED
    call_command("remind_meetings")
    assert not Notice.objects.filter(kind__in=["meetings/mail/did_you_meet", "meetings/mail/one_minute"]).exists()


def history_of(mentorship) -> list[dict]:
    ((_same, found),) = records([Mentorship.objects.get(pk=mentorship.pk)])
    return found["events"]


def test_shared_notes_are_not_taken_away_with_a_session(cast):
    held = record(cast, timezone.now() - timedelta(days=1))
    Note.objects.shared(held).write(by=cast.amara, body="We did meet.", version=0)

    with pytest.raises(Refused, match="Empty them first"):
        held.put_back(by=cast.ben)

    Note.objects.shared(held).write(by=cast.ben, body="", version=1)
    held.put_back(by=cast.ben)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("days", "is_offered"), [(6, True), (8, False)])
def test_undoing_is_offered_for_a_week(client, cast, over, time_machine, days, is_offered):
    time_machine.move_to(timezone.now())
    over.mark_held(by=cast.ben)
    written_down = record(cast, timezone.now() - timedelta(days=3))
    time_machine.shift(timedelta(days=days))
    client.force_login(cast.ben)

    assert ("Undo this mark" in client.get(over.get_absolute_url()).text) == is_offered
    assert ("Take this session away" in client.get(written_down.get_absolute_url()).text) == is_offered


@pytest.mark.parametrize("state", ["booked", "held"])
def test_what_was_booked_or_held_is_not_written_down_a_second_time(client, cast, over, state):
    if state == "held":
        over.mark_held(by=cast.amara)
    client.force_login(cast.ben)
    when = timezone.localtime(over.starts_at + timedelta(minutes=20)).strftime("%Y-%m-%dT%H:%M")

    answer = client.post(
        reverse("meetings:record", args=[cast.mentorship.pk]), {"starts_at": when, "minutes": 30, "channel": "video"}
    )

    assert answer.status_code == 422
    assert ("You have said already that you met on" if state == "held" else "You two had booked") in answer.text
    assert f'<a href="{over.get_absolute_url()}">Open that meeting</a>' in answer.text
    assert Meeting.objects.get() == over


@pytest.mark.parametrize("mark", ["mark_not_held", "cancelled", "beside"])
def test_what_did_not_take_place_then_stands_in_nobodys_way(cast, over, mark):
    if mark == "mark_not_held":
        over.mark_not_held(by=cast.ben)
    if mark == "cancelled":
        Meeting.objects.filter(pk=over.pk).update(state="cancelled")
    starts_at = over.ends_at if mark == "beside" else over.starts_at

    assert record(cast, starts_at).state == "held"


def test_an_introduction_keeps_its_mark(cast):
    met = HeldMeetingFactory(mentorship=cast.mentorship, kind="introduction")

    with pytest.raises(Refused, match="no mark"):
        met.put_back(by=cast.ben)


def test_while_they_talk_the_talk_stands_first_and_afterwards_whether_they_met(client, cast):
    meeting = MeetingFactory(
        mentorship=cast.mentorship, starts_at=timezone.now() - timedelta(minutes=10), guide="closing", guide_by=cast.ben
    )
    client.force_login(cast.ben)

    page = client.get(meeting.get_absolute_url()).text
    assert page.index('id="guide"') < page.index("Shared notes</h2>") < page.index("Did you meet?")

    Meeting.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    page = client.get(meeting.get_absolute_url()).text
    assert page.index("Did you meet?") < page.index('id="guide"') < page.index("Shared notes</h2>")
    assert page.count("Did you meet?") == 1


def test_a_refused_mark_loaded_anew_leads_to_the_meeting(client, cast, over):
    address = reverse("meetings:held", args=[over.pk])
    client.force_login(cast.ben)
    refused = client.post(address, {"minutes": "0", "channel": "phone"})

    again = client.get(address)

    assert (refused.status_code, again.status_code, again["Location"]) == (422, 302, over.get_absolute_url())
    over.refresh_from_db()
    assert over.state == "booked"
