"""A pair's story, laid out in time: phases with their days, and the daily curves that follow from them."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from hands.diary.pair import Pair
from hands.diary.phases import CALM, CHANNELS, DOES, DOINGS, FALL, FEELS, GOOD_WEEK, NONE, PHASES, STRAIN
from hands.diary.programme import SIDES


class Knot(NamedTuple):
    """The story's effect on one day; between two knots it goes straight."""

    day: float
    calm: np.ndarray
    fall: np.ndarray


class Script:
    """How and when a pair ends, its phases, and what they make of its habits on each day.

    curve[side][day] holds logs of factors for doings and points for feelings; factor[side] the factors themselves,
    under None those of both sides together; open[day] how much room life leaves for mentoring.
    """

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.choose_end()
        self.phases: list[tuple[str, float, float]] = []
        self.onset: float | None = None
        self.draw_curves(self.lay_out())

    def choose_end(self) -> None:
        """How it ends and on which day."""
        pair, rnd, programme = self.pair, self.pair.rnd, self.pair.programme
        planned = programme.planned * 7
        self.how, self.end = "completed", planned + rnd.randint(-7, 7)
        self.slow = programme.length * (pair.rhythm / 14) ** 0.25 * math.exp(rnd.gauss(0, 0.2))
        if pair.fails:
            early = "rhythm" not in pair.words or rnd.random() < 0.22
            span = (7, 14) if "early" in pair.marks else (8, 18) if early else (11, programme.planned - 1)
            self.end = min(planned - 4, round(7 * rnd.uniform(*span)))
            self.how = "failed_silent" if pair.words[-1] == "quiet" else "failed_said"
        elif pair.kind == "outside":
            self.end, self.how = round(rnd.uniform(5, programme.planned - 2) * 7), "outside"
        elif "early_success" in pair.marks:
            self.end, self.how = round(planned * rnd.uniform(0.55, 0.88)), "early_success"
        elif rnd.random() < programme.censored:
            self.end, self.how = round(planned * rnd.uniform(0.4, 0.97)), "censored"

    def lay_out(self) -> list[Knot]:
        """Give every phase its days, and turn phases into knots of a curve."""
        pair, rnd = self.pair, self.pair.rnd
        sizes = self.sizes()
        # The pair shows its trouble in its own way: some channels more, some not at all.
        own = np.exp(pair.rng.normal(0, 0.3, CHANNELS)) * (pair.rng.random(CHANNELS) > 0.1) * pair.programme.shows
        own *= 1.45 * pair.gentle * math.exp(rnd.gauss(0, 0.22)) * (0.85 if "heals" in pair.marks else 1)
        strain = STRAIN[pair.trouble] + (0.5 * STRAIN[pair.second] if pair.second else 0)
        t, knots, fall = 0.0, [Knot(0.0, NONE, NONE)], NONE
        for word, days in zip(pair.words, sizes, strict=True):
            phase = PHASES[word]
            bends = strain if phase.effect is None else phase.effect
            if word in CALM:
                calm, fall, self.onset = bends, NONE, None
            else:
                calm, fall = NONE, fall + own * bends
                self.onset = t if self.onset is None and pair.fails else self.onset
            knots += [Knot(t + phase.ramp * days, calm, fall), Knot(t + days, calm, fall)]
            self.phases.append((word, t, t + days))
            t += days
        return knots

    def sizes(self) -> list[float]:
        """The days of each phase: those that stretch share what the others leave, and these shrink if they must."""
        rnd, words = self.pair.rnd, self.pair.words
        size = [7 * rnd.uniform(*PHASES[word].weeks) * (self.slow if word in FALL else 1) for word in words]
        free = sum(days for word, days in zip(words, size, strict=True) if PHASES[word].stretches)
        fixed = sum(size) - free
        room = max(self.end - fixed, 0.12 * self.end) if free else 0
        shrink = (self.end - room) / fixed if fixed > self.end - room or not free else 1.0
        return [
            days * (room / free if PHASES[word].stretches else shrink) for word, days in zip(words, size, strict=True)
        ]

    def draw_curves(self, knots: list[Knot]) -> None:
        """Daily curves per side: story plus good and bad weeks; and how open life is for mentoring on each day."""
        pair = self.pair
        days, at = np.arange(self.end + 1.0), np.array([knot.day for knot in knots])
        i = np.clip(np.searchsorted(at, days, side="right") - 1, 0, len(at) - 2)
        f = np.clip((days - at[i]) / np.maximum(at[i + 1] - at[i], 1e-9), 0, 1)[:, None]
        calms, falls = np.array([knot.calm for knot in knots]), np.array([knot.fall for knot in knots])
        calm, fall = (m[i] * (1 - f) + m[i + 1] * f for m in (calms, falls))
        mood = [0.0]
        for step in pair.rng.normal(0, 0.66, self.end // 7 + 2):
            mood.append(0.75 * mood[-1] + step)  # everyone has bad weeks
        base = calm + np.interp(days, np.arange(len(mood)) * 7.0, mood)[:, None] * GOOD_WEEK
        self.curve = {side: base + pair.weight[side] * fall for side in SIDES}
        both = (self.curve["mentor"] + self.curve["mentee"])[:, : len(DOINGS)] / 2
        self.factor: dict[str | None, np.ndarray] = {s: np.exp(c[:, : len(DOINGS)]) for s, c in self.curve.items()}
        self.factor[None] = np.exp(both)
        self.open = np.ones(self.end + 1)
        for day, length in pair.programme.holidays:
            first = int((day - pair.programme.began.timetuple().tm_yday - pair.begin) % 365)
            self.open[first : first + int(length * pair.rnd.uniform(0.2, 1))] = 0.25
        for word, start, end in self.phases:
            if word in ("holiday", "pause"):
                self.open[int(start) : int(end)] = 0.08 if word == "holiday" else 0.01

    def bend(self, doing: str, day: float, side: str | None = None) -> float:
        """That day's multiplier of a habit, of one side or of the pair."""
        return float(self.factor[side][min(int(day), self.end), DOES[doing]])

    def felt(self, side: str, feeling: str, day: float) -> float:
        """What a side feels, before rater style: 0 is the programme's usual level."""
        return self.pair.trait[feeling] + float(self.curve[side][min(int(day), self.end), FEELS[feeling]])

    def free(self, day: float) -> float:
        """How open life is for mentoring that day."""
        return float(self.open[min(int(day), self.end)])

    def who(self, doing: str, day: float) -> str:
        """Which side did it: in proportion to how far each is bent."""
        mentor, mentee = self.bend(doing, day, "mentor"), self.bend(doing, day, "mentee")
        return SIDES[self.pair.rnd.random() >= mentor / (mentor + mentee)]
