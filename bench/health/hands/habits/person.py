"""One side of a pair: habits, time, what feels worth it."""

from random import Random

from hands.habits.context import Context
from hands.habits.habit import FAMILIES, FAMILY_OF, HABITS, NATURAL, Habit, bounded
from hands.habits.programme import Programme
from hands.habits.turn import Turn

DEAD_BAND = 0.12


class Person:
    """A mentor or a mentee with strengths, contexts and feelings about each family of habits."""

    def __init__(
        self, side: str, programme: Programme, rhythm: int, contexts: list[Context], odd: set[str], luck: Random
    ) -> None:
        self.side = side
        self.luck = luck
        self.contexts = contexts
        self.turn: Turn | None = None
        self.day = 0
        self.usual_time = luck.uniform(0.86, 1.0) * (0.9 if "overloaded" in odd and side == "mentor" else 1.0)
        self.souring = programme.souring * luck.uniform(0.85, 1.15)
        self.routine = programme.routine
        self.habits: dict[str, Habit] = {}
        # rarer meetings leave a deeper trace each, or a monthly pair would hardly learn at all
        pace = bounded(rhythm / 14, 0.6, 1.6)
        for name in HABITS:
            mean, spread = NATURAL[name]
            natural = bounded(luck.gauss(mean, spread), 0.2, 0.96)
            if "one_sided" in odd and side == "mentee" and name in ("write", "prepare", "feedback"):
                natural *= 0.4
            speed = 1.0 if name in ("write", "answer") else pace
            start = bounded(natural * luck.uniform(0.85, 1.1), 0.05, 0.97)
            self.habits[name] = Habit(natural, start, programme.gain * speed, programme.decay * speed)
        self.felt = dict.fromkeys(FAMILIES, 1.0)
        self.expected = dict.fromkeys(FAMILIES, 1.0)
        self.warmth = 1.0

    def context(self) -> Context | None:
        """The context that takes most of the time today."""
        present = [context for context in self.contexts if context.covers(self.day)]
        return min(present, key=lambda context: context.time) if present else None

    def time(self) -> float:
        """The time the person has today."""
        context = self.context()
        left = self.turn.time(self.side, self.day) if self.turn else 1.0
        return self.usual_time * left * (context.time if context else 1.0)

    def worth(self, family: str) -> float:
        """What a doing of this family brings now; a cold relationship makes everything worth less."""
        own = self.turn.worth(family, self.side, self.day) if self.turn else 1.0
        return own * bounded(1 - self.souring * max(0.0, 1 - DEAD_BAND - self.warmth), 0.46, 1.0)

    def does(self, name: str, ease: float = 1.0) -> bool:
        """Draw a doing from strength times time, and learn from it."""
        habit = self.habits[name]
        if self.luck.random() < habit.strength * self.time() * ease:
            habit.done(max(0.0, self.worth(FAMILY_OF[name]) + self.luck.gauss(0, 0.12)))
            return True
        habit.left_out()
        return False

    def week(self, day: int, partner: "Person") -> None:
        """Let a week pass: routine pulls, feelings follow, expectations adapt."""
        self.day = day
        kept = [habit.kept for habit in self.habits.values()]
        everything = sum(kept)
        for (name, habit), own in zip(self.habits.items(), kept, strict=True):
            # the routine of the others brings an interrupted habit back, but not one that has lost its worth
            others = min(1.0, (everything - own) / (len(kept) - 1)) * bounded(self.warmth, 0.1, 1)
            worth = self.turn.worth(FAMILY_OF[name], self.side, day) if self.turn else 1.0
            habit.pulled(others * worth, self.routine)
        for family, names in FAMILIES.items():
            mine = sum(self.habits[name].kept for name in names) / len(names)
            theirs = sum(partner.habits[name].kept for name in names) / len(names)
            target = self.worth(family) * (0.5 + 0.22 * mine + 0.28 * theirs) + self.luck.gauss(0, 0.06)
            self.felt[family] += 0.4 * (target - self.felt[family])
            self.expected[family] += 0.015 * (self.felt[family] - self.expected[family])
        own = sum(self.felt.values()) / len(self.felt)
        self.warmth += 0.36 * (0.8 * own + 0.2 * partner.warmth - self.warmth)
