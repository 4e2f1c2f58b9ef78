"""A world of point processes: every kind of event has a rate, and a failing pair's rates decay.

The rate is a product: base (the programme's culture) x habit (the pair, the person) x decay, `exp(-pull x fall)` over
six channels (the six causes) and two sides. Meetings are a renewal process on a clock that slows with holidays and
falls. Messages excite each other: each may call forth an answer, whose chance and delay follow the answering side's
communication. Ratings and check-in items are graded responses: discrimination x (state + leniency - threshold) plus
logistic noise, cut at four thresholds. Everything else is a thinned process with its own row of pulls.

A failing pair has one primary channel that falls along a sigmoid from its onset, with random depth and speed; some
have a second that follows with a lag, drawn from plausible followers; in the last weeks everything slides. Some
declines are one-sided, some pairs never really start, a few fail with next to no warning. Healthy pairs have weekly
weather, shallow dips and holidays, and 8 % fall deeply and heal. Outside endings have no fall. Silent failures stop
some days before they are called failures; the programme's letters go on for up to 13 days more.

Redrawn per seed: planned weeks, time zone, cohort or rolling start, mix of rhythms, shares of endings and causes,
length and depth of declines, how strongly the channels show in each process, how much of each kind is recorded, rates
of messages, actions, feedback and marks, regularity, moves, cancellations, check-ins, answering, leniency,
thresholds.

Where the published numbers entered:

- 31–38 % end early, about half or more for outside reasons or the mentor's time: `p_fail`, `p_outside`, the weight of
  capacity among the causes
- the hazard is higher early on: pairs that never start, and the law of `failed`
- alliance and dropout, d about .5, weaker in advance: `quality` of failing pairs, lowered trait of the cause
- a survey at week 13 finds .43 at a specificity of .75: `quality` against leniency, and when declines begin (tuned)
- two sides' ratings of one meeting correlate .3–.4: shared mood of the meeting against `leniency_sd` and noise
- a third or more of the answers are missing: `p_answer` x person x decay
- 7 % straight-line raters, and harsh ones: `Person.five`, `Person.harsh`
- vague wishes about length and a low frequency are mild risks: missing `intended_weeks`, `tempo`
- similar profiles say little, felt similarity much: `fit` barely follows the pair, items about the match do
- onset 4–16 weeks before the failure: `decline_weeks`
- simple rules reach AUROC .55–.76, with an alarm at twice the rhythm: pull on meetings, `regular`, holidays (tuned)

Known limits: what follows a silent failure is left out; only healthy pairs are cut off early; each person belongs to
one pair; nobody intervenes; ratings end with the meetings, so a rule on the last rating has little to say.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import numpy as np

from hands.ledger.beginning import begin
from hands.ledger.checkins import checkins
from hands.ledger.ending import last_word, tell
from hands.ledger.feedback import feedback
from hands.ledger.goals import goals
from hands.ledger.meetings import meetings
from hands.ledger.messages import messages
from hands.ledger.pair import Pair
from hands.ledger.programme import Programme

PROCESSES = (begin, meetings, messages, goals, checkins, feedback, last_word)


def world(seed: int, pairs: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Simulate the mentorships of one programme drawn from the seed; yields (history, truth) for each."""
    rnd, rng = random.Random(seed * 7919 + 5), np.random.default_rng(seed * 104729 + 11)
    programme = Programme(rnd)
    for number in range(pairs):
        pair = Pair(programme, rnd, rng, number)
        for write in PROCESSES:
            write(pair)
        yield tell(pair)
