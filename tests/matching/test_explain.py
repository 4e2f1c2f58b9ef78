"""A matching answers why, who was next, why not, and why nobody."""
# ruff: noqa: E501 - a case is a line, so that the table can be read down

from __future__ import annotations

import pytest
from hypothesis import given, settings

from alongside.errors import UnknownPerson
from alongside.matching import match, next_best, why, why_not, why_unmatched
from alongside.matching.practical import Experience
from alongside.matching.style import WorkingStyle
from tests.matching import folk
from tests.matching.test_match import AMARA, BEN, EVA, ZOE, mentee, mentor


def test_why_says_what_speaks_for_the_pair_and_what_does_not():
    eva = mentee("Eva", "law", values=frozenset({"fun"}))
    matching = match([eva], [mentor("Amara", "law", values=frozenset({"order"}))])

    told = why(matching, "eva")

    assert str(told) == "Eva and Amara:\n+ Amara can help with law.\n- They named different values."
    assert sum(told.shares.values()) == pytest.approx(told.score) == pytest.approx(matching.pairings[0].score, abs=1e-3)


def test_why_needs_a_pair():
    matching = match([BEN, EVA], [ZOE])

    with pytest.raises(UnknownPerson, match="has no mentor in this matching"):
        why(matching, matching.unmatched[0].id)
    with pytest.raises(UnknownPerson, match="no mentee with the id “nobody”"):
        why(matching, "nobody")


def test_who_was_next_and_by_how_much():
    matching = match([BEN, EVA], [AMARA, ZOE], locked=[("eva", "zoe")])

    (after, less), *others = next_best(matching, "ben")

    assert (str(after), others) == ("Zoe", [])
    assert less < 0
    assert next_best(matching, "eva") == []


def test_who_was_next_for_someone_without_a_mentor():
    matching = match([BEN, EVA], [AMARA])

    assert next_best(matching, "ben") == [] or next_best(matching, "ben")[0][1] > 0
    assert len(next_best(matching, matching.unmatched[0].id)) == 1


@pytest.mark.parametrize(
    ("set_up", "pair", "told"),
    [
        (lambda: match([BEN], [AMARA, ZOE]), ("ben", "amara"), "Ben and Amara were matched."),
        (lambda: match([BEN], [AMARA, ZOE]), ("ben", "zoe"), "Ben fits Amara as well or better"),
        (lambda: match([BEN], [AMARA, ZOE], locked=[("ben", "zoe")]), ("ben", "amara"), "was set with Zoe by hand"),
        (lambda: match([BEN], [AMARA, ZOE], forbidden=[("ben", "amara")]), ("ben", "amara"), "were ruled out"),
        (lambda: match([BEN, EVA], [AMARA, ZOE]), ("eva", "amara"), "Amara's places went to Ben; with Eva instead, the others would lose 10% more"),
        (lambda: match([BEN], [mentor("Amara", "law", capacity=0), ZOE]), ("ben", "amara"), "takes nobody at the moment"),
        (lambda: match([mentee("Ben", blocked=frozenset({"zoe"}))], [AMARA, ZOE]), ("ben", "zoe"), "are not to be paired"),
        (lambda: match([BEN], [AMARA], at_least=0.9), ("ben", "amara"), "Ben and Amara fit by 60%, less than was asked for."),
        (lambda: match([BEN], [AMARA, ZOE], mode="stable"), ("ben", "zoe"), "Ben fits Amara as well or better"),
        (lambda: match([BEN, mentee("Ida", "law")], [AMARA], mode="stable"), ("ida", "amara"), "went to Ben, who fit"),
        (lambda: match([BEN], [mentor("Amara", capacity=0)], mode="stable"), ("ben", "amara"), "takes nobody"),
    ],
)  # fmt: skip
def test_why_not_that_mentor(set_up, pair, told):
    assert told in why_not(set_up(), *pair).text


def test_why_not_says_when_it_was_a_choice_between_equals():
    matching = match([BEN, mentee("Ida", "law")], [AMARA])

    assert "Between equals one had to be chosen" in why_not(matching, matching.unmatched[0].id, "amara").text


def test_why_not_names_the_person_who_would_be_left_out():
    only_amara = mentee("Ben", "law", blocked=frozenset({"zoe"}))

    answer = why_not(match([only_amara, EVA], [AMARA, ZOE]), "eva", "amara")

    assert "someone who can be matched would be left out" in answer.text
    assert answer.cost > 1


@pytest.mark.parametrize(
    ("set_up", "told"),
    [
        (lambda: match([BEN], [AMARA]), "Ben is matched with Amara."),
        (lambda: match([mentee("Ben", blocked=frozenset({"amara"}))], [AMARA]), "For every mentor the reason is"),
        (lambda: match([BEN], [AMARA], forbidden=[("ben", "amara")]), "Every mentor was ruled out by hand."),
        (lambda: match([BEN, mentee("Ida", "law", urgency=1)], [AMARA]), "The only possible mentor is Amara"),
        (lambda: match([BEN, *(mentee(n, "law", urgency=1) for n in "XY")], [AMARA, ZOE]), "2 mentors are possible"),
        (lambda: match([BEN], [AMARA], at_least=0.95), "less than was asked for"),
    ],
)  # fmt: skip
def test_why_someone_is_unmatched(set_up, told):
    assert told in why_unmatched(set_up(), "ben")


@given(mentees=folk.mentees(), mentors=folk.mentors())
@settings(max_examples=60)
def test_everything_that_can_be_asked_has_an_answer(mentees, mentors):
    matching = match(mentees, mentors)

    for one in mentees:
        assert why_unmatched(matching, one.id)
        for other in mentors:
            answer = why_not(matching, one.id, other.id)
            assert answer.text
            assert answer.cost is None or answer.cost >= 0


def test_something_shared_never_stands_under_what_does_not_match():
    many = frozenset({"order", "fun", "care", "craft", "growth"})
    told = why(
        match([mentee("Eva", values=many)], [mentor("Amara", values=frozenset({"order", "a", "b", "c", "d"}))]), "eva"
    )

    assert told.reasons[1].score < 0.35
    assert told.does_not_match == [] and told.speaks_for == []


def test_half_of_what_is_asked_for_speaks_for_the_pair_and_names_the_other_half():
    told = why(match([mentee("Eva", "hiring", "pricing")], [mentor("Amara", "hiring")]), "eva")

    assert [one.text for one in told.speaks_for] == ["Amara can help with hiring, but not with pricing."]
    assert told.does_not_match == []


def test_lengths_that_are_near_but_differ_speak_neither_for_nor_against():
    told = why(match([mentee("Eva", months=9)], [mentor("Amara", months=6)]), "eva")

    assert told.speaks_for == told.does_not_match == []


def test_a_long_list_of_ways_that_suit_is_cut_short():
    style = dict.fromkeys(("a", "b", "c", "d", "e"), 3)
    fit = WorkingStyle(list(style)).fit(mentee("Eva", style=style), mentor("Amara", style=style))

    assert fit.text == "Their a, b, c and more suit each other."


@pytest.mark.parametrize(
    ("years", "text"), [(1, "has 1 more year of"), (30, "30 more years of experience, a wide gap")]
)
def test_a_wide_gap_in_experience_is_called_one(years, text):
    assert text in Experience().fit(mentee("Eva", years=0), mentor("Amara", years=years)).text
