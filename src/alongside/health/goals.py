"""Rules about goals: whether there are any, shared by both, clear, looked at again, and moving."""

from __future__ import annotations

from alongside.health.audit import days_since, whole_day
from alongside.health.diary import Diary
from alongside.health.finding import Fact, Finding, Level
from alongside.health.ratings import both_say, said_low
from alongside.health.thresholds import Thresholds


def missing(it: Diary, limits: Thresholds) -> Finding | None:
    """Is there still no goal with a measure and a date?  One that was dropped is none."""
    goals = []
    for goal in it.goals.values():
        if goal.closed == "dropped":
            continue
        if goal.measurable or goal.closed:
            return None
        goals.append(goal)
    dropped = [goal.closed_index for goal in it.goals.values() if goal.closed == "dropped"]
    # Where all of them were dropped, the time to find another one begins with the last of these days.
    begins = max((it.of.days[index] for index in dropped), default=it.began) if not goals else it.began
    waited = it.intervals(begins)
    if waited <= limits.goal_watch_intervals and sum(each.day >= begins for each in it.held) < limits.goal_by_session:
        return None
    return Finding(
        "goals.no_measure" if goals else "goals.missing",
        "goals",
        Level.ATTEND if waited > limits.goal_attend_intervals and not goals else Level.WATCH,
        evidence=(
            Fact("goals_set", len(it.goals), tuple(goal.index for goal in it.goals.values())),
            *([Fact("goals_dropped", len(dropped), tuple(dropped))] if dropped else []),
            Fact("goals_measurable", 0),
            Fact("sessions_held", len(it.held), tuple(index for _, index, _, _ in it.held)),
            Fact("days_since_beginning", (it.on - it.of.began_on).days),
        ),
        remedy="goal_workshop",
        since=whole_day(begins),
    )


def not_shared(it: Diary, limits: Thresholds) -> Finding | None:
    """Was a goal set by one side and not agreed by the other?"""
    alone = it.open_goals()
    for goal in alone:
        if len(goal.agreed) >= 2:
            return None
    waiting = [goal for goal in alone if it.intervals(goal.set_day) > limits.goal_agree_intervals]
    if not waiting:
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
            Fact("days_since_goal_set", days_since(oldest.set_day, it.on), (oldest.index,)),
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
    """Did a goal come closer lately, or was one closed?  To look at it again is good, and moves nothing."""
    moved = max([goal.moved for goal in it.goals.values() if goal.moved is not None], default=None)
    if moved is None or it.intervals(moved[0]) > limits.revisit_watch_intervals:
        return None
    day = whole_day(moved[0])
    facts = (Fact("last_progress_on", day.isoformat(), (moved[1],)),)
    return Finding("goals.moving", "goals", Level.STEADY, evidence=facts, since=day)


def clear_to_both(it: Diary, limits: Thresholds) -> Finding | None:
    """Do both say that the goals are clear?"""
    return both_say(it, limits, ("clear_goals",), "goals.clear", "goals")


def natural_end(it: Diary, limits: Thresholds) -> Finding | None:
    """Is the planned end near, or is every goal closed?  A good ending is planned, not waited for."""
    goals = it.goals.values()
    outcomes = {goal.closed for goal in goals}
    if None not in outcomes and not outcomes.isdisjoint(("met", "partly")) and len(it.held) >= 3:
        rule = "ending.goals_met" if outcomes == {"met"} else "ending.goals_closed"
        facts: tuple[Fact, ...] = (Fact("goals_closed", len(goals), tuple(goal.closed_index for goal in goals)),)
        return Finding(rule, "goals", Level.STEADY, evidence=facts, remedy="closing_session", since=it.on)
    if it.of.planned_weeks is None:
        return None
    end = it.began + round(it.of.planned_weeks * 7)
    if not 0 <= end - it.now <= limits.ending_within_days:
        return None
    facts = (Fact("planned_end", whole_day(end).isoformat()),)
    return Finding("ending.near", "goals", Level.STEADY, evidence=facts, remedy="closing_session", since=it.on)
