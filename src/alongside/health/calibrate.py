"""Refit the risk on a programme's own endings, honestly: cross-validated, refused when there are too few.

Only the risk is refitted, and only as far as the endings carry it: the shipped scorecard counts as if it were worth
a hundred endings, and what it leaves unsaid is grown on the programme's own (growing.py).  Which relationships count as
failed is read from how they ended: not working, for want of time or other.  A pair that "completed" did not fail.  Of
one that still runs, or that a move or an illness cut off, nobody knows what the next eight weeks would have brought, so
those looks are left out.

The line of "needs a word" is set anew with it: how high the risk of healthy pairs rises differs from programme to
programme more than anything else, so one line for all alarms a twentieth of them here and a third there.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.errors import CalibrationError
from alongside.health.diary import Diary
from alongside.health.events import Ended
from alongside.health.fives import PREFIX
from alongside.health.growing import grow, logistic, shift
from alongside.health.inference import Steps, Weights, shipped
from alongside.health.relationship import Relationship, date_of
from alongside.health.rhythm import out_of_touch
from alongside.health.signs import FREE, SIGNS
from alongside.health.thresholds import DEFAULT

LEAST_ENDINGS = 60  # early endings; with 64 a refit was better in clear simulated worlds, with 30 not always
LEAST_OTHERS = 60
WORTH = 100.0  # endings that the shipped scorecard counts for: with as many of a programme's own it counts half
LOOK_EVERY_DAYS = 14
WATCH_EVERY_DAYS = 2  # for the line: a programme reads each night, and one night over it is enough
FIRST_LOOK_DAYS = 28
AHEAD_DAYS = 56
EARLY_DAYS = 28  # an alarm this long before the end leaves time for a repair
ALARMS = 0.15  # at most this share of the pairs that did not end early is ever at "needs a word"
FOLDS = 5
FAILED = frozenset({"not_working", "no_time", "other"})

Array = NDArray[np.float64]
Signs = NDArray[np.float32]  # (looks, signs of the card)


@dataclass(frozen=True, slots=True)
class Report:
    """What the refit is worth, measured on mentorships that each fold had not seen.

    auroc, ece : (as shipped, refitted).
    attend_risk : the line of "needs a word" that keeps to ALARMS with the refitted weights.
    alarmed, caught : (as shipped, refitted with its line) share of the others that ever needed a word when read every
    other night, over the line or because they had lost each other; and of the early endings four weeks ahead or more.
    caught_in_budget : the same of early endings, the shipped weights too with a line of their own that keeps to ALARMS.
    moves : of each part of the risk how far it moves it, the standard deviation of its points in log-odds.
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
    caught_in_budget: tuple[float, float]
    moves: dict[str, tuple[float, float]]
    weights: Weights

    @property
    def better(self) -> bool:
        """Is the refit better calibrated, and no worse at telling them apart or catching more within the budget?"""
        no_worse = self.auroc[1] >= self.auroc[0] - 0.005
        return self.ece[1] < self.ece[0] and (no_worse or self.caught_in_budget[1] > self.caught_in_budget[0])

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
            "caught_in_budget": {"shipped": self.caught_in_budget[0], "refitted": self.caught_in_budget[1]},
            "moves": {part: {"shipped": one, "refitted": two} for part, (one, two) in self.moves.items()},
            "weights": self.weights.to_dict(),
        }


def calibrate(relationships: Iterable[Relationship], *, weights: Weights | None = None) -> Report:
    """Refit the risk on finished mentorships.

    Raises CalibrationError with the counts when there are fewer than 60 early endings or 60 others.
    """
    known = weights or shipped()
    names = list(known.risk)
    told = array("f")  # the signs of every look, one after the other
    pair: list[int] = []
    left: list[float] = []  # days until the early end, endless without one
    looked: list[bool] = []  # is it one of the looks that are fitted?
    lost: list[bool] = []  # have they lost each other, so that the level does not hang on the risk?
    endings = others = 0
    for relationship in relationships:
        failed_on = failed(relationship)
        rows = list(_looks(relationship, failed_on, names))
        if not rows:
            continue  # over before the first look, or too young for anyone to know what came of it
        endings += failed_on is not None
        others += failed_on is None
        for on, row, is_lost in rows:
            told.extend(row)
            left.append((failed_on - on).days if failed_on else inf)
            pair.append(endings + others)
            looked.append((on - relationship.began_on).days % LOOK_EVERY_DAYS == 0)
            lost.append(is_lost)
    if endings < LEAST_ENDINGS or others < LEAST_OTHERS:
        raise CalibrationError(
            f"There are {endings} early endings and {others} others. To refit honestly there must be at least "
            f"{LEAST_ENDINGS} of the one and {LEAST_OTHERS} of the other; until then the shipped weights stay."
        )
    signs = np.frombuffer(told, dtype=np.float32).reshape(-1, len(names))
    days, look, fold = np.array(left), np.array(looked), np.array(pair) % FOLDS
    truth = (days <= AHEAD_DAYS).astype(np.float64)
    scores = _log_odds(known, names, signs)
    before, after = logistic(scores), np.zeros(len(truth))
    share = WORTH / (WORTH + endings)
    for turn in range(FOLDS):
        own = fold == turn
        found = _refit(known, signs[look & ~own], truth[look & ~own], scores[look & ~own], share)
        after[own] = logistic(_log_odds(found, names, signs[own]))
    found = _refit(known, signs[look], truth[look], scores[look], share)
    ever = _Ever(np.array(pair), days, np.array(lost))
    line = ever.line(after)
    moves = zip(_moves(known, signs[look]), _moves(found, signs[look]), strict=True)
    truth, seen = truth[look], (before[look], after[look])
    found.said = f"Refitted on {endings + others} mentorships of this programme, {endings} of them ended early."
    return Report(
        mentorships=endings + others,
        endings=endings,
        looks=len(truth),
        auroc=(round(auroc(truth, seen[0]), 3), round(auroc(truth, seen[1]), 3)),
        ece=(round(ece(truth, seen[0]), 3), round(ece(truth, seen[1]), 3)),
        attend_risk=round(line, 4),
        alarmed=(ever.alarmed(before, DEFAULT.attend_risk), ever.alarmed(after, line)),
        caught=(ever.caught(before, DEFAULT.attend_risk), ever.caught(after, line)),
        caught_in_budget=(ever.caught(before, ever.line(before)), ever.caught(after, line)),
        moves=dict(zip(PARTS, moves, strict=True)),
        weights=found,
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


# The parts of the risk, for a report that a person can read.
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


def _points(risk: Mapping[str, Steps], names: list[str], signs: Signs) -> dict[str, Array]:
    """What each sign adds at every look."""
    found = {}
    for name, (edges, points) in risk.items():
        found[name] = np.array(points)[np.searchsorted(np.array(edges), signs[:, names.index(name)])]
    return found


def _log_odds(weights: Weights, names: list[str], signs: Signs) -> Array:
    """The whole sum at every look."""
    return weights.start + sum(_points(weights.risk, names, signs).values(), np.zeros(len(signs)))


def _moves(weights: Weights, signs: Signs) -> list[float]:
    """How far each of PARTS moves the risk: the standard deviation of its points, in log-odds."""
    sums = {part: np.zeros(len(signs)) for part in PARTS}
    for name, points in _points(weights.risk, list(weights.risk), signs).items():
        sums[_part(name)] += points
    return [round(float(each.std()), 2) for each in sums.values()]


def _refit(known: Weights, signs: Signs, truth: Array, scores: Array, share: float) -> Weights:
    """A share of the known scorecard, and what is grown on it.

    signs : (looks, signs of the card).   scores : (looks,) log-odds of the known scorecard.
    """
    names = list(known.risk)
    start, grown = grow(signs, truth, share * scores, free=[name in FREE for name in names])
    start += share * known.start
    risk = {}
    for (name, steps), added in zip(known.risk.items(), grown, strict=True):
        risk[name], at_rest = _together(steps, share, added)
        start += at_rest
    found = Weights(start, risk, known.causes, known.start_causes)
    found.start = round(start + shift(_log_odds(found, names, signs), truth), 4)
    return found


def _together(steps: Steps, share: float, added: dict[float, float]) -> tuple[Steps, float]:
    """A share of these steps and those that were grown, 0 where the sign says nothing; and what it said there."""
    edges = tuple(sorted({*steps[0], *added}))
    points = []
    for edge in (-inf, *edges):
        shipped_points = steps[1][bisect_right(steps[0], edge)]
        points.append(share * shipped_points + sum(more for above, more in added.items() if above <= edge))
    at_rest = points[bisect_left(edges, 0.0)]
    return (edges, tuple(round(each - at_rest, 4) for each in points)), at_rest


def failed(relationship: Relationship) -> date | None:
    """The day a mentorship failed, or None when it completed, still runs or was cut off from outside."""
    for event, day in zip(relationship.events, relationship.days, strict=True):
        if isinstance(event, Ended):
            return date_of(day) if event.reason in FAILED else None
    return None


def _looks(
    relationship: Relationship, failed_on: date | None, names: list[str]
) -> Iterable[tuple[date, list[float], bool]]:
    last = failed_on or relationship.last_event_on or relationship.began_on
    diary, signs = Diary(relationship), [SIGNS[name][1] for name in names]
    on = relationship.began_on + timedelta(days=FIRST_LOOK_DAYS)
    until = last - timedelta(days=0 if failed_on or _completed(relationship) else AHEAD_DAYS)
    while on < until:
        diary.read_until(on)
        yield on, [diary.value(sign) for sign in signs], out_of_touch(diary, DEFAULT)
        on += timedelta(days=WATCH_EVERY_DAYS)


def _completed(relationship: Relationship) -> bool:
    return any(isinstance(event, Ended) and event.reason == "completed" for event in relationship.events)


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
