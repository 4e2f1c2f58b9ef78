"""Refit the risk on a programme's own endings, honestly: cross-validated, refused when there are too few.

Only the risk is refitted, and only as far as the endings carry it: the shipped weights are where it starts from and
what it is pulled back to.  Which relationships count as failed is read from how they ended: not working, for want of
time, moved, ill or other; a pair that "completed" did not fail, nor did one that is still running.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.errors import CalibrationError
from alongside.health.diary import Diary
from alongside.health.fitting import fit_risk, logistic
from alongside.health.inference import RISK_SIGNS, Weights, shipped
from alongside.health.relationship import Relationship
from alongside.health.signs import FREE_SIGNS, read_risk_signs

LEAST_ENDINGS = 60  # early endings; ten for each of the few directions that can be told apart (a usual rule of thumb)
LEAST_OTHERS = 60
LOOK_EVERY_DAYS = 14
FIRST_LOOK_DAYS = 28
AHEAD_DAYS = 56
FOLDS = 5
FAILED = frozenset({"not_working", "no_time", "moved", "illness", "other"})

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Report:
    """What the refit is worth, measured on mentorships that each fold had not seen.

    auroc, ece : (as shipped, refitted).   weights : the refitted ones, to be used or not by someone who has read this.
    """

    mentorships: int
    endings: int
    looks: int
    auroc: tuple[float, float]
    ece: tuple[float, float]
    weights: Weights

    @property
    def better(self) -> bool:
        """Is the refit better calibrated and no worse at telling them apart?"""
        return self.ece[1] < self.ece[0] and self.auroc[1] >= self.auroc[0] - 0.005

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "mentorships": self.mentorships,
            "endings": self.endings,
            "looks": self.looks,
            "auroc": {"shipped": self.auroc[0], "refitted": self.auroc[1]},
            "ece": {"shipped": self.ece[0], "refitted": self.ece[1]},
            "better": self.better,
            "weights": self.weights.to_dict(),
        }


def calibrate(relationships: Iterable[Relationship], *, weights: Weights | None = None) -> Report:
    """Refit the risk on finished mentorships.

    Raises CalibrationError with the counts when there are fewer than 60 early endings or 60 others.
    """
    known = weights or shipped()
    signs: list[list[float]] = []
    fails: list[bool] = []
    pair: list[int] = []
    endings = others = 0
    for relationship in relationships:
        failed_on = failed(relationship)
        endings += failed_on is not None
        others += failed_on is None
        for on, row in _looks(relationship, failed_on):
            signs.append(row)
            fails.append(failed_on is not None and (failed_on - on).days <= AHEAD_DAYS)
            pair.append(endings + others)
    if endings < LEAST_ENDINGS or others < LEAST_OTHERS:
        raise CalibrationError(
            f"There are {endings} early endings and {others} others. To refit honestly there must be at least "
            f"{LEAST_ENDINGS} of the one and {LEAST_OTHERS} of the other; until then the shipped weights stay."
        )
    matrix, truth, fold = np.array(signs), np.array(fails, dtype=np.float64), np.array(pair) % FOLDS
    before = logistic(matrix @ np.array([known.risk.get(name, 0.0) for name in RISK_SIGNS]) + known.start)
    after = np.zeros(len(truth))
    for turn in range(FOLDS):
        own = fold == turn
        after[own] = _risk(matrix[own], _refit(matrix[~own], truth[~own], known))
    found = _refit(matrix, truth, known)
    refitted = replace(
        known,
        start=float(found[-1]),
        risk={name: float(weight) for name, weight in zip(RISK_SIGNS, found[:-1], strict=True) if weight},
        said=f"Refitted on {endings + others} mentorships of this programme, {endings} of them ended early.",
        _matrix=[],
    )
    return Report(
        mentorships=endings + others,
        endings=endings,
        looks=len(truth),
        auroc=(round(auroc(truth, before), 3), round(auroc(truth, after), 3)),
        ece=(round(ece(truth, before), 3), round(ece(truth, after), 3)),
        weights=refitted,
    )


def failed(relationship: Relationship) -> date | None:
    """The day a mentorship ended early, or None when it completed or still runs."""
    for event in relationship.events:
        if event.kind == "ended":
            return event.at.date() if event.data["reason"] in FAILED else None
    return None


def _looks(relationship: Relationship, failed_on: date | None) -> Iterable[tuple[date, list[float]]]:
    last = failed_on or relationship.last_event_on or relationship.began_on
    diary = Diary(relationship)
    on = relationship.began_on + timedelta(days=FIRST_LOOK_DAYS)
    # Without an ending nobody knows what came within eight weeks of the last event, so those looks are left out.
    until = last - timedelta(days=0 if failed_on or _completed(relationship) else AHEAD_DAYS)
    while on < until:
        found = read_risk_signs(diary.read_until(on), RISK_SIGNS)
        yield on, list(found.values())
        on += timedelta(days=LOOK_EVERY_DAYS)


def _completed(relationship: Relationship) -> bool:
    return any(event.kind == "ended" for event in relationship.events)


def _refit(matrix: Array, truth: Array, known: Weights) -> Array:
    scale = matrix.std(axis=0) + 1e-3
    prior = np.array([known.risk.get(name, 0.0) for name in RISK_SIGNS]) * scale
    free = np.array([name in FREE_SIGNS for name in RISK_SIGNS])
    # The fewer the endings, the closer to the shipped weights: a pull worth about twenty failing looks.
    ridge = 20.0 / max(1.0, float(truth.sum())) * float(truth.mean())
    found = fit_risk(matrix / scale, truth, free=free, ridge=ridge, prior=np.append(prior, known.start))
    return np.append(found[:-1] / scale, found[-1])


def _risk(matrix: Array, found: Array) -> Array:
    return logistic(matrix @ found[:-1] + found[-1])


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
