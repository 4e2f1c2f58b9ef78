"""One of the two: free hours, energy, habits, what matters now, and the wish to go on."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from hands.hours.agenda import KINDS, Task
from hands.hours.programme import Programme
from hands.hours.trouble import DULLS, SPOILS, Trouble


@dataclass
class Person:
    role: str
    hours: float
    sittings: float
    habit: dict[str, float]
    bias: float  # how kindly this rater rates
    steadiness: float  # 1: ratings follow the meeting, 0: a straight line
    rates: float
    hope: float  # the wish to go on when all is well
    gives_up_at: float
    wish: float
    vague: bool
    rater: str = ""  # harsh_rater, always_five or neither
    energy: float = 0.0
    mood: float = 0.0  # how the last meetings went against what was hoped
    minutes: float = 0.0  # left of this week
    tasks: list[Task] = field(default_factory=list)
    spoilt: dict[str, float] = field(default_factory=dict)
    dulled: float = 0.0
    eaten: float = 0.0  # share of the hours that a new duty takes
    aches: dict[str, float] = field(default_factory=dict)  # cause: level as this side feels it

    @property
    def worn(self) -> float:
        return min(1.0, max(0.0, (self.hope - self.wish) / (self.hope - self.gives_up_at)))

    def one_to_five(self, level: float) -> int:
        """An answer, with the habits of odd raters."""
        if self.rater == "always_five":
            return 5
        return int(min(5, max(1, round(level + self.bias - (1.3 if self.rater == "harsh_rater" else 0.0)))))

    def notice(self, troubles: list[Trouble], day: int) -> None:
        self.spoilt, self.aches, self.dulled, self.eaten = {}, {}, 0.0, 0.0
        for trouble in troubles:
            level = trouble.level(day)
            acted, felt = level * trouble.acts[self.role], level * trouble.felt[self.role]
            for kind, weight in SPOILS[trouble.cause].items():
                self.spoilt[kind] = self.spoilt.get(kind, 0.0) + weight * acted
            self.aches[trouble.cause] = felt
            self.dulled += DULLS[trouble.cause] * felt
            if trouble.cause == "capacity":
                self.eaten = 0.8 * acted

    def begin_week(self, rng: Random, season: float) -> None:
        self.energy = 0.6 * self.energy + rng.gauss(0, 0.45)
        crowded = rng.uniform(0.15, 0.5) if rng.random() < 0.09 else 1.0
        self.minutes = 60 * self.hours * season * crowded * rng.lognormvariate(0, 0.35) * (1 - self.eaten)
        self.mood *= 0.85

    def wear(self, rng: Random, troubles: list[Trouble], day: int) -> None:
        """A week's change of the wish: recovery where nothing presses, wear where something does."""
        pressing = [(t.level(day) * t.felt[self.role], t) for t in troubles]
        strain = min(1.0, sum(level for level, _ in pressing))
        loss = max((level * 7 / t.span for level, t in pressing), default=0.0) * (self.hope - self.gives_up_at)
        self.wish += 0.25 * (self.hope - self.wish) * (1 - strain) - 1.15 * loss * rng.uniform(0.4, 1.6)
        self.wish = min(1.0, self.wish + rng.gauss(0, 0.02) + 0.02 * self.mood)


def draw(role: str, programme: Programme, rng: Random) -> Person:
    hope = rng.uniform(0.78, 0.95)
    habit = {kind: rng.gauss(0, 0.5) for kind in KINDS}
    habit["checkin"] += programme.answers + rng.gauss(0, 0.6)
    kind_side = 0.3 if role == "mentee" else 0.0
    return Person(
        role=role,
        hours=programme.hours[role] * rng.lognormvariate(0, 0.25),
        sittings=programme.sittings * rng.lognormvariate(0, 0.2),
        habit=habit,
        bias=rng.gauss(0, 0.48) + kind_side,
        steadiness=0.15 if rng.random() < 0.07 else 1.0,
        rates=min(0.97, programme.rates * rng.lognormvariate(0, 0.25)),
        hope=hope,
        gives_up_at=rng.uniform(0.2, 0.4),
        wish=hope,
        vague=rng.random() < 0.3,
    )
