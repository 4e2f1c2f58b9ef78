"""Rules about speaking up: feedback given at all, both ways and of use, and a problem that would be raised."""

from __future__ import annotations

from alongside.health.audit import days_since, whole_day
from alongside.health.diary import Diary
from alongside.health.events import OTHER, SIDES
from alongside.health.finding import Fact, Finding, Level
from alongside.health.ratings import said_low
from alongside.health.thresholds import Thresholds


def none_given(it: Diary, limits: Thresholds) -> Finding | None:
    """Has nobody given feedback, either way, for a while, although they meet?"""
    last, index = it.feedback[-1][:2] if it.feedback else (it.began, -1)
    waited = it.intervals(last)
    if not it.held or waited <= limits.feedback_watch_intervals:
        return None
    met = [index for day, index, _, _ in it.held if day >= last]
    since = (
        (
            Fact("last_feedback_on", whole_day(last).isoformat(), (index,)),
            Fact("days_since_last_feedback", days_since(last, it.on), (index,)),
        )
        if index >= 0
        else (Fact("days_since_beginning", (it.on - it.of.began_on).days),)
    )
    if not met:
        return None
    return Finding(
        "feedback.none",
        "feedback",
        Level.ATTEND if waited > limits.feedback_attend_intervals else Level.WATCH,
        evidence=(*since, Fact("sessions_held", len(met), tuple(met))),
        remedy="two_questions",
        since=whole_day(last),
    )


def one_way(it: Diary, limits: Thresholds) -> Finding | None:
    """Does feedback go one way only?"""
    if len(it.feedback) < limits.feedback_one_way_entries:
        return None
    for side in SIDES:
        given = [index for _, index, by in it.told if by == side]
        back = [index for _, index, by in it.told if by == OTHER[side]]
        if len(given) >= limits.feedback_one_way_entries and not back:
            return Finding(
                "feedback.one_way",
                "feedback",
                Level.WATCH,
                side=OTHER[side],
                evidence=(Fact("feedback_given", len(given), tuple(given)),),
                remedy="two_questions",
            )
    return None


def not_useful(it: Diary, limits: Thresholds) -> Finding | None:
    """Does someone miss specific feedback, or not dare to give it?"""
    return said_low(
        it, limits, ("useful_feedback", "give_feedback"), "feedback.not_useful", "feedback", "two_questions"
    )


def unsaid(it: Diary, limits: Thresholds) -> Finding | None:
    """Would someone not raise a problem between them?"""
    return said_low(it, limits, ("raise_problems",), "voice.unsaid", "communication", "open_talk")


def flowing(it: Diary, limits: Thresholds) -> Finding | None:
    """Has feedback gone both ways lately?"""
    if not it.told or it.intervals(it.told[-1][0]) > limits.feedback_watch_intervals:
        return None
    recent = [each for each in it.told if it.intervals(each[0]) <= limits.feedback_watch_intervals]
    if len({by for _, _, by in recent}) < 2:
        return None
    facts = (Fact("feedback_given", len(recent), tuple([index for _, index, _ in recent])),)
    return Finding("feedback.flowing", "feedback", Level.STEADY, evidence=facts)
