"""Before a matching: what is asked for and offered, and who cannot be matched at all."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from alongside.matching import Alone, Topic, Weighing, match, nobody_for, topics
from tests.matching import folk
from tests.matching.test_match import mentee, mentor


def test_topics_are_counted_with_the_places_behind_them():
    asked = [mentee("Ben", "Law", "art"), mentee("Eva", "law")]
    offered = [mentor("Amara", "law", capacity=3), mentor("Zoe", "music")]

    assert topics(asked, offered) == [
        Topic("art", wanted=1, offered=0, places=0),
        Topic("Law", wanted=2, offered=1, places=3),
        Topic("music", wanted=0, offered=1, places=1),
    ]
    assert topics(asked, offered)[0].short == 1


def test_whom_a_rule_leaves_nobody_is_named_with_the_rule():
    ben = mentee("Ben", "law", languages=frozenset({"German"}))
    eva = mentee("Eva", "law", languages=frozenset({"English"}))
    english = [mentor(name, "law", languages=frozenset({"English"})) for name in ("Amara", "Zoe")]

    (alone,) = nobody_for([ben, eva], english, Weighing())

    assert alone.person is ben
    assert alone.why == "For every mentor the reason is of this kind: Ben and Amara share no language."


def test_without_a_place_nobody_can_be_matched():
    ben = mentee("Ben", "law")

    assert nobody_for([ben], [mentor("Amara", "law", capacity=0)], Weighing()) == [Alone(ben, "No mentor has room.")]
    assert nobody_for([], [mentor("Amara", "law")], Weighing()) == []


@given(folk.mentees(), folk.mentors())
def test_nobody_who_is_named_is_ever_matched_and_with_room_for_all_everybody_else_is(mentees, mentors):
    roomy = [replace(one, capacity=len(mentees)) for one in mentors]
    alone = {one.person.id for one in nobody_for(mentees, roomy, Weighing())}

    matching = match(mentees, roomy)

    assert {one.id for one in matching.unmatched} == alone
