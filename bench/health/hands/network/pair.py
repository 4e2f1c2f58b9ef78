"""Who the two people are: their habits, their oddities and when they are away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hands.network.programme import Programme

SIDES = ("mentor", "mentee")
ODDITIES = {
    "quiet": 1.2,
    "elsewhere": 1.0,
    "always_five": 1.3,
    "harsh_rater": 1.3,
    "honeymoon": 0.9,
    "one_sided": 0.9,
    "overloaded": 0.8,
    "always_reschedules": 1.0,
    "holidays": 0.9,
    "records_twice": 0.8,
    "records_late": 0.8,
}


@dataclass(frozen=True)
class Person:
    side: str
    ident: str
    answers: float  # chance to answer a check-in
    rates: float  # chance to rate a meeting
    level: float  # where own answers centre
    leaning: float  # habit of valuing meetings above or below that
    always_five: bool
    writes: float  # messages begun a week
    replies: float  # chance to answer a message
    reply_days: float
    prepares: float
    gives_feedback: float  # chance after a meeting
    shares: str


@dataclass(frozen=True)
class Absence:
    starts: float
    ends: float
    declared: bool
    by: str


@dataclass(frozen=True)
class Pair:
    ident: str
    every: int
    weeks: int
    mentor: Person
    mentee: Person
    groups: tuple[str, ...]
    bond: float  # how well it goes between them, in points
    drags: float  # how far their own interval lies above the agreed one
    minutes: float
    channel: str
    moves: float
    cancels: float
    acts: float  # actions a meeting
    reviews: float  # chance that a goal is looked at in a meeting
    measures: float
    recorded: float
    held_recorded: float
    books_ahead: float
    load: int
    limit: int
    absences: tuple[Absence, ...]

    def people(self) -> tuple[Person, Person]:
        return self.mentor, self.mentee

    def other(self, person: Person) -> Person:
        return self.mentee if person is self.mentor else self.mentor

    def is_odd(self, group: str) -> bool:
        return group in self.groups

    def absence(self, day: float) -> Absence | None:
        return next((away for away in self.absences if away.starts <= day < away.ends), None)


def draw_groups(rng: np.random.Generator, programme: Programme) -> tuple[str, ...]:
    if rng.random() >= programme.odd:
        return ()
    names = list(ODDITIES)
    weights = np.array([ODDITIES[name] for name in names])
    many = int(rng.choice([1, 2, 3], p=[0.40, 0.42, 0.18]))
    chosen = rng.choice(len(names), size=many, replace=False, p=weights / weights.sum())
    return tuple(names[int(at)] for at in sorted(chosen))


def draw_person(
    rng: np.random.Generator, programme: Programme, side: str, ident: str, groups: tuple[str, ...], odd_side: str
) -> Person:
    mine = odd_side == side
    writes = programme.talk * float(rng.lognormal(0.0, 0.4))
    if "quiet" in groups:
        writes *= 0.4
    if "one_sided" in groups:
        writes *= 1.5 if mine else 0.2
    habit = rng.beta(2.5, 1.8)
    return Person(
        side=side,
        ident=ident,
        answers=float(np.clip(programme.answered + rng.normal(0, 0.14), 0.15, 0.9)) * (0.7 if "quiet" in groups else 1),
        rates=float(np.clip(programme.rated + rng.normal(0, 0.14), 0.15, 0.9)) * (0.7 if "quiet" in groups else 1),
        level=programme.high + float(rng.normal(0, 0.32)) - (1.05 if "harsh_rater" in groups and mine else 0.0),
        leaning=float(rng.normal(0, 0.2)),
        always_five="always_five" in groups and mine,
        writes=writes,
        replies=float(np.clip(rng.normal(0.78, 0.1), 0.4, 0.95)),
        reply_days=float(rng.lognormal(-0.3, 0.5)),
        prepares=float(rng.beta(2.0, 2.2)) * (0.6 if side == "mentor" else 1.0),
        gives_feedback=float(habit) * 0.6,
        shares=str(rng.choice(["partner", "coordinator", "nobody"], p=[0.7, 0.2, 0.1])),
    )


def draw_absences(rng: np.random.Generator, weeks: int, groups: tuple[str, ...]) -> tuple[Absence, ...]:
    """Short ones in any pair, long ones in those with holidays; they do not overlap."""
    spans: list[tuple[float, bool]] = []
    if "holidays" in groups:
        spans += [(float(rng.uniform(21, 42)), bool(rng.random() < 0.6)) for _ in range(int(rng.integers(1, 3)))]
    spans += [(float(rng.uniform(8, 17)), bool(rng.random() < 0.35)) for _ in range(int(rng.poisson(weeks / 160)))]
    absences: list[Absence] = []
    for length, declared in spans:
        start = float(rng.uniform(14, max(21, weeks * 7 - length)))
        by = SIDES[int(rng.integers(2))]
        if all(start + length < kept.starts or kept.ends < start for kept in absences):
            absences.append(Absence(start, start + length, declared, by))
    return tuple(sorted(absences, key=lambda away: away.starts))


def draw_pair(rng: np.random.Generator, programme: Programme, number: int) -> Pair:
    groups = draw_groups(rng, programme)
    every = int(rng.choice([7, 14, 28], p=np.array(programme.rhythms)))
    weeks = int(rng.choice(programme.weeks))
    odd_side = SIDES[int(rng.random() < 0.55)]
    mentor = draw_person(rng, programme, "mentor", f"{programme.name}-u{2 * number}", groups, odd_side)
    mentee = draw_person(rng, programme, "mentee", f"{programme.name}-u{2 * number + 1}", groups, odd_side)
    limit = int(rng.integers(1, 5))
    full = "overloaded" in groups or rng.random() < 0.2
    return Pair(
        ident=f"{programme.name}-{number}",
        every=every,
        weeks=weeks,
        mentor=mentor,
        mentee=mentee,
        groups=groups,
        bond=float(rng.normal(0, 0.28)),
        drags=float(np.clip(rng.lognormal(0.02, 0.08), 0.85, 1.3)) * (1.12 if "quiet" in groups else 1.0),
        minutes=float(rng.choice([30, 45, 60])),
        channel=str(rng.choice(["video", "phone", "in_person"], p=[0.6, 0.15, 0.25])),
        moves=0.45 if "always_reschedules" in groups else float(rng.beta(2, 16)),
        cancels=float(rng.beta(2, 56)) + (0.12 if "overloaded" in groups else 0.0),
        acts=float(rng.gamma(6, 0.25)) * (0.5 if "quiet" in groups else 1.0),
        reviews=float(rng.beta(3, 3)),
        measures=float(rng.beta(4, 2)),
        recorded=programme.recorded * (0.55 if "elsewhere" in groups else 0.9 if "quiet" in groups else 1.0),
        held_recorded=0.72 if "elsewhere" in groups else 0.96 if "quiet" in groups else 0.995,
        books_ahead=float(rng.beta(4, 2)),
        load=limit if full else int(rng.integers(1, limit + 1)),
        limit=limit,
        absences=draw_absences(rng, weeks, groups),
    )
