"""The signs: everything the inference may look at, as numbers on the pair's own clock.

Each sign is 0 when nothing is known or all is as agreed, and grows as things get worse; a few go below 0 for what goes
well.  Gaps run on the pair's own clock (pauses out), counts of mishaps fade on the calendar, answers fade by answers:
so that a pause, or one more good session, can only make things better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import log, log1p

from alongside.health.diary import Diary
from alongside.health.relationship import SIDES, Side

ANSWERED = ("goals", "match", "communication", "feedback", "sessions", "overall", "all")


STREAMS = {
    "feedback": "feedback",
    "action": "sessions",
    "prepared": "sessions",
    "goal": "goals",
    "message": "communication",
}


def _over(value: float, usual: float, most: float = 4.0) -> float:
    """How many usual spans beyond the first one, at most `most`."""
    return min(max(0.0, value / usual - 1.0), most)


def gap_contact(it: Diary) -> float:
    """Rhythms without any contact beyond the first; halved when something is booked."""
    gap = _over(it.own_days(it.last_contact[0]), it.usual_gap())
    return 0.5 * gap if it.next_booked() else gap


def gap_session(it: Diary) -> float:
    """Rhythms without a session beyond the first; halved when something is booked."""
    gap = _over(it.own_days((it.contacts[-1] if it.logged and it.contacts else it.last_held)[0]), it.usual_gap())
    return 0.5 * gap if it.next_booked() else gap


def gap_third(it: Diary) -> float:
    """The same for the third last contact: a thinning that one meeting does not mend."""
    third = it.contacts[-3][0] if len(it.contacts) >= 3 else it.began
    return _over(it.own_days(third), 3.0 * it.usual_gap(), 2.0)


def never_met(it: Diary) -> float:
    """Rhythms since the beginning without any session."""
    return 0.0 if it.held else min(it.intervals(it.began), 4.0)


def nothing_booked(it: Diary) -> float:
    """Usual gaps since they last met or spoke with nothing booked, from half a gap on."""
    return 0.0 if it.next_booked() else _over(it.own_days(it.last_contact[0]), 0.5 * it.usual_gap(), 1.0)


def gap_message(it: Diary) -> float:
    """Rhythms since the last message of those who write here at all."""
    return _over(it.own_days(it.messages[-1][0]), it.every) if it.messages else 0.0


def gap_message_mentor(it: Diary) -> float:
    """Rhythms since the mentor last wrote, in pairs that write."""
    return _over(it.own_days(it.wrote["mentor"]), it.every) if it.messages else 0.0


def gap_message_mentee(it: Diary) -> float:
    """Rhythms since the mentee last wrote, in pairs that write."""
    return _over(it.own_days(it.wrote["mentee"]), it.every) if it.messages else 0.0


def unanswered(it: Diary) -> float:
    """Rhythms that the first unanswered of several messages has waited, when they have not met since."""
    if len(it.unanswered) < 2 or it.last_held[0] > it.unanswered[0][0]:
        return 0.0
    return min(it.intervals(it.unanswered[0][0]), 3.0)


def _trouble(name: str) -> Callable[[Diary], float]:
    def sign(it: Diary) -> float:
        return min(it.trouble[name].at(it.now), 4.0)

    sign.__doc__ = f"Meetings lately, fading: {name}."
    return sign


def _thin(name: str, times: int) -> Callable[[Diary], float]:
    def sign(it: Diary) -> float:
        pace = it.pace[name]
        if len(pace.days) < max(3, times):
            return 0.0
        return _over(it.own_days(pace.days[-times]), times * pace.usual, 3.0)

    sign.__doc__ = f"How much rarer than at first: {name}, over the last {times}."
    return sign


def _seldom(name: str) -> Callable[[Diary], float]:
    def sign(it: Diary) -> float:
        sessions = it.held[-4:]
        if len(sessions) < 3:
            return 0.0
        start = sessions[0][0] - 2.0
        return 1.0 - min(1.0, sum(day >= start for day in it.pace[name].days[-8:]) / len(sessions))

    sign.__doc__ = f"Share of the last sessions without: {name}."
    return sign


def _fewer(name: str) -> Callable[[Diary], float]:
    def sign(it: Diary) -> float:
        if len(it.held) < 5:
            return 0.0
        start, middle = it.held[0][0] - 2.0, it.held[-3][0] - 2.0
        days = it.pace[name].days
        recent = sum(day >= middle for day in days[-8:])
        return sum(start <= day < middle for day in days) / (len(it.held) - 3) - recent / 3

    sign.__doc__ = f"How many fewer after a session than before the last three: {name}."
    return sign


def _missed(name: str) -> Callable[[Diary], float]:
    def sign(it: Diary) -> float:
        days = it.pace[name].days
        sessions = it.held
        if len(sessions) < 3:
            return 0.0
        last = days[-1] if days else it.began
        since = sum(day > last + 2.0 for day, _, _, _ in sessions[-8:])
        # How often it came after a session, before: believed as if one session had had it and one not.
        usual = (min(len(days), len(sessions) - since) + 1.0) / (len(sessions) - since + 2.0)
        return min(since * usual, 4.0)

    sign.__doc__ = f"Sessions since the last one with it, weighed by how usual it was: {name}."
    return sign


def _slow(side: Side) -> Callable[[Diary], float]:
    def sign(it: Diary) -> float:
        soon = 0.035 * it.every  # half a day at a fortnightly rhythm is as good as at once
        ratio = (it.reply[side] + soon) / (it.usual_reply + soon)
        return min(2.0, max(-1.0, log(ratio))) if it.replies > 2 else 0.0

    sign.__doc__ = f"How much slower than usual the {side} answers, as a logarithm."
    return sign


def hurried(it: Diary) -> float:
    """Share of mishaps lately that were for want of time, when there were at least two."""
    all_of_them = it.trouble["cancelled"].at(it.now) + it.trouble["moved"].at(it.now) + it.trouble["missed"].at(it.now)
    return it.trouble["time"].at(it.now) / (all_of_them + 1.0)


def one_sided_mishaps(it: Diary) -> float:
    """How much more of what falls through is the mentor's than the mentee's."""
    return it.trouble["mentor"].at(it.now) - it.trouble["mentee"].at(it.now)


def short(it: Diary) -> float:
    """How much shorter the last three sessions were than the first three."""
    if len(it.held) < 5:
        return 0.0
    first, last = (sum(minutes for _, _, _, minutes in part) for part in (it.held[:3], it.held[-3:]))
    return max(-0.5, 1.0 - last / first) if first else 0.0


def goal_missing(it: Diary) -> float:
    """Rhythms beyond the first without a goal that has a measure and a date."""
    if any(goal.measurable or goal.closed for goal in it.goals.values()):
        return 0.0
    return _over(it.intervals(it.began), 1.0, 3.0)


def goal_gap(it: Diary) -> float:
    """Spans of three rhythms since a goal was last looked at."""
    return _over(it.spans(it.goal_day), 3.0, 3.0)


def goal_alone(it: Diary) -> float:
    """Is there a goal that only one side has agreed?"""
    goals = it.open_goals()
    return 1.0 if goals and all(len(goal.agreed) < 2 for goal in goals) else 0.0


def feedback_gap(it: Diary) -> float:
    """Spans of three rhythms since anyone gave feedback."""
    return _over(it.spans(it.feedback[-1][0] if it.feedback else it.began), 3.0, 3.0)


def action_gap(it: Diary) -> float:
    """Spans of two rhythms since an action was agreed or done."""
    return _over(it.spans(it.action_day), 2.0, 3.0)


def prepared_gap(it: Diary) -> float:
    """Spans of two rhythms since anyone prepared, in pairs that do."""
    return _over(it.spans(max(it.prepared_day.values())), 2.0, 3.0) if it.prepared else 0.0


def verdict(it: Diary) -> float:
    """Doubt after the introduction: 1 for each not sure, 2 for each not a fit."""
    return float(sum({"good": 0, "unsure": 1, "not_a_fit": 2}[given] for given, _ in it.verdicts.values()))


def misfit(it: Diary) -> float:
    """How far the fit computed before they met is under one half."""
    return 0.0 if it.of.fit is None else 0.5 - it.of.fit


def length_wishes(it: Diary) -> float:
    """Was someone not sure how long, or do the wishes differ by half a year?"""
    mentor, mentee = it.of.mentor, it.of.mentee
    if mentor.intended_unsure or mentee.intended_unsure:
        return 1.0
    if mentor.intended_weeks is None or mentee.intended_weeks is None:
        return 0.0
    return min(abs(mentor.intended_weeks - mentee.intended_weeks) / 26.0, 2.0)


def load(it: Diary) -> float:
    """How full the mentor is beyond half of what they said."""
    mentor = it.of.mentor
    if mentor.load is None or not mentor.limit:
        return 0.0
    return min(max(0.0, mentor.load / mentor.limit - 0.5), 1.5)


def elsewhere(it: Diary) -> float:
    """Do they tell us of contacts elsewhere?  Then what is not recorded here means less."""
    return min(it.logged, 3) / 3


def used_to_space(it: Diary) -> float:
    """How much longer than agreed the gaps were that they began with."""
    return it.used_gap / it.every - 1.0


def silence(it: Diary) -> float:
    """Check-ins left unanswered by the side that leaves more."""
    return min(max(len(it.answers[side].asked) for side in SIDES), 5.0)


def silence_share(it: Diary) -> float:
    """The fading share of check-ins without an answer, both sides."""
    return sum(it.answers[side].silent for side in SIDES) / 2


def tenure(it: Diary) -> float:
    """The logarithm of how many rhythms old they are, on the calendar: a pause makes no pair younger."""
    return log1p((it.now - it.began) / it.every)


def _low(channel: str) -> Callable[[Diary], float]:
    def sign(it: Diary) -> float:
        mentor, mentee = it.answers["mentor"].mean[channel], it.answers["mentee"].mean[channel]
        return -min(mentor, mentee, 0.0)  # a channel that was never answered stands at 0

    sign.__doc__ = f"How far the lower side stands under its usual: {channel}."
    return sign


def _both(channel: str) -> Callable[[Diary], float]:
    def sign(it: Diary) -> float:
        total, count = 0.0, 0
        for answers in (it.answers["mentor"], it.answers["mentee"]):
            if channel in answers.day and not answers.always_five:
                total += answers.mean[channel]
                count += 1
        return -total / count if count else 0.0

    sign.__doc__ = f"How far both stand under their usual, below 0 when over it: {channel}."
    return sign


WORST_OF = [(_both(channel), _low(channel)) for channel in ("goals", "match", "communication", "feedback", "sessions")]


def _worst(it: Diary, place: int) -> float:
    return max(0.0, sorted(0.5 * both(it) + 0.5 * low(it) for both, low in WORST_OF)[-1 - place])


def worst(it: Diary) -> float:
    """How far the lowest channel stands under what is usual."""
    return _worst(it, 0)


def worst_but_one(it: Diary) -> float:
    """The same for the second lowest: a slide of everything, not of one thing."""
    return _worst(it, 1)


SIGNS: dict[str, tuple[str, Callable[[Diary], float]]] = {
    "gap_contact": ("communication", gap_contact),
    "gap_session": ("communication", gap_session),
    "gap_third": ("communication", gap_third),
    "never_met": ("communication", never_met),
    "nothing_booked": ("communication", nothing_booked),
    "gap_message": ("communication", gap_message),
    "gap_message_mentor": ("communication", gap_message_mentor),
    "gap_message_mentee": ("communication", gap_message_mentee),
    "unanswered": ("communication", unanswered),
    "cancelled": ("capacity", _trouble("cancelled")),
    "missed": ("communication", _trouble("missed")),
    "moved": ("capacity", _trouble("moved")),
    "time": ("capacity", _trouble("time")),
    "mentor_mishaps": ("capacity", _trouble("mentor")),
    "mentee_mishaps": ("sessions", _trouble("mentee")),
    "goal_missing": ("goals", goal_missing),
    "goal_gap": ("goals", goal_gap),
    "goal_alone": ("goals", goal_alone),
    "feedback_gap": ("feedback", feedback_gap),
    "action_gap": ("sessions", action_gap),
    "prepared_gap": ("sessions", prepared_gap),
    "verdict": ("match", verdict),
    "misfit": ("match", misfit),
    "length_wishes": ("match", length_wishes),
    "load": ("capacity", load),
    "elsewhere": ("overall", elsewhere),
    "used_to_space": ("overall", used_to_space),
    "silence": ("communication", silence),
    "silence_share": ("communication", silence_share),
    "tenure": ("overall", tenure),
    "worst": ("overall", worst),
    "worst_but_one": ("overall", worst_but_one),
    "slow_mentor": ("communication", _slow("mentor")),
    "slow_mentee": ("communication", _slow("mentee")),
    "hurried": ("capacity", hurried),
    "one_sided_mishaps": ("capacity", one_sided_mishaps),
    "short": ("sessions", short),
    **{f"missed_{name}": (of, _missed(name)) for name, of in STREAMS.items()},
    **{f"fewer_{name}": (of, _fewer(name)) for name, of in STREAMS.items()},
    "thin_message": ("communication", _thin("message", 5)),
    "thin_goal": ("goals", _thin("goal", 2)),
    "thin_feedback": ("feedback", _thin("feedback", 2)),
    "thin_action": ("sessions", _thin("action", 2)),
    "thin_prepared": ("sessions", _thin("prepared", 3)),
    "seldom_feedback": ("feedback", _seldom("feedback")),
    "seldom_action": ("sessions", _seldom("action")),
    "seldom_prepared": ("sessions", _seldom("prepared")),
    **{f"low_{channel}": (channel, _low(channel)) for channel in ANSWERED},
    **{f"both_{channel}": (channel, _both(channel)) for channel in ANSWERED},
}


# What the risk may use: nothing here gets worse by one more session or by a declared pause (tests/health/test_laws.py).
FREE_SIGNS = ("tenure", "elsewhere", "used_to_space")  # they set the scale for the others and may point either way
RISK_SIGNS: tuple[str, ...] = tuple(
    name
    for name in SIGNS
    if not name.startswith(("seldom_", "fewer_", "missed_")) and name not in ("short", "one_sided_mishaps", "hurried")
)


def read_risk_signs(it: Diary, names: Iterable[str]) -> dict[str, float]:
    """Only the signs named: for days of which nothing but the risk is wanted."""
    return {name: SIGNS[name][1](it) for name in names}


def read_signs(it: Diary) -> dict[str, float]:
    """Every sign of the day."""
    return {name: sign(it) for name, (_, sign) in SIGNS.items()}
