"""What makes people break promises of one cause: something taken from their ability, or from their time."""

from dataclasses import dataclass

import numpy as np

from hands.promises.programme import Programme
from hands.promises.promise import CAUSES, OF_CAUSE, PROMISES, STRUCK

# Whom a trouble strikes: the mentor alone, the mentee alone, both.
BLAME = {
    "goals": (0.15, 0.15, 0.70),
    "match": (0.20, 0.15, 0.65),
    "communication": (0.45, 0.25, 0.30),
    "feedback": (0.45, 0.10, 0.45),
    "sessions": (0.30, 0.25, 0.45),
    "capacity": (0.70, 0.15, 0.15),
}
# Shape of the onset over the weeks: a poor match shows early, time runs out at any time.
EARLY = {"goals": 2.0, "match": 2.4, "communication": 1.4, "feedback": 1.4, "sessions": 1.4, "capacity": 1.2}


@dataclass(frozen=True)
class Trouble:
    cause: str
    second: str | None
    begins: int
    lifts: int
    ramp: float
    size: float
    lag: int
    shares: tuple[float, float]

    def strain(self, week: int) -> float:
        if not self.begins <= week < self.lifts:
            return 0.0
        return min(1.0, (week - self.begins + 1) / self.ramp)

    def drop(self, week: int) -> np.ndarray:
        """What the trouble takes from the leaning of each side to keep each promise."""
        taken = self.strain(week) * OF_CAUSE[self.cause] * STRUCK
        if self.second is not None:
            taken = taken + 0.5 * self.strain(week - self.lag) * OF_CAUSE[self.second] * STRUCK
        return self.size * np.outer(self.shares, taken) if taken.any() else np.zeros((2, len(PROMISES)))


def draw_trouble(programme: Programme, weeks: int, rng: np.random.Generator) -> Trouble | None:
    luck = rng.random()
    if luck > programme.troubled + programme.dip:
        return None
    passing = luck > programme.troubled
    cause = str(rng.choice(CAUSES, p=programme.mixture))
    others = [other for other in CAUSES if other != cause]
    second = str(rng.choice(others)) if rng.random() < 0.3 else None
    begins = int((weeks - 18) * rng.beta(1.1, EARLY[cause]))
    if passing:
        begins = max(4, begins)
    lasts = int(rng.integers(4, 9)) if passing else int(rng.integers(26, 60))
    weaker = rng.uniform(0.2, 0.5)
    blame = int(rng.choice(3, p=BLAME[cause]))
    shares = ((1.0, 0.0), (0.0, 1.0), (1.0, weaker) if rng.random() < 0.5 else (weaker, 1.0))[blame]
    return Trouble(
        cause=cause,
        second=second,
        begins=begins,
        lifts=begins + lasts,
        ramp=rng.uniform(1.0, 1.6),
        size=programme.size * rng.uniform(4.5, 5.8),
        lag=int(rng.integers(2, 5)),
        shares=shares,
    )
