"""How and when a pair ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hands.gauges.health import Fall, Health
from hands.gauges.programme import Programme


@dataclass(frozen=True)
class Ending:
    how: str
    day: int
    contact_until: int
    said: bool
    reason: str

    @property
    def fails(self) -> bool:
        return self.how.startswith("failed")


def giving_up(rng: np.random.Generator, health: Health, fall: Fall, planned: int) -> int:
    """The day a failing pair gives up: a hazard that grows as the overall health falls, and at the contract's end."""
    lack = np.clip((0.68 - health.overall()) / 0.36, 0.0, 1.0)
    hazard = 0.05 * lack**2.5
    hazard[planned - 7 : planned + 14] *= 1.8
    hazard[: max(fall.onset + 10, 16)] = 0.0
    hit = np.flatnonzero(rng.random(len(hazard)) < hazard)
    return int(hit[0]) if len(hit) else len(hazard) - 1


def draw_ending(
    rng: np.random.Generator, programme: Programme, health: Health, fall: Fall | None, planned: int, cut: int
) -> Ending:
    ending = _failure(rng, programme, health, fall, planned) if fall else _good_end(rng, programme, planned)
    away = 10 + int(rng.exponential(30.0 / programme.size["outside_a_month"]))
    # What comes from outside has no sign beforehand, so it does not come during a fall.
    if away < (min(ending.day, fall.onset) if fall else ending.day):
        reason = str(rng.choice(["moved", "illness", "other"], p=[0.55, 0.3, 0.15]))
        ending = Ending("outside", away, away, bool(rng.random() < 0.85), reason)
    return ending if ending.day <= cut else Ending("censored", cut, cut, False, "")


def _good_end(rng: np.random.Generator, programme: Programme, planned: int) -> Ending:
    if rng.random() < programme.size["success"]:
        day = int(planned * rng.uniform(0.5, 0.9))
        return Ending("early_success", day, day, True, "completed")
    day = planned + int(rng.integers(-6, 22))
    return Ending("completed", day, day, bool(rng.random() < 0.9), "completed")


def _failure(rng: np.random.Generator, programme: Programme, health: Health, fall: Fall, planned: int) -> Ending:
    day = giving_up(rng, health, fall, planned)
    if rng.random() < programme.size["silent"]:
        return Ending("failed_silent", day + int(rng.integers(3, 16)), day, False, "")
    odds = [0.15, 0.75, 0.1] if fall.cause == 5 else [0.6, 0.2, 0.2]
    reason = str(rng.choice(["not_working", "no_time", "other"], p=odds))
    said = day + int(rng.integers(0, 12))
    return Ending("failed_said", said, min(said, day + int(rng.integers(0, 8))), True, reason)
