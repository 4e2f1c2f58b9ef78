"""People as matching knows them: plain data, nothing that it does not use, and no more than they agreed to share.

Every field may be left empty. What is missing counts neither for nor against a pair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Person:
    """What mentor and mentee have in common.

    id : unique among mentors and among mentees; someone who is both has the same id in both.
    values, interests : words or short phrases, compared without regard to case.
    style : working style, each dimension 1 to 5, such as {"structure": 4, "pace": 2, "directness": 5}.
    personality : traits 1 to 5, such as style.mini_ipip gives. Only where a programme asks for it.
    years : of experience.   languages, channels : such as "English", "video".
    hours : free half hours of a week in UTC, 0 is Monday 00:00; hours.weekly makes them from words and a time zone.
    every_days : rhythm wished for, in days.   months : length wished for.
    department : own part of the organisation.   line : ids of people in their own reporting line.
    blocked : ids of people they must not be paired with.   never_again : paired before and asked not to be.
    good_with : ids of people they were well paired with before; counts where a programme gives "before" a weight.
    answers : the programme's own questions.   wishes : question -> the answers of the other side that are acceptable.
    """

    id: str
    name: str = ""
    values: frozenset[str] = NOBODY
    interests: frozenset[str] = NOBODY
    topics: frozenset[str] = NOBODY
    goals: Sequence[float] = ()
    style: Mapping[str, int] = field(default_factory=dict)
    personality: Mapping[str, float] = field(default_factory=dict)
    years: float | None = None
    languages: frozenset[str] = NOBODY
    hours: frozenset[int] = frozenset()
    channels: frozenset[str] = NOBODY
    every_days: int | None = None
    months: int | None = None
    department: str = ""
    line: frozenset[str] = NOBODY
    blocked: frozenset[str] = NOBODY
    never_again: frozenset[str] = NOBODY
    good_with: frozenset[str] = NOBODY
    answers: Mapping[str, str] = field(default_factory=dict)
    wishes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name or self.id


@dataclass(frozen=True, kw_only=True)
class Mentee(Person):
    """Someone who looks for a mentor.

    topics : what they want help with.   goals : what they want to reach, as a vector of meaning (see meaning.py).
    urgency : 0, or more for those who come first when not everyone can be placed, such as those left out last time.
    """

    urgency: int = 0


@dataclass(frozen=True, kw_only=True)
class Mentor(Person):
    """Someone who offers time.

    topics : what they can help with.   goals : what they have done and offer, as a vector of meaning.
    capacity : how many further mentees they take now.   load : how many they have already.
    """

    capacity: int = 1
    load: int = 0
