"""A world in which two people bargain with themselves: is this relationship still worth it to me?

Each side keeps an expectation of six things it gets: progress towards goals, warmth, answers, insight from feedback,
use of the sessions, and ease (time to spare). Each meeting, message or week is an experience, and the expectation
moves towards it by the side's own learning rate. Worth is the weighted sum, less a sting from whichever thing
disappoints most. What is left of willingness, down to a floor of duty, decides how soon they book, whether they move,
cancel or come, prepare, write, answer, rate and note; an unwilling partner gives less of everything, so one side's
disappointment becomes the other's. A side leaves when its worth has stayed under its outside option for longer than
its patience, which counts faster the deeper it is under. Leaving is said or silent.

A cause is a trouble that lowers one term from a day on, over a ramp, fully for one side and in part or not at all for
the other, and at once loosens the acts of its own channel; the rest follows through worth. A second cause may come
three weeks later. Some troubles heal on their own, some after feedback to the partner or coordinator, some are too
shallow. A pair may also drift apart without one; then the cause is the term that sank most for the one who left.

Redrawn per seed: mixture of causes, rhythms and lengths; how many meet trouble, how deep, fast, sudden, healing or
repaired; silent endings; outside endings; noise and leniency of ratings and how frankly they follow worth; shares of
answers, ratings, preparation, feedback, notes, actions, messages, recorded meetings; how far unwillingness shows in
each kind of act; regularity, busy weeks, spill-over; the odd groups' shares; check-in rhythm, time zone, file length.

Published numbers: 31-38 % end early (Keller & Spencer 2017; Kupersmidt 2017; DeWit 2016) set troubles and outside
endings together; 64 % of closures lie with the mentor (STAR): who feels a capacity trouble first, who moves away.
OULAD's heavier first month: a fifth of troubles begin in the first six weeks. Vague wishes about length (STAR) raise
the outside option. Agreement of the two sides .36 (Tryon): the shared part of what they get; mentors rate a little
higher (Yim & Waters). About a third of the spread in liking is the rater (speed dating): leniency against noise; 7 %
straight-liners: always_five. Goals .34 and .40 (Epton; Harkin): progress with a goal and a measured one. Feedback .41,
worse in over a third (Kluger & DeNisi): insight. Fit before meeting is weakly tied to warmth (Tuma & Dolan).
Sensitivity .43 at specificity .75 (Lyons & Edwards): what the noise of ratings was set towards.
All sizes without a source are choices of this hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hands.bargain.course import Course
from hands.bargain.programme import programme


def world(seed: int, pairs: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The first pairs of a seed's programme, each as its record and the truth about it."""
    setting = programme(seed)
    for number in range(pairs):
        yield Course(setting, number).run()
