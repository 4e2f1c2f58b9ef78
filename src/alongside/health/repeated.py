"""The signs of what comes again and again: how often lately against how often until then (streams.py)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from math import log

from alongside.health.diary import Diary
from alongside.health.events import SIDES
from alongside.health.streams import WINDOWS

Sign = Callable[[Diary], float]

LESS = (
    ("communication", "held", (2,)),
    ("communication", "booked", (4,)),
    ("communication", "message_mentor", (1, 2)),
    ("", "act_mentor", (1, 2)),
    ("", "act_mentee", (1, 2)),
    ("", "rated_mentor", (1,)),
    ("", "rated_mentee", (1,)),
    ("feedback", "feedback_mentee", (2,)),
    ("sessions", "prepared_mentee", (2,)),
    ("sessions", "action_done", (2,)),
    ("goals", "goal_mentee", (1,)),
)
FALL = (
    ("communication", "held"),
    ("communication", "contact"),
    ("communication", "booked"),
    ("communication", "message_mentor"),
    ("communication", "message_mentee"),
    ("", "act_mentor"),
    ("", "act_mentee"),
    ("sessions", "prepared_mentor"),
    ("goals", "goal_mentee"),
)
FEWER = {
    "prepared": ("sessions", ("prepared_mentor", "prepared_mentee")),
    "feedback": ("feedback", ("feedback_mentor", "feedback_mentee")),
    "goal": ("goals", ("goal_mentor", "goal_mentee")),
    "message": ("communication", ("message_mentor", "message_mentee")),
}
LOUDEST = 8.0


def over(value: float, usual: float, most: float = 4.0) -> float:
    """How many usual spans beyond the first one, at most `most`."""
    found = value / usual - 1.0
    return 0.0 if found < 0.0 else found if found < most else most


def _less(name: str, rhythms: int) -> Sign:
    window = WINDOWS.index(rhythms)
    # Answers of somebody who always gives five say nothing, not even that they were given.
    rater = next((side for side in SIDES if name in (f"answered_{side}", f"rated_{side}")), None)

    def sign(it: Diary) -> float:
        return 0.0 if rater is not None and it.answers[rater].always_five else it.less(name, window)

    sign.__doc__ = f"How much rarer than usual in the last {rhythms} rhythms, in standard deviations: {name}."
    return sign


def _fall(name: str) -> Sign:
    def sign(it: Diary) -> float:
        return min(it.fall(name), LOUDEST)

    sign.__doc__ = f"How strongly it speaks of a fall: {name}."
    return sign


def _fewer(name: str) -> Sign:
    streams = FEWER[name][1]

    def sign(it: Diary) -> float:
        held = it.held
        if len(held) < 5:
            return 0.0
        recent = min(4, len(held) - 3)
        start, middle = held[0].day - 2.0, held[-recent].day - 2.0
        now = before = 0
        for each in streams:
            days = it.streams[each]
            cut = bisect_left(days, middle)
            now += len(days) - cut
            before += cut - bisect_left(days, start)
        usual = (before + 0.5) / (len(held) - recent + 1.0)
        return max(-1.0, min(2.0, log(usual / ((now + 0.5) / (recent + 1.0)))))

    sign.__doc__ = f"How many fewer after a session lately than before, as a logarithm: {name}."
    return sign


REPEATED: dict[str, tuple[str, Sign]] = {
    **{f"less_{name}_{each}": (of, _less(name, each)) for of, name, windows in LESS for each in windows},
    **{f"fall_{name}": (of, _fall(name)) for of, name in FALL},
    **{f"fewer_{name}": (of, _fewer(name)) for name, (of, _) in FEWER.items()},
}
