"""From signs to a risk and ranked causes.

Two scorecards over the signs (an additive hazard in log-odds; a softmax over the causes).  Every sign has steps: how
many points it gives from which value on.  In the risk a worse sign never gives less, so the sum can be shown and
argued with, sign by sign.  The numbers in weights.json are fitted on simulated worlds (bench/health/fit.py), not on
people; `alongside calibrate` refits the risk on a programme's own endings.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from math import exp, isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.errors import HistoryError
from alongside.health.diary import Diary
from alongside.health.finding import CAUSES, CauseWeight, Points
from alongside.health.fives import FIVES
from alongside.health.signs import FREE, SIGNS, Sign

Array = NDArray[np.float64]
Steps = tuple[tuple[float, ...], tuple[float, ...]]  # edges, rising; points, one more than edges
Card = list[tuple[Sign, tuple[float, ...], tuple[float, ...]]]  # each sign with its edges and points

SHOWN_CAUSES = 3
LEAST_WEIGHT = 0.05
MOST = 700.0  # log-odds: beyond it exp() is too large for a number
SPEAKS = 0.3  # from this value on a sign counts among the independent indicators of its cause


class Weights:
    """What was fitted.

    start : log-odds of failing within eight weeks when no sign says anything.
    risk : sign → (edges, points): a value above k of the edges gives points[k], in log-odds.
    causes : sign → (edges, rows): the same with a row of points for each of CAUSES.   start_causes : one for each.
    said : where the numbers come from.
    """

    def __init__(
        self,
        start: float,
        risk: Mapping[str, Steps],
        causes: Mapping[str, tuple[tuple[float, ...], tuple[tuple[float, ...], ...]]],
        start_causes: tuple[float, ...],
        said: str = "",
    ) -> None:
        self.start = start
        self.risk = risk
        self.causes = causes
        self.start_causes = start_causes
        self.said = said

    @cached_property
    def card(self) -> Card:
        """What the risk adds up: each sign with its edges and points."""
        return [(SIGNS[name][1], edges, points) for name, (edges, points) in self.risk.items()]

    @cached_property
    def common(self) -> tuple[float, Card]:
        """The start and the card where nobody gives nothing but fives, so that the signs of fives.py are all 0."""
        at_rest = [points[bisect_left(edges, 0.0)] for name, (edges, points) in self.risk.items() if name in FIVES]
        card = [(SIGNS[name][1], *steps) for name, steps in self.risk.items() if name not in FIVES]
        return self.start + sum(at_rest), card

    @cached_property
    def blame(self) -> tuple[list[tuple[Sign, tuple[float, ...], int]], Array]:
        """What the causes add up: each sign with its edges and its first row, and all the rows (rows, causes)."""
        card: list[tuple[Sign, tuple[float, ...], int]] = []
        rows: list[tuple[float, ...]] = []
        for name, (edges, points) in self.causes.items():
            card.append((SIGNS[name][1], edges, len(rows)))
            rows += points
        return card, np.array(rows or [(0.0,) * len(CAUSES)])

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Weights:
        """Read weights.

        Raises HistoryError when they use a sign that is unknown to this engine, or let a worse sign take off risk.
        """
        try:
            risk = {name: _steps(edges, points) for name, (edges, points) in data["risk"].items()}
            causes = {
                name: (tuple(map(float, edges)), tuple(tuple(map(float, row)) for row in rows))
                for name, (edges, rows) in data["causes"].items()
            }
            start, start_causes = float(data["start"]), tuple(map(float, data["start_causes"]))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise HistoryError("These are not weights that `alongside calibrate` wrote.") from None
        rows = [start_causes, *(row for _, rows in causes.values() for row in rows)]
        numbers = [
            (start,),
            *rows,
            *(each for pair in risk.values() for each in pair),
            *(edges for edges, _ in causes.values()),
        ]
        if not all(isfinite(number) for each in numbers for number in each):
            raise HistoryError("These weights hold a number that is not finite.")
        uneven = any(len(rows) != len(edges) + 1 for edges, rows in causes.values())
        if uneven or any(len(row) != len(CAUSES) for row in rows):
            raise HistoryError("These are not weights that `alongside calibrate` wrote.")
        unknown = sorted({*risk, *causes} - SIGNS.keys())
        if unknown:
            raise HistoryError(f"These weights use signs that this engine does not have: {', '.join(unknown)}.")
        wrong = sorted(
            name for name, (_, points) in risk.items() if name not in FREE and list(points) != sorted(points)
        )
        if wrong:
            raise HistoryError(f"In these weights a worse sign takes off risk: {', '.join(wrong)}.")
        return cls(start, risk, causes, start_causes, str(data.get("said", "")))

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "said": self.said,
            "start": self.start,
            "risk": {name: [list(edges), list(points)] for name, (edges, points) in self.risk.items()},
            "start_causes": list(self.start_causes),
            "causes": {name: [list(edges), [list(row) for row in rows]] for name, (edges, rows) in self.causes.items()},
        }


def _steps(edges: Any, points: Any) -> Steps:
    found = tuple(map(float, edges)), tuple(map(float, points))
    if len(found[1]) != len(found[0]) + 1 or list(found[0]) != sorted(found[0]):
        raise ValueError
    return found


@cache
def shipped() -> Weights:
    """The weights that come with the engine, fitted on simulated worlds."""
    return Weights.from_dict(json.loads(files("alongside.health").joinpath("weights.json").read_text("utf-8")))


def risk_of(it: Diary, weights: Weights) -> float:
    """The chance, 0–1, that the relationship fails within eight weeks."""
    total, card = (weights.start, weights.card) if it.said.only_fives else weights.common
    values = it.values
    for sign, edges, points in card:
        value = values[sign] = sign(it)
        total += points[bisect_left(edges, value)]
    return 1.0 / (1.0 + exp(min(-total, MOST)))


def steps(it: Diary, weights: Weights) -> tuple[Points, ...]:
    """Each sign's part of the sum, the largest first."""
    found = []
    for name, (edges, points) in weights.risk.items():
        value = it.value(SIGNS[name][1])
        found.append(Points(name, round(value, 4), points[bisect_left(edges, value)]))
    return tuple(sorted((each for each in found if each.points), key=lambda each: (-abs(each.points), each.sign)))


def causes_of(it: Diary, weights: Weights) -> tuple[CauseWeight, ...]:
    """The causes that explain most, the largest first."""
    card, rows = weights.blame
    places = [first + bisect_left(edges, it.value(sign)) for sign, edges, first in card]
    scores = rows[places].sum(axis=0)
    scores += weights.start_causes
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    ranked = sorted(zip(shares.tolist(), CAUSES, strict=True), key=lambda each: -each[0])[:SHOWN_CAUSES]
    return tuple(
        CauseWeight(cause, _down(share), confidence(cause, share, it))
        for share, cause in ranked
        if share >= LEAST_WEIGHT
    )


def _down(share: float) -> float:
    return int(share * 1000) / 1000  # rounded down, so that together they are never more than 1


def confidence(cause: str, share: float, it: Diary) -> str:
    """How sure: "low" while fewer than two independent signs of this cause speak (not enough evidence)."""
    if share < 0.3:
        return "low"
    speaking = sum(any(it.value(sign) > SPEAKS for sign in signs) for signs in FAMILIES[cause])
    if speaking < 2:
        return "low"
    return "high" if speaking >= 3 and share >= 0.5 else "medium"


def _family(name: str) -> str:
    """Signs that look at the same records count once."""
    head, _, tail = name.partition("_")
    if head in ("low", "last", "apart", "since", "first"):
        return "answers"
    if head in ("fall", "less", "fewer"):
        return tail.split("_")[0]
    return {"gap": "gap", "slow": "reply"}.get(head, name)


def _families(cause: str) -> list[list[Sign]]:
    found: dict[str, list[Sign]] = {}
    for name, (of, sign) in SIGNS.items():
        if of == cause:
            found.setdefault(_family(name), []).append(sign)
    return list(found.values())


FAMILIES: dict[str, list[list[Sign]]] = {cause: _families(cause) for cause in CAUSES}
