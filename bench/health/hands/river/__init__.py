"""A river of hidden states: nobody decides in advance who fails.

A pair is a point that drifts week by week in eight channels: clarity of goals, closeness as the mentor and as the
mentee feel it, contact, openness of feedback, worth of the sessions, and the room in each diary. Each channel returns
to the pair's own level, is shaken by small shocks and by a bad week now and then, and pulls on the others. From what
a person feels grows, slowly, that person's *will* to go on; when the wills sink they pull everything down.

Four pairs in ten meet an *undertow*, a lasting pull on one channel, some soon after the start, most anywhere in the
year; a fifth of these bring a second one some weeks later, a third are repaired after three to six weeks by nobody's
particular doing. In a fifth of the pairs only one side notices. Endings are competing risks, week by week: the mentor
goes, the mentee goes, both fade, a break out of the blue, something outside, early success. So some with a strong
undertow reach the end and some fail of ordinary bad luck. A pair that fades does nothing more for 4 to 24 days before
the day we call its failure.

The current is linear, so it is followed with six dyes, one for each cause: every disturbance carries its channel's
colour wherever it flows. The cause is the dye that had taken most of the will of whoever gave up; the second cause is
the next dye if it took at least .38 as much. Onset is the day the first undertow then active began or, without one,
the day the causing dye had last been above .4 of its final depth; out of the blue, up to two weeks before the end.

Records are written day by day from the states, never from the ending; nothing but the fading of silent pairs looks at
it. "No time" is also what a fifth of the other failures say at the end. Concerns are raised at random.

Redrawn per seed: length, rhythms, start and its spread, time zone, how much of each kind is written down, check-ins,
share of answers, leniency, noise, how strongly each state shows, persistence, speed and share of undertows and
repairs, mixture of causes, outside hazard, share of silent endings, steepness of the hazard, activity, strictness
with dates.

Where the published numbers entered:

- 31–38 % end early in a year, half to two thirds of them outside or for lack of time: share of undertows, weight of
  capacity among the causes, outside hazard .0022–.0038 a week
- very few formal endings: share of silent fading; a fifth of completed pairs end without a word
- a survey at week 13 finds .43 at a specificity of .75: spread of the pairs' own levels against undertows that mostly
  begin later
- own fit drives own rating, partner effects are weak, the two sides' ratings correlate .3–.4: two closenesses, each
  rater's bias (SD .48) and noise, a small shared mood of the meeting
- a third or more of the answers are missing: logit of answering, falling with will, diary and time
- 7 % straight-line raters, and harsh ones: `five` .07 and `harsh` .04 of people
- similar profiles are a weak sign: `fit` is the level of closeness under much noise
- onset to failure takes 4–16 weeks: speed of undertows (about two weeks), persistence of channels, slow wills (.8 a
  week)
- vagueness about length is a sign: `intended_weeks` is missing a little more often where the will is low
- strength with which states show (1.4–2.3), rating noise

All sizes without a source are choices of this hand.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import numpy as np

from hands.river.days import live
from hands.river.ending import End, tell
from hands.river.flow import Flow
from hands.river.pair import Mentor, Pair
from hands.river.programme import Programme

BLOCK = 256  # pairs that flow together, and share their mentors


def world(seed: int, pairs: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Simulated mentorships of one programme: (history, truth) for each."""
    rnd, rng = random.Random(seed * 7919 + 11), np.random.default_rng([seed, 77])
    programme = Programme(rnd, rng)
    for block in range(0, pairs, BLOCK):
        flow = Flow(programme, rng, BLOCK)
        mentors = [Mentor(f"r{block + i}", rnd) for i in range(BLOCK * 2 // 3)]
        for i in range(min(BLOCK, pairs - block)):
            mentor = rnd.choice([some for some in rnd.sample(mentors, 12) if some.has_room()] or mentors)
            pair = Pair(programme, rnd, flow, i, block + i, mentor)
            end = End(pair)
            live(pair, end.last, end.day)
            yield tell(pair, end)
