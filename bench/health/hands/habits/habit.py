"""The habits of a pair, their families, and how one habit grows and fades."""

from dataclasses import dataclass

FAMILIES = {
    "goals": ("review",),
    "match": ("open",),
    "communication": ("write", "answer"),
    "feedback": ("feedback",),
    "sessions": ("prepare", "act"),
    "capacity": ("book", "keep"),
}
FAMILY_OF = {habit: family for family, habits in FAMILIES.items() for habit in habits}
HABITS = tuple(FAMILY_OF)
CARRYING = ("book", "keep", "open", "write", "answer")

# natural strength of each habit: mean and spread between people
NATURAL = {
    "review": (0.72, 0.11),
    "open": (0.82, 0.08),
    "write": (0.76, 0.11),
    "answer": (0.82, 0.09),
    "feedback": (0.7, 0.12),
    "prepare": (0.72, 0.12),
    "act": (0.7, 0.12),
    "book": (0.95, 0.02),
    "keep": (0.95, 0.02),
}


def bounded(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """Keep a value between two bounds."""
    return low if value < low else high if value > high else value


@dataclass(slots=True)
class Habit:
    """One habit of one person: its natural level, its present strength, and what a doing is worth."""

    natural: float
    strength: float
    gain: float
    decay: float

    def done(self, reward: float) -> None:
        """Move towards how rewarding the doing was; a reward of one keeps the natural level."""
        self.strength = bounded(self.strength + self.gain * (reward * self.natural * 1.06 - self.strength), 0.01, 0.98)

    def left_out(self) -> None:
        """Fade by not being done."""
        self.strength = max(0.01, self.strength * (1 - self.decay))

    def pulled(self, routine: float, share: float) -> None:
        """Be carried by the routine of the other habits towards the natural level, as far as those are there."""
        self.strength += share * (self.natural * routine - self.strength)

    @property
    def kept(self) -> float:
        """What is left of the natural level."""
        return min(1.2, self.strength / self.natural)
