"""The scene that everything in a pair's life shares: two people, a diary, a calendar and oddities."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from hands.reservoir.diary import Diary
from hands.reservoir.person import Person
from hands.reservoir.programme import Programme

# Drawn beforehand; that a dip heals shows only afterwards.
ODDITIES = {
    "quiet": 1.25,
    "elsewhere": 1.25,
    "always_five": 1.3,
    "harsh_rater": 1.3,
    "honeymoon": 1.15,
    "one_sided": 1.0,
    "overloaded": 1.0,
    "always_reschedules": 1.2,
    "holidays": 1.15,
    "records_twice": 1.0,
    "records_late": 1.15,
    "silent_ending": 1.2,
}
ODD = 0.49


@dataclass
class Scene:
    """What a pair's habits read and write."""

    rng: Random
    programme: Programme
    diary: Diary
    people: tuple[Person, Person]
    groups: list[str]
    rhythm: int
    recorded: float
    away: list[tuple[int, int]] = field(default_factory=list)

    def away_until(self, day: int) -> int | None:
        """The last day of the absence that a day lies in."""
        return next((end for start, end in self.away if start <= day <= end), None)

    def honeymoon(self, day: int) -> float:
        """What the charm of the beginning adds to a rating."""
        return max(0.0, 0.9 - 0.011 * day) if "honeymoon" in self.groups else 0.0


def draw_groups(rng: Random) -> list[str]:
    """None for about half of the pairs, otherwise one to three oddities."""
    if rng.random() > ODD:
        return []
    number = rng.choices((1, 2, 3), (0.5, 0.36, 0.14))[0]
    found: list[str] = []
    while len(found) < number:
        group = rng.choices(list(ODDITIES), list(ODDITIES.values()))[0]
        if group not in found:
            found.append(group)
    return found


def draw_away(rng: Random, began_on: date, days: int, traveller: bool) -> list[tuple[int, int]]:
    """Absences as (first day, last day): the turn of the year, the summer, and those of people often away."""
    spans: list[tuple[int, int]] = []
    for year in (began_on.year, began_on.year + 1):
        if rng.random() < 0.26:
            first = (date(year, 12, 18) - began_on).days + rng.randint(0, 5)
            spans.append((first, first + rng.randint(9, 15)))
        if rng.random() < 0.12:
            first = (date(year, 7, 1) - began_on).days + rng.randint(0, 50)
            spans.append((first, first + rng.randint(10, 24)))
    if rng.random() < 0.08:
        first = rng.randint(20, days)
        spans.append((first, first + rng.randint(10, 25)))
    if traveller:
        for _ in range(rng.randint(2, 3)):
            first = rng.randint(20, days)
            spans.append((first, first + rng.randint(18, 32)))
    return sorted((first, last) for first, last in spans if 10 < first < days - 7)


def announce_away(scene: Scene) -> None:
    """Some absences are entered as a pause."""
    rng = scene.rng
    for first, last in scene.away:
        if rng.random() < 0.22:
            by = rng.choice(("mentor", "mentee"))
            until = scene.diary.began_on + timedelta(days=last)
            known = {"until": until.isoformat()} if rng.random() < 0.7 else {}
            scene.diary.write(first - rng.randint(0, 5), "paused", by=by, **known)
            if rng.random() < 0.75:
                scene.diary.write(last + rng.randint(0, 3), "resumed", by=by)
