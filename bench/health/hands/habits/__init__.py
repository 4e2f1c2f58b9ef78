"""Mentorships as bundles of habits.

What a pair does are habits: booking the next meeting, keeping it, opening up, preparing, doing actions, writing,
answering, reviewing goals, giving feedback. Each side has a strength for each of them (`habit.py`). Every doing is a
draw from the present strength times the time the person has; a doing moves the strength towards how rewarding it was,
a leaving-out wears it down, and the routine of the other habits pulls it back towards its own natural level.

Contexts (holidays, illness, a busy season, a new job; `context.py`) take time away and so interrupt habits; most
recover by routine, a few never do. At an onset (`turn.py`) one family of habits, the cause, stops being rewarding for
one side or both. Rewards sour each other through the warmth of the relationship (`person.py`): below a dead band
everything else is worth less too, so a deep and lasting turn tips the whole pair, a short one heals. A relationship
ends when too little is left of the habits that carry it for some weeks, with a word or without one (`pair.py`).
What people say follows how rewarding it was against their own slowly adapting expectation (`voice.py`).

Redrawn per seed (`programme.py`): rhythms, planned lengths, habit speeds, contexts, share and timing of turns, mixture
of causes, how much is recorded, how often check-ins are asked and answered, noise of the answers, share of oddities.

Published numbers: 31-38 % of pairs fail early within a year (STAR; Kupersmidt 2017; DeWit 2016) entered in the share
of turns; closures mostly laid at the mentor's door and little time, in the weights of causes and sides; both sides'
ratings correlate about .36 (Tryon 2007), in the shared part of the noise of a rating; 7 % of raters answer in a
straight line (speed-dating data), in the oddity always_five; a third or more of answers missing, in the programme;
few formal endings (STAR), in the silent half of the failures. All sizes without a source are choices of this hand.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

from hands.habits.pair import Pair
from hands.habits.programme import Programme


def world(seed: int, pairs: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield (record, truth) of each pair of the programme that the seed draws."""
    programme = Programme.drawn(Random(f"habits programme {seed}"), seed)
    for number in range(pairs):
        yield Pair(programme, number, Random(f"habits pair {seed} {number}")).lived()
