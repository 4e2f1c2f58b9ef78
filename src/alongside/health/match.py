"""Rules about the match: the verdict, values, working style, expertise and what each was led to expect."""

from __future__ import annotations

from alongside.health.diary import Diary
from alongside.health.events import SIDES
from alongside.health.finding import Fact, Finding, Level
from alongside.health.ratings import CLEAR_NO, answers_to, both_say, fact_mean, said_low
from alongside.health.thresholds import Thresholds


def verdict(it: Diary, limits: Thresholds) -> Finding | None:
    """Was the answer after the introduction less than a yes, and has no later answer on the match put it right?"""
    doubtful = [(side, given, index) for side, (given, index) in it.verdicts.items() if given != "good"]
    if not doubtful:
        return None
    later = [it.answers[side].channels["match"] for side, _, _ in doubtful]
    if any(each.count for each in later) and min(each.level() for each in later) >= 0:
        return None
    return Finding(
        "match.verdict",
        "match",
        Level.ATTEND if any(given == "not_a_fit" for _, given, _ in doubtful) else Level.WATCH,
        side=doubtful[0][0] if len(doubtful) == 1 else "both",
        evidence=tuple(Fact("verdict", given, (index,)) for _, given, index in doubtful),
        remedy="recontract",
    )


def values(it: Diary, limits: Thresholds) -> Finding | None:
    """Do they say they see things differently, or cannot be themselves?"""
    return said_low(it, limits, ("shared_outlook", "be_myself"), "match.values", "match", "open_talk")


def style(it: Diary, limits: Thresholds) -> Finding | None:
    """Does the way of working not suit?"""
    return said_low(it, limits, ("working_style",), "match.style", "match", "recontract")


def expectations(it: Diary, limits: Thresholds) -> Finding | None:
    """Is what they get not what they were led to expect?"""
    return said_low(it, limits, ("as_expected",), "match.expectations", "match", "recontract")


def expertise(it: Diary, limits: Thresholds) -> Finding | None:
    """Does the mentee miss the right experience, twice running, and would choose this pair again all the same?"""
    given = answers_to(it, "mentee", "relevant_experience")[-limits.match_answers :]
    if not given or len(given) < limits.match_answers or max(value for _, _, value in given) > CLEAR_NO:
        return None
    liking = answers_to(it, "mentee", "choose_again")[-1:]
    if any(value < 3 for _, _, value in liking):
        return None  # then more is missing than experience, and match.regret speaks of it
    facts: tuple[Fact, ...] = (fact_mean("relevant_experience", "mentee", given),)
    if liking:
        facts += (fact_mean("choose_again", "mentee", liking),)
    level = Level.ATTEND if liking else Level.WATCH
    return Finding("match.expertise", "match", level, side="mentee", evidence=facts, remedy="second_mentor")


def regret(it: Diary, limits: Thresholds) -> Finding | None:
    """Would someone not choose this pair again, or not go on to the end?"""
    return said_low(it, limits, ("choose_again", "will_continue"), "match.regret", "match", "coordinator_call")


def length(it: Diary, limits: Thresholds) -> Finding | None:
    """Did the two mean different lengths, or was one not sure, before they began?"""
    mentor, mentee = it.of.mentor, it.of.mentee
    if mentor.is_unsure or mentee.is_unsure:
        unsure = [side for side in SIDES if getattr(it.of, side).is_unsure]
        facts: tuple[Fact, ...] = (Fact("length_not_sure", unsure),)
        return Finding("match.length_unsure", "match", Level.WATCH, evidence=facts, remedy="recontract")
    if mentor.weeks is None or mentee.weeks is None:
        return None
    if abs(mentor.weeks - mentee.weeks) <= limits.length_wish_weeks:
        return None
    facts = (
        Fact("mentor_intended_weeks", mentor.weeks),
        Fact("mentee_intended_weeks", mentee.weeks),
    )
    return Finding("match.length", "match", Level.WATCH, evidence=facts, remedy="recontract")


def suits_both(it: Diary, limits: Thresholds) -> Finding | None:
    """Do both say that they can be themselves and would choose each other again?"""
    return both_say(it, limits, ("choose_again",), "match.good", "match")
