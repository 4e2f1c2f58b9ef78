"""Day by day, how far each side's habits of recording are from its usual ones."""

from __future__ import annotations

import numpy as np

from hands.stages.habits import AT, BUSY, CALM, HONEYMOON, ITEMS, RECORDS, SAID, trouble, vector
from hands.stages.life import Life, Spell
from hands.stages.people import Couple, Person
from hands.stages.programme import Programme


class Manner:
    def __init__(self, rng: np.random.Generator, programme: Programme, couple: Couple, life: Life) -> None:
        self.days = life.last_day + 1
        self.shifts = np.zeros((2, self.days, len(RECORDS)))
        scatter = programme.visible * rng.lognormal(-0.06, 0.35, len(RECORDS))
        for side, person in enumerate(couple.people):
            for spell in life.spells:
                noticed = spell.first + (person.lag_days if spell.trouble else 0)
                self.shifts[side, noticed:] = stage_shift(programme, spell, side, person, scatter)
            if "honeymoon" in couple.groups:
                fading = np.exp(-np.arange(self.days) / rng.uniform(35, 60))
                self.shifts[side] += fading[:, None] * vector(HONEYMOON)
            add_moods(rng, self.shifts[side], 80 if "overloaded" in couple.groups else 140)
        self.holidays = draw_holidays(rng, couple, self.days)
        self.away = np.zeros(self.days, bool)
        for first, last in self.holidays:
            self.away[first:last] = True

    def shift(self, side: int, moment: float, record: str) -> float:
        day = min(max(int(moment), 0), self.days - 1)
        return float(self.shifts[side, day, AT[record]])

    def rate(self, side: int, record: str) -> np.ndarray:
        return np.exp(self.shifts[side, :, AT[record]]) * np.where(self.away, 0.15, 1)

    def is_away(self, moment: float) -> bool:
        return int(moment) < self.days and bool(self.away[int(moment)])


def stage_shift(programme: Programme, spell: Spell, side: int, person: Person, scatter: np.ndarray) -> np.ndarray:
    if spell.trouble is None:
        return vector(CALM[spell.stage])
    ill = spell.trouble
    leads = side == ill.leader
    shift = trouble(spell.stage, ill.cause, ill.second, leads, programme.spread) * scatter * ill.depth
    shift *= np.where(SAID, person.open, person.reacts)
    return shift * 0.12 if ill.one_sided and not leads and spell.stage != "ending" else shift


def add_moods(rng: np.random.Generator, shifts: np.ndarray, days_between_busy: int) -> None:
    """Healthy ups and downs: moods of a few weeks, and busy spells."""
    days = len(shifts)
    for records, size in ((("useful",), 0.3), (tuple(ITEMS), 0.2), (("write",), 0.45), (("plan",), 0.4)):
        mood = rng.normal(0, size, days // 7 + 1)
        for week in range(1, len(mood)):
            mood[week] = 0.75 * mood[week - 1] + 0.66 * mood[week]
        shifts[:, [AT[record] for record in records]] += np.repeat(mood, 7)[:days, None]
    for _ in range(rng.poisson(days / days_between_busy)):
        first = int(rng.integers(0, days))
        shifts[first : first + int(rng.integers(8, 32))] += vector(BUSY) * rng.lognormal(0, 0.3)


def draw_holidays(rng: np.random.Generator, couple: Couple, days: int) -> list[tuple[int, int]]:
    spans = [(int(rng.integers(5, days + 5)), int(rng.integers(5, 13))) for _ in range(rng.poisson(days / 150))]
    if "holidays" in couple.groups:
        spans.append((int(rng.integers(20, max(21, days - 20))), int(rng.integers(21, 38))))
    return sorted((first, first + length) for first, length in spans if first < days)
