"""A world of mentorships held together by a psychological contract.

Each of the two enters with a list of six to twelve promises they expect the other to keep, each of one cause and of a
personal weight (`promise`, `person`). Week by week every promise is kept, half kept or broken, with a probability that
rests on the other's ability, on the mood of the weeks and on their will (`contract`). Each gets used to what the other
usually keeps; who is let down beyond that, and beyond what a forgiving character overlooks, loses trust, fast for heavy
promises, and regains it slowly by kept ones. Lost trust is answered in kind: less of one's own is kept, of every cause,
so that what began in one place spreads. Leaving is a hazard of low trust; once one has resolved to go, the other soon
follows. A trouble (`trouble`) takes ability from one or both for the promises of one cause; it lasts, or it lifts, and
then trust heals. A few pairs end out of the blue, by one heavy promise broken outright, or drift apart with no trouble.
Only then is the record written: what was done (`meetings`, `talk`) and what was said of it (`answers`).

Redrawn per seed: rhythms, planned lengths, mixture of causes, what share of each kind is recorded, messages, how often
check-ins are asked and answered, noise of answers, shares of troubles, dips, outside endings and odd groups.

Published numbers and where they entered: 31-38 % end early within a year and 64 % of closures lie with the mentor
(`programme`: troubled, the weight of capacity; `trouble`: whom it strikes); a third or more of answers missing
(`programme`: answers); two views of one relationship agree at about .36 and mentees rate higher (`answers`: went;
`person`: LEANS); 7 % of raters keep to one answer (`programme`: always_five; `person`: always); 30 % of the variance of
liking is the rater's (`person`: lean); no formal ending in about half (`programme`: unsaid); onset to failure mostly
6-20 weeks (`contract`: LOSES, LEAVES_BELOW). All sizes without a source are choices of this hand.
"""

from collections.abc import Iterator
from typing import Any

from hands.promises.pair import draw_pair
from hands.promises.programme import draw_programme


def world(seed: int, pairs: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    programme = draw_programme(seed)
    for number in range(pairs):
        yield draw_pair(programme, seed, number)
