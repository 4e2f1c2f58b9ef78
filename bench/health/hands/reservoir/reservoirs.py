"""The reservoirs of goodwill that one person carries."""

from dataclasses import dataclass, field
from random import Random

CAUSES = ("goals", "match", "communication", "feedback", "sessions", "capacity")
INDEX = {cause: number for number, cause in enumerate(CAUSES)}
FULL = 1.0
BRIM = 1.15
BOUNDARY = 0.58  # of the mean level: the first passage under it ends the mentorship
SHOWN = 0.28  # of the way to the boundary
SPRING = 0.006  # a day
PIPE = 0.016  # a day
RIPPLE = 0.013  # daily, of each reservoir
MOOD = 0.003  # daily, of all together


@dataclass
class Reservoirs:
    """Six levels, about 1 when all is well and never under 0."""

    levels: list[float] = field(default_factory=lambda: [FULL] * len(CAUSES))

    def total(self) -> float:
        """The mean level."""
        return sum(self.levels) / len(self.levels)

    def lack(self, cause: str) -> float:
        """How far one reservoir is down, 0 to 1; the usual ripple counts for nothing."""
        return min(1.0, max(0.0, (FULL - 0.08 - self.levels[INDEX[cause]]) / 0.45))

    def exhaustion(self) -> float:
        """How far the total has come towards the boundary, 0 to 1; the last part of the way shows no more."""
        return min(1.0, max(0.0, (FULL - 0.05 - self.total()) / (SHOWN * (FULL - BOUNDARY))))

    def pour(self, cause: str, amount: float) -> None:
        """Good experience: the fuller the reservoir, the more of it runs over."""
        place = INDEX[cause]
        self.levels[place] += amount * max(0.0, BRIM - self.levels[place])

    def drain(self, cause: str, amount: float) -> None:
        """Bad experience: what the reservoir cannot give is taken from the others."""
        place = INDEX[cause]
        self.levels[place] -= amount
        if self.levels[place] < 0.0:
            owed = -self.levels[place] / (len(CAUSES) - 1)
            self.levels = [max(0.0, level - owed) for level in self.levels]
            self.levels[place] = 0.0

    def feel(self, cause: str, amount: float) -> None:
        """An experience that may be good or bad."""
        if amount > 0:
            self.pour(cause, 3.0 * amount)
        else:
            self.drain(cause, -amount)

    def settle(self, rng: Random) -> None:
        """One day of spring, pipes and ripples."""
        mean = self.total()
        mood = rng.gauss(0.0, MOOD)
        spring = SPRING * mean
        self.levels = [
            min(
                BRIM,
                max(0.0, level + spring * (FULL - level) + PIPE * (mean - level) + mood + rng.gauss(0.0, RIPPLE)),
            )
            for level in self.levels
        ]
