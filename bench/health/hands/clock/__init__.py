"""A day-by-day world: two people, a diary between them, and six ways in which it can go wrong.

Mentor and mentee each have a resting motivation, spare time redrawn weekly, a temperament (planner or improviser,
writer or speaker, frank or polite, generous or harsh as a rater), a fading memory of the last meetings and a to-do
list. Every day each decides whether to write, answer, book, move, cancel, prepare, act or give feedback. A date needs
the other's yes, so one person letting go slows both.

What is drawn is *trouble*, at rates that depend on what invites it (vague goals, a weak bond, few words, politeness,
improvising, a full diary). Each mechanism touches other things first. It can be shallow and pass, be talked over,
spill into a neighbour, or be sudden. Failure is not drawn: somebody gives up when motivation was too low for too long
while trouble is at work. Frank people say so, polite ones stop. The cause is the mechanism that drained most, the
onset the day it was set off. Outside endings strike at a constant rate. Some programmes export early: such records
are cut, unless the pair is already in the decline that will end it, so that no look is labelled healthy by the cut
alone.

Redrawn per programme: length, rhythms, cohort or rolling start, how much of each kind is recorded (up to two kinds
hardly at all), check-ins, share of answers, raters, how plainly each channel shows, which troubles are common, speed
of decline, readiness to talk, silent and sudden endings, outside rate, holidays, export day.

Where the published numbers entered, all by tuning the rates until the worlds showed them:

- 31–38 % end early, half to two thirds of them outside or for the mentor's time: amount of trouble, outside rate,
  weight of capacity
- early weeks and weak matches are riskier: trouble with the match comes early; the bond lowers every rate
- a survey at week 13 finds about .43 at a specificity of .75: bond in the answers, noise, each person's taste by
  topic
- ratings of one meeting by both sides correlate .3–.4: shared quality of the meeting against rater offset and noise
- a third or more of the answers are missing: share of answers per programme, falling with motivation
- 7 % always answer five, and some are harsh: drawn per person
- simple rules reach AUROC .55–.76 and AUPRC .10–.22: how much motivation touches booking; lulls, quiet pairs, talk
  elsewhere
- rules on gaps catch .30–.50 and alarm .20–.40 of the healthy: rebooking after a cancellation, holidays, rhythms

Everything else is judgement, not evidence: the speed of decline, the order of effects, the size of each channel's
signal.

Groups, of which a pair can be in several: `heals`, trouble above .3 came and went without failing; `one_sided`, the
partner's motivation was still above .45 when the other gave up; `plain`, healthy and none of the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hands.clock.days import live
from hands.clock.ending import tell
from hands.clock.pair import Pair
from hands.clock.programme import Programme


def world(seed: int, pairs: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield (history, truth) for each mentorship of one programme."""
    programme = Programme(seed)
    for number in range(pairs):
        pair = Pair(number, seed, programme)
        yield tell(pair, live(pair))
