"""The signs: everything the inference may look at, as numbers on the pair's own clock.

Each sign is 0 when nothing is known or all is as agreed, and grows as things get worse; a few go below 0 for what goes
well.  Gaps run on the pair's own clock (pauses out), counts of mishaps fade on the calendar, answers fade by answers:
so that a pause, or one more good session after all that is known, can only make things better.  (One that is put in
between afterwards also changes what was usual for this pair, and may read either way.)

This page has the signs of meeting, writing and planning; answered.py has those of what was said, repeated.py those of
what comes again and again, fives.py those that say more where one side gives nothing but fives.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from math import exp, log, log1p

from alongside.health.answered import ANSWERED
from alongside.health.diary import Diary
from alongside.health.events import SIDES, Side
from alongside.health.fives import where_fives
from alongside.health.kept import Mishap
from alongside.health.repeated import REPEATED, over

Sign = Callable[[Diary], float]

# Meeting and writing -------------------------------------------------------------------------------------------------


def gap_session(it: Diary) -> float:
    """Rhythms without a session beyond the first; halved when something is booked."""
    gap = over(it.own_days((it.contacts[-1] if it.logged and it.contacts else it.last_held)[0]), it.usual_gap)
    return 0.5 * gap if it.next_slot else gap


def nothing_booked(it: Diary) -> float:
    """Usual gaps since they last met or spoke with nothing booked, from half a gap on."""
    return 0.0 if it.next_slot else over(it.own_days(it.last_contact[0]), 0.5 * it.usual_gap, 1.0)


def not_ahead(it: Diary) -> float:
    """Rhythms since the last slot that is known, kept or not; below 0 while it lies ahead.  0 where nobody books."""
    if len(it.streams["booked"]) < 2:
        return 0.0
    last = max([starts for starts, _ in it.booked.values()], default=it.began)
    if last < it.now:
        return min(it.own_days(max(last, it.last_contact[0])) / it.every, 4.0)
    return max(-1.5, (it.now - last) / it.every)


def unanswered(it: Diary) -> float:
    """Rhythms that the first unanswered of several messages has waited, when they have not met since."""
    if len(it.unanswered) < 2 or it.last_held[0] > it.unanswered[0][0]:
        return 0.0
    return min(it.intervals(it.unanswered[0][0]), 3.0)


def _slow(side: Side) -> Sign:
    def sign(it: Diary) -> float:
        soon = 0.035 * it.every  # half a day at a fortnightly rhythm is as good as at once
        ratio = (it.reply[side] + soon) / (it.usual_reply + soon)
        return min(2.0, max(-1.0, log(ratio))) if it.replies > 2 else 0.0

    sign.__doc__ = f"How much slower than usual the {side} answers, as a logarithm."
    return sign


def _resting(side: Side) -> Sign:
    def sign(it: Diary) -> float:
        days = it.streams[f"act_{side}"]
        return over(it.own_days(days[-1] if days else it.began), it.every)

    sign.__doc__ = f"Rhythms since the {side} last did anything that is recorded here."
    return sign


def _lacking(spans: int) -> Sign:
    def sign(it: Diary) -> float:
        since = it.back(spans * it.usual_gap)
        if since < it.began:
            return 0.0
        found = len(it.contacts) - bisect_left(it.contacts, (since, -1))
        return max(0.0, float(spans - found))

    sign.__doc__ = f"How many contacts are missing of the {spans} that the last {spans} usual gaps should have brought."
    return sign


def short(it: Diary) -> float:
    """How much shorter the last three sessions were than the first three."""
    if len(it.held) < 5:
        return 0.0
    first, last = (sum(each.minutes for each in part) for part in (it.held[:3], it.held[-3:]))
    return max(-0.5, 1.0 - last / first) if first else 0.0


# Mishaps -------------------------------------------------------------------------------------------------------------

FADE = 4.0  # rhythms after which a mishap counts for a third of a new one


def _mishaps(which: Callable[[Mishap], bool], says: str) -> Sign:
    def sign(it: Diary) -> float:
        total, fade = 0.0, FADE * it.every
        for each in reversed(it.mishaps):
            age = (it.now - each.day) / fade
            if age > 4.0:
                break
            if which(each):
                total += exp(-age)
        return min(total, 4.0)

    sign.__doc__ = f"Meetings lately, fading: {says}."
    return sign


def _excused(each: Mishap) -> bool:
    return each.reason in ("holiday", "illness")


time = _mishaps(lambda each: each.reason == "time", "moved or cancelled for want of time")
mishaps = _mishaps(lambda each: not _excused(each), "moved, cancelled or missed without an excuse")
mentor_mishaps = _mishaps(lambda each: each.by == "mentor" and not _excused(each), "the same by the mentor")
mentee_mishaps = _mishaps(lambda each: each.by == "mentee" and not _excused(each), "the same by the mentee")


def hurried(it: Diary) -> float:
    """Share of mishaps lately that were for want of time."""
    return time(it) / (mishaps(it) + 1.0)


def one_sided_mishaps(it: Diary) -> float:
    """How much more of what falls through is the mentor's than the mentee's."""
    return mentor_mishaps(it) - mentee_mishaps(it)


# Goals, feedback, actions --------------------------------------------------------------------------------------------


def goal_missing(it: Diary) -> float:
    """Rhythms beyond the first without a goal that has a measure and a date."""
    if any(goal.measurable or goal.closed for goal in it.goals.values()):
        return 0.0
    return over(it.intervals(it.began), 1.0, 3.0)


def goal_gap(it: Diary) -> float:
    """Spans of three rhythms since a goal was last looked at."""
    return over(it.own_days(it.goal_day) / it.usual_gap, 3.0, 3.0)


def goal_alone(it: Diary) -> float:
    """Is there a goal that only one side has agreed?"""
    goals = it.open_goals()
    return 1.0 if goals and all(len(goal.agreed) < 2 for goal in goals) else 0.0


def feedback_gap(it: Diary) -> float:
    """Spans of three rhythms since anyone gave feedback."""
    return over(it.own_days(it.feedback[-1][0] if it.feedback else it.began) / it.usual_gap, 3.0, 3.0)


def action_gap(it: Diary) -> float:
    """Spans of two rhythms since an action was agreed or done."""
    last = max(days[-1] if (days := it.streams[name]) else it.began for name in ("action_added", "action_done"))
    return over(it.own_days(last) / it.usual_gap, 2.0, 3.0)


def undone(it: Diary) -> float:
    """Share of the actions that had a rhythm to be done and were not."""
    due = it.due(6)
    return sum(name not in it.actions_done for name, _ in due) / len(due) if len(due) > 2 else 0.0


_DID_NOT_HELP = {"no": 1.0, "some": 0.4, "yes": 0.0}


def not_helped(it: Diary) -> float:
    """How often the last actions did not help, 0 to 1."""
    said = it.helped[-4:]
    return sum([_DID_NOT_HELP[helped] for _, helped in said]) / (len(said) + 1.0)


# Before they met, and how long ago that was --------------------------------------------------------------------------


def verdict(it: Diary) -> float:
    """Doubt after the introduction: 1 for each not sure, 2 for each not a fit."""
    return float(sum({"good": 0, "unsure": 1, "not_a_fit": 2}[given] for given, _ in it.verdicts.values()))


def misfit(it: Diary) -> float:
    """How far the fit computed before they met is under one half."""
    return 0.0 if it.of.fit is None else 0.5 - it.of.fit


def length_wishes(it: Diary) -> float:
    """Was someone not sure how long, or do the wishes differ by half a year?"""
    mentor, mentee = it.of.mentor, it.of.mentee
    if mentor.is_unsure or mentee.is_unsure:
        return 1.0
    if mentor.weeks is None or mentee.weeks is None:
        return 0.0
    return min(abs(mentor.weeks - mentee.weeks) / 26.0, 2.0)


def load(it: Diary) -> float:
    """How full the mentor is beyond half of what they said."""
    mentor = it.of.mentor
    if mentor.load is None or not mentor.limit:
        return 0.0
    return min(max(0.0, mentor.load / mentor.limit - 0.5), 1.5)


def elsewhere(it: Diary) -> float:
    """Do they tell us of contacts elsewhere?  Then what is not recorded here means less."""
    return min(it.logged, 3) / 3


def tenure(it: Diary) -> float:
    """The logarithm of how many rhythms old they are, on the calendar: a pause makes no pair younger."""
    return log1p(max(0.0, it.now - it.began) / it.every)


# The cause that a sign speaks of, "" when it speaks of none in particular.
_SIGNS: dict[str, tuple[str, Sign]] = {
    "gap_session": ("communication", gap_session),
    "nothing_booked": ("communication", nothing_booked),
    "not_ahead": ("communication", not_ahead),
    "unanswered": ("communication", unanswered),
    **{f"slow_{side}": ("communication", _slow(side)) for side in SIDES},
    **{f"resting_{side}": ("communication", _resting(side)) for side in SIDES},
    **{f"lacking_{spans}": ("communication", _lacking(spans)) for spans in (1, 2)},
    "short": ("sessions", short),
    "mishaps": ("", mishaps),
    "cancelled": ("", _mishaps(lambda each: each.kind == "cancelled" and not _excused(each), "cancelled")),
    "missed": ("", _mishaps(lambda each: each.kind == "missed", "missed")),
    "time": ("capacity", time),
    "mentor_mishaps": ("capacity", mentor_mishaps),
    "hurried": ("capacity", hurried),
    "one_sided_mishaps": ("", one_sided_mishaps),
    "goal_missing": ("goals", goal_missing),
    "goal_gap": ("goals", goal_gap),
    "goal_alone": ("goals", goal_alone),
    "feedback_gap": ("feedback", feedback_gap),
    "action_gap": ("sessions", action_gap),
    "undone": ("sessions", undone),
    "not_helped": ("sessions", not_helped),
    "verdict": ("match", verdict),
    "misfit": ("match", misfit),
    "length_wishes": ("match", length_wishes),
    "load": ("capacity", load),
    "elsewhere": ("", elsewhere),
    "tenure": ("", tenure),
    **REPEATED,
    **ANSWERED,
}
SIGNS: dict[str, tuple[str, Sign]] = {**_SIGNS, **where_fives(_SIGNS)}
FREE = frozenset({"elsewhere", "tenure"})  # what they say may go either way; of every other sign more is worse


def read_signs(it: Diary) -> dict[str, float]:
    """Every sign of the day by name."""
    return {name: sign(it) for name, (_, sign) in SIGNS.items()}
