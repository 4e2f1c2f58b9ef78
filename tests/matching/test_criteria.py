"""What a criterion says of one pair and what its blocks say of everyone are the same."""
# ruff: noqa: E501 - a case is a line, so that the table can be read down

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from alongside.errors import UnknownCriterion
from alongside.matching import CRITERIA, RULES, Mentee, Mentor, Weighing, mini_ipip
from alongside.matching import fit as fit_module
from alongside.matching.rules import OwnDepartment
from alongside.matching.scores import ALLOWED, UNIT
from alongside.matching.style import MINI_IPIP, TRAITS, WorkingStyle
from tests.matching import folk

EVERY_CRITERION = [*CRITERIA[:3], WorkingStyle(complementary=["pace"]), *CRITERIA[4:]]
EVERY_RULE = (*RULES, OwnDepartment())


def person(kind, **said):
    return kind(id=said.pop("id", kind.__name__), name=said.pop("name", kind.__name__), **said)


@pytest.mark.parametrize("criterion", EVERY_CRITERION, ids=lambda one: one.key)
@pytest.mark.parametrize("most_columns", [96, 0], ids=["columns", "looked up"])
def test_blocks_say_what_fit_says(criterion, most_columns):
    @given(mentees=folk.mentees(), mentors=folk.mentors())
    @settings(max_examples=40)
    def check(mentees, mentors):
        scores = Weighing([criterion], rules=(), weights={criterion.key: 1}).scores(mentees, mentors)

        told = np.array([[criterion.fit(one, other).score for other in mentors] for one in mentees])
        block = scores.block(slice(0, len(mentees))) / UNIT
        assert np.abs(block - told).max() < 3e-3
        assert 0 <= told.min() <= told.max() <= 1 + 1e-9
        assert (block * UNIT == np.rint(block * UNIT)).all()

    before, fit_module._MOST_COLUMNS = fit_module._MOST_COLUMNS, most_columns
    try:
        check()
    finally:
        fit_module._MOST_COLUMNS = before


@pytest.mark.parametrize("most_columns", [96, 0], ids=["columns", "looked up"])
def test_everything_together_is_the_weighted_sum_and_rules_forbid(most_columns):
    weighing = Weighing(EVERY_CRITERION, EVERY_RULE, {"personality": 0.2, "languages": 0.1})

    @given(mentees=folk.mentees(), mentors=folk.mentors())
    @settings(max_examples=60)
    def check(mentees, mentors):
        scores = weighing.scores(mentees, mentors)

        block = scores.block(slice(0, len(mentees)))
        rows, cols = np.divmod(np.arange(block.size), len(mentors))
        single = scores.at(rows, cols).reshape(block.shape)
        some = scores.columns(np.arange(len(mentees)), np.arange(len(mentors)))
        for other in (single, some):  # exact where a pair is allowed, and far below where it is not
            assert np.array_equal(np.maximum(other, ALLOWED), np.maximum(block, ALLOWED).astype(np.int64))
        for i, mentee in enumerate(mentees):
            for j, mentor in enumerate(mentors):
                allowed = not weighing.forbidden(mentee, mentor)
                assert (block[i, j] > ALLOWED) == allowed
                if allowed:
                    assert block[i, j] / UNIT == pytest.approx(weighing.score(mentee, mentor), abs=3e-3)

    before, fit_module._MOST_COLUMNS = fit_module._MOST_COLUMNS, most_columns
    try:
        check()
    finally:
        fit_module._MOST_COLUMNS = before


@given(mentees=folk.mentees(), mentors=folk.mentors())
@settings(max_examples=40)
def test_parts_sum_to_the_score(mentees, mentors):
    weighing = Weighing(EVERY_CRITERION, rules=())
    rows, cols = np.divmod(np.arange(len(mentees) * len(mentors)), len(mentors))

    keys, parts = weighing.parts(mentees, mentors, rows, cols)

    told = parts @ np.array([weighing.share(key) for key in keys])
    exact = [weighing.score(mentees[i], mentors[j]) for i, j in zip(rows, cols, strict=True)]
    assert told == pytest.approx(exact, abs=1e-9)


@pytest.mark.parametrize(
    ("key", "mentee", "mentor", "score", "text"),
    [
        ("values", {"values": {"fairness", "Fun"}}, {"values": {" Fairness", "fun"}}, 1, "Both care about fairness and fun."),
        ("values", {"values": {"fairness"}}, {"values": {"fun"}}, 0, "They named different values."),
        ("values", {}, {"values": {"fun"}}, 0.5, "Values: not known on both sides."),
        ("interests", {"interests": {"chess"}}, {"interests": {"chess"}}, 1, "Both are interested in chess."),
        ("topics", {"topics": {"a", "b"}}, {"topics": {"b", "c"}}, 0.5, "Mentor can help with b, but not with a."),
        ("topics", {"topics": {"a"}}, {"topics": {"c"}}, 0, "Mentor does not offer help with a."),
        ("topics", {"topics": {"a"}}, {"topics": {"a"}}, 1, "Mentor can help with a."),
        ("goals", {"goals": (1.0, 0.0)}, {"goals": (2.0, 0.0)}, 1, "What Mentor has done is close to what Mentee wants to reach."),
        ("goals", {"goals": (1.0, 0.0)}, {"goals": (0.3, 0.95)}, 0.651, "What Mentor has done has something to do with what Mentee wants to reach."),
        ("goals", {"goals": (1.0, 0.0)}, {"goals": (0.0, 1.0)}, 0.5, "What Mentor has done is far from what Mentee wants to reach."),
        ("style", {"style": {"structure": 4, "pace": 1}}, {"style": {"structure": 4, "pace": 5}}, 0.5, "Their structure suit each other. They differ in pace."),
        ("style", {"style": {"structure": 4}}, {"style": {"structure": 2}}, 0.5, "They work neither alike nor very differently."),
        ("experience", {"years": 2}, {"years": 10}, 1, "Mentor has 8 more years of experience."),
        ("experience", {"years": 5}, {"years": 5.3}, 0.7, "Mentor has about as many years of experience."),
        ("experience", {"years": 9}, {"years": 4}, 0.2, "Mentee has 5 more years of experience than Mentor."),
        ("languages", {"languages": {"english"}}, {"languages": {"English"}}, 1, "Both speak English."),
        ("languages", {"languages": {"english"}}, {"languages": {"German"}}, 0, "They share no language."),
        ("channels", {"channels": {"video"}}, {"channels": {"video"}}, 1, "Both like to talk by video."),
        ("channels", {"channels": {"video"}}, {"channels": {"phone"}}, 0, "They like different channels."),
        ("rhythm", {"every_days": 14}, {"every_days": 14}, 1, "Both want to meet every 14 days."),
        ("rhythm", {"every_days": 7}, {"every_days": 14}, 0.5, "Mentee wants to meet every 7 days, Mentor every 14."),
        ("length", {"months": 6}, {"months": 6}, 1, "Both have 6 months in mind."),
        ("length", {"months": 6}, {"months": 12}, 0.5, "Mentee has 6 months in mind, Mentor 12."),
        ("hours", {"hours": {1, 2, 3, 4}}, {"hours": {3, 4}}, 0.25, "They share 1 free hour a week."),
        ("hours", {"hours": {1}}, {"hours": {3}}, 0, "They share no free hour in the week."),
        ("personality", {"personality": dict.fromkeys(TRAITS, 1.0)}, {"personality": dict.fromkeys(TRAITS, 5.0)}, 0, f"They differ in {', '.join(TRAITS[:-1])} and {TRAITS[-1]}."),
        ("personality", {"personality": dict.fromkeys(TRAITS, 2.0)}, {"personality": dict.fromkeys(TRAITS, 2.0)}, 1, "They are alike in temperament."),
    ],
)  # fmt: skip
def test_a_criterion_gives_its_score_and_its_reason(key, mentee, mentor, score, text):
    criterion = next(one for one in CRITERIA if one.key == key)
    said = [
        {name: frozenset(it) if isinstance(it, set) else it for name, it in one.items()} for one in (mentee, mentor)
    ]

    reason = criterion.fit(person(Mentee, **said[0]), person(Mentor, **said[1]))

    assert reason.score == pytest.approx(score, abs=1e-3)
    if key == "style" and score == 0.5 and "pace" in mentee["style"]:
        assert reason.facts == {"suits": ["structure"], "differs": ["pace"]}
    assert reason.text == text


@pytest.mark.parametrize(
    ("mentee", "mentor", "text"),
    [
        ({"id": "x"}, {"id": "x"}, "Nobody mentors themselves."),
        ({"line": {"b"}}, {"id": "b"}, "Mentee and Mentor are in the same reporting line."),
        ({"id": "a"}, {"line": {"a"}}, "Mentee and Mentor are in the same reporting line."),
        ({"id": "a"}, {"blocked": {"a"}}, "Mentee and Mentor are not to be paired."),
        ({"never_again": {"b"}}, {"id": "b"}, "Mentee and Mentor were paired before, and not again."),
        ({"languages": {"English"}}, {"languages": {"German"}}, "Mentee and Mentor share no language."),
        ({"hours": {1, 2}}, {"hours": {2, 3}}, "Mentee and Mentor share only 0.5 free hours a week; the rules ask for 1."),
        ({"department": "Law"}, {"department": " law"}, "Mentee and Mentor both work in law."),
        ({"wishes": {"site": {"north"}}}, {"answers": {"site": "south"}}, "Mentee asked for someone whose answer to “site” is north."),
        ({}, {"wishes": {"site": {"north"}}}, "Mentor asked for someone whose answer to “site” is north."),
    ],
)  # fmt: skip
def test_a_rule_says_why_in_a_sentence(mentee, mentor, text):
    def tidy(said):
        return {name: frozenset(it) if isinstance(it, set) else it for name, it in said.items()}

    weighing = Weighing(rules=EVERY_RULE)

    assert weighing.forbidden(person(Mentee, **tidy(mentee)), person(Mentor, **tidy(mentor))) == [text]
    assert weighing.forbidden(person(Mentee), person(Mentor)) == []


def test_a_weight_needs_a_criterion_and_a_size():
    with pytest.raises(UnknownCriterion, match="no criterion “charm”"):
        Weighing(weights={"charm": 1})
    with pytest.raises(UnknownCriterion, match="is -1"):
        Weighing(weights={"values": -1})
    with pytest.raises(UnknownCriterion, match="is nan"):
        Weighing(weights={"values": float("nan")})


def test_without_any_weight_all_pairs_are_equal():
    weighing = Weighing(weights=dict.fromkeys((one.key for one in CRITERIA), 0.0))

    assert weighing.score(person(Mentee), person(Mentor)) == 0
    assert weighing.scores([person(Mentee)], [person(Mentor)]).block(slice(0, 1)).tolist() == [[0.0]]


def test_the_mini_ipip_turns_items_that_speak_against_a_trait():
    agreeing = mini_ipip([5 if sign > 0 else 1 for _, _, sign in MINI_IPIP])

    assert agreeing == dict.fromkeys(TRAITS, 5.0)
    with pytest.raises(ValueError, match="20 answers from 1 to 5"):
        mini_ipip([3] * 19)
    with pytest.raises(ValueError, match="20 answers from 1 to 5"):
        mini_ipip([6] * 20)
