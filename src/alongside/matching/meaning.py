"""Goals compared by meaning: what a mentee wants to reach and what a mentor has done, as vectors of an encoder.

Which encoder is the caller's choice; all that matters is that it made both sides' vectors.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from alongside.matching.fit import FULL_BITS, NEUTRAL, Block, Criterion, Mentees, Mentors, Products, Reason
from alongside.matching.people import Mentee, Mentor
from alongside.matching.scores import HALF_BITS


class Goals(Criterion):
    """The score is (1 + cosine) / 2 of the two vectors.

    close, some : cosines from which the reason says that two texts are close, or have something to do with each other.
    """

    key, label, weight = "goals", "Goals", 0.25

    def __init__(self, close: float = 0.5, some: float = 0.25) -> None:
        self.close, self.some = close, some

    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        if not any(mentee.goals) or not any(mentor.goals):
            return self.unknown()
        one, other = (np.array(person.goals) / np.linalg.norm(person.goals) for person in (mentee, mentor))
        cosine = float(one @ other)
        if cosine >= self.close:
            text = f"What {mentor} has done is close to what {mentee} wants to reach."
        elif cosine >= self.some:
            text = f"What {mentor} has done has something to do with what {mentee} wants to reach."
        else:
            text = f"What {mentor} has done is far from what {mentee} wants to reach."
        return Reason(self.key, (1 + cosine) / 2, text, facts={"cosine": cosine})

    def blocks(self, mentees: Mentees, mentors: Mentors) -> list[Block]:
        size = max((len(one.goals) for one in (*mentees, *mentors)), default=0)
        left, right = _vectors(mentees, size), _vectors(mentors, size)
        # Half the cosine of an empty vector is 0, which leaves NEUTRAL: what is missing needs no care of its own.
        half = Products(np.full((len(mentees), 1), NEUTRAL), np.ones((len(mentors), 1)), FULL_BITS, 0)
        return [half, Products(left / 2, right, HALF_BITS, HALF_BITS)]


def _vectors(people: Mentees | Mentors, size: int) -> npt.NDArray[np.float64]:
    vectors = np.zeros((len(people), size))
    for i, person in enumerate(people):
        vectors[i, : len(person.goals)] = person.goals
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1))
