"""Links: how one kind of record reads one channel of health, or two, and how noisily."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

import numpy as np

from hands.gauges.channels import CHANNELS
from hands.gauges.health import Health

NORM = 0.75


@dataclass(frozen=True)
class Link:
    weights: np.ndarray
    gain: float
    noise: float


# kind: channels it reads, gain for a fall of the whole scale, noise
_TABLE: dict[str, tuple[Mapping[str, float], float, float]] = {
    "message": ({"communication": 0.7, "match": 0.3}, 1.0, 0.6),
    "pace": ({"communication": 0.4, "capacity": 0.6}, 1.6, 0.0),
    "kept": ({"capacity": 0.6, "sessions": 0.4}, 7.2, 0.5),
    "moved": ({"capacity": 0.7, "communication": 0.3}, -2.5, 0.5),
    "minutes": ({"sessions": 0.7, "match": 0.3}, 0.6, 0.2),
    "rated": ({"sessions": 0.6, "match": 0.4}, 3.6, 0.7),
    "prepared": ({"sessions": 0.8, "goals": 0.2}, 3.0, 0.5),
    "action": ({"sessions": 0.5, "goals": 0.5}, 2.0, 0.3),
    "done": ({"capacity": 0.6, "feedback": 0.4}, 3.0, 0.5),
    "goal": ({"goals": 1.0}, 1.8, 0.5),
    "feedback": ({"feedback": 1.0}, 2.5, 0.4),
    "candour": ({"feedback": 0.6, "communication": 0.4}, 4.0, 0.5),
    "answer": ({"communication": 0.5, "capacity": 0.5}, 2.0, 0.5),
    "share": ({"sessions": 1.0}, 0.8, 0.3),
    "logged": ({"communication": 1.0}, 1.5, 0.3),
    "recorded": ({"sessions": 0.5, "capacity": 0.5}, 1.5, 0.2),
    "overall": (dict.fromkeys(CHANNELS, 1 / 6), 3.0, 0.7),
    **{f"item:{c}": ({c: 1.0}, 2.6, 0.75) for c in CHANNELS},
}


def wired(rng: np.random.Generator) -> dict[str, Link]:
    """The links of one programme: its gains and noises lie widely about those of the table."""
    loud, rough = rng.lognormal(0.0, 0.12), rng.lognormal(0.0, 0.1)
    out: dict[str, Link] = {}
    for kind, (reads, gain, noise) in _TABLE.items():
        weights = np.array([reads.get(c, 0.0) for c in CHANNELS])
        out[kind] = Link(weights, gain * loud * rng.lognormal(0.0, 0.25), noise * rough * rng.lognormal(0.0, 0.15))
    return out


@dataclass
class Wiring:
    """The links of one pair, with what its odd groups shift in them."""

    links: dict[str, Link]
    health: Health
    shifts: dict[str, float]
    glow_days: int
    glow: float
    rng: np.random.Generator

    def read(self, kind: str, day: int, side: str | None = None) -> float:
        """What the link says on a day, about zero for a pair in order; one side's view or both sides' mean."""
        link = self.links[kind]
        seen = float(link.weights @ self.health.seen(day, side)) - NORM
        value = link.gain * seen + self.rng.normal(0.0, link.noise) + self.shifts.get(kind, 0.0)
        young = max(0.0, 1.0 - max(day, 0) / self.glow_days) if self.glow_days else 0.0
        return value + self.glow * young * float(np.sign(link.gain))

    def chance(self, kind: str, usual: float, day: int, side: str | None = None, lean: float = 0.0) -> bool:
        odds = log(usual / (1.0 - usual)) + lean + self.read(kind, day, side)
        return bool(self.rng.random() < 1.0 / (1.0 + exp(-odds)))

    def count(self, kind: str, usual: float, day: int, side: str | None = None) -> int:
        return int(self.rng.poisson(usual * exp(min(self.read(kind, day, side), 2.0))))
