from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.health import assess
from alongside.web.concerns.models import Concern
from alongside.web.meetings.models import Meeting
from alongside.web.mentorships.models import Ending, Mentorship, Pause
from alongside.web.readings.records import records, relationships
from tests.factories.lives import hold, live_once_of_everything, set_goal
from tests.factories.meetings import MeetingFactory
from tests.factories.mentorships import MentorshipFactory

# Every kind of the history format that Alongside's own rows can write. A concern stays out.
KINDS = {
    "introduction_held",
    "introduction_answered",
    "agreement_signed",
    "goal_set",
    "goal_agreed",
    "goal_revised",
    "goal_reviewed",
    "goal_progress",
    "goal_closed",
    "meeting_booked",
    "meeting_moved",
    "meeting_cancelled",
    "meeting_missed",
    "meeting_held",
    "prepared",
    "meeting_rated",
    "action_added",
    "action_done",
    "message",
    "contact_logged",
    "checkin_asked",
    "checkin_answered",
    "feedback_given",
    "paused",
    "resumed",
    "ended",
}


@pytest.fixture
def whole_life(cast) -> Mentorship:
    live_once_of_everything(cast.mentorship)
    Ending.objects.create(mentorship=cast.mentorship, reason="early_met", by=cast.ben)
    Concern.objects.create(
        programme=cast.programme, mentorship=cast.mentorship, by=cast.ben, sent_to=cast.efua, text="Private"
    )
    return cast.mentorship


def read(mentorship: Mentorship) -> dict:
    ((_same, record),) = records(Mentorship.objects.filter(pk=mentorship.pk))
    return record


def test_every_kind_of_row_becomes_its_event(whole_life):
    assert {event["kind"] for event in read(whole_life)["events"]} == KINDS


def test_a_concern_never_leaves_its_own_room(whole_life):
    assert "concern" not in str(read(whole_life))


def test_no_word_that_anybody_wrote_is_in_the_record(whole_life):
    record = str(read(whole_life))

    for words in ("Give a talk", "Outline it", "One?", "Shall we?", "Private", "Amara", "Ben"):
        assert words not in record


def test_the_engine_accepts_the_record_without_a_remark(whole_life):
    ((_same, relationship),) = relationships(Mentorship.objects.filter(pk=whole_life.pk))

    assert relationship.remarks == ()
    assert not relationship.unknown_kinds
    assert len(relationship.events) == len(read(whole_life)["events"])


def test_an_action_names_its_goal_and_owner_and_whether_it_helped(whole_life):
    events = {event["kind"]: event for event in read(whole_life)["events"]}

    assert events["action_added"]["owner"] == "mentee"
    assert events["action_added"]["goal"] == events["goal_set"]["goal"]
    assert events["action_done"]["helped"] == "yes"


def test_a_pause_names_its_last_day_and_not_the_day_on_which_they_go_on(cast):
    noon = datetime(2026, 3, 9, 12, tzinfo=UTC)
    Pause.objects.create(mentorship=cast.mentorship, by=cast.ben, starts_at=noon, until=date(2026, 3, 12))

    (paused,) = [event for event in read(cast.mentorship)["events"] if event["kind"] == "paused"]

    assert paused["until"] == "2026-03-11"


def test_a_pause_ends_on_no_day_before_it_began_on_the_clock_of_the_two(cast):
    type(cast.amara).objects.filter(pk__in=[cast.amara.pk, cast.ben.pk]).update(time_zone="Asia/Tokyo")
    evening = datetime(2026, 3, 9, 20, tzinfo=UTC)  # in Tokyo it is the tenth
    Pause.objects.create(mentorship=cast.mentorship, by=cast.ben, starts_at=evening, until=date(2026, 3, 10))

    (paused,) = [event for event in read(cast.mentorship)["events"] if event["kind"] == "paused"]

    assert paused["until"] == "2026-03-10"


def test_the_author_of_a_version_does_not_count_as_agreeing_to_it(whole_life):
    agreed = [event for event in read(whole_life)["events"] if event["kind"] == "goal_agreed"]

    assert [event["by"] for event in agreed] == ["mentor"]


def test_a_mark_that_was_taken_back_leaves_nothing_behind(cast):
    live_once_of_everything(cast.mentorship)
    cast.mentorship.meetings.filter(state="held", kind="session").update(state="booked")

    assert "meeting_held" not in {event["kind"] for event in read(cast.mentorship)["events"]}


def test_every_event_names_the_row_it_came_from(whole_life):
    assert all(":" in event["row"] for event in read(whole_life)["events"])


def test_the_number_of_queries_does_not_grow_with_the_mentorships(cast):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            list(relationships(Mentorship.objects.select_related("programme")))
        return len(caught)

    live_once_of_everything(cast.mentorship)
    one = queries()
    for _ in range(4):
        live_once_of_everything(MentorshipFactory(programme=cast.programme))

    assert queries() == one


def test_a_meeting_that_went_with_an_ending_taken_back_is_held_against_nobody(cast):
    kept, lost = (MeetingFactory(mentorship=cast.mentorship) for _ in range(2))
    lost.cancel(by=cast.ben, reason="other")
    assert not Meeting.objects.get(pk=lost.pk).went_with_the_ending

    cast.mentorship.end(by=cast.ben, reason="no_fault")
    Mentorship.objects.get().reopen(by=cast.ben)

    told = {(event["kind"], event["row"]) for event in read(cast.mentorship)["events"]}
    assert ("meeting_cancelled", f"meeting:{lost.pk}") in told
    assert f"meeting:{kept.pk}" not in {row for _kind, row in told}
    ((_same, relationship),) = relationships(Mentorship.objects.filter(pk=cast.mentorship.pk))
    assert relationship.remarks == ()


def test_the_page_of_a_meeting_that_went_with_an_ending_names_nobody(client, cast):
    meeting = MeetingFactory(mentorship=cast.mentorship)
    cast.mentorship.end(by=cast.ben, reason="no_fault")
    client.force_login(cast.amara)

    assert "Your mentorship ended" in client.get(meeting.get_absolute_url()).content.decode()
    assert meeting.changes.get(kind="cancelled").by is None


def test_a_first_evening_that_is_the_day_before_in_utc_counts_from_the_first_day(cast):
    eve = cast.mentorship.began_on - timedelta(days=1)
    cast.mentorship.contacts.create(by=cast.ben, channel="phone", happened_on=eve)
    hold(cast.mentorship, -1)

    ((_same, relationship),) = relationships(Mentorship.objects.filter(pk=cast.mentorship.pk))
    assert relationship.remarks == ()


def test_a_goal_taken_up_again_is_open_and_was_looked_at_then(cast, time_machine):
    """Closed too soon and reopened by the other: nobody may read that it has been resting for months."""
    goal = set_goal(cast.mentorship, 1)
    goal.close(by=cast.ben, outcome="met")
    time_machine.move_to(timezone.now() + timedelta(hours=20))
    goal.reopen(by=cast.amara)
    today = timezone.localdate()

    events = [event for event in read(cast.mentorship)["events"] if event.get("goal")]
    assert [(event["kind"], event["by"]) for event in events if event["kind"] != "goal_agreed"] == [
        ("goal_set", "mentee"),
        ("goal_reviewed", "mentor"),
    ]
    ((_same, relationship),) = relationships(Mentorship.objects.all())
    rules = {finding.rule for finding in assess(relationship, on=today).findings}
    assert not rules & {"goals.forgotten", "goals.moving", "ending.goals_met"}

    goal.close(by=cast.amara, outcome="partly")
    assert [event["kind"] for event in read(cast.mentorship)["events"] if event.get("goal")][-2:] == [
        "goal_reviewed",
        "goal_closed",
    ]
