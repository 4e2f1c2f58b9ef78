"""Undertows: lasting pulls on one channel, up to two for a pair."""

from __future__ import annotations

import math

import numpy as np

from hands.river.channels import CONTACT, FEEDBACK, FIT_E, FIT_R, GOALS, ROOM_E, ROOM_R, WEEKS, WORTH
from hands.river.programme import Programme

NEVER = 99
MATCH, CAPACITY = 1, 5  # places among the causes


class Undertows:
    """The undertows of n pairs, as arrays of (pair, first or second).

    cause: its place among the causes.   begin, mends: first week and week of repair, NEVER if there is none.
    pull: how hard it pulls by week (a third axis).   hit: how far it reaches each of the eight channels (a third axis).
    """

    def __init__(
        self, programme: Programme, rng: np.random.Generator, n: int, planned: np.ndarray, seen: np.ndarray
    ) -> None:
        self.cause = np.stack([rng.choice(6, n, p=programme.causes) for _ in range(2)], 1)
        has = rng.random((n, 2)) < np.array([programme.under, 0.1])
        late = 2 + rng.random((n, 2)) * (planned[:, None] - 5)
        self.begin = np.where(rng.random((n, 2)) < 0.14, rng.integers(0, 3, (n, 2)), late).astype(int)
        depth = np.clip(rng.lognormal(math.log(5.4), 0.2, (n, 2)), 3.8, 8)
        after = has[:, 0] & (rng.random(n) < 0.22)  # one trouble brings another
        self.begin[after, 1] = self.begin[after, 0] + rng.integers(1, 6, after.sum())
        depth[after, 1] *= rng.uniform(0.45, 0.8, after.sum())
        has[:, 1] |= after
        repaired = (rng.random((n, 2)) < programme.heal) & has
        self.mends = np.where(repaired, self.begin + rng.integers(3, 7, (n, 2)), NEVER)
        self.begin[~has] = NEVER
        ramp = np.maximum(1, rng.lognormal(math.log(programme.pace), 0.4, (n, 2)))[..., None]
        week, mends = np.arange(WEEKS), self.mends[..., None]
        grown = np.clip((week - self.begin[..., None] + 1) / ramp, 0, 1)
        self.pull = depth[..., None] * (1 - programme.memory) * grown * (week < mends)
        self.pull -= 0.5 * ((week >= mends) & (week < mends + 4))  # the repair pushes back
        self.hit = self._hit(rng, n, seen)

    def _hit(self, rng: np.random.Generator, n: int, seen: np.ndarray) -> np.ndarray:
        """How far each undertow reaches each channel: mostly one, and the whole of it."""
        hit = np.zeros((n, 2, 8))
        for i in range(2):
            for cause, channel in enumerate((GOALS, FIT_R, CONTACT, FEEDBACK, WORTH, ROOM_R)):
                hit[self.cause[:, i] == cause, i, channel] = 1
            of = self.cause[:, i] == MATCH  # closeness: mostly both feel it, in some pairs one
            hit[of, i, FIT_R] = np.where(seen[of, 0] < 1, 0.2, 0.8)
            hit[of, i, FIT_E] = np.where(seen[of, 1] < 1, 0.2, 0.9)
            of = (self.cause[:, i] == CAPACITY) & (rng.random(n) < 0.25)  # the mentee's diary, not the mentor's
            hit[of, i, ROOM_R], hit[of, i, ROOM_E] = 0, 1
        return hit
