"""Rules about goals: whether there are any, shared by both, clear, looked at again, and moving."""

from __future__ import annotations

from alongside.health.audit import days_since, whole_day
from alongside.health.diary import Diary
from alongside.health.finding import Fact, Finding, Level
from alongside.health.ratings import both_say, said_low
from alongside.health.thresholds import Thresholds


def missing(it: Diary, limits: Thresholds) -> Finding | None:
    """Is there still no goal with a measure and a date?"""
    waited = it.intervals(it.began)
    due = waited > limits.goal_watch_intervals or len(it.held) >= limits.goal_by_session
    if not due or any(goal.measurable or goal.closed for goal in it.goals.values()):
        return None
    return Finding(
        "goals.missing" if not it.goals else "goals.no_measure",
        "goals",
        Level.ATTEND if waited > limits.goal_attend_intervals and not it.goals else Level.WATCH,
        evidence=(
            Fact("goals_set", len(it.goals), tuple(goal.index for goal in it.goals.values())),
            Fact("goals_measurable", 0),
            Fact("sessions_held", len(it.held), tuple(index for _, index, _, _ in it.held)),
            Fact("days_since_beginning", (it.on - it.of.began_on).days),
        ),
        remedy="goal_workshop",
        since=it.of.began_on,
    )


def not_shared(it: Diary, limits: Thresholds) -> Finding | None:
    """Was a goal set by one side and not agreed by the other?"""
    waiting = [
        goal
        for goal in it.open_goals()
        if len(goal.agreed) < 2 and it.intervals(goal.set_day) > limits.goal_agree_intervals
    ]
    if not waiting or any(len(goal.agreed) >= 2 for goal in it.open_goals()):
        return None
    oldest = min(waiting, key=lambda goal: goal.set_day)
    return Finding(
        "goals.not_shared",
        "goals",
        Level.WATCH,
        side={"mentor": "mentee", "mentee": "mentor"}.get(str(oldest.set_by), "both"),
        evidence=(
            Fact("goals_set", len(waiting), tuple(goal.index for goal in waiting)),
            Fact("goals_agreed", 0),
            Fact("goal_set_on", whole_day(oldest.set_day).isoformat(), (oldest.index,)),
        ),
        remedy="goal_workshop",
        since=whole_day(oldest.set_day),
    )


def forgotten(it: Diary, limits: Thresholds) -> Finding | None:
    """Has no goal been moved, reviewed or changed for a while?"""
    if not it.open_goals():
        return None
    quiet = it.intervals(it.goal_day)
    if quiet <= limits.revisit_watch_intervals:
        return None
    return Finding(
        "goals.forgotten",
        "goals",
        Level.ATTEND if quiet > limits.revisit_attend_intervals else Level.WATCH,
        evidence=(
            Fact("last_goal_change_on", whole_day(it.goal_day).isoformat(), (it.goal_index,)),
            Fact("days_since_last_goal_change", days_since(it.goal_day, it.on), (it.goal_index,)),
            Fact("agreed_every_days", it.of.agreed_every_days),
        ),
        remedy="goal_review",
        since=whole_day(it.goal_day),
    )


def unclear(it: Diary, limits: Thresholds) -> Finding | None:
    """Does someone say that the goals are not clear, do not fit, or do not come closer?"""
    return said_low(
        it, limits, ("clear_goals", "goals_still_fit", "getting_closer"), "goals.unclear", "goals", "goal_workshop"
    )


def moving(it: Diary, limits: Thresholds) -> Finding | None:
    """Did a goal move or close lately?"""
    fresh = [goal for goal in it.goals.values() if goal.closed != "dropped" and (goal.value > 0 or goal.closed)]
    if not fresh or it.intervals(it.goal_day) > limits.revisit_watch_intervals:
        return None
    return Finding(
        "goals.moving",
        "goals",
        Level.STEADY,
        evidence=(Fact("last_goal_change_on", whole_day(it.goal_day).isoformat(), (it.goal_index,)),),
        since=whole_day(it.goal_day),
    )


def clear_to_both(it: Diary, limits: Thresholds) -> Finding | None:
    """Do both say that the goals are clear?"""
    return both_say(it, ("clear_goals",), "goals.clear", "goals")


def natural_end(it: Diary, limits: Thresholds) -> Finding | None:
    """Is the planned end near, or is every goal met?  A good ending is planned, not waited for."""
    goals = list(it.goals.values())
    closed = [goal for goal in goals if goal.closed in ("met", "partly")]
    if goals and len(closed) == len(goals) and len(it.held) >= 3:
        facts: tuple[Fact, ...] = (Fact("goals_closed", len(closed), tuple(goal.closed_index for goal in closed)),)
        return Finding("ending.goals_met", "goals", Level.STEADY, evidence=facts, remedy="closing_session", since=it.on)
    if it.of.planned_weeks is None:
        return None
    end = it.began + round(it.of.planned_weeks * 7)
    if not 0 <= end - it.now <= limits.ending_within_days:
        return None
    facts = (Fact("planned_end", whole_day(end).isoformat()),)
    return Finding("ending.near", "goals", Level.STEADY, evidence=facts, remedy="closing_session", since=it.on)
