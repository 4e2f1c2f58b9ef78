"""Looks at simulated worlds as arrays: what the engine saw, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from typing import Any

import numpy as np

from alongside.health.diary import Diary
from alongside.health.relationship import EPOCH, Relationship
from alongside.health.signs import SIGNS, read_signs
from alongside.health.simulate import simulate

FIRST_LOOK = 28
EVERY = 14
AHEAD = 56
NAMES = list(SIGNS)


def rules_of(it: Relationship) -> Callable[[date], tuple[float, ...]]:
    """What is in use elsewhere, higher is worse: days without a session, in rhythms, last and mean rating, activity."""
    held = sorted(event.day for event in it.events if event.kind == "meeting_held")
    rated = [(event.day, event.data["useful"]) for event in it.events if event.kind == "meeting_rated"]
    began = it.began_on.toordinal() - EPOCH

    def rules(day: date) -> tuple[float, ...]:
        now = day.toordinal() - EPOCH + 1.0
        gap = now - max((d for d in held if d < now), default=began)
        values = [value for d, value in rated if d < now] or [4.0]
        recent = [event.kind for event in it.events if now - 30 <= event.day < now]
        activity = (
            40 * min(1.0, recent.count("meeting_held") * it.agreed_every_days / 30)
            + 20 * min(1.0, recent.count("message") / 8)
            + 20 * min(1.0, sum(kind.startswith("goal") for kind in recent) / 2)
            + 4 * sum(values[-4:]) / len(values[-4:])
        )
        return gap, gap / it.agreed_every_days, -values[-1], -sum(values) / len(values), -activity

    return rules


def looks_of(seed: int, pairs: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for record, truth in simulate(pairs, seed):
        it = Relationship.from_record(record)
        end = (
            date.fromisoformat(truth.failed_on)
            if truth.failed_on
            else it.began_on + timedelta(weeks=it.planned_weeks or 52)
        )
        first = it.began_on + timedelta(days=FIRST_LOOK)
        days = [first + timedelta(days=step) for step in range(0, 800, EVERY)]
        days = [day for day in days if day < end]
        back = [timedelta(days=it.agreed_every_days * times) for times in (0, 1, 2, 4)]
        seen: dict[date, list[float]] = {}
        diary = Diary(it)
        for day in sorted({day - lag for day in days for lag in back if day - lag >= it.began_on}):
            signs = read_signs(diary.read_until(day))
            seen[day] = [signs[name] for name in NAMES]
        rules = rules_of(it)
        zero = [0.0] * len(NAMES)
        onset = date.fromisoformat(truth.onset_on) if truth.onset_on else None
        for day in days:
            rows.append(
                {
                    "seed": seed, "id": truth.id, "on": day.toordinal(), "kinds": truth.kinds,
                    "fails": truth.fails, "cause": truth.cause, "sudden": truth.sudden,
                    "left": (end - day).days if truth.fails else 9999,
                    "since_onset": (day - onset).days if onset else -9999,
                    "rules": rules(day),
                    "x": [seen.get(day - lag, zero) for lag in back],
                }
            )  # fmt: skip
    return rows


def looks(seeds: range, pairs: int, workers: int = 2) -> list[dict[str, Any]]:
    with ProcessPoolExecutor(workers) as pool:
        return [row for rows in pool.map(looks_of, seeds, [pairs] * len(seeds)) for row in rows]


def arrays(rows: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray]:
    """Signs (looks, lags, signs) and whether the pair failed within eight weeks."""
    x = np.array([row["x"] for row in rows], dtype=np.float32)
    y = np.array([row["left"] <= AHEAD for row in rows])
    return x, y
