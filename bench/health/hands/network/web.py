"""The network of troubles: what is on makes its neighbours likelier to come on and harder to leave."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from hands.network.programme import Programme
from hands.network.troubles import CAUSES, FAMILY, PLACE, TROUBLES

COMES_ON = -4.6  # log-odds a week for a trouble with no neighbour on
GOES_OFF = 1.0  # and for it to go off again
ACROSS = 0.034  # strength across causes, as a part of that within
SPREAD = 0.4  # of that strength between pairs, in logarithms
LONG = 3  # weeks after which a trouble is felt as lasting
WORN = 7  # and after which it wears a pair out
FATIGUE = 0.029  # weekly hazard of giving up with one trouble more than is borne
BORNE = 2  # those any pair bears


@dataclass
class Course:
    """The troubles of one pair, week by week, until something ends it."""

    on: np.ndarray  # weeks x troubles
    age: np.ndarray  # weeks each has been on without a break
    ended_how: str | None = None
    struck: str | None = None  # the cause of a blow out of the blue

    @property
    def weeks(self) -> int:
        return int(self.on.shape[0])

    def has(self, name: str, day: float) -> bool:
        return bool(self.on[self.week_of(day), PLACE[name]])

    def week_of(self, day: float) -> int:
        return min(max(int(day // 7), 0), self.weeks - 1)

    def until(self, day: float) -> Course:
        """The part that was seen, where the record is cut."""
        seen = self.week_of(day) + 1
        return replace(self, on=self.on[:seen], age=self.age[:seen])

    def weariness(self, day: float) -> float:
        """0 in a pair that is well, towards 1 where many have been on for long."""
        lasting = int((self.age[self.week_of(day)] >= LONG).sum())
        return min(1.0, max(0, lasting - 1) / 6)


@dataclass(frozen=True)
class Web:
    ties: np.ndarray
    prone: np.ndarray  # share of the shocks that hit each cause

    @classmethod
    def draw(cls, rng: np.random.Generator, programme: Programme, full_mentor: bool) -> Web:
        count = len(TROUBLES)
        strength = programme.coupling * float(np.exp(rng.normal(0.0, SPREAD)))
        ties = ACROSS * strength * rng.gamma(1.0, 1.0, (count, count))
        for family in FAMILY.values():
            for one in family:
                for other in family:
                    ties[one, other] = strength * rng.uniform(0.6, 1.4)
        np.fill_diagonal(ties, 0.0)
        prone = np.array(programme.mixture) * rng.gamma(1.2, 1.0, len(CAUSES))
        if full_mentor:
            prone[CAUSES.index("capacity")] *= 1.6
        return cls(ties, prone / prone.sum())

    def run(self, rng: np.random.Generator, programme: Programme, weeks: int) -> Course:
        count = len(TROUBLES)
        on = np.zeros((weeks, count), dtype=bool)
        age = np.zeros((weeks, count), dtype=int)
        now = rng.random(count) < 0.03
        stress = np.zeros(count)
        how: str | None = None
        struck: str | None = None
        last = weeks
        for week in range(weeks):
            stress *= 0.6
            if rng.random() < programme.shocks * (1.5 if week < 8 else 1.0):
                self._shock(rng, stress)
            pull = self.ties @ now
            comes = 1 / (1 + np.exp(-(COMES_ON + pull + stress)))
            leaves = 1 / (1 + np.exp(-(GOES_OFF - 1.1 * pull - 0.5 * stress)))
            chance = rng.random(count)
            now = np.where(now, chance >= leaves, chance < comes)
            on[week] = now
            age[week] = np.where(now, (age[week - 1] if week else 0) + 1, 0)
            how, struck = self._ends(rng, programme, week, age[week])
            if struck:
                now[list(FAMILY[struck])] = True
                on[week] = now
            if how:
                last = week + 1
                break
        return Course(on[:last], age[:last], how, struck)

    def _shock(self, rng: np.random.Generator, stress: np.ndarray) -> None:
        cause = CAUSES[int(rng.choice(len(CAUSES), p=self.prone))]
        stress[list(FAMILY[cause])] += rng.gamma(4.0, 0.9)

    def _ends(
        self, rng: np.random.Generator, programme: Programme, week: int, age: np.ndarray
    ) -> tuple[str | None, str | None]:
        lasting = int((age >= LONG).sum())
        wearing = int((age >= WORN).sum())
        chance = rng.random(4)
        if chance[0] < min(0.5, FATIGUE * max(0, wearing - BORNE) ** 0.6) and week >= 3:
            return "failed", None
        if chance[1] < programme.blue and week >= 2:
            return "failed", CAUSES[int(rng.choice(len(CAUSES), p=self.prone))]
        if chance[2] < programme.outside:
            return "outside", None
        if chance[3] < programme.early_success and week >= 12 and lasting < 3:
            return "early_success", None
        return None, None
