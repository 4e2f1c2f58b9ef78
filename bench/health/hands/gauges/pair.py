"""One pair before anything is written: its people, odd groups, health, links, breaks and end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from hands.gauges.channels import CHANNELS, SIDES
from hands.gauges.ending import Ending, draw_ending
from hands.gauges.health import CURVES, Fall, Health, dip, draw_levels, wavering
from hands.gauges.links import Wiring
from hands.gauges.programme import Programme

SHIFTS: dict[str, dict[str, float]] = {
    "quiet": {
        "message": -1.3,
        "prepared": -1.5,
        "action": -1.2,
        "goal": -0.9,
        "feedback": -1.0,
        "answer": -0.9,
        "recorded": -1.0,
        "share": -1.0,
    },
    "elsewhere": {"message": -1.4, "recorded": -1.5, "logged": 3.2, "prepared": -0.5},
    "overloaded": {"moved": 0.5, "kept": -0.4, "pace": -0.1, "prepared": -0.5, "message": -0.2},
    "always_reschedules": {"moved": 2.3},
}


@dataclass(frozen=True)
class Rater:
    bias: float
    scale: float
    share: float
    fixed: int | None

    def mark(self, centre: float, reading: float) -> int:
        value = centre + self.bias + self.scale * reading
        return self.fixed if self.fixed else int(np.clip(round(value), 1, 5))


@dataclass(frozen=True)
class Pair:
    programme: Programme
    began: date
    rhythm: int
    planned_weeks: int
    groups: list[str]
    fall: Fall | None
    health: Health
    wiring: Wiring
    raters: dict[str, Rater]
    breaks: list[tuple[int, int]]
    chatty: float
    stretch: float
    ending: Ending

    def away(self, day: int) -> int | None:
        """The last day of the break a day falls into."""
        return next((last for first, last in self.breaks if first <= day <= last), None)


def draw_pair(rng: np.random.Generator, programme: Programme) -> Pair:
    began = programme.cut_off - timedelta(days=int(rng.integers(200, 900)))
    weeks = int(rng.choice(programme.planned_weeks))
    planned, cut = 7 * weeks, (programme.cut_off - began).days
    groups = [group for group, share in programme.odd.items() if rng.random() < share]
    fall = _draw_fall(rng, programme, planned) if rng.random() < programme.size["failing"] else None
    health = _draw_health(rng, programme, groups, fall, planned)
    ending = draw_ending(rng, programme, health, fall, planned, cut)
    _settle(groups, fall, ending)
    wiring = Wiring(
        programme.links,
        health,
        _shifts(groups),
        int(rng.integers(42, 85)) if "honeymoon" in groups else 0,
        rng.uniform(0.5, 0.9),
        rng,
    )
    rhythm = int(rng.choice([7, 14, 21, 28], p=programme.rhythm_odds))
    return Pair(
        programme,
        began,
        rhythm,
        weeks,
        groups,
        fall,
        health,
        wiring,
        _draw_raters(rng, programme, groups),
        _draw_breaks(rng, programme, began, planned, groups),
        rng.lognormal(0.0, 0.45),
        rng.lognormal(0.02, 0.1),
        ending,
    )


def _draw_fall(rng: np.random.Generator, programme: Programme, planned: int) -> Fall:
    cause = int(rng.choice(len(CHANNELS), p=programme.causes))
    curve = CURVES[int(rng.choice(len(CURVES), p=programme.curves))]
    early = rng.random() < programme.size["early_onset"]
    onset = int(rng.uniform(0, 28) if early else rng.uniform(14, max(30, planned - 63)))
    second = int(rng.choice([c for c in range(len(CHANNELS)) if c != cause])) if rng.random() < 0.35 else None
    days = 7.0 * programme.size["fall_weeks"] * rng.lognormal(0.0, 0.4) * (0.5 if curve == "step" else 1.0)
    lag = min(rng.uniform(10.0, 35.0), 0.5 * days)
    return Fall(cause, second, onset, curve, days, rng.uniform(0.4, 0.6), lag, rng.uniform(0.45, 0.9, len(CHANNELS)))


def _draw_health(
    rng: np.random.Generator, programme: Programme, groups: list[str], fall: Fall | None, planned: int
) -> Health:
    horizon = planned + 200
    steady = wavering(rng, draw_levels(rng, fall.cause if fall else None), horizon, programme.size["waver"])
    drops = fall.drops(horizon) if fall else np.zeros_like(steady)
    if "heals" in groups:
        start = int(rng.uniform(20, planned - 90))
        if fall and start + 70 > fall.onset:
            groups.remove("heals")
        else:
            drops = drops + dip(rng, horizon, start)
    notice = dict.fromkeys(SIDES, 1.0)
    if (fall or "heals" in groups) and rng.random() < 0.2:
        notice[str(rng.choice(SIDES))] = rng.uniform(0.0, 0.2)
        groups.append("one_sided")
    return Health(steady, drops, notice)


def _settle(groups: list[str], fall: Fall | None, ending: Ending) -> None:
    """Name what only the end tells: a silent end, a fall that was never reached, a plain pair."""
    unreached = fall is not None and not ending.fails and ending.day <= fall.onset
    if unreached and "one_sided" in groups and "heals" not in groups:
        groups.remove("one_sided")
    if ending.how == "failed_silent" or (ending.how in ("completed", "outside") and not ending.said):
        groups.append("silent_ending")
    if not groups and (fall is None or unreached):
        groups.append("plain")


def _shifts(groups: list[str]) -> dict[str, float]:
    out: dict[str, float] = {}
    for group in groups:
        for kind, shift in SHIFTS.get(group, {}).items():
            out[kind] = out.get(kind, 0.0) + shift
    return out


def _draw_raters(rng: np.random.Generator, programme: Programme, groups: list[str]) -> dict[str, Rater]:
    odd = {g: set(SIDES) if rng.random() < 0.35 else {str(rng.choice(SIDES))} for g in ("harsh_rater", "always_five")}
    out: dict[str, Rater] = {}
    for side in SIDES:
        # Mentees rate a little higher; 30 % of what ratings vary by is the rater.
        bias = rng.normal(0.1 if side == "mentee" else 0.0, programme.size["bias"])
        if "harsh_rater" in groups and side in odd["harsh_rater"]:
            bias = rng.uniform(-1.9, -1.1)
        fixed = 5 if "always_five" in groups and side in odd["always_five"] else None
        out[side] = Rater(float(bias), float(rng.lognormal(0.0, 0.25)), float(rng.normal(0.0, 0.7)), fixed)
    return out


def _draw_breaks(
    rng: np.random.Generator, programme: Programme, began: date, planned: int, groups: list[str]
) -> list[tuple[int, int]]:
    count = rng.poisson(programme.size["breaks_a_year"] * planned / 365)
    out = [(int(first), int(first + 5 + min(rng.exponential(7.0), 45.0))) for first in rng.uniform(7, planned, count)]
    if "holidays" in groups:
        for year in (began.year, began.year + 1):
            for month, day, low, high in ((7, 5, 18, 40), (12, 18, 14, 23)):
                first = (date(year, month, day) - began).days + int(rng.integers(0, 18))
                out.append((first, first + int(rng.integers(low, high))))
    return sorted(b for b in out if b[0] > 3)
