"""The table: the engine and the rules in use elsewhere on worlds that nobody fitted to.

The numbers are about simulated mentorships, seeds 100 and up, looks every 14 days from week 4.
"""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from typing import Any

import numpy as np
from worlds import AHEAD, EVERY, FIRST_LOOK, rules_of

from alongside.health.assess import assess_many
from alongside.health.finding import CAUSES, Level
from alongside.health.relationship import Relationship
from alongside.health.simulate import simulate

Row = dict[str, Any]


def readings_of(seed: int, pairs: int) -> list[Row]:
    rows: list[Row] = []
    for record, truth in simulate(pairs, seed):
        it = Relationship.from_record(record)
        planned = it.began_on + timedelta(weeks=it.planned_weeks or 52)
        end = date.fromisoformat(truth.failed_on) if truth.failed_on else planned
        onset = date.fromisoformat(truth.onset_on) if truth.onset_on else None
        first = it.began_on + timedelta(days=FIRST_LOOK)
        days = [day for step in range(0, 800, EVERY) if (day := first + timedelta(days=step)) < end]
        rules = rules_of(it)
        for reading in assess_many(it, days):
            rows.append(
                {
                    "id": truth.id, "kinds": truth.kinds, "fails": truth.fails, "sudden": truth.sudden,
                    "cause": truth.cause, "left": (end - reading.on).days if truth.fails else 9999,
                    "since_onset": (reading.on - onset).days if onset else -1,
                    "risk": reading.risk, "level": reading.level, "on": reading.on,
                    "causes": [each.cause for each in reading.causes], "rules": rules(reading.on),
                }
            )  # fmt: skip
    return rows


def readings(seeds: range, pairs: int, workers: int = 2) -> list[Row]:
    with ProcessPoolExecutor(workers) as pool:
        return [row for rows in pool.map(readings_of, seeds, [pairs] * len(seeds)) for row in rows]


# Measures --------------------------------------------------------------------------------------------------------


def auroc(truth: np.ndarray, score: np.ndarray) -> float:
    order = np.argsort(score, kind="stable")
    _, inverse, counts = np.unique(score[order], return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    ranks = np.empty(len(score))
    ranks[order] = rank
    good = int(truth.sum())
    return float((ranks[truth].sum() - good * (good + 1) / 2) / (good * (len(truth) - good)))


def auprc(truth: np.ndarray, score: np.ndarray) -> float:
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(truth[order])
    precision = hits / np.arange(1, len(truth) + 1)
    return float((precision * truth[order]).sum() / truth.sum())


def ece(truth: np.ndarray, risk: np.ndarray, bins: int = 10) -> float:
    edges = np.quantile(risk, np.linspace(0, 1, bins + 1))[1:-1]
    place = np.searchsorted(edges, risk, side="right")
    return float(
        sum(
            abs(truth[place == b].mean() - risk[place == b].mean()) * (place == b).mean()
            for b in range(bins)
            if (place == b).any()
        )
    )


def by_pair(rows: list[Row]) -> list[list[Row]]:
    pairs: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        pairs[row["id"]].append(row)
    return list(pairs.values())


def early_alarms(rows: list[Row], alarmed: np.ndarray) -> tuple[float, float]:
    """Share of failures alarmed four weeks ahead or more, and of healthy pairs ever alarmed."""
    caught: list[bool] = []
    false: list[bool] = []
    for mine in by_pair([{**row, "alarm": bool(alarm)} for row, alarm in zip(rows, alarmed, strict=True)]):
        if mine[0]["fails"]:
            caught.append(any(row["alarm"] and row["left"] >= 28 for row in mine))
        else:
            false.append(any(row["alarm"] for row in mine))
    return float(np.mean(caught)), float(np.mean(false))


def at_budget(rows: list[Row], score: np.ndarray, budget: float = 0.15) -> float:
    """The same share of failures when the line is moved until `budget` of the healthy pairs are ever over it."""
    highest = [
        max(row["score"] for row in mine)
        for mine in by_pair([{**row, "score": s} for row, s in zip(rows, score, strict=True)])
        if not mine[0]["fails"]
    ]
    return early_alarms(rows, score > np.quantile(highest, 1 - budget))[0]


def cause_scores(rows: list[Row]) -> tuple[float, float, float, np.ndarray]:
    """First right, within two, macro-F1 and the confusion (true, said; the last column is "none said")."""
    late = [row for row in rows if row["fails"] and not row["sudden"] and row["since_onset"] >= 28]
    confusion = np.zeros((len(CAUSES), len(CAUSES) + 1))
    for row in late:
        said = CAUSES.index(row["causes"][0]) if row["causes"] else len(CAUSES)
        confusion[CAUSES.index(row["cause"]), said] += 1
    right = np.diag(confusion)
    f1 = 2 * right / np.maximum(1, confusion.sum(axis=1) + confusion[:, :-1].sum(axis=0))
    two = np.mean([row["cause"] in row["causes"][:2] for row in late])
    return float(right.sum() / confusion.sum()), float(two), float(f1.mean()), confusion


def table(rows: list[Row]) -> dict[str, float]:
    truth = np.array([row["left"] <= AHEAD for row in rows])
    risk = np.array([row["risk"] for row in rows])
    alarmed = np.array([row["level"] is Level.ATTEND for row in rows])
    found: dict[str, float] = {
        "base rate": float(truth.mean()),
        "AUROC": auroc(truth, risk),
        "AUPRC": auprc(truth, risk),
        "ECE": ece(truth, risk),
    }
    found["caught 4 weeks ahead"], found["healthy ever alarmed"] = early_alarms(rows, alarmed)
    found["caught at 15 %"] = at_budget(rows, risk)
    found["cause first"], found["cause within two"], found["cause macro-F1"], _ = cause_scores(rows)
    said = [row for row in rows if row["causes"]]
    found["cause first, when named"], found["within two, when named"], found["F1, when named"], _ = cause_scores(said)
    healthy = [
        mine
        for mine in by_pair([{**row, "alarm": a} for row, a in zip(rows, alarmed, strict=True)])
        if not mine[0]["fails"]
    ]
    plain = np.mean([any(row["alarm"] for row in mine) for mine in healthy if not mine[0]["kinds"]])
    found["plain healthy pairs alarmed"] = float(plain)
    for kind in ("quiet", "elsewhere", "harsh"):
        found[f"{kind} against plain"] = float(
            np.mean([any(row["alarm"] for row in mine) for mine in healthy if mine[0]["kinds"] == (kind,)]) / plain
        )
    fives = [row for row in rows if row["fails"] and "fives" in row["kinds"]]
    fives_alarm = np.array([row["level"] is Level.ATTEND for row in fives])
    found["fives, failing, alarmed"] = float(
        np.mean([any(row["level"] is Level.ATTEND for row in mine) for mine in by_pair(fives)])
    )
    found["fives 4 weeks ahead"] = early_alarms(fives, fives_alarm)[0] if fives else 0.0
    for level in (Level.STEADY, Level.WATCH, Level.ATTEND):
        found[f"healthy readings {level}"] = float(np.mean([row["level"] is level for row in rows if not row["fails"]]))
    found["failing readings steady after onset"] = float(
        np.mean([row["level"] is Level.STEADY for row in rows if row["fails"] and row["since_onset"] >= 28])
    )
    return found


if __name__ == "__main__":
    import sys

    seeds = range(int(sys.argv[1]) if len(sys.argv) > 1 else 100, int(sys.argv[2]) if len(sys.argv) > 2 else 116)
    all_rows = readings(seeds, int(sys.argv[3]) if len(sys.argv) > 3 else 150)
    for name, value in table(all_rows).items():
        print(f"{name:40s}{value:.3f}")
