"""Contexts of a life that take time away: holidays, illness, a busy season, a new job."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hands.habits.programme import Programme


@dataclass(frozen=True, slots=True)
class Context:
    """Some days in which a person has only a part of the usual time."""

    kind: str
    start: int
    days: int
    time: float
    declared: bool

    def covers(self, day: int) -> bool:
        """Whether the day lies within."""
        return self.start <= day < self.start + self.days


def season(began: date, day: int) -> str:
    """Name the season of holidays a day lies in, if any."""
    on = began + timedelta(days=day)
    if (on.month == 12 and on.day >= 18) or (on.month == 1 and on.day <= 6):
        return "winter"
    return "summer" if on.month in (7, 8) else ""


def contexts_of(programme: Programme, began: date, days: int, holidays: bool, luck: Random) -> list[Context]:
    """Draw the contexts one person meets during the mentorship."""
    found: list[Context] = []
    summer = [day for day in range(0, days, 7) if season(began, day) == "summer"]
    winter = [day for day in range(0, days, 7) if season(began, day) == "winter"]
    if summer and luck.random() < 0.38:
        length = luck.randrange(7, 15) + 14 * holidays
        found.append(Context("holiday", luck.choice(summer), length, 0.12, luck.random() < 0.25))
    if winter and luck.random() < 0.42:
        found.append(Context("holiday", winter[0], luck.randrange(7, 15) + 10 * holidays, 0.12, luck.random() < 0.15))
    if holidays and not (summer and winter):
        start = luck.randrange(20, max(21, days - 40))
        found.append(Context("holiday", start, luck.randrange(24, 42), 0.06, luck.random() < 0.4))
    weeks = days / 7
    for kind, a_year, shortest, longest, low, high in (
        ("illness", 0.5, 4, 11, 0.1, 0.4),
        ("time", 0.6, 14, 36, 0.45, 0.75),
        ("new_job", 0.2, 28, 60, 0.45, 0.7),
    ):
        if luck.random() < a_year * programme.contexts * weeks / 52:
            start = luck.randrange(10, max(11, days - 10))
            length = luck.randrange(shortest, longest)
            found.append(Context(kind, start, length, luck.uniform(low, high), luck.random() < 0.15))
    return found
