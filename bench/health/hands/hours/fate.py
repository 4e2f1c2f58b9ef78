"""What is in store for a pair: its habits, its troubles, and the endings that have nothing to do with them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TypeVar

from hands.hours.programme import Programme
from hands.hours.trouble import Trouble

T = TypeVar("T")


@dataclass(frozen=True)
class Fate:
    kind: str  # trouble, heals, outside, early_success or completed
    last: int  # the day by which it is over if nobody gives up
    troubles: list[Trouble]
    groups: set[str]
    silent: bool


def pick(rng: Random, weights: dict[T, float]) -> T:
    return rng.choices(list(weights), list(weights.values()))[0]


def draw(programme: Programme, planned: int, affinity: float, vague: bool, rng: Random) -> Fate:
    prone = programme.troubled * (1.2 if vague else 0.9) * (1 - 0.15 * affinity)
    shares = {
        "trouble": prone,
        "heals": programme.healing,
        "outside": programme.outside,
        "early_success": programme.success,
    }
    shares["completed"] = 1 - sum(shares.values())
    kind = pick(rng, shares)
    groups = _groups(programme, kind, rng)
    end = round(planned * 7 + rng.gauss(4, 7))
    last = {"outside": round(end * rng.uniform(0.08, 0.97)), "early_success": round(end * rng.uniform(0.5, 0.88))}
    troubles = _troubles(programme, kind, end, groups, affinity, rng) if kind in ("trouble", "heals") else []
    return Fate(kind, max(10, last.get(kind, end)), troubles, groups, rng.random() < programme.silent)


def _groups(programme: Programme, kind: str, rng: Random) -> set[str]:
    groups = {name for name, share in programme.odd.items() if name != "one_sided" and rng.random() < share}
    if kind == "trouble":
        groups.discard("quiet")
    elif rng.random() < 0.3 * programme.odd["quiet"]:
        groups.add("quiet")
    if {"harsh_rater", "always_five"} <= groups:
        groups.discard(rng.choice(("harsh_rater", "always_five")))
    if kind == "heals":
        groups.add("heals")
    if kind in ("trouble", "heals") and rng.random() < 3 * programme.odd["one_sided"]:
        groups.add("one_sided")
    return groups


def _troubles(
    programme: Programme, kind: str, end: int, groups: set[str], affinity: float, rng: Random
) -> list[Trouble]:
    span = 7 * programme.pace * rng.lognormvariate(0, 0.4)
    if kind == "trouble" and rng.random() < programme.sudden:
        span = rng.uniform(7, 24)
    early = rng.random() < 0.2
    over = rng.uniform(40, 100) if early else end * rng.uniform(0.2, 0.95)
    onset = round(max(rng.uniform(4, 20), over - span))
    weights = dict(programme.causes)
    weights["match"] *= 1 - 0.25 * affinity
    weights["capacity"] *= 1.5 if "overloaded" in groups else 0.95
    first = _trouble(pick(rng, weights), onset, span, kind, groups, rng)
    if kind == "heals" or rng.random() > 0.35:
        return [first]
    del weights[first.cause]
    later = onset + round(span * rng.uniform(0.2, 0.5))
    second = _trouble(pick(rng, weights), later, span * 1.5, kind, groups, rng)
    return [first, second]


def _trouble(cause: str, onset: int, span: float, kind: str, groups: set[str], rng: Random) -> Trouble:
    side = "mentor" if rng.random() < 0.64 else "mentee"
    other = "mentee" if side == "mentor" else "mentor"
    blind = rng.uniform(0.0, 0.15) if "one_sided" in groups else rng.uniform(0.6, 1.0)
    depth = rng.uniform(0.5, 0.95) if kind == "heals" else rng.uniform(0.75, 1.1)
    passes = rng.uniform(0.3, 0.7) * span if kind == "heals" else None
    return Trouble(
        cause, onset, span, depth, {side: 1.0, other: rng.uniform(0.2, 0.7)}, {side: 1.0, other: blind}, passes
    )
