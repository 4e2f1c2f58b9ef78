"""Each rule on a small life that shows it, beside one that does not."""

from __future__ import annotations

import pytest

from alongside.health import Level, Relationship
from alongside.health.audit import recompute
from tests.health.lives import answered, event, findings, good_life, held, life, on, rated, read

GOAL = event(1, "goal_set", "mentee", goal="g1", measurable=True)


def test_a_pair_that_goes_well_is_steady_and_is_told_so() -> None:
    seen = read(life(*good_life()), 140)

    assert seen.level is Level.STEADY
    assert seen.causes == ()
    assert {finding.level for finding in seen.findings} == {Level.STEADY}
    assert {"rhythm.steady", "goals.moving", "sessions.useful", "feedback.flowing", "match.good"} <= {
        finding.rule for finding in seen.findings
    }


def test_the_first_days_are_too_early_to_say() -> None:
    assert read(life(), 3).level is Level.EARLY


NEVER = life(event(1, "message", "mentee"))
QUIET = life(GOAL, held(3), held(17))
BOOKED = life(
    GOAL, held(3), held(17), event(40, "meeting_booked", meeting="next", starts_at="2026-02-28T09:00:00+00:00")
)
SLOW = life(
    GOAL, held(3), event(4, "message", "mentor"), *(event(day, "message", "mentee") for day in (10, 12, 14)), held(9)
)
WRITES = life(
    GOAL, held(3), *(event(day, "message", by) for day, by in ((40, "mentor"), (41, "mentee"), (42, "mentor")))
)
NO_RESTART = life(GOAL, held(3), event(5, "paused", "mentee", until="2026-02-05"))


@pytest.mark.parametrize(
    ("rule", "cause", "it", "day"),
    [
        ("rhythm.never_started", "communication", NEVER, 30),
        ("rhythm.quiet", "communication", QUIET, 45),
        ("rhythm.not_met", "communication", WRITES, 44),
        ("rhythm.unanswered", "communication", SLOW, 25),
        ("rhythm.not_restarted", "communication", NO_RESTART, 60),
        ("rhythm.slow_replies", "communication", life(answered(10, "mentee", timely_replies=2)), 12),
        ("rhythm.not_agreed", "communication", life(answered(10, "mentor", agreed_rhythm=1)), 12),
        ("voice.unsaid", "communication", life(answered(10, "mentee", raise_problems=1)), 12),
        ("goals.missing", "goals", life(held(3), held(17)), 25),
        (
            "goals.no_measure",
            "goals",
            life(event(1, "goal_set", "mentee", goal="g", measurable=False), held(3), held(17)),
            25,
        ),
        ("goals.not_shared", "goals", life(GOAL, held(3)), 17),
        ("goals.forgotten", "goals", life(GOAL, held(3), held(17), held(31), held(45)), 50),
        ("goals.unclear", "goals", life(GOAL, answered(10, "mentee", clear_goals=2)), 12),
        ("match.verdict", "match", life(event(0, "introduction_answered", "mentee", answer="unsure")), 5),
        (
            "match.values",
            "match",
            life(answered(10, "mentee", be_myself=2), answered(10, "mentor", shared_outlook=2)),
            12,
        ),
        ("match.style", "match", life(answered(10, "mentor", working_style=2)), 12),
        (
            "match.expertise",
            "match",
            life(
                *(answered(day, "mentee", relevant_experience=2) for day in (10, 24)),
                answered(25, "mentee", choose_again=4),
            ),
            26,
        ),
        ("match.expectations", "match", life(answered(10, "mentor", as_expected=1)), 12),
        ("match.regret", "match", life(answered(10, "mentor", will_continue=1)), 12),
        (
            "match.length",
            "match",
            life(mentor={"id": "a", "intended_weeks": 12}, mentee={"id": "b", "intended_weeks": 52}),
            1,
        ),
        ("match.length_unsure", "match", life(mentor={"id": "a", "intended_weeks": "not sure"}), 1),
        ("feedback.none", "feedback", life(GOAL, *(held(day) for day in (3, 17, 31, 45))), 50),
        (
            "feedback.one_way",
            "feedback",
            life(*(event(day, "feedback_given", "mentee", shared_with="partner") for day in (3, 17, 31))),
            40,
        ),
        ("feedback.not_useful", "feedback", life(answered(10, "mentee", useful_feedback=1)), 12),
        (
            "sessions.less_useful",
            "sessions",
            life(
                *(
                    each
                    for day, value in ((3, 5), (17, 5), (31, 5), (45, 4), (59, 3), (73, 3))
                    for each in (held(day), rated(day, "mentee", value))
                )
            ),
            75,
        ),
        ("sessions.not_productive", "sessions", life(answered(10, "mentee", next_step=2)), 12),
        (
            "sessions.unprepared",
            "sessions",
            life(event(2, "prepared", "mentee", meeting="s3", questions=1), *(held(day) for day in (3, 17, 31, 45))),
            46,
        ),
        ("sessions.no_next_step", "sessions", life(*(held(day) for day in (3, 17, 31))), 32),
        (
            "sessions.undone",
            "sessions",
            life(*(event(day, "action_added", "mentee", action=f"a{day}") for day in (3, 4, 5))),
            30,
        ),
        (
            "sessions.not_helping",
            "sessions",
            life(*(event(day, "action_done", action=f"a{day}", helped="no") for day in (3, 4))),
            30,
        ),
        (
            "capacity.no_time",
            "capacity",
            life(
                *(event(day, "meeting_cancelled", "mentor", meeting=f"c{day}", reason="time") for day in (10, 24, 38))
            ),
            40,
        ),
        (
            "capacity.full",
            "capacity",
            life(
                event(10, "meeting_cancelled", "mentor", meeting="c", reason="time"),
                mentor={"id": "a", "load": 3, "limit": 3},
            ),
            12,
        ),
        (
            "balance.mentor_draws_back",
            "communication",
            life(*(event(day, "meeting_cancelled", "mentor", meeting=f"c{day}") for day in (10, 24))),
            26,
        ),
        (
            "balance.mentee_draws_back",
            "sessions",
            life(*(event(day, "meeting_missed", "mentee", meeting=f"c{day}") for day in (10, 24))),
            26,
        ),
        (
            "balance.one_side_writes",
            "communication",
            life(*(event(day, "message", "mentee") for day in range(10, 18))),
            18,
        ),
        (
            "balance.seen_differently",
            "goals",
            life(
                *(
                    answered(day, by, getting_closer=value)
                    for day in (10, 24)
                    for by, value in (("mentor", 5), ("mentee", 3))
                )
            ),
            26,
        ),
        ("balance.silent", "communication", life(*(event(day, "checkin_asked", "mentee") for day in (10, 24, 38))), 40),
    ],
)
def test_each_sign_is_found_and_explained(rule, cause, it, day) -> None:
    found = findings(it, day)

    assert rule in found
    assert found[rule].cause == cause
    assert rule not in findings(life(*good_life()), 140)


def test_a_booked_meeting_ends_the_quiet() -> None:
    assert "rhythm.quiet" in findings(QUIET, 45)
    assert "rhythm.quiet" not in findings(BOOKED, 45)


def test_contact_elsewhere_counts() -> None:
    assert "rhythm.quiet" not in findings(
        life(GOAL, held(3), held(17), event(40, "contact_logged", "mentee", channel="phone")), 45
    )


def test_a_length_written_as_text_is_a_length() -> None:
    both = {"mentor": {"id": "a", "intended_weeks": "12"}, "mentee": {"id": "b", "intended_weeks": " 52"}}

    assert "match.length" in findings(life(**both), 1)
    assert "match.length_unsure" not in findings(life(**both), 1)


def test_a_pause_is_not_silence() -> None:
    paused = life(GOAL, held(3), held(17), event(18, "paused", "mentee", until="2026-03-15"))

    assert "rhythm.quiet" not in findings(paused, 45)


def test_a_good_ending_is_near() -> None:
    assert "ending.near" in findings(life(*good_life(), planned_weeks=24), 150)
    assert "ending.goals_met" in findings(life(*good_life(), event(139, "goal_closed", goal="g1", outcome="met")), 140)


def test_an_ended_mentorship_needs_nothing_more() -> None:
    seen = read(life(GOAL, event(30, "ended", "mentee", reason="no_time")), 60)

    assert (seen.level, seen.risk, seen.findings) == (Level.STEADY, 0.0, ())


def test_the_same_message_written_with_another_offset_is_one_message() -> None:
    paris = {**event(10, "message", "mentee"), "at": "2026-01-15T10:00:00+01:00"}
    london = {**paris, "at": "2026-01-15T09:00:00+00:00"}
    later = {**paris, "at": "2026-01-15T10:00:00+00:00"}

    assert "rhythm.unanswered" not in findings(life(GOAL, held(3), paris, london), 25)
    assert "rhythm.unanswered" in findings(life(GOAL, held(3), paris, later), 25)


def test_a_second_pause_does_not_cut_the_first_short() -> None:
    met = (GOAL, held(3), event(4, "paused", "mentor", until="2026-03-06"))

    both = life(*met, event(10, "paused", "mentee", until="2026-01-25"))
    apart = life(*met[:2], event(4, "paused", "mentor", until="2026-01-25"), event(30, "resumed", "mentor"))

    assert read(both, 60).findings == read(life(*met), 60).findings
    assert "rhythm.quiet" not in findings(both, 60)
    assert "rhythm.quiet" in findings(apart, 60)


def test_two_pauses_that_meet_last_until_the_later_end() -> None:
    longer = life(
        GOAL,
        held(3),
        event(4, "paused", "mentor", until="2026-01-25"),
        event(10, "paused", "mentee", until="2026-03-06"),
    )

    assert "rhythm.quiet" not in findings(longer, 60)
    assert "rhythm.quiet" in findings(longer, 100)


def facts_of(it, day: int, rule: str) -> dict[str, object]:
    """The facts of one finding by name, each of which an auditor finds too."""
    found = findings(it, day)[rule].evidence
    assert all(recompute(fact, it, on(day)) == fact.value for fact in found)
    return {fact.fact: fact.value for fact in found}


def test_a_gap_counts_the_pause_in_it_and_none_before_it() -> None:
    early = event(4, "paused", "mentee", until="2026-02-20")
    again = (event(46, "resumed", "mentee"), held(47))

    later = facts_of(life(GOAL, held(3), early, *again), 97, "rhythm.quiet")
    within = facts_of(life(GOAL, held(3), early, event(34, "resumed", "mentee")), 77, "rhythm.quiet")

    assert later["days_since_last_contact"] == 50
    assert "days_paused" not in later
    assert (within["days_since_last_contact"], within["days_paused"]) == (74, 30)


def test_of_a_pause_they_met_in_only_the_rest_is_paused() -> None:
    met_in_it = life(GOAL, event(4, "paused", "mentee", until="2026-02-04"), held(20))

    facts = facts_of(met_in_it, 77, "rhythm.quiet")

    assert (facts["days_since_last_contact"], facts["days_paused"]) == (57, 10)


def test_two_pauses_at_once_are_counted_once() -> None:
    both = life(
        GOAL,
        held(3),
        event(4, "paused", "mentor", until="2026-02-08"),
        event(10, "paused", "mentee", until="2026-01-25"),
    )

    assert facts_of(both, 77, "rhythm.quiet")["days_paused"] == 30


def test_a_meeting_cancelled_for_a_holiday_is_no_pause_that_is_over() -> None:
    booked = event(10, "meeting_booked", meeting="s", starts_at="2026-03-06T09:00:00+00:00")
    holiday = event(20, "meeting_cancelled", "mentee", meeting="s", reason="holiday")

    assert "rhythm.not_restarted" not in findings(life(GOAL, held(3), booked, holiday), 92)
    assert "rhythm.not_restarted" in findings(
        life(GOAL, held(3), event(20, "paused", "mentee", until="2026-03-13")), 92
    )


@pytest.mark.parametrize(("channel", "is_found"), [("in_person", False), ("phone", False), ("email", True)])
def test_who_met_elsewhere_is_not_told_that_they_never_started(channel, is_found) -> None:
    elsewhere = life(GOAL, *(event(day, "contact_logged", "mentor", channel=channel) for day in (2, 16)))

    assert ("rhythm.never_started" in findings(elsewhere, 30)) == is_found
    assert "rhythm.quiet" in findings(elsewhere, 100)


def both_give(shared_with: str) -> Relationship:
    return life(
        *(event(day, "feedback_given", by, shared_with=shared_with) for day, by in ((3, "mentor"), (5, "mentee")))
    )


def test_feedback_goes_both_ways_when_both_are_told_it() -> None:
    assert "feedback.flowing" in findings(both_give("partner"), 10)
    assert "feedback.flowing" not in findings(both_give("coordinator"), 10)
    assert "feedback.flowing" not in findings(both_give("nobody"), 10)


def test_feedback_that_is_kept_from_the_other_goes_no_way() -> None:
    given = [event(day, "feedback_given", "mentee", shared_with="partner") for day in (3, 17, 31)]
    kept = [event(day, "feedback_given", "mentee", shared_with="nobody") for day in (3, 17, 31)]
    back = [event(20, "feedback_given", "mentor", shared_with=shared) for shared in ("nobody", "partner")]

    assert "feedback.one_way" in findings(life(*given, back[0]), 40)
    assert "feedback.one_way" not in findings(life(*given, back[1]), 40)
    assert "feedback.one_way" not in findings(life(*kept).as_seen_by("mentee"), 40)


@pytest.mark.parametrize("viewer", ["mentor", "mentee", "coordinator"])
def test_each_record_says_the_same_of_feedback_that_goes_both_ways(viewer) -> None:
    hidden = [event(day, "feedback_given", "mentor", shared_with="nobody") for day in (4, 6, 8)]
    it = life(*(event(day, "feedback_given", "mentee", shared_with="partner") for day in (3, 5, 7)), *hidden)
    found = findings(it.as_seen_by(viewer), 10)

    assert "feedback.one_way" in found
    assert "feedback.flowing" not in found


def writing(since: int, until: int, *sides: str) -> list[dict[str, object]]:
    """A message a day of each of these sides, the mentor's an hour after the mentee's."""
    return [event(day + 0.1 * (by == "mentor"), "message", by) for day in range(since, until) for by in sides]


def test_a_line_a_day_does_not_hide_that_they_never_met() -> None:
    it = life(GOAL, *writing(1, 60, "mentee", "mentor"))

    assert "rhythm.quiet" not in findings(it, 59)
    assert findings(it, 12)["rhythm.never_started"].level is Level.WATCH
    assert read(it, 59).level is Level.WATCH
    assert findings(it, 59)["rhythm.never_started"].level is Level.ATTEND


def test_a_line_a_day_does_not_hide_that_they_met_only_once() -> None:
    it = life(GOAL, held(3), *writing(4, 60, "mentee", "mentor"))

    assert read(it, 59).level is Level.WATCH
    assert findings(it, 59)["rhythm.not_met"].level is Level.ATTEND
    assert "rhythm.not_met" not in findings(life(GOAL, held(3), held(50), *writing(4, 60, "mentee", "mentor")), 59)


@pytest.mark.parametrize(("spoke", "is_found"), [(2, True), (60, False)])
def test_one_call_long_ago_does_not_excuse_a_pair_that_only_writes(spoke, is_found) -> None:
    called = event(spoke, "contact_logged", "mentor", channel="phone")
    it = life(GOAL, called, *writing(3, 72, "mentee", "mentor"))

    assert ("rhythm.never_started" in findings(it, 71)) == is_found
    assert (read(it, 71).level is Level.WATCH) == is_found


def test_who_writes_and_has_a_meeting_booked_is_left_alone() -> None:
    booked = event(40, "meeting_booked", meeting="next", starts_at="2026-03-20T09:00:00+00:00")
    it = life(GOAL, booked, *writing(1, 60, "mentee", "mentor"))

    assert "rhythm.never_started" not in findings(it, 59)
    assert read(it, 59).level is Level.STEADY


def test_messages_that_nobody_answers_are_no_contact() -> None:
    it = life(GOAL, held(3), *writing(10, 60, "mentee"))

    assert {"rhythm.quiet", "rhythm.unanswered", "balance.one_side_writes"} <= set(findings(it, 59))
    assert read(it, 59).level is Level.ATTEND


def test_a_word_of_thanks_before_they_met_hides_no_message_that_waits() -> None:
    thanks, asked = event(2, "message", "mentee"), [event(day, "message", "mentee") for day in (10, 14)]

    waits = findings(life(GOAL, thanks, held(3), *asked), 20)["rhythm.unanswered"]

    assert [fact.value for fact in waits.evidence] == [2, "2026-01-15", 10]
    assert "rhythm.unanswered" not in findings(life(GOAL, thanks, held(3), asked[0]), 20)


@pytest.mark.parametrize(("asked", "is_quiet"), [(20, False), (36, True)])
def test_a_line_after_weeks_of_silence_answers_nothing(asked, is_quiet) -> None:
    it = life(GOAL, held(3), event(8, "message", "mentor"), event(asked, "message", "mentee"))

    assert ("rhythm.quiet" in findings(it, 37)) == is_quiet
