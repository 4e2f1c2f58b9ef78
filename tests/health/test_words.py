"""The words: every rule has them for each audience, plain and kind, and they can be translated."""

from __future__ import annotations

import pytest

from alongside.errors import HistoryError, ThresholdError
from alongside.health import DEFAULT, Fact, Finding, Level, Relationship, Thresholds, assess, explain
from alongside.health.audit import FACTS, recompute
from alongside.health.events import Side
from alongside.health.finding import Assessment
from alongside.health.inference import Weights, shipped
from alongside.health.remedies import GRADE_FOR, GRADES, OWES_A_LINE, REMEDIES
from alongside.health.simulate import simulate
from alongside.health.wording import WORDING
from tests.health.lives import answered, event, findings, good_life, held, life, on, read

NAMES = {"mentor": "Amara", "mentee": "Ben"}


@pytest.mark.parametrize("rule", sorted(WORDING))
@pytest.mark.parametrize("audience", ["pair", "coordinator", "auditor", "safeguarding"])
def test_every_rule_has_words_for_everyone_who_may_read_it(rule, audience) -> None:
    cause = "safety" if rule == "safety.concern" else "goals"
    if cause == "safety" and audience in ("pair", "coordinator"):
        return
    finding = Finding(rule, cause, Level.WATCH, "mentor")
    words = explain.words(finding, audience, "mentee", NAMES)

    assert words.title and words.text.endswith((".", "?")) and "{" not in words.text
    assert explain.text_of(finding)


def test_every_fact_and_remedy_of_many_lives_can_be_shown() -> None:
    for seed in range(12):
        for record, _ in simulate(6, seed):
            it = Relationship.from_record(record)
            for finding in assess(it, on=it.last_event_on or it.began_on).findings:
                shown = explain.words(finding, "coordinator", names=NAMES)
                assert len(shown.facts) == len(finding.evidence)
                assert (shown.remedy is not None) == (finding.remedy in REMEDIES)
                assert all(label and value for label, value in shown.facts)


@pytest.mark.parametrize("rule", sorted(OWES_A_LINE))
def test_who_has_written_is_asked_to_meet_and_not_to_write_once_more(rule) -> None:
    finding = Finding(rule, "communication", Level.WATCH, "mentor", remedy="nudge_both")

    def offered(audience: explain.Audience, viewer: Side | None = None) -> str:
        remedy = explain.words(finding, audience, viewer, NAMES).remedy
        return remedy.id if remedy else ""

    assert offered("pair", "mentee") == "book_next_now"
    assert {offered("pair", "mentor"), offered("pair"), offered("coordinator")} == {"nudge_both"}


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Fact("last_session_on", "2026-10-20"), ("Last session", "20 October")),
        (Fact("days_since_last_session", 1), ("Since then", "1 day")),
        (Fact("agreed_every_days", 14), ("Agreed to meet", "every two weeks")),
        (Fact("agreed_every_days", 10), ("Agreed to meet", "every 10 days")),
        (Fact("agreed_every_days", 1), ("Agreed to meet", "every day")),
        (Fact("mentor_intended_weeks", 26), ("The mentor meant", "26 weeks")),
        (Fact("mentor_intended_weeks", 1), ("The mentor meant", "1 week")),
        (Fact("length_not_sure", ["mentor", "mentee"]), ("Not sure how long", "the mentor, the mentee")),
        (Fact("verdict", "not_a_fit"), ("Answer after the introduction", "not a fit")),
        (Fact("mean_useful_before_mentee", 4.33), ("Usefulness of sessions, at first (Ben)", "4.33 of 5")),
        (Fact("sessions_held", 3), ("Sessions held", "3")),
    ],
)
def test_a_fact_in_words(fact, said) -> None:
    finding = Finding("goals.missing", "goals", Level.WATCH, evidence=(fact,))

    assert explain.words(finding, "coordinator", names=NAMES).facts == (said,)


def test_words_without_names_or_viewer_say_no_private_answer() -> None:
    facts = (Fact("verdict", "unsure"), Fact("mean_be_myself_mentor", 2.0), Fact("sessions_held", 2))
    shown = explain.words(Finding("match.verdict", "match", Level.WATCH, "mentor", facts))

    assert shown.facts == (("Sessions held", "2"),)
    assert shown.remedy is None


def test_words_pass_through_a_translation_before_names_are_put_in() -> None:
    quiet = next(each for each in read(life(held(3), held(17)), 60).findings if each.rule == "rhythm.quiet")
    heard: list[str] = []
    explain.words(quiet, "pair", "mentor", NAMES, translate=lambda text: heard.append(text) or text)

    assert WORDING["rhythm.quiet"].pair in heard
    assert REMEDIES["book_next_now"].text in heard
    assert "Ben" not in " ".join(heard)


def test_remedies_say_how_good_their_evidence_is() -> None:
    assert {remedy.grade for remedy in REMEDIES.values()} == set(GRADES)
    assert set(GRADE_FOR) <= set(WORDING)


@pytest.mark.parametrize(
    ("rule", "remedy", "grade"),
    [
        ("match.values", "open_talk", "A"),  # trials of telling each other about oneself
        ("balance.seen_differently", "open_talk", "C"),
        ("voice.unsaid", "open_talk", "C"),
        ("match.expectations", "recontract", "B"),  # a definite length that was named beforehand
        ("match.length", "recontract", "B"),
        ("match.style", "recontract", "C"),
        ("match.verdict", "recontract", "C"),
        ("balance.often_moved", "recontract", "C"),
        ("sessions.no_next_step", "end_with_next_step", "C"),
    ],
)
def test_a_repair_is_graded_by_what_is_known_of_this_use(rule, remedy, grade) -> None:
    shown = explain.words(Finding(rule, "match", Level.WATCH, remedy=remedy), "pair", "mentee", NAMES)

    assert shown.remedy is not None and shown.remedy.grade == grade


def test_no_sentence_promises_what_has_not_been_shown() -> None:
    """Preparation and agendas are reasoned and not proven, so they may help, and that is all that is said."""
    said = " ".join(text for wording in WORDING.values() for text in wording)

    assert "often helps" not in said and "changes a session" not in said


def test_a_finding_can_be_kept_and_read_back() -> None:
    for finding in read(life(*good_life(), answered(139, "mentee", choose_again=1)), 140).findings:
        assert Finding.from_dict(finding.to_dict()) == finding
    assert Fact.from_dict({"fact": "sessions_held", "value": 2}) == Fact("sessions_held", 2)
    with pytest.raises(HistoryError, match="not a kept finding"):
        Finding.from_dict({"rule": "goals.missing"})


def test_an_auditor_sees_the_sum() -> None:
    seen = read(life(held(3), held(17)), 60)

    assert sum(each.points for each in seen.points) == pytest.approx(sum(p.to_dict()["points"] for p in seen.points))
    assert abs(seen.points[0].points) >= abs(seen.points[-1].points) > 0
    assert Assessment(seen.on, Level.STEADY, 0.0).to_record("m")["findings"] == []


def test_thresholds_can_be_edited_by_name_and_nothing_else() -> None:
    edited = Thresholds.from_dict({"quiet_watch_intervals": 9.0, "quiet_attend_intervals": 9.5})
    quiet = life(held(3), held(17))

    assert "rhythm.quiet" not in {finding.rule for finding in assess(quiet, on=on(60), limits=edited).findings}
    assert Thresholds.from_dict(DEFAULT.to_dict()) == DEFAULT
    with pytest.raises(ThresholdError, match="There is no threshold named quiet_days"):
        Thresholds.from_dict({"quiet_days": 3})
    for name, value in (
        ("match_answers", 1),
        ("gap_rounds", 0),
        ("sessions_without_action", 0),
        ("balance_watch", 1.5),
    ):
        with pytest.raises(ThresholdError, match=f"{name} is a whole number from"):
            Thresholds.from_dict({name: value})
    assert type(Thresholds.from_dict({"gap_rounds": 2.0}).gap_rounds) is int
    with pytest.raises(ThresholdError, match="from 0 to 10,000"):
        Thresholds.from_dict({"quiet_watch_intervals": "x"})
    with pytest.raises(ThresholdError, match="gap_rounds is a whole number"):
        Thresholds.from_dict({"gap_rounds": 1.5})


def test_facts_that_cannot_be_checked_are_refused() -> None:
    it = life(held(3), event(30, "message", "mentor"))

    with pytest.raises(HistoryError, match="no fact named nonsense"):
        recompute(Fact("nonsense", 1), it, on(60))
    with pytest.raises(HistoryError, match="names an event after"):
        recompute(Fact("messages", 1, (1,)), it, on(20))
    assert "sessions_held" in FACTS


def test_weights_for_signs_that_are_unknown_are_refused() -> None:
    with pytest.raises(HistoryError, match="does not have: moon"):
        Weights.from_dict({**shipped().to_dict(), "risk": {"moon": [[1.0], [0.0, 1.0]]}})


def test_weights_that_are_none_or_let_a_worse_sign_take_off_risk_are_refused() -> None:
    with pytest.raises(HistoryError, match="not weights that"):
        Weights.from_dict({"risk": {"load": 1.0}})
    with pytest.raises(HistoryError, match="not weights that"):
        Weights.from_dict({**shipped().to_dict(), "risk": {"load": [[1.0, 0.5], [0.0, 1.0, 2.0]]}})
    with pytest.raises(HistoryError, match="takes off risk: load"):
        Weights.from_dict({**shipped().to_dict(), "risk": {"load": [[1.0], [0.0, -1.0]]}})


def shown(it: Relationship, day: int, rule: str, audience: explain.Audience = "coordinator") -> explain.Words:
    return explain.words(findings(it, day)[rule], audience, "mentee" if audience == "pair" else None, NAMES)


def test_a_date_of_long_ago_has_its_year() -> None:
    it = life(held(3), held(17))

    assert ("Last in touch", "22 January") in shown(it, 60, "rhythm.quiet").facts
    assert ("Last in touch", "22 January 2026") in shown(it, 900, "rhythm.quiet").facts
    alone = life(event(1, "goal_set", "mentee", goal="g", measurable=True))
    assert ("Goal written", "6 January 2026") in shown(alone, 400, "goals.not_shared").facts


def test_no_feedback_is_told_with_the_day_of_the_last() -> None:
    sessions = [held(day) for day in range(3, 60, 14)]
    given = event(5, "feedback_given", "mentee", shared_with="partner")
    once, never = life(*sessions, given), life(*sessions)

    assert shown(once, 60, "feedback.none").text == (
        "Amara and Ben meet, but have given each other no feedback since 10 January."
    )
    assert explain.text_of(findings(never, 60)["feedback.none"]) == (
        "The mentor and the mentee meet, but have given each other no feedback since 5 January."
    )


def test_messages_of_today_are_not_told_as_waiting_for_days() -> None:
    often = life(held(1), *(event(day, "message", "mentee") for day in (5.0, 5.1)), every=1)

    assert "rhythm.unanswered" not in findings(often, 5)
    assert "days" not in shown(often, 6, "rhythm.unanswered", "pair").text
    assert ("Since then", "1 day") in shown(often, 6, "rhythm.unanswered", "pair").facts
