"""Every number that a rule compares with, in one place: its unit in its name, its source in its comment.

"Intervals" are multiples of the pair's own agreed rhythm.  None of these numbers is published as a threshold; they are
starting values derived in docs/library/health.md, and each programme may edit its own copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from alongside.errors import ThresholdError

LEAST = {"match_answers": 2}  # of counts; of every other it is 1


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The numbers of one programme.

    >>> Thresholds.from_dict({"quiet_watch_intervals": 2.0}).quiet_watch_intervals
    2.0
    """

    # rhythm — frequency is the strongest behavioural correlate of support (rho .25, Eby 2013); reasoned multiples
    start_watch_intervals: float = 0.75  # nothing held or booked yet; the earliest weeks are the riskiest (STAR)
    start_attend_intervals: float = 1.25  # at a fortnightly rhythm one whole cycle is lost
    quiet_watch_intervals: float = 1.5  # silence of any kind with nothing booked; a fixed 90 days comes far too late
    quiet_attend_intervals: float = 2.5
    met_watch_intervals: float = 2.0  # no session held, though they may have written
    met_attend_intervals: float = 3.0
    restart_intervals: float = 1.5  # after a pause: time to find each other again
    reply_watch_intervals: float = 0.5  # a message without an answer: a week at a fortnightly rhythm; reasoned
    reply_attend_intervals: float = 0.75
    unanswered_watch_messages: int = 2
    # goals — setting d .34 (Epton 2017), monitoring d .40, more when recorded (Harkin 2016)
    goal_watch_intervals: float = 1.5  # three weeks at a fortnightly rhythm, or the second session
    goal_attend_intervals: float = 2.5
    goal_by_session: int = 2
    goal_agree_intervals: float = 1.0  # set by one, not yet agreed by the other
    revisit_watch_intervals: float = 3.0  # no progress mark, review or change
    revisit_attend_intervals: float = 5.0
    # ratings — 1 to 5; reliable drop 1.28·SD·√(2(1−r)): item SD .9 r .6, mean of three SD .75 r .7
    low_rating: float = 2.5  # at or under it an answer says no
    low_pair_rating: float = 3.2  # a mean of three usefulness ratings
    reliable_drop_one: float = 1.0
    reliable_drop_three: float = 0.75
    gap_rating: float = 1.5  # a gap of .4 SD between raters is normal (g .41)
    gap_rounds: int = 2
    gap_round_intervals: float = 2.0  # how far apart the two may answer and still mean the same weeks
    # match — perceived deep similarity rho .38–.59 (Eby 2013): both sides, twice
    match_answers: int = 2
    style_moves_of_five: int = 3
    length_wish_weeks: float = 26.0  # wishes that differ by half a year (STAR)
    # feedback — d .41, yet a third of interventions harm: prompt for it, about the task (Kluger & DeNisi 1996)
    feedback_watch_intervals: float = 3.0
    feedback_attend_intervals: float = 5.0
    feedback_one_way_entries: int = 3
    # sessions — task agreement r .41 (Grassmann 2020); preparation is reasoned, not proven
    sessions_looked_at: int = 4
    blank_preparations: int = 3
    sessions_without_action: int = 3
    actions_done_share: float = 0.4
    actions_least: int = 3
    # capacity — time is the top stated reason (64 % of closures from the mentor, STAR); distancing (Eby 2004)
    time_reasons_watch: int = 2
    time_reasons_attend: int = 3
    balance_meetings: int = 5
    balance_watch: int = 2
    balance_attend: int = 3
    balance_share: float = 0.6
    initiative_share: float = 0.8
    initiative_messages: int = 8
    recent_intervals: float = 8.0  # how far back a count of cancellations looks
    # silence of answers — a third is always missing; three in a row is information, never guilt
    silent_checkins: int = 3
    # ending — closure probability peaks at the planned end (DeWit 2016)
    ending_within_days: float = 30.0
    # levels — set on simulated worlds so that few healthy pairs ever reach "attend" (docs/library)
    early_intervals: float = 1.0  # before this much of their own time, and without a sign, it is too early to say
    watch_risk: float = 0.065
    attend_risk: float = 0.34
    # From this share of watch_risk on, a rule that says "needs a word" is enough to keep an eye on them; under it such
    # pairs fail no more often than others (simulated).
    heed_share: float = 0.5
    gone_gaps: float = 3.0  # of their usual gaps without any contact and with nothing booked: it has already happened
    clear_share: float = 0.7  # a level holds until the risk is under this share of what raised it

    @classmethod
    def from_dict(cls, numbers: Mapping[str, Any]) -> Thresholds:
        """The defaults with some numbers replaced.

        Raises ThresholdError for a name the engine does not know, a value that is no number from 0 on, a count under
        the least that can be counted, or a share over 1, with which a level would never be reached.
        """
        found: dict[str, Any] = {}
        known = {each.name: each.type for each in fields(cls)}
        for name, value in numbers.items():
            if name not in known:
                raise ThresholdError(f"There is no threshold named {name}. Known are: {', '.join(sorted(known))}.")
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 10_000:
                raise ThresholdError(f"{name} is a number from 0 to 10,000, not {value!r}.")
            if name.endswith(("_risk", "_share")) and value > 1:
                raise ThresholdError(f"{name} is a share from 0 to 1, not {value!r}.")
            if known[name] == "int" and (value != int(value) or value < LEAST.get(name, 1)):
                raise ThresholdError(f"{name} is a whole number from {LEAST.get(name, 1)} on, not {value!r}.")
            found[name] = int(value) if known[name] == "int" else value
        return replace(DEFAULT, **found)

    def to_dict(self) -> dict[str, float]:
        """Every number by name, so that a reading can keep the thresholds it was made with."""
        return asdict(self)


DEFAULT = Thresholds()
