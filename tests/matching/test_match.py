"""The front door: people in, pairs out, and each way it can be asked."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import alongside.matching
from alongside.errors import AlongsideError, CannotLock, ImpossibleValue, NoOneToMatch, UnknownPerson
from alongside.matching import Mentee, Mentor, Weighing, match
from alongside.matching.rules import Own
from tests.matching import folk


def mentee(name: str, *topics: str, **more) -> Mentee:
    return Mentee(id=name.lower(), name=name, topics=frozenset(topics), **more)


def mentor(name: str, *topics: str, **more) -> Mentor:
    return Mentor(id=name.lower(), name=name, topics=frozenset(topics), **more)


def pairs(matching) -> dict[str, str]:
    return {pairing.mentee.id: pairing.mentor.id for pairing in matching.pairings}


BEN, EVA, KIM = mentee("Ben", "law"), mentee("Eva", "law", "art"), mentee("Kim", "art")
AMARA, ZOE = mentor("Amara", "law", "art"), mentor("Zoe", "art")


def test_everyone_is_matched_before_anything_else():
    matching = match([BEN, EVA], [AMARA, ZOE])

    assert pairs(matching) == {"ben": "amara", "eva": "zoe"}
    assert matching.proven
    assert not matching.unmatched
    assert 0 < matching.worst <= matching.score <= 1


def test_who_was_left_out_last_time_comes_first():
    matching = match([BEN, mentee("Kim", "art", urgency=1)], [mentor("Amara", "law")])

    assert pairs(matching) == {"kim": "amara"}
    assert [str(one) for one in matching.unmatched] == ["Ben"]


def test_a_locked_pair_stands_whatever_the_rules_say_and_takes_a_place():
    kim = mentee("Kim", "art", blocked=frozenset({"amara"}))

    matching = match([BEN, EVA, kim], [AMARA, ZOE], locked=[("kim", "amara")])

    assert pairs(matching)["kim"] == "amara"
    assert matching.by_mentee["kim"].locked
    assert matching.load == {"amara": 1, "zoe": 1}


def test_all_pairs_locked_leaves_nothing_to_do():
    matching = match([BEN], [AMARA], locked=[("ben", "amara"), ("ben", "amara")])

    assert pairs(matching) == {"ben": "amara"}
    assert matching.proven
    assert matching.worst == 0


@pytest.mark.parametrize(
    ("locked", "error", "told"),
    [
        ([("ben", "amara"), ("ben", "zoe")], CannotLock, "Ben is locked to two mentors"),
        ([("ben", "amara"), ("eva", "amara")], CannotLock, "Amara has room for 1, fewer than are locked"),
        ([("nobody", "amara")], UnknownPerson, "no mentee with the id “nobody”"),
        ([("ben", "nobody")], UnknownPerson, "no mentor with the id “nobody”"),
    ],
)
def test_a_lock_that_cannot_stand_is_refused(locked, error, told):
    with pytest.raises(error, match=told):
        match([BEN, EVA], [AMARA, ZOE], locked=locked)


def test_a_forbidden_pair_is_not_made_and_forbidding_strangers_does_nothing():
    matching = match([BEN], [AMARA, ZOE], forbidden=[("ben", "amara"), ("x", "amara"), ("ben", "y")])

    assert pairs(matching) == {"ben": "zoe"}


def test_a_pair_scoring_too_little_is_left_out_when_asked():
    assert pairs(match([BEN], [ZOE])) == {"ben": "zoe"}
    assert pairs(match([BEN], [ZOE], at_least=0.9)) == {}
    assert pairs(match([BEN], [AMARA], at_least=0.3)) == {"ben": "amara"}


def test_the_load_is_spread_as_far_as_it_is_worth():
    roomy = mentor("Amara", "law", "art", capacity=3)
    slightly_worse = mentor("Zoe", "art", capacity=3)

    assert match([BEN, EVA], [roomy, slightly_worse]).load == {"amara": 2}
    assert match([BEN, EVA], [roomy, slightly_worse], spread=0.5).load == {"amara": 1, "zoe": 1}


def test_weights_change_who_is_matched():
    ben = mentee("Ben", "law", values=frozenset({"fun"}))
    lawyer, funny = mentor("Amara", "law"), mentor("Zoe", "art", values=frozenset({"fun"}))

    assert pairs(match([ben], [lawyer, funny], weights={"values": 0})) == {"ben": "amara"}
    assert pairs(match([ben], [lawyer, funny], weights={"values": 5})) == {"ben": "zoe"}


def test_a_programme_adds_its_own_rule():
    site = Own(
        lambda person: person.answers.get("site"),
        lambda one, other: "They are at different sites." if one.answers != other.answers else None,
    )
    north, south = {"site": "north"}, {"site": "south"}
    ben = mentee("Ben", "law", answers=north)
    lawyers = [mentor("Amara", "law", answers=south), mentor("Zoe", answers=north)]

    assert pairs(match([ben], lawyers, weighing=Weighing(rules=[site]))) == {"ben": "zoe"}


def test_a_stable_matching_has_no_gap_to_speak_of():
    matching = match([BEN, EVA], [AMARA, ZOE], mode="stable")

    assert matching.gap is None
    assert not matching.proven
    assert len(matching.pairings) == 2


def test_mentors_may_weigh_otherwise_in_a_stable_matching():
    kim = mentee("Kim", "law", values=frozenset({"fun"}))
    amara = mentor("Amara", "law", values=frozenset({"fun"}))
    by_values = Weighing(weights={"values": 100})

    assert pairs(match([BEN, kim], [amara], mode="stable", mentors_weighing=by_values)) == {"kim": "amara"}


def test_the_fairest_makes_the_worst_pair_better_than_the_total_does():
    people = [mentee("Ben", "a", "b", "c", "d"), mentee("Eva", "a", "b", "c", "d")]
    mentors = [mentor("Amara", "a", "b", "c", "d"), mentor("Zoe", "a")]

    total, fair = match(people, mentors), match(people, mentors, mode="fairest")

    assert fair.worst >= total.worst
    assert fair.proven


@pytest.mark.parametrize(
    ("mentees", "mentors", "error", "told"),
    [
        ([], [AMARA], NoOneToMatch, "There is no mentee to match"),
        ([BEN], [], NoOneToMatch, "There is no mentor to match"),
        ([BEN, BEN], [AMARA], UnknownPerson, "mentee id “ben” is given 2 times"),
        ([BEN], [mentor("Amara", capacity=-1)], ImpossibleValue, "Amara has -1 as capacity"),
    ],
)
def test_what_cannot_be_matched_is_refused_with_a_sentence(mentees, mentors, error, told):
    with pytest.raises(error, match=told) as caught:
        match(mentees, mentors)

    assert isinstance(caught.value, AlongsideError)


@given(mentees=folk.mentees(), mentors=folk.mentors(), mode=st.sampled_from(["total", "fairest", "stable"]))
@settings(max_examples=100)
def test_whatever_people_say_no_rule_is_broken_and_no_capacity_exceeded(mentees, mentors, mode):
    matching = match(mentees, mentors, mode=mode)

    assert len(matching.pairings) + len(matching.unmatched) == len(mentees)
    for pairing in matching.pairings:
        assert matching.weighing.forbidden(pairing.mentee, pairing.mentor) == []
        assert 0 <= pairing.score <= 1
    for one in mentors:
        assert matching.load[one.id] <= one.capacity


@pytest.mark.parametrize("name", [info.name for info in pkgutil.iter_modules(alongside.matching.__path__)])
def test_examples_in_docstrings_run(name):
    module = importlib.import_module(f"alongside.matching.{name}")

    assert doctest.testmod(module).failed == 0
    assert doctest.testmod(alongside.matching).failed == 0
