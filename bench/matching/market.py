"""The market of the benchmark: invented people with clustered meanings, twelve categories, and one hard rule.

Writes left, right and capacity, the same for everyone, so that ours and the others' answers can be compared.
"""

from __future__ import annotations

import sys

import numpy as np

UNIT = 1 << 22
DIMENSIONS, CLUSTERS, CATEGORIES, KINDS = 256, 40, 12, 8


def market(mentees: int, mentors: int, places: float, seed: int = 0) -> dict[str, np.ndarray]:
    """places : mentors' places for each mentee; below 1 not everyone can be placed."""
    chance = np.random.default_rng(seed)
    centres = chance.standard_normal((CLUSTERS, DIMENSIONS)).astype(np.float32)

    def meanings(people: int) -> np.ndarray:
        near = centres[chance.integers(0, CLUSTERS, people)]
        vectors = near + 0.9 * chance.standard_normal((people, DIMENSIONS)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    ours, theirs = meanings(mentees), meanings(mentors)
    left = [np.rint(0.35 * ours * 2**11).astype(np.float32)]
    right = [np.rint(theirs * 2**11).astype(np.float32)]
    for category in range(CATEGORIES):
        table = np.rint(chance.random((KINDS, KINDS)) * UNIT * 0.65 / CATEGORIES)
        if category == 0:
            table[chance.random((KINDS, KINDS)) < 0.1] = -1000 * UNIT  # the hard rule
        left.append(np.eye(KINDS, dtype=np.float32)[chance.integers(0, KINDS, mentees)])
        right.append(table.T[chance.integers(0, KINDS, mentors)].astype(np.float32))
    capacity = chance.integers(1, 6, mentors)
    wanted = round(mentees * places)
    while capacity.sum() != wanted:
        off = wanted - int(capacity.sum())
        np.add.at(capacity, chance.integers(0, mentors, abs(off)), np.sign(off))
        capacity = np.maximum(capacity, 0)
    return {"left": np.hstack(left), "right": np.hstack(right), "capacity": capacity}


if __name__ == "__main__":
    path, mentees, mentors, places = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    np.savez(path, **market(mentees, mentors, places))
