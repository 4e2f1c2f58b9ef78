"""A few people who fit one person best, each with the reasons. Nobody is matched: they choose for themselves.

>>> ben = Mentee(id="ben", name="Ben", topics=frozenset({"law"}))
>>> amara = Mentor(id="amara", name="Amara", topics=frozenset({"law"}))
>>> zoe = Mentor(id="zoe", name="Zoe", topics=frozenset({"art"}))
>>> [str(one.mentor) for one in mentors_for(ben, [zoe, amara], most=1)]
['Amara']
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alongside.matching.explain import Explanation
from alongside.matching.people import Mentee, Mentor
from alongside.matching.scores import ALLOWED, Floats
from alongside.matching.weighing import Weighing

USUAL = Weighing()


def explained(mentee: Mentee, mentor: Mentor, weighing: Weighing = USUAL) -> Explanation:
    """Why these two fit and what does not match, whether or not anybody matched them. Rules are left aside."""
    reasons = tuple(weighing.reasons(mentee, mentor))
    shares = {one.criterion: weighing.share(one.criterion) * one.score for one in reasons}
    return Explanation(mentee, mentor, sum(shares.values()), reasons, shares)


def mentors_for(
    mentee: Mentee, mentors: Sequence[Mentor], weighing: Weighing = USUAL, most: int = 5
) -> list[Explanation]:
    """The mentors who fit this mentee best, best first; those whom a rule forbids or who take nobody are left out.

    Equals stand in the order in which they were given. Costs one product of a row with a matrix.
    """
    some = [mentor for mentor in mentors if mentor.capacity > 0]
    if not some:
        return []
    scores = weighing.scores([mentee], some).block(np.array([0]))[0]
    return [explained(mentee, some[j], weighing) for j in _best(scores, most)]


def mentees_for(
    mentor: Mentor, mentees: Sequence[Mentee], weighing: Weighing = USUAL, most: int = 5
) -> list[Explanation]:
    """The mentees whom this mentor fits best, best first; those with whom a rule forbids it are left out."""
    if not mentees:
        return []
    scores = weighing.scores(mentees, [mentor]).block(slice(None))[:, 0]
    return [explained(mentees[i], mentor, weighing) for i in _best(scores, most)]


def _best(scores: Floats, most: int) -> list[int]:
    order = np.argsort(-scores, kind="stable")[: max(most, 0)]
    return [int(at) for at in order if scores[at] > ALLOWED]
