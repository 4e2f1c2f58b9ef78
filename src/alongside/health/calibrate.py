"""Refit the risk on a programme's own endings, honestly: cross-validated, refused when there are too few.

Only the risk is refitted, and only as far as the endings carry it: each part of the scorecard as a whole is taken more
or fewer times, never under zero, and pulled back to once.  Which relationships count as failed is read from how they
ended: not working, for want of time or other.  A pair that "completed" did not fail.  Of one that still runs, or that a
move or an illness cut off, nobody knows what the next eight weeks would have brought, so those looks are left out.

The line of "needs a word" is set anew with it: how high the risk of healthy pairs rises differs from programme to
programme more than anything else, so one line for all alarms a twentieth of them here and a third there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.errors import CalibrationError
from alongside.health.diary import Diary
from alongside.health.events import Ended
from alongside.health.fitting import fit_risk, logistic
from alongside.health.fives import PREFIX
from alongside.health.inference import Weights, shipped
from alongside.health.relationship import Relationship
from alongside.health.rhythm import out_of_touch
from alongside.health.thresholds import DEFAULT

LEAST_ENDINGS = 60  # early endings; ten for each of the few directions that can be told apart (a usual rule of thumb)
LEAST_OTHERS = 60
LOOK_EVERY_DAYS = 14
WATCH_EVERY_DAYS = 2  # for the line: a programme reads each night, and one night over it is enough
FIRST_LOOK_DAYS = 28
AHEAD_DAYS = 56
EARLY_DAYS = 28  # an alarm this long before the end leaves time for a repair
ALARMS = 0.15  # at most this share of the pairs that did not end early is ever at "needs a word"
FOLDS = 5
FAILED = frozenset({"not_working", "no_time", "other"})

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Report:
    """What the refit is worth, measured on mentorships that each fold had not seen.

    auroc, ece : (as shipped, refitted).   times : how many times each part of the risk counts now.
    attend_risk : the line of "needs a word" that keeps to ALARMS with the refitted weights.
    alarmed, caught : (as shipped, refitted with its line) share of the others that ever needed a word when read every
    other night, over the line or because they had lost each other; and of the early endings four weeks ahead or more.
    weights : the refitted ones, to be used or not by someone who has read this.
    """

    mentorships: int
    endings: int
    looks: int
    auroc: tuple[float, float]
    ece: tuple[float, float]
    attend_risk: float
    alarmed: tuple[float, float]
    caught: tuple[float, float]
    times: dict[str, float]
    weights: Weights

    @property
    def better(self) -> bool:
        """Is the refit better calibrated and no worse at telling them apart?"""
        return self.ece[1] < self.ece[0] and self.auroc[1] >= self.auroc[0] - 0.005

    @property
    def kept(self) -> dict[str, Any]:
        """What is used of it, as JSON: the weights and the line that goes with them."""
        return self.weights.to_dict() | {"attend_risk": self.attend_risk}

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "mentorships": self.mentorships,
            "endings": self.endings,
            "looks": self.looks,
            "auroc": {"shipped": self.auroc[0], "refitted": self.auroc[1]},
            "ece": {"shipped": self.ece[0], "refitted": self.ece[1]},
            "better": self.better,
            "attend_risk": {"shipped": DEFAULT.attend_risk, "refitted": self.attend_risk},
            "alarmed": {"shipped": self.alarmed[0], "refitted": self.alarmed[1]},
            "caught": {"shipped": self.caught[0], "refitted": self.caught[1]},
            "times": self.times,
            "weights": self.weights.to_dict(),
        }


def calibrate(relationships: Iterable[Relationship], *, weights: Weights | None = None) -> Report:
    """Refit the risk on finished mentorships.

    Raises CalibrationError with the counts when there are fewer than 60 early endings or 60 others.
    """
    known = weights or shipped()
    parts = _parts(known)
    points: list[list[float]] = []
    pair: list[int] = []
    left: list[float] = []  # days until the early end, endless without one
    looked: list[bool] = []  # is it one of the looks that are fitted?
    lost: list[bool] = []  # have they lost each other, so that the level does not hang on the risk?
    endings = others = 0
    for relationship in relationships:
        failed_on = failed(relationship)
        rows = list(_looks(relationship, failed_on, known, parts))
        if not rows:
            continue  # over before the first look, or too young for anyone to know what came of it
        endings += failed_on is not None
        others += failed_on is None
        for on, row, is_lost in rows:
            points.append(row)
            left.append((failed_on - on).days if failed_on else inf)
            pair.append(endings + others)
            looked.append((on - relationship.began_on).days % LOOK_EVERY_DAYS == 0)
            lost.append(is_lost)
    if endings < LEAST_ENDINGS or others < LEAST_OTHERS:
        raise CalibrationError(
            f"There are {endings} early endings and {others} others. To refit honestly there must be at least "
            f"{LEAST_ENDINGS} of the one and {LEAST_OTHERS} of the other; until then the shipped weights stay."
        )
    matrix, days, look, fold = np.array(points), np.array(left), np.array(looked), np.array(pair) % FOLDS
    truth = (days <= AHEAD_DAYS).astype(np.float64)
    before = logistic(matrix.sum(axis=1) + known.start)
    after = np.zeros(len(truth))
    for turn in range(FOLDS):
        own = fold == turn
        found = _refit(matrix[look & ~own], truth[look & ~own], known.start)
        after[own] = logistic(matrix[own] @ found[:-1] + found[-1])
    found = _refit(matrix[look], truth[look], known.start)
    ever = _Ever(np.array(pair), days, np.array(lost))
    line = ever.line(after)
    truth, seen = truth[look], (before[look], after[look])
    return Report(
        mentorships=endings + others,
        endings=endings,
        looks=len(truth),
        auroc=(round(auroc(truth, seen[0]), 3), round(auroc(truth, seen[1]), 3)),
        ece=(round(ece(truth, seen[0]), 3), round(ece(truth, seen[1]), 3)),
        attend_risk=round(line, 4),
        alarmed=(ever.alarmed(before, DEFAULT.attend_risk), ever.alarmed(after, line)),
        caught=(ever.caught(before, DEFAULT.attend_risk), ever.caught(after, line)),
        times=dict(zip(PARTS, found[:-1].round(3).tolist(), strict=True)),
        weights=_times(
            known, found, f"{endings + others} mentorships of this programme, {endings} of them ended early"
        ),
    )


class _Ever:
    """Who was ever over a line.

    pair : which mentorship a look is of, rising.   left : days until it ended early.
    lost : whether they had lost each other, and needed a word wherever the line is.
    """

    def __init__(self, pair: Array, left: Array, lost: NDArray[np.bool_]) -> None:
        self.starts = np.flatnonzero(np.diff(pair, prepend=-1))
        self.ends_early = np.isfinite(left[self.starts])
        self.ahead = left >= EARLY_DAYS
        self.lost = lost

    def line(self, risk: Array) -> float:
        """The line over which ALARMS of those that did not end early ever were."""
        highest = self._highest(risk)[~self.ends_early]
        return float(min(np.quantile(highest, 1.0 - ALARMS, method="higher"), 1.0))

    def alarmed(self, risk: Array, line: float) -> float:
        """The share of those that did not end early that were ever over the line."""
        over = self._highest(risk) > line
        return round(float(over[~self.ends_early].mean()), 3)

    def caught(self, risk: Array, line: float) -> float:
        """The share of the early endings that were over the line in time."""
        over = self._highest(risk, self.ahead) > line
        return round(float(over[self.ends_early].mean()), 3)

    def _highest(self, risk: Array, among: NDArray[np.bool_] | None = None) -> Array:
        counted = np.where(self.lost, inf, risk)
        return np.maximum.reduceat(counted if among is None else np.where(among, counted, 0.0), self.starts)


# The parts of the risk that are weighed anew; each as a whole, so that a few dozen endings can carry it.
PARTS = ("meeting", "answers", "silence", "mishaps", "one side", "before they met")
_BEFORE = frozenset({"verdict", "misfit", "load", "tenure", "elsewhere", "length_wishes"})
_MISHAPS = frozenset({"mishaps", "cancelled", "missed", "time", "mentor_mishaps", "hurried", "one_sided_mishaps"})


def _part(name: str) -> str:
    name = name.removeprefix(PREFIX)
    if name in _BEFORE:
        return "before they met"
    if name in _MISHAPS:
        return "mishaps"
    if name.startswith(("silence", "less_rated", "less_answered", "fall_rated", "fall_answered")):
        return "silence"
    if name.startswith(("last_", "low_", "both_", "start_")):
        return "answers"
    return "one side" if "_mentor" in name or "_mentee" in name else "meeting"


def _parts(known: Weights) -> Array:
    """(signs of the card, PARTS): 1.0 where a sign belongs to a part."""
    found = np.zeros((len(known.risk), len(PARTS)))
    for place, name in enumerate(known.risk):
        found[place, PARTS.index(_part(name))] = 1.0
    return found


def _times(known: Weights, found: Array, of: str) -> Weights:
    """The weights with every part taken so many times."""
    risk = {}
    for name, (edges, points) in known.risk.items():
        times = float(found[PARTS.index(_part(name))])
        risk[name] = (edges, tuple(round(times * each, 4) for each in points))
    return Weights(float(found[-1]), risk, known.causes, known.start_causes, f"Refitted on {of}.")


def failed(relationship: Relationship) -> date | None:
    """The day a mentorship failed, or None when it completed, still runs or was cut off from outside."""
    for event in relationship.events:
        if isinstance(event, Ended):
            return event.at.date() if event.reason in FAILED else None
    return None


def _looks(
    relationship: Relationship, failed_on: date | None, known: Weights, parts: Array
) -> Iterable[tuple[date, list[float], bool]]:
    last = failed_on or relationship.last_event_on or relationship.began_on
    diary = Diary(relationship)
    on = relationship.began_on + timedelta(days=FIRST_LOOK_DAYS)
    until = last - timedelta(days=0 if failed_on or _completed(relationship) else AHEAD_DAYS)
    while on < until:
        diary.read_until(on)
        points = np.array([points[bisect_left(edges, sign(diary))] for sign, edges, points in known.card])
        yield on, list(points @ parts), out_of_touch(diary, DEFAULT)
        on += timedelta(days=WATCH_EVERY_DAYS)


def _completed(relationship: Relationship) -> bool:
    return any(isinstance(event, Ended) and event.reason == "completed" for event in relationship.events)


def _refit(matrix: Array, truth: Array, start: float) -> Array:
    """How many times each part counts, never under 0, and the start; 1 and the shipped start with no endings."""
    # The fewer the endings, the closer to the shipped weights: a pull worth about twenty failing looks.
    ridge = 20.0 / max(1.0, float(truth.sum())) * float(truth.mean())
    prior = np.append(np.ones(len(PARTS)), start)
    return fit_risk(matrix, truth, free=np.zeros(len(PARTS), dtype=bool), ridge=ridge, prior=prior)


def auroc(truth: Array, score: Array) -> float:
    """The chance that a failing look is ranked over another; ties count half.  .5 when there is only one kind."""
    good = float(truth.sum())
    if good in (0.0, float(len(truth))):
        return 0.5
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((rank[truth > 0].sum() - good * (good + 1) / 2) / (good * (len(truth) - good)))


def ece(truth: Array, risk: Array, bins: int = 10) -> float:
    """Expected calibration error: how far risk and share of failures are apart, over ten bins of equal size."""
    place = np.searchsorted(np.quantile(risk, np.linspace(0, 1, bins + 1))[1:-1], risk, side="right")
    parts = [place == each for each in range(bins)]
    return float(sum(abs(truth[own].mean() - risk[own].mean()) * own.mean() for own in parts if own.any()))


__all__ = ["Report", "auroc", "calibrate", "ece", "failed"]
