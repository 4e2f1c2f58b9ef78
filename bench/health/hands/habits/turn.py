"""The turn: the onset from which a family of habits stops being rewarding."""

from dataclasses import dataclass
from random import Random

from hands.habits.habit import bounded
from hands.habits.programme import CAUSES, Programme

SIDES = ("mentor", "mentee")


@dataclass(frozen=True, slots=True)
class Turn:
    """A family of habits sours from a day on, for one side or both, for good or for some weeks."""

    cause: str
    second: str | None
    start: int
    ramp: int
    depth: dict[str, float]
    lasts: int | None
    sudden: bool

    def worth(self, family: str, side: str, day: int) -> float:
        """What is left of the worth of a family for a side on a day."""
        if day < self.start or (family != self.cause and family != self.second):
            return 1.0
        loss = self.depth[side] * bounded((day - self.start + 4) / self.ramp)
        if family == self.second:
            loss *= 0.6
        if self.lasts is not None:
            loss *= bounded((self.start + self.lasts - day) / 14)
        return 1 - loss

    def time(self, side: str, day: int) -> float:
        """What is left of a side's time: only a turn of capacity takes it."""
        return 0.3 + 0.7 * self.worth("capacity", side, day)


def drawn_turn(programme: Programme, days: int, overloaded: bool, misfit: float, luck: Random) -> Turn | None:
    """Draw whether, when and how a pair turns; overload and a thin fit each bring their own cause more often."""
    chance = luck.random()
    heals = chance > 1 - programme.healing
    if not heals and chance > programme.turning * (0.2 + 0.8 * days / 330):
        return None
    weights = list(programme.causes)
    weights[CAUSES.index("capacity")] *= 2.0 if overloaded else 1.0
    weights[CAUSES.index("match")] *= 1.0 + misfit
    cause = luck.choices(CAUSES, weights)[0]
    second = luck.choice([other for other in CAUSES if other != cause]) if luck.random() < 0.08 else None
    latest = max(60, days - 115)
    start = luck.randrange(16, 60) if luck.random() < programme.early else luck.randrange(35, latest)
    mentors = 0.5 if cause == "capacity" else 0.33
    which = luck.choices(("both", "mentor", "mentee"), (0.42, 0.58 * mentors * 1.3, 0.58 * (1 - mentors * 1.3)))[0]
    deep = luck.uniform(0.64, 0.92) if heals else luck.uniform(0.84, 0.99)
    depth = {side: deep if which in ("both", side) else deep * luck.uniform(0.1, 0.5) for side in SIDES}
    lasts = luck.randrange(30, 62) if heals else None
    sudden = not heals and luck.random() < programme.sudden
    return Turn(cause, second, start, luck.randrange(4, 13), depth, lasts, sudden)
