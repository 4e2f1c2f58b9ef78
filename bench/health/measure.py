"""The engine and the rules in use elsewhere on worlds that nobody fitted to; all of it is about simulated lives.

`readings` makes the rows, `table` the numbers of one set of rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import product
from typing import Any

import numpy as np
from looks import AHEAD, NEVER, PAIRS, lives

from alongside.health import Relationship, Weights, assess_many
from alongside.health.calibrate import auroc, ece
from alongside.health.events import MeetingHeld, MeetingRated, Message
from alongside.health.finding import CAUSES, Level
from alongside.health.relationship import EPOCH

Row = dict[str, Any]
RULES = (
    "no meeting in 30 days", "no meeting in 90 days", "days without a meeting", "gap over twice the rhythm",
    "gap over the rhythm", "last rating", "mean rating", "activity score 0–100",
)  # fmt: skip


def rules_of(it: Relationship) -> Callable[[date], tuple[float, ...]]:
    """What is in use elsewhere, higher is worse, in the order of RULES."""
    placed = list(zip(it.events, it.days, strict=True))
    held = sorted(day for event, day in placed if isinstance(event, MeetingHeld))
    rated = [(day, event.useful) for event, day in placed if isinstance(event, MeetingRated)]
    began = it.began_on.toordinal() - EPOCH

    def rules(day: date) -> tuple[float, ...]:
        now = day.toordinal() - EPOCH + 1.0
        gap = now - max((d for d in held if d < now), default=began)
        values = [value for d, value in rated if d < now] or [4.0]
        recent = [event for event, when in placed if now - 30 <= when < now]
        meetings, messages = (sum(isinstance(event, kind) for event in recent) for kind in (MeetingHeld, Message))
        activity = (
            40 * min(1.0, meetings * it.agreed_every_days / 30)
            + 20 * min(1.0, messages / 8)
            + 20 * min(1.0, sum(event.kind.startswith("goal") for event in recent) / 2)
            + 4 * sum(values[-4:]) / len(values[-4:])
        )
        every = it.agreed_every_days
        return (
            float(gap > 30), float(gap > 90), gap, float(gap > 2 * every), gap / every, -values[-1],
            -sum(values) / len(values), -activity,
        )  # fmt: skip

    return rules


def _readings_of(world: str, seed: int, pairs: int, weights: dict[str, Any] | None) -> list[Row]:
    rows: list[Row] = []
    known = None if weights is None else Weights.from_dict(weights)
    for number, life in enumerate(lives(world, seed, pairs)):
        rules = rules_of(life.it)
        for reading in assess_many(life.it, life.days, weights=known, audit=False):
            rows.append(
                {
                    "pair": (world, seed, number), "world": world, "groups": life.groups, "fails": life.fails,
                    "cause": life.cause, "left": (life.end - reading.on).days if life.fails else NEVER,
                    "since": (reading.on - life.onset).days if life.onset else -NEVER,
                    "risk": reading.risk, "level": reading.level,
                    "causes": [each.cause for each in reading.causes], "rules": rules(reading.on),
                }
            )  # fmt: skip
    return rows


def readings(
    worlds: tuple[str, ...], seeds: range, pairs: int = PAIRS, weights: Weights | None = None, workers: int = 2
) -> list[Row]:
    """Every reading of these worlds, two weeks apart, with what came of the pair."""
    asked = list(product(worlds, seeds))
    told = None if weights is None else weights.to_dict()
    with ProcessPoolExecutor(workers) as pool:
        parts = pool.map(_readings_of, *zip(*asked, strict=True), [pairs] * len(asked), [told] * len(asked))
        return [row for rows in parts for row in rows]


# Measures ------------------------------------------------------------------------------------------------------------


def came(rows: list[Row]) -> np.ndarray:
    return np.array([row["left"] <= AHEAD for row in rows], dtype=np.float64)


def auprc(truth: np.ndarray, score: np.ndarray) -> float:
    """Average precision; ties in the order of their mean, so that a rule of two values gets what it is worth."""
    order = np.argsort(-score, kind="stable")
    truth, score = truth[order], score[order]
    last = np.append(np.flatnonzero(np.diff(score)), len(score) - 1)
    hits, seen = np.cumsum(truth)[last], last + 1.0
    return float((np.diff(hits, prepend=0.0) * hits / seen).sum() / truth.sum())


def by_pair(rows: list[Row]) -> list[list[Row]]:
    pairs: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        pairs[row["pair"]].append(row)
    return list(pairs.values())


def early_alarms(rows: list[Row]) -> tuple[float, float]:
    """Share of failures at "needs a word" four weeks ahead or more, and of healthy pairs that ever were."""
    pairs = by_pair(rows)
    caught = [any(alarmed(row) and row["left"] >= 28 for row in mine) for mine in pairs if mine[0]["fails"]]
    return float(np.mean(caught)), ever([mine for mine in pairs if not mine[0]["fails"]])


def alarmed(row: Row) -> bool:
    return row["level"] is Level.ATTEND


def ever(pairs: list[list[Row]]) -> float:
    """Share of these pairs that were ever at "needs a word"."""
    return float(np.mean([any(map(alarmed, mine)) for mine in pairs])) if pairs else float("nan")


def at_budget(rows: list[Row], score: np.ndarray, budget: float = 0.15) -> float:
    """Failures caught four weeks ahead when the line is moved until `budget` of the healthy pairs are ever over it."""
    highest: dict[Any, float] = defaultdict(lambda: -np.inf)
    ahead: dict[Any, float] = {}
    for row, value in zip(rows, score.tolist(), strict=True):
        if not row["fails"]:
            highest[row["pair"]] = max(highest[row["pair"]], value)
        else:
            before = ahead.get(row["pair"], -np.inf)
            ahead[row["pair"]] = max(before, value) if row["left"] >= 28 else before
    line = np.quantile(list(highest.values()), 1 - budget)
    return float(np.mean([value > line for value in ahead.values()]))


def cause_scores(rows: list[Row], named: bool = False) -> tuple[float, float, float, np.ndarray]:
    """First right, within two, macro-F1 and the confusion (true, said; the last column is "none said").

    named : only of the readings that name a cause.
    """
    late = [row for row in rows if row["cause"] and row["since"] >= 28 and (row["causes"] or not named)]
    confusion = np.zeros((len(CAUSES), len(CAUSES) + 1))
    for row in late:
        said = CAUSES.index(row["causes"][0]) if row["causes"] else len(CAUSES)
        confusion[CAUSES.index(row["cause"]), said] += 1
    right = np.diag(confusion)
    f1 = 2 * right / np.maximum(1, confusion.sum(axis=1) + confusion[:, :-1].sum(axis=0))
    two = np.mean([row["cause"] in row["causes"][:2] for row in late])
    return float(right.sum() / confusion.sum()), float(two), float(f1.mean()), confusion


def table(rows: list[Row]) -> dict[str, float]:
    """What the issue of the engine is judged by."""
    truth, risk = came(rows), np.array([row["risk"] for row in rows])
    found = {
        "base rate": float(truth.mean()),
        "AUROC": auroc(truth, risk),
        "AUPRC": auprc(truth, risk),
        "calibration error (ECE)": ece(truth, risk),
    }
    found["caught four weeks ahead"], found["healthy ever alarmed"] = early_alarms(rows)
    found["caught at 15 % of healthy"] = at_budget(rows, risk)
    found["cause first"], found["cause within two"], found["cause macro-F1"], _ = cause_scores(rows)
    found["cause first, where named"], found["within two, where named"], found["macro-F1, where named"], _ = (
        cause_scores(rows, named=True)
    )
    healthy = [mine for mine in by_pair(rows) if not mine[0]["fails"]]
    found["plain healthy pairs alarmed"] = ever([mine for mine in healthy if set(mine[0]["groups"]) <= {"plain"}])
    for group, name in (
        ("quiet", "quiet"),
        ("elsewhere", "off-platform"),
        ("harsh_rater", "hard-rating"),
        ("always_five", "always-five"),
    ):
        found[f"{name} healthy pairs alarmed"] = ever([mine for mine in healthy if group in mine[0]["groups"]])
    fives = [mine for mine in by_pair(rows) if mine[0]["fails"] and "always_five" in mine[0]["groups"]]
    found["failing with one always five, alarmed"] = ever(fives)
    for level in (Level.STEADY, Level.WATCH, Level.ATTEND):
        found[f"healthy readings at {level}"] = float(
            np.mean([row["level"] is level for row in rows if not row["fails"]])
        )
    return found


def mean_of(tables: list[dict[str, float]]) -> dict[str, float]:
    """Every world counts alike."""
    return {name: float(np.nanmean([each[name] for each in tables])) for name in tables[0]}
