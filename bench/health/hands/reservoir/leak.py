"""Leaks: when they open, how fast they drain whom, and whether they mend."""

from dataclasses import dataclass
from random import Random

from hands.reservoir.programme import Programme
from hands.reservoir.reservoirs import CAUSES, Reservoirs

EARLY = 5.0  # weeks with twice the hazard
BURST = 0.052
MENDS = 0.175
FOLLOWED = 0.4
SIZE = 0.0192  # a day, median
SPREAD = 0.3
# What the want of one thing tends to bring on next.
NEXT = {
    "goals": ("sessions", "feedback"),
    "match": ("communication", "feedback"),
    "communication": ("sessions", "match"),
    "feedback": ("sessions", "goals"),
    "sessions": ("goals", "match"),
    "capacity": ("communication", "sessions"),
}


@dataclass
class Leak:
    """A steady drain of one reservoir, at both people in unequal shares."""

    cause: str
    opens: int
    closes: int
    mentor: float
    mentee: float
    burst: bool = False
    drained: float = 0.0

    def is_open(self, day: int) -> bool:
        return self.opens <= day < self.closes

    def run(self, side: str, reservoirs: Reservoirs) -> None:
        """Drain one person for a day; a burst empties all reservoirs at once."""
        amount = self.mentor if side == "mentor" else self.mentee
        self.drained += amount
        for cause in CAUSES if self.burst else (self.cause,):
            reservoirs.drain(cause, amount)


def _opening(rng: Random, hazard: float, since: float) -> float:
    """The next week a leak opens, under a hazard that is doubled in the early weeks."""
    exposure = rng.expovariate(hazard)
    doubled = 2.0 * max(0.0, EARLY - since)
    return since + exposure / 2.0 if exposure < doubled else max(since, EARLY) + exposure - doubled


def _leak(rng: Random, cause: str, opens: int) -> Leak:
    size = SIZE * rng.lognormvariate(0.0, SPREAD)
    other = rng.uniform(0.5, 1.0)
    mentor_first = rng.random() < (0.8 if cause == "capacity" else 0.5)
    closes = opens + rng.randint(28, 56) if rng.random() < MENDS else 10**6
    return Leak(cause, opens, closes, size if mentor_first else size * other, size * other if mentor_first else size)


def draw_leaks(rng: Random, programme: Programme, weeks: int, laden: bool) -> list[Leak]:
    """All leaks that would open within the planned weeks, if the pair lives to see them."""
    weights = [
        share * (1.5 if laden and cause == "capacity" else 1.0)
        for cause, share in zip(CAUSES, programme.causes, strict=True)
    ]
    leaks: list[Leak] = []
    week = _opening(rng, programme.leak_hazard, 0.3)
    while week < weeks:
        cause = rng.choices(CAUSES, weights)[0]
        opens = int(7 * week)
        if rng.random() < BURST:
            fast, slow = rng.uniform(0.045, 0.1), rng.uniform(0.0, 0.02)
            sides = (fast, slow) if rng.random() < 0.6 else (slow, fast)
            leaks.append(Leak(cause, opens, 10**6, *sides, burst=True))
        else:
            leak = _leak(rng, cause, opens)
            leaks.append(leak)
            if rng.random() < FOLLOWED:
                after = _leak(rng, rng.choice(NEXT[cause]), opens + rng.randint(21, 56))
                if after.opens < leak.closes:
                    after.closes = min(after.closes, leak.closes)
                    after.mentor, after.mentee = 0.6 * after.mentor, 0.6 * after.mentee
                    leaks.append(after)
        week = _opening(rng, programme.leak_hazard, week)
    return leaks
