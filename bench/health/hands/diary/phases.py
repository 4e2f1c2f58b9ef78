"""The phases of a life, and what each does to a pair's doings and feelings."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

DOINGS = (
    "meet",
    "book",
    "move",
    "cancel",
    "miss",
    "minutes",
    "prep",
    "action",
    "done",
    "goal",
    "feedback",
    "message",
    "delay",
    "answer",
    "contact",
)
FEELINGS = ("goals", "match", "communication", "feedback", "sessions", "rhythm", "overall")
# Their places in an effect: doings first, then feelings.
DOES = {doing: i for i, doing in enumerate(DOINGS)}
FEELS = {feeling: i for i, feeling in enumerate(FEELINGS, start=len(DOINGS))}
CHANNELS = len(DOINGS) + len(FEELINGS)
NONE = np.zeros(CHANNELS)


def effect(doings: str, feelings: str = "") -> np.ndarray:
    """An effect, read from words and numbers: factors for doings (kept as logs), points of five for feelings."""
    v = NONE.copy()
    words = doings.split()
    for doing, factor in zip(words[::2], words[1::2], strict=True):
        v[DOES[doing]] = math.log(float(factor))
    words = feelings.split()
    for feeling, points in zip(words[::2], words[1::2], strict=True):
        v[FEELS[feeling]] = float(points)
    return v


class Phase(NamedTuple):
    """One phase.

    weeks: the least and the most it lasts.   ramp: the share of it until its effect is full.
    effect: None where it is the strain of the story's cause.   stretches: does it fill the time others leave?
    """

    weeks: tuple[float, float]
    ramp: float
    effect: np.ndarray | None
    stretches: bool = False


CALM = {
    "start": Phase((2, 4), 0.1, effect("message 1.2 goal 1.3", "overall .05")),
    "slow": Phase((4, 9), 0.1, effect("message .7 meet .75 prep .8 book .8", "match -.2 goals -.3")),
    "false": Phase((2, 4), 0.1, effect("message .6 meet .55 book .6 goal .5", "goals -.2")),
    "honeymoon": Phase(
        (5, 10),
        0.2,
        effect(
            "message 1.6 meet 1.12 prep 1.3 book 1.2 feedback 1.2 answer 1.15 delay .7",
            "match .4 sessions .4 overall .4 communication .2",
        ),
    ),
    "rhythm": Phase((8, 16), 0.3, effect(""), stretches=True),
    "plateau": Phase(
        (5, 10),
        0.5,
        effect("message .85 goal .75 feedback .75 prep .9 action .85", "sessions -.2 goals -.15"),
        stretches=True,
    ),
    "repair": Phase((3, 5), 0.8, effect("message 1.15 goal 1.4 feedback 1.5 book 1.2", "communication .15 overall .1")),
    "holiday": Phase((2, 5), 0.1, effect("answer .8")),
    "pause": Phase((4, 9), 0.1, effect("answer .7")),
    "crisis": Phase((3, 7), 0.2, effect("meet .5 cancel 2.6 move 1.6 message .7 answer .65 delay 1.7", "rhythm -.3")),
    "harvest": Phase((3, 5), 0.4, effect("goal 1.8 done 1.1", "goals .4 overall .2")),
}
# These pile up on each other until a calm phase resets them.
FALL = {
    "strain": Phase((4, 7), 0.4, None),
    "shock": Phase((1, 2), 0.2, None),
    "flicker": Phase((1, 2.5), 0.6, None),
    "slide": Phase(
        (3, 5.5),
        0.5,
        effect(
            "meet .55 book .6 cancel 1.6 move 1.2 miss 1.8 minutes .88 prep .7 action .7 done .75 goal .6 feedback .7 "
            "message .7 delay 1.6 answer .68 contact .6",
            "goals -.35 match -.35 communication -.35 feedback -.3 sessions -.4 rhythm -.4 overall -.6",
        ),
    ),
    "quiet": Phase(
        (4.5, 7.5),
        0.25,
        effect(
            "meet .25 book .3 message .35 delay 1.6 answer .55 goal .3 feedback .4 contact .4 prep .6 miss 1.5",
            "communication -.5 rhythm -.5 overall -.4",
        ),
    ),
    "farewell": Phase(
        (1.5, 3.5),
        0.5,
        effect("meet .7 book .4 message 1.1 prep .7 action .5 goal .4 cancel 1.4", "match -.2 overall -.8"),
    ),
}
PHASES = CALM | FALL
# What each cause does first.
STRAIN = {
    "goals": effect(
        "goal .3 done .75 action .7 prep .85 meet .82 move 1.15",
        "goals -1.35 sessions -.35 overall -.4",
    ),
    "match": effect(
        "meet .78 cancel 1.4 minutes .85 message .78 contact .5 answer .95 book .85",
        "match -1.3 communication -.25 feedback -.15 overall -.6",
    ),
    "communication": effect(
        "message .42 delay 2.6 book .55 meet .66 miss 1.4 answer .85 contact .5",
        "communication -1.35 rhythm -.5 match -.2 overall -.35",
    ),
    "feedback": effect(
        "feedback .25 meet .85 done .85 message .85 prep .9 answer .92",
        "feedback -1.4 sessions -.25 match -.15 overall -.4",
    ),
    "sessions": effect(
        "prep .45 action .5 done .6 minutes .78 cancel 1.25 meet .78",
        "sessions -1.3 goals -.25 feedback -.2 overall -.4",
    ),
    "capacity": effect(
        "cancel 2.5 move 2.1 meet .7 book .75 delay 1.9 message .72 prep .7 answer .78 miss 1.3",
        "rhythm -1.2 communication -.5 sessions -.15 overall -.2",
    ),
}
# What a good week (one standard deviation of mood) does.
GOOD_WEEK = effect(
    "meet 1.1 message 1.25 prep 1.16 answer 1.13 delay .86 cancel .78",
    "goals .16 match .16 communication .16 feedback .16 sessions .16 rhythm .16 overall .16",
)
