"""What one of a pair does in private changes nothing that anybody else can read by a key."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from alongside.web.api.reference import document
from tests.factories.calendars import busy
from tests.factories.meetings import MeetingFactory
from tests.factories.mentorships import MentorshipFactory, meet
from tests.factories.private import ACTS, make_private_acts_possible
from tests.factories.programmes import MembershipFactory, ProgrammeFactory
from tests.factories.readings import take_readings

# What is written for coordinators is theirs to read of.
FOR_COORDINATORS = "writes feedback for coordinators"


@pytest.fixture
def midday():
    """Five minutes later it is the same day, whose reading is not told as another one."""
    with time_machine.travel(datetime(2026, 3, 3, 12, tzinfo=UTC)):
        yield


@pytest.mark.parametrize(
    ("act", "reader"),
    [(act, who) for act in ACTS for who in ("amara", "chidi") if (act, who) != (FOR_COORDINATORS, "chidi")],
)
def test_what_ben_does_in_private_changes_nothing_that_others_can_read(midday, cast, act, reader, all_of):
    """Neither his partner nor, where the programme shows none of it, a coordinator."""
    make_private_acts_possible(cast.mentorship, cast.ben)
    take_readings()
    # What a key says of itself is its person's, and has nothing to do with him.
    before = all_of(getattr(cast, reader))

    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        ACTS[act](cast.mentorship, cast.ben)
        take_readings()
        after = all_of(getattr(cast, reader))

    assert after == before


def test_a_verdict_is_told_to_nobody(cast, all_of):
    cast.mentorship = cast.new_mentorship
    introduction = meet(cast.mentorship)
    before = [all_of(person) for person in (cast.amara, cast.chidi)]

    introduction.give_verdict(by=cast.ben, answer="not_a_fit")

    assert [all_of(person) for person in (cast.amara, cast.chidi)] == before


def test_no_private_kind_has_a_route_and_no_field_of_one_is_in_the_document():
    told = {name for schema in document()["components"]["schemas"].values() for name in schema.get("properties", {})}

    assert not told & {"helped", "risk", "answers", "verdict", "verdicts", "ratings", "useful", "feedback", "concerns",
                       "messages", "notes", "words", "reasons", "by", "email_address", "phone"}  # fmt: skip


def test_nobody_reads_by_a_key_that_somebody_gave_a_calendar_or_is_busy_in_it(cast, all_of):
    assert cast.mentorship
    told = [all_of(person) for person in (cast.amara, cast.chidi)]
    booked = MeetingFactory(mentorship=cast.mentorship)
    with_meeting = [all_of(person) for person in (cast.amara, cast.chidi)]
    assert with_meeting != told

    busy(cast.ben, booked.starts_at)

    assert [all_of(person) for person in (cast.amara, cast.chidi)] == with_meeting
    assert "heron" not in str(all_of(cast.ben)), "not even to oneself: a key reads no address of a calendar"


def test_a_coordinator_in_two_programmes_reads_in_one_nothing_of_the_other(cast, ask):
    """Numbers of one programme lead to nothing below the address of another."""
    elsewhere = MentorshipFactory(programme=ProgrammeFactory(name="Elsewhere"))
    MembershipFactory(programme=elsewhere.programme, person=cast.chidi, role="coordinator")

    here = ask(cast.chidi, f"/programmes/{cast.programme.pk}/mentorships").json()["items"]
    there = ask(cast.chidi, f"/programmes/{elsewhere.programme_id}/mentorships").json()["items"]

    assert elsewhere.pk not in [one["id"] for one in here]
    assert [one["id"] for one in there] == [elsewhere.pk]
