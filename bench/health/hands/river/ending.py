"""How a pair ends, and what is told of it: its history and its truth."""

from __future__ import annotations

import math
from typing import Any

from hands.river.channels import SIDES, WILL_R
from hands.river.dyes import trace
from hands.river.flow import BOTH_FADE, LASTED, MENTEE_GOES, MENTOR_GOES, OUT_OF_THE_BLUE, OUTSIDE, SUCCESS
from hands.river.odds import chance
from hands.river.pair import Pair
from hands.river.record import Entry

# What each ending of the river is called.
NAMES = {
    MENTOR_GOES: "failed_said",
    MENTEE_GOES: "failed_said",
    BOTH_FADE: "failed_silent",
    OUT_OF_THE_BLUE: "failed_said",
    OUTSIDE: "outside",
    SUCCESS: "early_success",
    LASTED: "completed",
}


class End:
    """When and how a pair ends.   day: of the ending; last: the last day either of them does anything."""

    def __init__(self, pair: Pair) -> None:
        rnd, flow, place = pair.rnd, pair.flow, pair.place
        self.week, self.risk = int(flow.when[place]), int(flow.how[place])
        self.fails = self.risk <= OUT_OF_THE_BLUE
        day = self.week * 7 + rnd.uniform(1, 7)
        silent = self.risk == OUT_OF_THE_BLUE and rnd.random() < 0.4
        self.how = "failed_silent" if silent else NAMES[self.risk]
        if self.risk == LASTED:
            day = pair.planned * 7 + rnd.uniform(-3, 6)
            if rnd.random() < 0.3:  # the record was taken out while they were still running
                self.how, day = "censored", rnd.uniform(0.5, 1) * day
        self.day = min(day, int(day) + 0.99)  # the day stays the day after rounding to minutes
        self.last = self.day - rnd.uniform(4, 24) if self.how == "failed_silent" else self.day

    def last_words(self, pair: Pair, cause: str | None) -> list[Entry]:
        """What is said at the end, and the goals that are closed with it."""
        rnd = pair.rnd
        if self.how == "failed_said":
            short = rnd.random() < (0.84 if cause == "capacity" else 0.2)  # "no time" is also what the polite say
            reason = "no_time" if short else rnd.choice(("not_working", "not_working", "other"))
            by = SIDES[self.risk] if self.risk < BOTH_FADE else rnd.choice(SIDES)
            return [Entry(self.day, "ended", {"reason": reason, "by": by})]
        if self.how == "outside":
            reason = rnd.choice(("moved", "moved", "illness", "other"))
            return [Entry(self.day, "ended", {"reason": reason, "by": rnd.choice(SIDES)})]
        if self.how in ("completed", "early_success") and rnd.random() < 0.8:
            return [*self.closed_goals(pair), Entry(self.day, "ended", {"reason": "completed"})]
        return []

    def closed_goals(self, pair: Pair) -> list[Entry]:
        """Goals that somebody closes when it ends well."""
        rnd, entries = pair.rnd, []
        for _, goal in pair.goals:
            done = pair.progress[goal] + rnd.gauss(0.3, 0.3) + 0.3 * (self.how == "early_success")
            outcome = "met" if done > 0.6 else "partly" if done > 0.2 else "dropped"
            if rnd.random() < 0.6:
                at = self.day - rnd.uniform(0, 5)
                entries.append(Entry(at, "goal_closed", {"goal": goal, "outcome": outcome}))
        return entries


def tell(pair: Pair, end: End) -> tuple[dict[str, Any], dict[str, Any]]:
    """The history and the truth of a pair that has been lived."""
    record, flow, place = pair.record, pair.flow, pair.place
    entries = [it for it in record.entries if it.day <= end.last or (it.kind == "checkin_asked" and it.day <= end.day)]
    cause, second, onset = trace(pair, end.week, end.risk) if end.fails else (None, None, None)
    entries += end.last_words(pair, cause)
    mentor, mentee = people(pair)
    fit = chance(0.5 + 0.35 * flow.level[place, 1:3].mean() + pair.rnd.gauss(0, 0.6))
    history = {
        "id": f"p{pair.number}",
        "began_on": record.began.isoformat(),
        "planned_weeks": pair.planned,
        "agreed_every_days": pair.rhythm,
        "fit": round(fit, 3),
        "mentor": mentor,
        "mentee": mentee,
        "events": [{"at": record.moment(day), "kind": kind, **more} for day, kind, more in entries],
    }
    day = record.day(end.day)
    truth = {
        "id": f"p{pair.number}",
        "fails": end.fails,
        "failed_on": day if end.fails else None,
        "ends_on": day,
        "ends_how": end.how,
        "cause": cause,
        "second_cause": second,
        "onset_on": None if onset is None else record.day(onset),
        "groups": groups_of(pair, end) or ([] if end.fails else ["plain"]),
    }
    return history, truth


def people(pair: Pair) -> tuple[dict[str, Any], dict[str, Any]]:
    """Mentor and mentee; the vague say nothing of how long they mean to stay."""
    mentor: dict[str, Any] = {"id": pair.mentor.id, "load": pair.load, "limit": pair.mentor.limit}
    mentee: dict[str, Any] = {"id": f"e{pair.number}"}
    for side, person in enumerate((mentor, mentee)):
        if pair.rnd.random() < 0.7 + 0.1 * min(1, pair.states[0, WILL_R + side]):
            person["intended_weeks"] = max(8, round(pair.planned * math.exp(pair.rnd.gauss(0, 0.15))))
    return mentor, mentee


def groups_of(pair: Pair, end: End) -> list[str]:
    """What a pair is like that may fool a reader."""
    flow, place = pair.flow, pair.place
    tows = flow.undertows
    flags = {
        "quiet": pair.quiet,
        "elsewhere": pair.elsewhere,
        "harsh_rater": any(pair.harsh),
        "always_five": any(pair.five),
        "holidays": bool(pair.breaks),
        "honeymoon": flow.honeymoon[place] > 0,
        "overloaded": pair.load > pair.mentor.limit,
        "one_sided": flow.one_sided[place] and (tows.begin[place] * 7 < end.day).any(),
        "always_reschedules": pair.reschedules,
        "heals": not end.fails and (tows.mends[place] * 7 + 14 < end.day).any(),
        "records_twice": pair.record.twice,
        "records_late": pair.record.late,
        "silent_ending": end.how == "failed_silent",
    }
    return [group for group, flag in flags.items() if flag]
