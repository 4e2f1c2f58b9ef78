"""How rules read answers of one to five: the last two rounds of each rater, low in words or fallen from their own."""

from __future__ import annotations

from alongside.health.answers import Rater
from alongside.health.audit import whole_day
from alongside.health.diary import Diary
from alongside.health.events import SIDES, Side
from alongside.health.finding import Fact, Finding, Level
from alongside.health.thresholds import Thresholds

Given = tuple[float, int, float]  # day, event, value
MOST = 5.0  # that anybody can answer
CLEAR_NO = 2.0  # at or under it one answer alone says no


def answers_to(it: Diary, side: Side, item: str) -> list[Given]:
    """Every answer this side gave to an item, in order."""
    return it.answers[side].latest.get(item, [])


def fact_mean(item: str, side: Side, given: list[Given], before: bool = False) -> Fact:
    """The mean of some answers, naming each."""
    name = f"mean_{item}_before_{side}" if before else f"mean_{item}_{side}"
    return Fact(name, round(mean(given), 2), tuple([index for _, index, _ in given]))


def is_low(given: list[Given], limits: Thresholds) -> bool:
    """Is the last answer a clear no, or the last two together?  Not where the last one is clearly higher and no no."""
    last = given[-1][2]
    if last <= CLEAR_NO:
        return True
    if len(given) < 2:
        return False
    before = given[-2][2]
    if last > limits.low_rating and last - before >= limits.reliable_drop_one:
        return False  # it rises
    return (before + last) / 2 <= limits.low_rating


def low_ones(given: list[Given], limits: Thresholds) -> list[Given]:
    """The answers that are low: the last two, or the last alone where the one before was not."""
    last = given[-2:]
    return last if mean(last) <= limits.low_rating else last[-1:]


def has_fallen(given: list[Given], limits: Thresholds) -> bool:
    """Are the last two answers a reliable step under this rater's own first ones?"""
    if len(given) < 4:
        return False
    now = (given[-2][2] + given[-1][2]) / 2
    if MOST - now < limits.reliable_drop_one:
        return False
    return mean(given[:-2][:3]) - now >= limits.reliable_drop_one


def mean(given: list[Given]) -> float:
    """Their mean."""
    return sum([value for _, _, value in given]) / len(given)


def said_low(
    it: Diary, limits: Thresholds, items: tuple[str, ...], rule: str, cause: str, remedy: str, *, both: bool = False
) -> Finding | None:
    """Does one side (or must both) answer these items low, or lower than they used to?"""
    facts: list[Fact] = []
    speaking: list[Side] = []
    firm = False
    since = it.now
    for side in SIDES:
        rater = it.answers[side]
        spoke = False
        for item in items:
            given = rater.latest.get(item)
            if given is None or not _speaks(rater, item, given, limits):
                continue
            if is_low(given, limits):
                lately = low_ones(given, limits)
            else:  # the mean before it is what explain.py knows a fall by
                lately = given[-2:]
                facts.append(fact_mean(item, side, given[:-2][:3], before=True))
            facts.append(fact_mean(item, side, lately))
            spoke = True
            firm = firm or len(given) >= limits.match_answers
            since = min(since, lately[0][0])
        if spoke:
            speaking.append(side)
    if not speaking or (both and len(speaking) < 2):
        return None
    return Finding(
        rule,
        cause,
        Level.ATTEND if firm and len(speaking) == 2 else Level.WATCH,
        side=speaking[0] if len(speaking) == 1 else "both",
        evidence=tuple(facts),
        remedy=remedy,
        since=whole_day(since),
    )


def _speaks(rater: Rater, item: str, given: list[Given], limits: Thresholds) -> bool:
    """Is the item answered low, or has it fallen?  Worked out once for each new answer."""
    known = rater.speaking.get(item)
    if known is None or known[0] != len(given):
        known = rater.speaking[item] = (len(given), is_low(given, limits) or has_fallen(given, limits))
    return known[1]


def both_say(it: Diary, limits: Thresholds, items: tuple[str, ...], rule: str, cause: str) -> Finding | None:
    """Do all who answered say yes, no less than they used to, and did both answer?"""
    facts: list[Fact] = []
    for side in SIDES:
        for item in items:
            given = answers_to(it, side, item)
            lately = given[-2:]
            if not lately or lately[-1][2] < 4 or lately[0][2] < 4 or has_fallen(given, limits):
                return None
            facts.append(fact_mean(item, side, lately))
    return Finding(rule, cause, Level.STEADY, evidence=tuple(facts))
