"""What one side answered in private can change nothing that the other is shown."""

from __future__ import annotations

from datetime import datetime

import pytest

from alongside.errors import HistoryError
from alongside.health import explain
from alongside.health.events import CheckinAnswered, IntroductionAnswered, MeetingRated
from tests.health.lives import answered, at, event, findings, good_life, held, life, rated, read

PRIVATE = [
    answered(60, "mentee", choose_again=1, clear_goals=1, be_myself=1),
    answered(74, "mentee", choose_again=1, clear_goals=1, be_myself=1),
    rated(59, "mentee", 1, "s59-again"),
    event(2, "introduction_answered", "mentee", answer="not_a_fit"),
    event(61, "feedback_given", "mentee", shared_with="coordinator"),
    event(62, "checkin_asked", "mentee"),
]


def test_a_partners_private_answers_change_nothing_for_the_other_side() -> None:
    plain, told = life(*good_life()), life(*good_life(), *PRIVATE)

    assert read(told.as_seen_by("mentor"), 90) == read(plain.as_seen_by("mentor"), 90)
    assert read(told.as_seen_by("mentee"), 90) != read(plain.as_seen_by("mentee"), 90)
    assert "match.regret" in {finding.rule for finding in read(told, 90).findings}


def test_whether_somebody_means_to_continue_is_kept_from_coordinators() -> None:
    leaving = [answered(day, "mentee", will_continue=1) for day in (60, 74)]
    plain = life(*good_life(), *[answered(day, "mentee") for day in (60, 74)])

    assert read(life(*good_life(), *leaving).as_seen_by("coordinator"), 90) == read(plain.as_seen_by("coordinator"), 90)


def test_whether_it_helped_stays_with_the_one_who_said_so() -> None:
    done = [event(day, "action_done", action=f"a{day}", helped="no") for day in (3, 4)]
    it = life(*done)

    assert [each.helped for each in it.as_seen_by("mentor").events] == [None, None]


@pytest.mark.parametrize(
    ("shown", "kinds"),
    [
        (
            frozenset({"ratings", "checkins", "verdicts"}),
            {"checkin_answered", "meeting_rated", "introduction_answered"},
        ),
        (frozenset({"ratings"}), {"meeting_rated"}),
        (frozenset(), set()),
    ],
)
def test_a_coordinator_sees_what_the_programme_says_it_shows(shown, kinds) -> None:
    seen = {each.kind for each in life(*good_life(), *PRIVATE).as_seen_by("coordinator", shown=shown).events}

    assert seen & {"checkin_answered", "meeting_rated", "introduction_answered"} == kinds


def test_what_was_answered_before_it_was_shown_stays_closed_to_coordinators() -> None:
    it, seventieth = life(*PRIVATE), datetime.fromisoformat(at(70))
    everything = {"ratings": seventieth, "checkins": seventieth, "verdicts": seventieth}

    def answers(**since: datetime) -> list[str]:
        seen = it.as_seen_by("coordinator", since=since).events
        return [each.kind for each in seen if type(each) in (CheckinAnswered, MeetingRated, IntroductionAnswered)]

    assert answers(**everything) == ["checkin_answered"]
    assert len(answers()) == 4
    assert it.as_seen_by("mentee", since=everything) == it.as_seen_by("mentee")


def test_a_question_whose_answer_is_closed_does_not_look_unanswered() -> None:
    asked = life(*good_life(), *(event(day, "checkin_asked", "mentee") for day in (20, 34, 48, 62)))

    for closed in ({"shown": frozenset()}, {"since": {"checkins": datetime.fromisoformat(at(80))}}):
        assert read(asked.as_seen_by("coordinator", **closed), 90) == read(
            life(*good_life()).as_seen_by("coordinator", **closed), 90
        )


def test_feedback_for_nobody_is_for_nobody() -> None:
    it = life(
        event(3, "feedback_given", "mentee", shared_with="nobody"), event(4, "action_done", action="a", helped="no")
    )

    assert [each.kind for each in it.as_seen_by("coordinator").events] == ["action_done"]
    assert [each.helped for each in it.as_seen_by("coordinator", shown=frozenset()).events] == [None]
    assert len(it.as_seen_by("mentee").events) == 2
    assert it.as_seen_by("auditor") is it


def test_an_unknown_viewer_is_refused() -> None:
    with pytest.raises(HistoryError, match="not for 'boss'"):
        life().as_seen_by("boss")


def test_evidence_of_a_view_points_into_that_view() -> None:
    it = life(*PRIVATE, held(3), held(17)).as_seen_by("mentor")
    quiet = next(finding for finding in read(it, 60).findings if finding.rule == "rhythm.quiet")

    assert it.events[quiet.evidence[0].events[0]].meeting == "s17"


def test_words_for_one_side_name_none_of_the_others_answers() -> None:
    it = life(*(answered(10, by, shared_outlook=2) for by in ("mentor", "mentee")))
    finding = next(finding for finding in read(it, 12).findings if finding.rule == "match.values")

    shown = explain.words(finding, "pair", "mentor", {"mentor": "Amara", "mentee": "Ben"})

    assert shown.facts == (("Seeing important things alike, lately (your answers)", "2 of 5"),)
    assert "Ben" not in shown.text
    assert len(explain.words(finding, "coordinator", names={"mentor": "Amara", "mentee": "Ben"}).facts) == 2


def test_a_coordinator_who_sees_no_check_ins_is_not_told_that_nobody_answers() -> None:
    asked = [event(day, "checkin_asked", by) for day in range(10, 90, 14) for by in ("mentor", "mentee")]
    it = life(*good_life(98), *asked)
    seen = it.as_seen_by("coordinator", shown=frozenset({"ratings", "verdicts"}))

    assert "balance.silent" not in findings(seen, 97)
    assert not {each.kind for each in seen.events} & {"checkin_asked", "checkin_answered"}
