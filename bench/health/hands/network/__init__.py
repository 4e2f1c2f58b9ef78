"""A world of mentorships in which troubles form a network, after the network theory of psychopathology.

Two dozen concrete troubles of the two people, four of each cause, are on or off week by week. One that is on makes its
neighbours likelier to come on and harder to leave: strongly within its cause, weakly across. Stress shocks press on one
cause for a few weeks. In most pairs what they start goes off again; where the ties are strong a family tips, keeps
itself on, and slowly draws in others. A pair gives up with a weekly hazard that grows with the number of troubles that
have been on for long. Nothing else tells a failing pair from one that is well: before its onset it looks the same.
The cause is the family that tipped first and lasted; its onset is the week it tipped. A tenth of the failures come out
of the blue: one blow sets a whole family on and the pair ends within the week.

Each trouble touches its own records (`meetings`, `talk`) and its own answers, on the side that feels it (`voice`).
Where many last, contact as a whole slackens a little. Habits and oddities of a pair are drawn before its troubles and
have no part in its fate, but for a mentor at the limit of the load, who is more prone to troubles of capacity.

Redrawn per seed (`programme`): rhythms, planned weeks, how much is recorded, answered and rated, how often and how much
is asked, noise, where ratings centre, talk, the mixture of causes, strength of the ties, shocks, other ends, oddities.

Published numbers: 31-38 % fail within a year and most by fading (ties, shocks and hazard in `web`, half of the ends
silent in `programme`); time as the commonest cause (mixture in `programme`); 5-15 % end from outside or early with
success (`programme`); a third or more of the answers missing (`programme`, `pair`); mentor and mentee ratings of one
meeting correlate about .36, means near 4 (`voice`); about 7 % of raters always give the same answer (`pair`); mostly
6-20 weeks from onset to failure (`web`); the signs of each cause (`troubles`).

All sizes without a source are choices of this hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hands.network.life import live
from hands.network.programme import draw_programme


def world(seed: int, pairs: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The first pairs of a larger number are those of a smaller."""
    programme = draw_programme(seed)
    for number in range(1, pairs + 1):
        yield live(seed, programme, number)
