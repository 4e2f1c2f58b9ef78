"""What one of a pair does in private changes nothing that anybody else can read by a key."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from alongside.web.api.reference import document
from tests.factories.mentorships import meet
from tests.factories.private import ACTS, make_private_acts_possible
from tests.factories.readings import take_readings


@pytest.mark.parametrize("act", ACTS)
def test_what_ben_does_in_private_changes_nothing_that_amara_can_read(cast, act, all_of):
    make_private_acts_possible(cast.mentorship, cast.ben)
    take_readings()
    # What a key says of itself is hers, and has nothing to do with him.
    before = all_of(cast.amara)

    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        ACTS[act](cast.mentorship, cast.ben)
        take_readings()
        after = all_of(cast.amara)

    assert after == before


# What is written for coordinators is theirs to read of.
@pytest.mark.parametrize("act", [act for act in ACTS if act != "writes feedback for coordinators"])
def test_nor_what_a_coordinator_reads_where_the_programme_shows_none_of_it(cast, act, all_of):
    make_private_acts_possible(cast.mentorship, cast.ben)
    take_readings()
    before = all_of(cast.chidi)

    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        ACTS[act](cast.mentorship, cast.ben)
        take_readings()
        after = all_of(cast.chidi)

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
