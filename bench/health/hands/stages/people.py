"""The two people of a pair: how they rate, write and answer, and how openly each shows a stage."""

from __future__ import annotations

import numpy as np

from hands.stages.habits import ITEMS, SIDES
from hands.stages.programme import Programme


class Person:
    def __init__(self, rng: np.random.Generator, programme: Programme, side: str, recorded: float) -> None:
        def share(usual: float) -> float:
            return float(np.clip(rng.beta(usual * 5, (1 - usual) * 5), 0.03, 0.97))

        self.side, self.always_five = side, False
        self.useful = float(rng.normal(4.25 if side == "mentee" else 4.1, 0.42))
        self.items = {
            item: 4.05 + 0.5 * (self.useful - 4.2) + float(rng.normal(0, 0.35))
            for group in ITEMS.values()
            for item in group
        }
        self.noise = programme.noise * float(rng.lognormal(0, 0.25))
        # Openness colours what is said of the partner, reaction what is done; the lag is how late a side notices.
        self.open, self.reacts = float(rng.beta(2.2, 1.6)) * 1.5, float(rng.lognormal(-0.05, 0.35))
        self.lag_days = int(rng.exponential(4))
        self.writes = programme.writes * float(rng.lognormal(-0.15, 0.6)) * recorded
        self.rates, self.prepares = share(programme.rates) * recorded, share(programme.prepares) * recorded
        self.answers = share(programme.answers) * (0.6 + 0.4 * recorded)
        self.tells = 0.1 * float(rng.lognormal(0, 0.5)) * recorded

    def answer(self, rng: np.random.Generator, felt: float) -> int:
        return 5 if self.always_five else int(np.clip(round(felt + rng.normal(0, self.noise)), 1, 5))


class Couple:
    def __init__(self, rng: np.random.Generator, programme: Programme) -> None:
        self.groups = {group for group, share in programme.odd.items() if rng.random() < share}
        if {"harsh_rater", "always_five"} <= self.groups:
            self.groups.discard(str(rng.choice(("harsh_rater", "always_five"))))
        self.recorded = float(rng.uniform(0.3, 0.5) if "quiet" in self.groups else rng.uniform(0.85, 1.0))
        self.people = tuple(Person(rng, programme, side, self.recorded) for side in SIDES)
        odd = ((0, 1), (0,), (1,))[int(rng.integers(3))]
        for side, person in enumerate(self.people):
            person.always_five = "always_five" in self.groups and side in odd
            if "harsh_rater" in self.groups and side in odd:
                lower = float(rng.uniform(1.2, 1.9))
                person.useful -= lower
                person.items = {item: level - lower for item, level in person.items.items()}
            if "elsewhere" in self.groups:
                person.writes *= 0.45
        self.limit = int(rng.integers(2, 6))
        self.load = (
            self.limit + int(rng.random() < 0.4) if "overloaded" in self.groups else int(rng.integers(1, self.limit))
        )
        self.rhythm = int(rng.choice((7, 14, 21, 28), p=programme.rhythms))
        self.planned_weeks = int(rng.choice((26, 39, 52), p=programme.lengths))
        self.irregular = programme.irregular * float(rng.lognormal(0, 0.3))
        self.fit, self.vague = float(np.clip(rng.normal(0.62, 0.15), 0.05, 0.98)), bool(rng.random() < 0.25)
        self.books = float(rng.beta(8, 2)) * self.recorded
