"""From signs to a risk and ranked causes.

Two small regressions over the signs.  The risk is a hazard in log-odds: a start plus points for each sign, and a worse
sign can only add, so every step of the sum can be shown.  The causes share the blame by a softmax over the same signs,
every cause alike at the start.  The numbers in weights.json are fitted on simulated worlds (bench/health/fit.py), not
on people; `alongside calibrate` refits the risk on a programme's own endings.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.errors import HistoryError
from alongside.health.finding import CAUSES, CauseWeight, Points
from alongside.health.signs import RISK_SIGNS, SIGNS

Array = NDArray[np.float64]

SHOWN_CAUSES = 3
LEAST_WEIGHT = 0.05


@dataclass(frozen=True, slots=True)
class Weights:
    """What was fitted.

    start : log-odds of failing within eight weeks with every sign at 0.   risk : sign → log-odds for each unit.
    causes : cause → (start, sign → weight for each unit).   said : where the numbers come from.
    """

    start: float
    risk: Mapping[str, float]
    causes: Mapping[str, tuple[float, Mapping[str, float]]]
    said: str = ""
    _matrix: list[tuple[list[str], Array, Array]] = field(default_factory=list, repr=False, compare=False)

    @property
    def matrix(self) -> tuple[list[str], Array, Array]:
        """The causes' weights as an array (causes, signs), with the names of the signs and the starts (causes,)."""
        if not self._matrix:
            names = sorted({name for _, signs in self.causes.values() for name in signs})
            rows = [[signs.get(name, 0.0) for name in names] for _, signs in self.causes.values()]
            self._matrix.append((names, np.array(rows), np.array([start for start, _ in self.causes.values()])))
        return self._matrix[0]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Weights:
        """Read weights.  Raises HistoryError when a sign in them is unknown to this engine."""
        causes = {cause: (float(start), dict(signs)) for cause, (start, signs) in data["causes"].items()}
        unknown = {name for signs in (data["risk"], *(signs for _, signs in causes.values())) for name in signs} - set(
            SIGNS
        )
        if unknown:
            raise HistoryError(f"These weights use signs that this engine does not have: {', '.join(sorted(unknown))}.")
        return cls(float(data["start"]), dict(data["risk"]), causes, str(data.get("said", "")))

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        causes = {cause: [start, dict(signs)] for cause, (start, signs) in self.causes.items()}
        return {"said": self.said, "start": self.start, "risk": dict(self.risk), "causes": causes}


@cache
def shipped() -> Weights:
    """The weights that come with the engine, fitted on simulated worlds."""
    return Weights.from_dict(json.loads(files("alongside.health").joinpath("weights.json").read_text("utf-8")))


def risk_of(signs: Mapping[str, float], weights: Weights) -> float:
    """The chance, 0–1, that the relationship fails within eight weeks."""
    total = weights.start
    for name, weight in weights.risk.items():
        total += weight * signs[name]
    return 1.0 / (1.0 + exp(-total))


def steps(signs: Mapping[str, float], weights: Weights) -> tuple[Points, ...]:
    """Each sign's part of the sum, the largest first."""
    found = [Points(name, round(signs[name], 4), weight * signs[name]) for name, weight in weights.risk.items()]
    return tuple(sorted((each for each in found if each.points), key=lambda each: (-abs(each.points), each.sign)))


def causes_of(signs: Mapping[str, float], weights: Weights) -> tuple[CauseWeight, ...]:
    """The causes that explain most, the largest first."""
    names, matrix, start = weights.matrix
    scores = matrix @ np.array([signs[name] for name in names]) + start
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    ranked = sorted(zip(shares.tolist(), weights.causes, strict=True), key=lambda each: -each[0])[:SHOWN_CAUSES]
    return tuple(
        CauseWeight(cause, _down(share), confidence(cause, share, signs))
        for share, cause in ranked
        if share >= LEAST_WEIGHT
    )


def _down(share: float) -> float:
    return int(share * 1000) / 1000  # rounded down, so that together they are never more than 1


def confidence(cause: str, share: float, signs: Mapping[str, float]) -> str:
    """How sure: "low" while fewer than two independent signs of this cause speak (not enough evidence)."""
    speaking = len({family for name, family in FAMILIES[cause] if signs[name] > 0.3})
    if speaking < 2 or share < 0.3:
        return "low"
    return "high" if speaking >= 3 and share >= 0.5 else "medium"


def _family(name: str) -> str:
    """Signs that look at the same records count once."""
    head, _, tail = name.partition("_")
    if head in ("low", "both"):
        return "answers"
    if head in ("thin", "fewer", "missed", "seldom"):
        return tail
    return {"gap": "gap", "slow": "reply"}.get(head, name)


FAMILIES: dict[str, list[tuple[str, str]]] = {
    cause: [(name, _family(name)) for name, (of, _) in SIGNS.items() if of == cause] for cause in CAUSES
}

__all__ = ["RISK_SIGNS", "Weights", "causes_of", "confidence", "risk_of", "shipped", "steps"]
