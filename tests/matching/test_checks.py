"""What cannot be is refused with a sentence that names it; what is only extreme is matched."""

import math
from dataclasses import replace

import numpy as np
import pytest

from alongside.matching import ImpossibleValue, MatchingError, Mentee, Mentor, WhatIf, match, next_best, why_unmatched
from alongside.matching.style import TRAITS

BEN = Mentee(id="ben", name="Ben")
AMARA = Mentor(id="amara", name="Amara")
NAN = math.nan


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"years": NAN}, "Ben has nan as years of experience. Give 0 or more."),
        ({"years": math.inf}, "Ben has inf as years of experience"),
        ({"years": -1}, "Ben has -1 as years of experience"),
        ({"months": -3}, "Ben has -3 as length in months"),
        ({"every_days": NAN}, "Ben has nan as days between meetings"),
        ({"style": {"pace": 6}}, "Ben has 6 as pace. Give a number from 1 to 5."),
        ({"style": {"pace": 2.5}}, "Ben has 2.5 as pace. Give a whole number."),
        ({"personality": {**dict.fromkeys(TRAITS, 3.0), "openness": NAN}}, "Ben has nan as openness"),
        ({"hours": frozenset({0, 336})}, "Ben has 336 as a free half hour of the week"),
        ({"hours": frozenset({-1})}, "Ben has -1 as a free half hour of the week"),
        ({"goals": (0.5, NAN)}, "Ben has goals that cannot be compared"),
        ({"urgency": -1}, "Ben has -1 as urgency"),
    ],
)
def test_a_number_that_cannot_be_is_refused_whoever_gave_it(said, told):
    with pytest.raises(ImpossibleValue, match=told) as caught:
        match([Mentee(id="eva"), replace(BEN, **said)], [AMARA])

    assert isinstance(caught.value, MatchingError)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"capacity": -1}, "Amara has -1 as capacity. Give a number from 0 to 1000."),
        ({"capacity": NAN}, "Amara has nan as capacity"),
        ({"capacity": 1.5}, "Amara has 1.5 as capacity. Give a whole number."),
        ({"load": -2}, "Amara has -2 as load"),
        ({"goals": (1.0,)}, "Amara has goals that cannot be compared with the others'"),
    ],
)
def test_a_mentors_numbers_are_looked_at_too(said, told):
    with pytest.raises(ImpossibleValue, match=told):
        match([replace(BEN, goals=(1.0, 0.0))], [replace(AMARA, **said)])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"mode": "best"}, "There is no mode “best”. There are total, fairest, stable."),
        ({"solver": "magic"}, "There is no solver “magic”. There are lemon, ortools."),
        ({"at_least": 45}, "at_least is 45. Give a number from 0 to 1."),
        ({"at_least": NAN}, "at_least is nan"),
        ({"spread": -0.1}, "spread is -0.1"),
        ({"rounds": 0}, "rounds is 0. Give 1 or more."),
    ],
)
def test_a_way_of_matching_that_does_not_exist_is_refused(asked, told):
    with pytest.raises(ImpossibleValue, match=told):
        match([BEN], [AMARA], **asked)


@pytest.mark.parametrize("mode", ["total", "fairest", "stable"])
def test_mentors_who_take_nobody_are_no_mistake(mode):
    people = [BEN, Mentee(id="eva", name="Eva")]

    matching = match(people, [replace(AMARA, capacity=0), Mentor(id="zoe", name="Zoe", capacity=0)], mode=mode)

    assert matching.pairings == ()
    assert list(matching.unmatched) == people
    assert "every place there is taken" in why_unmatched(matching, "ben")


@pytest.mark.parametrize("mode", ["total", "fairest", "stable"])
def test_where_everyone_is_ruled_out_nobody_is_matched_and_it_is_said_why(mode):
    matching = match([replace(BEN, blocked=frozenset({"amara"}))], [AMARA], mode=mode)

    assert matching.pairings == ()
    assert "are not to be paired" in why_unmatched(matching, "ben")
    assert next_best(matching, "ben") == []


def test_goals_may_be_given_as_arrays():
    ben = replace(BEN, goals=np.array([1.0, 0.0]))
    near, far = replace(AMARA, goals=np.array([1.0, 0.1])), Mentor(id="zoe", goals=np.array([-1.0, 0.0]))

    assert match([ben], [far, near]).pairings[0].mentor == near


def asks(id: str, *topics: str, **said: object) -> Mentee:
    return Mentee(id=id, name=id.title(), topics=frozenset(topics), **said)


def offers(id: str, *topics: str, **said: object) -> Mentor:
    return Mentor(id=id, name=id.title(), topics=frozenset(topics), **said)


def test_with_a_least_score_still_as_many_are_matched_as_can_be():
    """Ben alone with the mentor both could have would score more in all, but then Eva would have nobody."""
    ben, eva = asks("ben", "law", "art"), asks("eva", "law", "tax", "art", "poetry")
    amara, zoe = offers("amara", "law", "art", "tax"), offers("zoe", "law")

    matching = match([ben, eva], [amara, zoe], at_least=0.49)

    assert {pairing.mentee.id: pairing.mentor.id for pairing in matching.pairings} == {"ben": "zoe", "eva": "amara"}
    assert matching.worst >= 0.49
    assert matching.proven


def test_with_a_least_score_who_was_left_out_last_time_still_comes_first():
    first = asks("eva", "law", "art", urgency=1)

    matching = match([asks("ben", "law"), first], [offers("amara", "law")], at_least=0.4)

    assert [pairing.mentee for pairing in matching.pairings] == [first]


@pytest.mark.parametrize("mode", ["total", "fairest", "stable"])
def test_no_mode_makes_a_pair_below_the_least_score(mode):
    matching = match(
        [asks("ben", "law"), asks("eva", "art")], [offers("amara", "law", capacity=2)], at_least=0.5, mode=mode
    )

    assert [pairing.mentee.id for pairing in matching.pairings] == ["ben"]
    assert "scores 40% for Eva, less than was asked for" in why_unmatched(matching, "eva")


def test_what_if_leaves_out_who_would_fall_below_the_least_score():
    people = [asks("ben", "law", values=frozenset({"fairness"}))]
    matching = match(people, [offers("amara", "law", values=frozenset({"fun"}))], at_least=0.4)

    then = WhatIf(matching)(weights={"values": 5, "topics": 0})

    assert (len(matching.pairings), then.unmatched) == (1, 1)


def test_who_was_well_paired_before_is_favoured_where_the_programme_wants_that():
    mentors = [offers("amara", "law"), offers("zoe", "law", good_with=frozenset({"ben"}))]

    as_usual = match([asks("ben", "law")], mentors)
    again = match([asks("ben", "law")], mentors, weights={"before": 0.1})

    assert as_usual.pairings[0].mentor.id == "amara"
    assert again.pairings[0].mentor.id == "zoe"
