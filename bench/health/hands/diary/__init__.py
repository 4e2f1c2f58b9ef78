"""A world told as life scripts, and then written down by fallible people.

A pair's life is a story: a short script of phases (start, honeymoon, rhythm, plateau, strain, repair, slide, quiet,
farewell, pause, holiday, crisis, harvest). Twelve scripts are for pairs that do not fail and fifteen for pairs that
do, two or three for each cause. About one failure in ten takes a blunt script instead: a flicker, then the end. Each
phase bends *the pair's own* habits: factors for fifteen doings, shifts of seven feelings. Strain takes the effect of
the story's cause (and half of a second cause in a third of the failures), so the cause's own channel falls first;
slide and quiet pile up on top, so at the end everything falls. A healthy pair's rough patch uses the very same
strain, a little shallower, followed by repair. One channel in ten does not move at all, and weekly good and bad
spells move everyone. Habits differ widely: quiet pairs, pairs that talk elsewhere and pairs that always reschedule
may also fail.

First the life is lived, then it is recorded: kinds are forgotten at the programme's rates, a feeling becomes 1–5
through level, bias, spread and noise of that rater, some pairs log late and some log twice.

A failure's `failed_on` is its `ends_on`: for a silent one, the day nobody would expect it to come back, some weeks
into the quiet; check-ins are asked until then. Onset is the first day of the last unbroken fall. Only healthy pairs
are cut off early. `one_sided` is said of failing pairs only; `capacity` includes either side's lack of time.

Redrawn per seed: planned weeks, start dates, time zone, mix of rhythms, shares of failing and outside endings, mix of
causes, length of declines, blunt share, rough patches, signal of each channel, what is kept of each kind, chattiness,
check-ins, answering, raters, holidays, which optional keys are told.

Where the published numbers entered:

- 31–38 % end early, more than half of them outside or for the mentor's time: `p_fail`, `p_outside`, the weight of
  capacity in `cause_weight`
- perceived match and quality matter, weakly: `bond` shifts the odds of failing (-.6 on the logit a SD) and all
  feelings
- a survey at week 13 finds .43 at a specificity of .75: follows from `bond`, bias, and how few declines have begun by
  then
- two sides' ratings correlate about .36: shared bond and occasion (.46) against bias and noise (.38–.55 each)
- a third or more of the answers are missing: `answers` .50–.73, lower in strain, slide and quiet
- 7 % straight-line raters, and harsh ones: `fives` .04–.075 (high-biased raters add the rest), `harsh` .02–.055
- computed fit says little, a definite wish about length a bit: `fit` .03 a SD of bond; `intended_weeks` given .60 and
  .75
- the hazard peaks early, and contracts end: a fifth or more of the failures in weeks 8–18; scripts scaled to the
  planned end
- few formal endings: about half of the failures end in the quiet, without an `ended` event

How well simple rules do and the ratio of early to late failures are tuned, not derived. A 30-day rule depends on the
mix of rhythms more than on anything else; a 90-day rule catches next to nothing before a failure, because records end
there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hands.diary.checkins import checkins
from hands.diary.life import Life, begin, finish
from hands.diary.meetings import meetings
from hands.diary.pair import Pair
from hands.diary.programme import Programme
from hands.diary.record import tell
from hands.diary.script import Script
from hands.diary.talk import talk

CHAPTERS = (begin, meetings, talk, checkins, finish)


def world(seed: int, pairs: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """All mentorships of one programme: (history, truth) each."""
    programme = Programme(seed)
    for number in range(pairs):
        pair = Pair(programme, seed, number)
        life = Life(pair, Script(pair))
        for chapter in CHAPTERS:
            chapter(life)
        yield tell(life)
