"""Rules about load and balance: time, a full mentor, one side drawing back, and seeing it differently."""

from __future__ import annotations

from alongside.health.audit import whole_day
from alongside.health.diary import Diary
from alongside.health.events import CHANNEL_OF_ITEM, OTHER, SIDES
from alongside.health.finding import Fact, Finding, Level
from alongside.health.ratings import fact_mean
from alongside.health.thresholds import Thresholds


def no_time(it: Diary, limits: Thresholds) -> Finding | None:
    """Were meetings moved or cancelled for want of time, again and again?"""
    short = [
        each for each in it.recent(("cancelled", "moved"), limits.recent_intervals * it.every) if each.reason == "time"
    ]
    if len(short) < limits.time_reasons_watch:
        return None
    sides = {each.by for each in short}
    return Finding(
        "capacity.no_time",
        "capacity",
        Level.ATTEND if len(short) >= limits.time_reasons_attend else Level.WATCH,
        side=str(sides.pop()) if len(sides) == 1 else "both",
        evidence=(Fact("reasons_time", len(short), tuple(each.event for each in short)),),
        remedy="lighter_rhythm",
        since=whole_day(short[0].day),
    )


def full(it: Diary, limits: Thresholds) -> Finding | None:
    """Does the mentor have as many mentees as they said they could, and does it show?"""
    mentor = it.of.mentor
    if mentor.load is None or mentor.limit is None or mentor.load < mentor.limit:
        return None
    shows = [
        each
        for each in it.recent(("cancelled", "moved", "missed"), limits.recent_intervals * it.every)
        if each.by == "mentor" and each.reason not in ("holiday", "illness")
    ]
    if mentor.load == mentor.limit and not shows:
        return None
    return Finding(
        "capacity.full",
        "capacity",
        Level.WATCH,
        side="mentor",
        evidence=(
            Fact("mentor_load", mentor.load),
            Fact("mentor_limit", mentor.limit),
            Fact("cancelled_by_side", len(shows), tuple(each.event for each in shows)),
        ),
        remedy="lighter_rhythm",
    )


def drawing_back(it: Diary, limits: Thresholds) -> Finding | None:
    """Does one side cancel, move or miss most of what falls through?"""
    lost = [
        each
        for each in it.recent(("cancelled", "moved", "missed"), limits.recent_intervals * it.every)
        if each.reason not in ("holiday", "illness", "time")
    ]
    for side in SIDES:
        own = [each for each in lost if each.by == side]
        if len(own) >= limits.balance_watch and len(own) >= limits.balance_share * len(lost):
            return Finding(
                f"balance.{side}_draws_back",
                "communication" if side == "mentor" else "sessions",
                Level.ATTEND if len(own) >= limits.balance_attend else Level.WATCH,
                side=side,
                evidence=(
                    Fact("cancelled_by_side", len(own), tuple(each.event for each in own)),
                    Fact("all_cancelled", len(lost), tuple(each.event for each in lost)),
                ),
                remedy="ask_the_mentor" if side == "mentor" else "smaller_steps",
                since=whole_day(own[0].day),
            )
    return None


def one_side_writes(it: Diary, limits: Thresholds) -> Finding | None:
    """Do almost all of the recent messages come from one side?"""
    recent = it.messages[-limits.initiative_messages :]
    if len(recent) < limits.initiative_messages:
        return None
    for side in SIDES:
        own = [index for _, index, by in recent if by == side]
        if len(own) > limits.initiative_share * len(recent):
            return Finding(
                "balance.one_side_writes",
                "communication",
                Level.WATCH,
                side=OTHER[side],
                evidence=(
                    Fact("messages", len(recent), tuple(index for _, index, _ in recent)),
                    Fact("messages_by_side", len(own), tuple(own)),
                ),
                remedy="nudge_both",
                since=whole_day(recent[0][0]),
            )
    return None


def seen_differently(it: Diary, limits: Thresholds) -> Finding | None:
    """Do the two answer the same question far apart, two rounds running?  A talk, not a risk."""
    ours, theirs = it.answers["mentor"].latest, it.answers["mentee"].latest
    rounds = limits.gap_rounds
    for item, channel in CHANNEL_OF_ITEM.items():
        if item not in ours or item not in theirs:
            continue
        mentor, mentee = ours[item][-rounds:], theirs[item][-rounds:]
        if len(mentor) < rounds or len(mentee) < rounds:
            continue
        apart = [one[2] - other[2] for one, other in zip(mentor, mentee, strict=True)]
        if min(apart) >= limits.gap_rating or max(apart) <= -limits.gap_rating:
            return Finding(
                "balance.seen_differently",
                "match" if channel == "overall" else channel,
                Level.WATCH,
                side="mentor" if apart[-1] < 0 else "mentee",
                evidence=(fact_mean(item, "mentor", list(mentor)), fact_mean(item, "mentee", list(mentee))),
                remedy="open_talk",
            )
    return None


def silent(it: Diary, limits: Thresholds) -> Finding | None:
    """Did someone leave the last check-ins without an answer?  Information, never guilt."""
    for side in SIDES:
        asked = it.answers[side].asked
        if len(asked) >= limits.silent_checkins:
            return Finding(
                "balance.silent",
                "communication",
                Level.WATCH,
                side=side,
                evidence=(Fact("checkins_unanswered", len(asked), tuple(asked)),),
                remedy="ask_kindly",
            )
    return None
