"""Rules about load and balance: time, a full mentor, one side drawing back, and seeing it differently."""

from __future__ import annotations

from alongside.health.audit import whole_day
from alongside.health.diary import Diary
from alongside.health.events import CHANNEL_OF_ITEM, OTHER, SIDES, Side
from alongside.health.finding import Fact, Finding, Level
from alongside.health.kept import Mishap
from alongside.health.ratings import fact_mean
from alongside.health.thresholds import Thresholds

EXCUSED = ("holiday", "illness")  # reasons that say nothing about the two


def no_time(it: Diary, limits: Thresholds) -> Finding | None:
    """Were meetings moved or cancelled for want of time, again and again?"""
    if len(it.mishaps) < limits.time_reasons_watch:
        return None
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
    """Does the mentor have more mentees than they said they could, or just as many and it shows?"""
    mentor = it.of.mentor
    if not mentor.load or mentor.limit is None or mentor.load < mentor.limit:
        return None
    lost = [each for each in _fell_through(it, limits) if each.by == "mentor"]
    moves = it.recent(("moved",), limits.recent_intervals * it.every)
    moved = _moved_by("mentor", [each for each in moves if each.reason not in EXCUSED])
    if mentor.load == mentor.limit and not lost and not moved:
        return None
    return Finding(
        "capacity.full",
        "capacity",
        Level.WATCH,
        side="mentor",
        evidence=(
            Fact("mentor_load", mentor.load),
            Fact("mentor_limit", mentor.limit),
            *([Fact("cancelled_by_side", len(lost), tuple(each.event for each in lost))] if lost else []),
            *([_moved(moved)] if moved else []),
        ),
        remedy="lighter_rhythm",
    )


def drawing_back(it: Diary, limits: Thresholds) -> Finding | None:
    """Does one side cancel or miss most of what falls through?  A meeting that was moved did not; see often_moved."""
    if len(it.mishaps) < limits.balance_watch:
        return None
    lost = [each for each in _fell_through(it, limits) if each.reason != "time"]
    for side in SIDES:
        own = [each for each in lost if each.by == side]
        if own and len(own) >= limits.balance_watch and len(own) >= limits.balance_share * len(lost):
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


def _fell_through(it: Diary, limits: Thresholds) -> list[Mishap]:
    """Meetings lately that were cancelled or missed without an excuse, and not held after all."""
    return [
        each
        for each in it.recent(("cancelled", "missed"), limits.recent_intervals * it.every)
        if each.reason not in EXCUSED and each.meeting not in it.met
    ]


def often_moved(it: Diary, limits: Thresholds) -> Finding | None:
    """Did one side ask to move most of the last meetings, whether or not they took place?"""
    moves = [each for each in it.mishaps if each.kind == "moved" and each.reason not in (*EXCUSED, "time")]
    if len(moves) < limits.style_moves_of_five:
        return None
    over = [(each.day, each.meeting) for each in it.held]
    over += [(each.day, each.meeting) for each in it.mishaps if each.kind != "moved"]
    over.sort(key=lambda one: one[0])
    last = list(dict.fromkeys(meeting for _, meeting in reversed(over)))[: limits.balance_meetings]
    for side in SIDES:
        own = [each for each in _moved_by(side, moves) if each.meeting in last]
        if own and len(own) >= limits.style_moves_of_five:
            return Finding(
                "balance.often_moved",
                "match",
                Level.WATCH,
                side=side,
                evidence=(_moved(own),),
                remedy="recontract",
                since=whole_day(own[0].day),
            )
    return None


def _moved_by(side: Side, moves: list[Mishap]) -> list[Mishap]:
    """The last time each of these meetings was moved by that side."""
    return sorted({each.meeting: each for each in moves if each.by == side}.values())


def _moved(moves: list[Mishap]) -> Fact:
    return Fact("moved_by_side", len(moves), tuple(each.event for each in moves))


def one_side_writes(it: Diary, limits: Thresholds) -> Finding | None:
    """Do almost all of the recent messages come from one side?"""
    recent = it.messages[-limits.initiative_messages :]
    if len(recent) < limits.initiative_messages:
        return None
    wrote = [by for _, _, by in recent]
    for side in SIDES:
        if wrote.count(side) > limits.initiative_share * len(recent):
            own = [index for _, index, by in recent if by == side]
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
    """Do the two answer the same question far apart, two rounds running?  A talk, not a risk.

    A round is one of each side at about the same time: what they answered months apart may have changed in between.
    """
    ours, theirs = it.answers["mentor"].latest, it.answers["mentee"].latest
    rounds, far = limits.gap_rounds, limits.gap_rating
    apart_now = {item for item in ours if item in theirs and abs(ours[item][-1][2] - theirs[item][-1][2]) >= far}
    if not apart_now:
        return None
    for item, channel in CHANNEL_OF_ITEM.items():
        if item not in apart_now:
            continue
        mentor, mentee = ours[item][-rounds:], theirs[item][-rounds:]
        if len(mentor) < rounds or len(mentee) < rounds:
            continue
        pairs = list(zip(mentor, mentee, strict=True))
        if any(abs(one[0] - other[0]) > limits.gap_round_intervals * it.every for one, other in pairs):
            continue
        apart = [one[2] - other[2] for one, other in pairs]
        if min(apart) >= far or max(apart) <= -far:
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
