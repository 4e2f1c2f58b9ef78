"""The hidden river itself: states week by week, the dyes in them, and how each pair ends."""

from __future__ import annotations

import numpy as np

from hands.river.channels import (
    CONTACT,
    DYE,
    FEEDBACK,
    FIT_E,
    FIT_R,
    GOALS,
    ROOM_R,
    WEEKS,
    WILL_E,
    WILL_R,
    WORTH,
    currents,
)
from hands.river.programme import Programme
from hands.river.undertows import Undertows

# How a pair ends: the places of the competing risks, and the one that none of them came true.
MENTOR_GOES, MENTEE_GOES, BOTH_FADE, OUT_OF_THE_BLUE, OUTSIDE, SUCCESS, LASTED = range(7)
SLOW = 0.8  # how much of a will stays from one week to the next


class Flow:
    """The river of n pairs.

    states: (pair, week, eight channels and two wills).   dyes: (pair, week, cause, side), each dye's part in the wills.
    seen: (pair, side), how much of a decline a side notices.   when: the week it ends; how: which ending it is.
    """

    def __init__(self, programme: Programme, rng: np.random.Generator, n: int) -> None:
        self.programme, self.rng, self.n = programme, rng, n
        self.planned = np.clip(programme.planned + rng.integers(-2, 3, n), 26, 60)
        self.level = rng.normal(0, 0.36, (n, 8)) + 0.18 * rng.normal(0, 1, (n, 1))  # some simply suit each other better
        self.level[:, FIT_E] = 0.6 * self.level[:, FIT_R] + 0.8 * self.level[:, FIT_E]
        self.honeymoon = (rng.random(n) < 0.12) * rng.uniform(1, 1.8, n)
        self.seen, self.one_sided = np.ones((n, 2)), rng.random(n) < 0.2
        self.seen[self.one_sided, rng.integers(0, 2, self.one_sided.sum())] = 0.2
        self.undertows = Undertows(programme, rng, n, self.planned, self.seen)
        self.states, self.dyes = np.zeros((n, WEEKS, 10)), np.zeros((n, WEEKS, 6, 2))
        self._run()
        self._end()

    def _weights(self) -> np.ndarray:
        """What each person's will lives on: (pair, side, channel)."""
        care = self.rng.dirichlet(12 * np.array([0.16, 0.2, 0.14, 0.15, 0.18, 0.17]), (self.n, 2))
        weight = np.zeros((self.n, 2, 8))
        for side in range(2):
            channels = [GOALS, FIT_R + side, CONTACT, FEEDBACK, WORTH, ROOM_R + side]
            weight[:, side, channels] = 2.5 * (0.75 * care[:, side] + 0.25 / 6)
        weight[:, 0, ROOM_R] += 0.3
        return weight

    def _run(self) -> None:
        """Week after week, in six colours at once."""
        rng, n, tows, weight, a = self.rng, self.n, self.undertows, self._weights(), currents(self.programme.memory)
        mark = (np.arange(6)[:, None] == DYE).astype(float)  # dye x channel
        own = self.level[:, None, :] * mark
        home = np.einsum("ndc,nsc->nds", own, weight) * self.seen[:, None, :]
        keep = own - own @ a[:, :8].T - home @ a[:, 8:].T  # the force that keeps a pair at its own level
        z, will = own.copy(), home
        z[:, 1, FIT_R : FIT_E + 1] += self.honeymoon[:, None]
        z[:, 4, WORTH] += self.honeymoon
        for week in range(WEEKS):
            self.states[:, week, :8], self.states[:, week, 8:] = z.sum(1), will.sum(1)
            self.dyes[:, week] = will
            push = rng.normal(0, 0.17, (n, 8)) + rng.normal(0, 0.05, (n, 1))
            push -= (rng.random((n, 8)) < 0.012) * rng.uniform(0.6, 1.6, (n, 8))  # bad weeks
            push -= np.einsum("ni,nic->nc", tows.pull[:, :, week], tows.hit)
            felt = np.einsum("ndc,nsc->nds", z, weight) * self.seen[:, None, :]
            z = z @ a[:, :8].T + will @ a[:, 8:].T + push[:, None, :] * mark + keep
            will = SLOW * will + (1 - SLOW) * felt

    def _end(self) -> None:
        """Competing risks: which comes true first, if any does before the agreed end."""
        programme, rng, n = self.programme, self.rng, self.n
        states, week = np.clip(self.states, -7, 3), np.arange(WEEKS)[None, :]
        mentor, mentee = programme.steep * states[:, :, WILL_R], programme.steep * states[:, :, WILL_E]
        fade = -10.1 + programme.silent - 0.5 * (mentor + mentee) - 0.3 * states[:, :, CONTACT]
        success = np.exp(-6.6 + 0.5 * states[:, :, GOALS]) * (week > 15)
        blue, outside = np.full((n, WEEKS), 0.0003), np.full((n, WEEKS), programme.outside)
        risk = np.stack([np.exp(-10.5 - mentor), np.exp(-10.6 - mentee), np.exp(fade), blue, outside, success], 2)
        risk *= (week >= 2)[..., None]
        total = np.minimum(risk.sum(2), 0.4)
        happens = (rng.random((n, WEEKS)) < 1 - np.exp(-total)) & (week < self.planned[:, None])
        self.when = np.where(happens.any(1), happens.argmax(1), self.planned)
        share = risk[np.arange(n), np.minimum(self.when, WEEKS - 1)]
        pick = (rng.random(n)[:, None] * share.sum(1, keepdims=True) > share.cumsum(1)).sum(1)
        self.how = np.where(happens.any(1), pick, LASTED)
