"""Rules about sessions: useful, prepared, ending with a next step that gets done."""

from __future__ import annotations

from alongside.health.audit import whole_day
from alongside.health.diary import Diary
from alongside.health.events import SIDES, Side
from alongside.health.finding import Fact, Finding, Level
from alongside.health.ratings import answers_to, fact_mean, mean, said_low
from alongside.health.thresholds import Thresholds


def less_useful(it: Diary, limits: Thresholds) -> Finding | None:
    """Are the last three ratings low, or a reliable step under this rater's own first three?"""
    facts: list[Fact] = []
    speaking: list[Side] = []
    pressing = 0
    since = it.now
    for side in SIDES:
        given = it.ratings[side]
        if len(given) < 3:
            continue
        first, last = given[:3], given[-3:]
        usual, now = mean(first), mean(last)
        known = len(given) >= 5  # enough to tell what is usual from what is new
        fell = known and usual - now >= limits.reliable_drop_three
        if now > limits.low_pair_rating and not fell:
            continue
        is_no = now <= limits.low_rating
        if known and not is_no and now - usual >= limits.reliable_drop_three:
            continue  # it rises
        # Middling as ever is this rater's own usual: worth a look, and no reason to ask for a word.
        if is_no or not known or now < usual - 0.25:
            pressing += 1
        speaking.append(side)
        since = min(since, last[0][0])
        if fell:
            facts.append(fact_mean("useful", side, first, before=True))
        facts.append(fact_mean("useful", side, last))
    if not speaking:
        return None
    return Finding(
        "sessions.less_useful",
        "sessions",
        Level.ATTEND if pressing == 2 else Level.WATCH,
        side=speaking[0] if len(speaking) == 1 else "both",
        evidence=tuple(facts),
        remedy="shared_agenda",
        since=whole_day(since),
    )


def not_productive(it: Diary, limits: Thresholds) -> Finding | None:
    """Does someone say that meetings are not a good use of time, unprepared, or without a next step?"""
    items = ("good_use", "came_prepared", "next_step")
    return said_low(it, limits, items, "sessions.not_productive", "sessions", "shared_agenda")


def unprepared(it: Diary, limits: Thresholds) -> Finding | None:
    """Did a side that used to prepare come with nothing to most of the last sessions?"""
    recent = it.held[-limits.sessions_looked_at :]
    if len(recent) < limits.sessions_looked_at or not it.prepared:
        return None
    for side in ("mentee", "mentor"):
        blank = [index for _, index, meeting, _ in recent if side not in it.prepared.get(meeting, ())]
        if len(blank) >= limits.blank_preparations and (side == "mentee" or it.streams["prepared_mentor"]):
            return Finding(
                "sessions.unprepared",
                "sessions",
                Level.WATCH,
                side=side,
                evidence=(
                    Fact("sessions_held", len(recent), tuple([index for _, index, _, _ in recent])),
                    Fact("sessions_unprepared", len(blank), tuple(blank)),
                ),
                remedy="shared_agenda",
                since=whole_day(recent[0][0]),
            )
    return None


def no_next_step(it: Diary, limits: Thresholds) -> Finding | None:
    """Did the last sessions leave nothing to do?"""
    recent = it.held[-limits.sessions_without_action :]
    if len(recent) < limits.sessions_without_action:
        return None
    added = it.streams["action_added"]
    if added and added[-1] >= recent[0][0] - 0.5:
        return None
    return Finding(
        "sessions.no_next_step",
        "sessions",
        Level.WATCH,
        evidence=(
            Fact("sessions_without_action", len(recent), tuple([index for _, index, _, _ in recent])),
            Fact("actions_added", 0),
        ),
        remedy="end_with_next_step",
        since=whole_day(recent[0][0]),
    )


def undone(it: Diary, limits: Thresholds) -> Finding | None:
    """Are few of the last actions done, a rhythm after they were agreed?"""
    due = it.due(2 * limits.actions_least)
    done = [it.actions_done[name] for name, _ in due if name in it.actions_done]
    if len(due) < limits.actions_least or len(done) >= limits.actions_done_share * len(due):
        return None
    return Finding(
        "sessions.undone",
        "sessions",
        Level.WATCH,
        side="mentee",
        evidence=(
            Fact("actions_added", len(due), tuple(index for _, index in due)),
            Fact("actions_done", len(done), tuple(done)),
        ),
        remedy="smaller_steps",
    )


def not_helping(it: Diary, limits: Thresholds) -> Finding | None:
    """Was the advice tried and found not to help, more than once lately?"""
    failed = [index for index, helped in it.helped[-4:] if helped == "no"]
    if len(failed) < 2:
        return None
    return Finding(
        "sessions.not_helping",
        "sessions",
        Level.WATCH,
        side="mentee",
        evidence=(Fact("helped_not", len(failed), tuple(failed)),),
        remedy="shared_agenda",
    )


def useful(it: Diary, limits: Thresholds) -> Finding | None:
    """Are the last ratings of those who rate good, the very last among them?"""
    facts: list[Fact] = []
    for side in SIDES:
        said = answers_to(it, side, "good_use")
        if said and said[-1][2] <= 3:
            return None
        if last := it.ratings[side][-3:]:
            if last[-1][2] <= limits.low_pair_rating or mean(last) < 4:
                return None
            facts.append(fact_mean("useful", side, last))
    return Finding("sessions.useful", "sessions", Level.STEADY, evidence=tuple(facts)) if facts else None
