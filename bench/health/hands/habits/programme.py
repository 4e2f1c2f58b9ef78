"""One programme: everything that is redrawn per seed."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

CAUSES = ("goals", "match", "communication", "feedback", "sessions", "capacity")
CAUSE_WEIGHTS = (0.15, 0.17, 0.17, 0.12, 0.14, 0.25)

# share of pairs with each oddity, before the programme's own factor
ODDITIES = {
    "quiet": 0.065,
    "elsewhere": 0.065,
    "always_five": 0.065,
    "harsh_rater": 0.06,
    "honeymoon": 0.052,
    "one_sided": 0.055,
    "overloaded": 0.055,
    "always_reschedules": 0.055,
    "holidays": 0.055,
    "records_twice": 0.055,
    "records_late": 0.055,
}


@dataclass(frozen=True, slots=True)
class Programme:
    """Rules, customs and luck of one programme."""

    name: str
    first_day: date
    intake_days: int
    rhythms: tuple[float, float, float]
    weeks: tuple[int, ...]
    causes: tuple[float, ...]
    oddities: dict[str, float]
    turning: float
    healing: float
    sudden: float
    early: float
    giving_up: float
    spoken: float
    outside: float
    success: float
    gain: float
    decay: float
    routine: float
    souring: float
    contexts: float
    recorded: float
    asked_every: int
    items: int
    answering: float
    rating: float
    noise: float
    messages: float
    cut: date

    @classmethod
    def drawn(cls, luck: Random, seed: int) -> "Programme":
        """Draw the programme of a seed."""
        between = luck.uniform
        first_day = date(2022, 1, 3) + timedelta(days=luck.randrange(700))
        intake = luck.choice((30, 90, 180))
        weights = [weight * between(0.65, 1.35) for weight in CAUSE_WEIGHTS]
        return cls(
            name=f"programme {seed}",
            first_day=first_day,
            intake_days=intake,
            rhythms=(between(0.03, 0.09), between(0.5, 0.7), between(0.15, 0.27)),
            weeks=luck.choice(((26, 39, 52), (44, 48, 52), (30, 44, 52), (39, 48, 52))),
            causes=tuple(weight / sum(weights) for weight in weights),
            oddities={name: share * between(0.85, 1.1) for name, share in ODDITIES.items()},
            turning=between(0.31, 0.365),
            healing=between(0.095, 0.13),
            sudden=between(0.085, 0.12),
            early=between(0.25, 0.4),
            giving_up=between(0.075, 0.11),
            spoken=between(0.42, 0.58),
            outside=between(0.05, 0.09),
            success=between(0.02, 0.05),
            gain=between(0.27, 0.35),
            decay=between(0.06, 0.09),
            routine=between(0.05, 0.08),
            souring=between(2.7, 3.2),
            contexts=between(0.8, 1.25),
            recorded=between(0.75, 0.95),
            asked_every=luck.choice((14, 21, 21)),
            items=luck.choice((4, 5, 6)),
            answering=between(0.54, 0.72),
            rating=between(0.5, 0.67),
            noise=between(0.79, 1.02),
            messages=between(0.8, 1.25),
            cut=first_day + timedelta(days=intake + luck.randrange(330, 420)),
        )
