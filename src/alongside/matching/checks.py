"""What `match` is given is looked at first: a value that cannot be is refused with a sentence that names it, before it
spoils an answer in silence (a NaN among the scores would)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

import numpy as np

from alongside.errors import ImpossibleValue, UnknownPerson
from alongside.matching.flow import BACK_ENDS
from alongside.matching.hours import SLOTS
from alongside.matching.people import Mentee, Mentor, Person
from alongside.matching.style import LEVELS

Mode = Literal["total", "fairest", "stable"]
_ANY = 1e6
_MOST = 1000
"""More mentees than anyone takes, and more steps of urgency than the sums of the solvers need have room for."""
_Number = tuple[str, float, float, float]
"""What it is, its value, the least and the most it may be."""


def check_people(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> None:
    """Raises UnknownPerson for an id given twice, ImpossibleValue for a number that cannot be."""
    for side, people in (("mentee", mentees), ("mentor", mentors)):
        for id, times in Counter(person.id for person in people).items():
            if times > 1:
                raise UnknownPerson(
                    f"The {side} id “{id}” is given {times} times. Give each person an id of their own."
                )
    size, everyone = 0, list[Mentee | Mentor]([*mentees, *mentors])
    for person in everyone:
        for what, number, least, most in (*_may_be_broken(person), *_whole(person)):
            if not least <= number <= most:
                raise ImpossibleValue(f"{person} has {number:g} as {what}. {_range(least, most)}")
        for what, number, _, _ in _whole(person):
            if number != int(number):
                raise ImpossibleValue(f"{person} has {number:g} as {what}. Give a whole number.")
        if len(person.goals):
            size = size or len(person.goals)
            if len(person.goals) != size or not np.isfinite(np.asarray(person.goals, np.float64)).all():
                what = f"{person} has goals that cannot be compared with the others'."
                raise ImpossibleValue(f"{what} Give everyone's as finite numbers of one encoder.")


def check_wishes(mode: str, at_least: float | None, spread: float, solver: str | None, rounds: int) -> None:
    """Raises ImpossibleValue for a way of matching that does not exist."""
    if mode not in get_args(Mode):
        raise ImpossibleValue(f"There is no mode “{mode}”. There are {', '.join(get_args(Mode))}.")
    if solver is not None and solver not in BACK_ENDS:
        raise ImpossibleValue(f"There is no solver “{solver}”. There are {', '.join(BACK_ENDS)}.")
    for name, value in (("at_least", at_least or 0.0), ("spread", spread)):
        if not 0 <= value <= 1:
            raise ImpossibleValue(f"{name} is {value:g}. {_range(0, 1)}")
    if rounds < 1:
        raise ImpossibleValue(f"rounds is {rounds}. Give 1 or more.")


def _may_be_broken(person: Person) -> Iterator[_Number]:
    """Numbers of a person that need not be whole."""
    said = (("years of experience", person.years), ("days between meetings", person.every_days))
    for what, value in (*said, ("length in months", person.months)):
        if value is not None:
            yield what, value, 0, _ANY
    for trait, level in person.personality.items():
        yield trait, level, 1, LEVELS


def _whole(person: Mentee | Mentor) -> Iterator[_Number]:
    """Numbers of a person that must be whole."""
    for name, level in person.style.items():
        yield name, level, 1, LEVELS
    if person.hours:
        yield "a free half hour of the week", min(person.hours), 0, SLOTS - 1
        yield "a free half hour of the week", max(person.hours), 0, SLOTS - 1
    if isinstance(person, Mentor):
        yield "capacity", person.capacity, 0, _MOST
        yield "load", person.load, 0, _MOST
    else:
        yield "urgency", person.urgency, 0, _MOST


def _range(least: float, most: float) -> str:
    return f"Give {least:g} or more." if most >= _ANY else f"Give a number from {least:g} to {most:g}."
