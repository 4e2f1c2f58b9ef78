"""What the rules make of answers from one to five: low, lower than before, or as they have always been."""

from __future__ import annotations

import pytest

from alongside.health import Finding, Level, Relationship, explain
from alongside.health.events import CHANNEL_OF_ITEM
from alongside.health.remedies import REMEDIES
from tests.health.lives import answered, event, findings, held, life, rated

NAMES = {"mentor": "Amara", "mentee": "Ben"}
DAYS = range(5, 400, 14)


def rating(*useful: int, by: tuple[str, ...] = ("mentor", "mentee")) -> Relationship:
    """Sessions every two weeks, rated so by each of them."""
    return life(
        *(
            each
            for day, value in zip(DAYS, useful, strict=False)
            for each in (held(day), *(rated(day, side, value) for side in by))
        )
    )


def answering(item: str, *values: int, by: tuple[str, ...] = ("mentor", "mentee")) -> Relationship:
    """Check-ins every two weeks with these answers to one item."""
    return life(
        *(answered(day, side, **{item: value}) for day, value in zip(DAYS, values, strict=False) for side in by)
    )


def noticed(it: Relationship, answers: int, rule: str) -> Finding | None:
    return findings(it, DAYS[answers - 1] + 1).get(rule)


# Ratings after sessions ----------------------------------------------------------------------------------------------


def test_ratings_that_have_always_been_low_stay_a_finding() -> None:
    for answers in range(3, 14):
        found = noticed(rating(*[1] * answers), answers, "sessions.less_useful")
        assert found is not None
        assert found.level is Level.ATTEND

    assert noticed(rating(2, 2, 2, 2, 2, by=("mentee",)), 5, "sessions.less_useful").level is Level.WATCH
    assert noticed(rating(4, 4, 4, 4, 4), 5, "sessions.less_useful") is None


def test_who_has_always_rated_hard_is_no_reason_for_a_word() -> None:
    always, fell = rating(3, 3, 3, 3, 3, 3), rating(5, 5, 4, 3, 3, 3)

    assert noticed(always, 6, "sessions.less_useful").level is Level.WATCH
    assert noticed(fell, 6, "sessions.less_useful").level is Level.ATTEND


def test_middling_ratings_that_have_risen_are_no_finding() -> None:
    assert noticed(rating(1, 1, 1, 3, 3, 3), 6, "sessions.less_useful") is None
    assert noticed(rating(1, 1, 1, 2, 2, 2), 6, "sessions.less_useful") is not None


def test_sessions_are_not_called_useful_after_a_low_rating() -> None:
    assert noticed(rating(5, 5, 2), 3, "sessions.useful") is None
    assert noticed(rating(2, 5, 5), 3, "sessions.useful") is not None


# Every question ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("item", "channel"), CHANNEL_OF_ITEM.items())
def test_the_lowest_answers_to_any_question_are_a_finding_with_a_repair(item, channel) -> None:
    cause = "match" if channel == "overall" else channel

    def about(value: int) -> list[Finding]:
        found = findings(answering(item, value, value), DAYS[1] + 1).values()
        return [each for each in found if any(item in fact.fact for fact in each.evidence)]

    assert [(each.cause, each.remedy in REMEDIES) for each in about(1)] == [(cause, True)]
    assert all(each.level is Level.STEADY for each in about(5))


# Low, and lower than before -----------------------------------------------------------------------------------------


ITEMS = {
    "clear_goals": "goals.unclear",
    "be_myself": "match.values",
    "working_style": "match.style",
    "as_expected": "match.expectations",
    "choose_again": "match.regret",
    "useful_feedback": "feedback.not_useful",
    "good_use": "sessions.not_productive",
    "timely_replies": "rhythm.slow_replies",
    "agreed_rhythm": "rhythm.not_agreed",
    "raise_problems": "voice.unsaid",
}


@pytest.mark.parametrize(("item", "rule"), ITEMS.items())
def test_answers_that_fell_but_are_not_low_are_told_as_lower_than_before(item, rule) -> None:
    fell, low = noticed(answering(item, 5, 5, 5, 4, 4), 5, rule), noticed(answering(item, 5, 5, 5, 2, 2), 5, rule)

    for told in (*told_to_each(fell), explain.text_of(fell)):
        assert " low " not in told
        assert "lower than" in told or "than before" in told or "less" in told
    assert not {*told_to_each(fell), explain.text_of(fell)} & {*told_to_each(low), explain.text_of(low)}


def told_to_each(finding: Finding) -> list[str]:
    return [
        explain.words(finding, "pair", "mentor", NAMES).text,
        explain.words(finding, "pair", "mentee", NAMES).text,
        explain.words(finding, "pair").text,
        explain.words(finding, "coordinator", names=NAMES).text,
        explain.words(finding, "auditor").text,
    ]


@pytest.mark.parametrize(("item", "rule"), ITEMS.items())
def test_where_one_is_low_and_the_other_only_fell_a_coordinator_reads_both(item, rule) -> None:
    it = life(
        *(answered(day, "mentor", **{item: value}) for day, value in zip(DAYS, (5, 5, 5, 4, 4), strict=False)),
        *(answered(day, "mentee", **{item: 2}) for day in DAYS[:5]),
    )
    found = noticed(it, 5, rule)

    told = explain.words(found, "coordinator", names=NAMES).text
    assert "low, or lower" in told or "or less so than before" in told or "or suits less than before" in told
    assert explain.words(found, "pair", "mentor", NAMES).text != explain.words(found, "pair", "mentee", NAMES).text


def test_ratings_that_have_always_been_low_are_not_told_as_lower_than_they_were() -> None:
    low = noticed(rating(2, 2, 2, 2), 4, "sessions.less_useful")
    fell = noticed(rating(5, 5, 5, 4, 4, 4), 6, "sessions.less_useful")

    assert not any("lower than" in told or "rated lower" in told for told in told_to_each(low))
    assert all("lower" in told for told in told_to_each(fell))


def test_an_answer_that_clearly_rises_is_not_low() -> None:
    assert noticed(answering("be_myself", 1, 4), 2, "match.values") is None
    assert noticed(answering("be_myself", 2, 3), 2, "match.values") is None
    assert noticed(answering("be_myself", 1, 2), 2, "match.values") is not None
    assert noticed(answering("be_myself", 4, 2), 2, "match.values") is not None


def test_the_mean_that_is_shown_is_of_the_answers_that_are_low() -> None:
    shown = explain.words(noticed(answering("be_myself", 5, 2), 2, "match.values"), "pair", "mentee", NAMES)

    assert shown.facts == (("Can be myself, lately (your answers)", "2 of 5"),)


def test_what_has_fallen_is_not_praised_in_the_same_breath() -> None:
    assert noticed(answering("choose_again", 5, 5, 5, 5, 4), 5, "match.good") is not None
    assert noticed(answering("choose_again", 5, 5, 5, 4, 4), 5, "match.good") is None


# Experience ----------------------------------------------------------------------------------------------------------


def experience(*values: int, liking: int | None = 4) -> Relationship:
    return life(
        *(
            answered(day, "mentee", relevant_experience=value, **({} if liking is None else {"choose_again": liking}))
            for day, value in zip(DAYS, values, strict=False)
        )
    )


@pytest.mark.parametrize("values", [(3, 2), (1, 3), (2,)])
def test_experience_is_missed_only_after_two_clear_answers(values) -> None:
    assert noticed(experience(*values), len(values), "match.expertise") is None
    assert noticed(experience(2, 2), 2, "match.expertise").level is Level.ATTEND


def test_a_second_mentor_is_for_a_pair_that_would_choose_each_other_again() -> None:
    assert noticed(experience(1, 1, liking=2), 2, "match.expertise") is None
    assert noticed(experience(1, 1, liking=3), 2, "match.expertise").level is Level.ATTEND
    assert noticed(experience(1, 1, liking=None), 2, "match.expertise").level is Level.WATCH


# The verdict ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        ({"mentee": "unsure"}, "After the introduction the answer was: not sure of the fit (Ben)."),
        ({"mentee": "not_a_fit"}, "After the introduction the answer was: not a fit (Ben)."),
        (
            {"mentor": "unsure", "mentee": "not_a_fit"},
            "After the introduction one answer was: not a fit, and the other: not sure.",
        ),
    ],
)
def test_a_verdict_is_told_as_it_was_given(verdicts, told) -> None:
    it = life(*(event(0, "introduction_answered", side, answer=given) for side, given in verdicts.items()))

    assert explain.words(findings(it, 5)["match.verdict"], "coordinator", names=NAMES).text == told
