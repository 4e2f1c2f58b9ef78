"""What the rules make of goals: moving, closed, dropped, missing."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.health import Relationship, explain
from tests.health.lives import event, findings, held, life

GOAL = event(1, "goal_set", "mentee", goal="g1", measurable=True)
NAMES = {"mentor": "Amara", "mentee": "Ben"}


def marked(day: float, value: float) -> dict[str, Any]:
    return event(day, "goal_progress", "mentee", goal="g1", value=value)


def closed(day: float, outcome: str, goal: str = "g1") -> dict[str, Any]:
    return event(day, "goal_closed", goal=goal, outcome=outcome)


REVIEW = event(99, "goal_reviewed", "mentor", goal="g1")


@pytest.mark.parametrize("lately", [[marked(99, 0.2)], [closed(99, "partly")], [marked(80, 0.5), REVIEW]])
def test_a_goal_moves_when_it_comes_closer(lately) -> None:
    assert "goals.moving" in findings(life(GOAL, marked(3, 0.1), *lately), 100)


@pytest.mark.parametrize(
    "lately", [[REVIEW], [marked(99, 0.1)], [marked(98, 0.8), marked(99, 0.1)], [closed(99, "dropped")]]
)
def test_a_goal_does_not_move_by_being_looked_at_or_falling_back(lately) -> None:
    assert "goals.moving" not in findings(life(GOAL, marked(3, 0.1), *lately), 100)


SESSIONS = [held(day) for day in (3, 17, 31)]
SECOND = event(2, "goal_set", "mentee", goal="g2", measurable=True)


def test_goals_are_met_only_when_every_one_of_them_is() -> None:
    met = findings(life(GOAL, SECOND, *SESSIONS, closed(30, "met"), closed(31, "met", "g2")), 33)
    partly = findings(life(GOAL, SECOND, *SESSIONS, closed(30, "met"), closed(31, "partly", "g2")), 33)
    still_open = findings(life(GOAL, SECOND, *SESSIONS, closed(30, "met")), 33)

    assert "ending.goals_met" in met
    assert "ending.goals_closed" in partly
    assert "ending.goals_met" not in partly
    assert not {"ending.goals_met", "ending.goals_closed"} & set(still_open)
    assert "met" not in explain.words(partly["ending.goals_closed"], "pair", "mentee", NAMES).title


def test_a_goal_that_was_dropped_is_no_goal() -> None:
    dropped, met = (life(GOAL, *SESSIONS, closed(10, outcome)) for outcome in ("dropped", "met"))

    found = findings(dropped, 200)["goals.missing"]

    assert "goals.missing" not in findings(met, 200)
    assert explain.words(found, "coordinator", names=NAMES).text == (
        "Amara and Ben dropped what goal they had, and have no other yet."
    )
    assert ("Of them dropped", "1") in explain.words(found, "coordinator", names=NAMES).facts
    assert "dropped" not in explain.text_of(findings(life(*SESSIONS), 40)["goals.missing"])


def test_to_find_another_goal_they_have_the_time_they_had_for_the_first() -> None:
    late = life(GOAL, *SESSIONS, closed(60, "dropped"))

    assert "goals.missing" not in findings(late, 70)
    assert "goals.missing" in findings(late, 90)


def test_a_goal_without_a_measure_is_not_made_up_for_by_a_dropped_one() -> None:
    vague: Relationship = life(
        GOAL, event(2, "goal_set", "mentee", goal="g2", measurable=False), *SESSIONS, closed(10, "dropped")
    )

    assert "goals.no_measure" in findings(vague, 40)
    assert "goals.no_measure" not in findings(life(GOAL, *SESSIONS), 40)
