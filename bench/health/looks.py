"""Looks at simulated worlds as arrays: what the engine saw every two weeks, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np
from hands import WORLDS

from alongside.health import Relationship
from alongside.health.diary import Diary
from alongside.health.finding import CAUSES
from alongside.health.signs import SIGNS, read_signs
from alongside.health.simulate import simulate

FIRST_LOOK, EVERY, AHEAD = 28, 14, 56  # days
# Seeds: those the weights are fitted on, and those that no weight, sign or world was ever set by.
FITTED, UNSEEN = range(1, 15), range(107, 119)
PAIRS = 250
NAMES = list(SIGNS)
ALL = ("own", *WORLDS)
NEVER = 9999
ODD = ("quiet", "elsewhere", "harsh_rater")  # well, though simple rules take them for failing
ALWAYS_FIVE = len(ODD) + 1
_GROUPS = {"harsh": "harsh_rater", "fives": "always_five"}


@dataclass(frozen=True)
class Life:
    """A simulated mentorship and the truth about it.  groups : what is odd about it, of the names in hands/."""

    it: Relationship
    end: date
    fails: bool
    cause: str | None
    onset: date | None
    groups: tuple[str, ...]

    @property
    def days(self) -> list[date]:
        """The days of the looks: every two weeks from week four until it ended."""
        first = self.it.began_on + timedelta(days=FIRST_LOOK)
        return [day for step in range(0, 1200, EVERY) if (day := first + timedelta(days=step)) < self.end]


def lives(world: str, seed: int, pairs: int) -> Iterator[Life]:
    """The mentorships of one world."""
    if world == "own":
        for record, truth in simulate(pairs, seed):
            it = Relationship.from_record(record)
            end = truth.failed_on or (it.began_on + timedelta(weeks=it.planned_weeks or 52)).isoformat()
            cause = None if truth.sudden else truth.cause
            yield _life(it, end, truth.fails, cause, truth.onset_on, [_GROUPS.get(kind, kind) for kind in truth.kinds])
        return
    for record, told in WORLDS[world](seed, pairs):
        end = told["failed_on"] or told["ends_on"]
        yield _life(
            Relationship.from_record(record), end, told["fails"], told["cause"], told["onset_on"], told["groups"]
        )


def _life(it: Relationship, end: str, fails: bool, cause: Any, onset: Any, groups: list[str]) -> Life:
    known = date.fromisoformat(onset) if onset and fails else None
    return Life(it, date.fromisoformat(end), bool(fails), cause if fails else None, known, tuple(groups))


@dataclass(frozen=True)
class Looks:
    """One row for each look.

    signs : (looks, NAMES).   left : days until it failed, NEVER when it did not.   since : days since the onset of the
    failure, below 0 before it.   cause : place among CAUSES, -1 for none.   pair : which.   world : place in ALL.
    odd : of a pair that is well, 1 + its place in ODD; of one that fails, ALWAYS_FIVE where one side always gives five;
        0 for every other.
    """

    signs: np.ndarray
    left: np.ndarray
    since: np.ndarray
    cause: np.ndarray
    pair: np.ndarray
    world: np.ndarray
    odd: np.ndarray

    @property
    def fails(self) -> np.ndarray:
        """Whether it failed within eight weeks."""
        return self.left <= AHEAD

    @property
    def late(self) -> np.ndarray:
        """Whether four weeks or more have passed since the onset of a failure that has a cause."""
        return (self.since >= 28) & (self.cause >= 0)

    def only(self, rows: np.ndarray) -> Looks:
        """Some of the rows."""
        return Looks(*(getattr(self, each.name)[rows] for each in fields(self)))


def _looks_of(world: str, seed: int, pairs: int) -> Looks:
    rows, truth = [], []
    for number, life in enumerate(lives(world, seed, pairs)):
        diary = Diary(life.it)
        for day in life.days:
            rows.append(list(read_signs(diary.read_until(day)).values()))
            left = (life.end - day).days if life.fails else NEVER
            since = (day - life.onset).days if life.onset else -NEVER
            cause = CAUSES.index(life.cause) if life.cause else -1
            truth.append((left, since, cause, number + 10_000 * seed, ALL.index(world), _odd(life)))
    left, since, cause, pair, place, odd = np.array(truth).T
    return Looks(np.array(rows, dtype=np.float32), left, since, cause, pair + 10_000_000 * place, place, odd)


def _odd(life: Life) -> int:
    if life.fails:
        return ALWAYS_FIVE if "always_five" in life.groups else 0
    return next((place for place, name in enumerate(ODD, 1) if name in life.groups), 0)


def looks(worlds: tuple[str, ...], seeds: range, pairs: int = PAIRS, workers: int = 2) -> Looks:
    """Looks at so many pairs of every seed of every world."""
    asked = list(product(worlds, seeds))
    with ProcessPoolExecutor(workers) as pool:
        parts = list(pool.map(_looks_of, *zip(*asked, strict=True), [pairs] * len(asked)))
    return Looks(*(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Looks)))
