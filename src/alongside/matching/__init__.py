"""Who fits whom, and why: people in, a proven matching with its reasons out. No Django, no database.

>>> from alongside.matching import Mentee, Mentor, match, why
>>> ben = Mentee(id="ben", name="Ben", topics=frozenset({"leading a team"}), values=frozenset({"fairness"}))
>>> amara = Mentor(id="amara", name="Amara", topics=frozenset({"leading a team"}), values=frozenset({"fairness"}))
>>> matching = match([ben], [amara])
>>> print(matching.pairings[0].mentor, matching.proven)
Amara True
>>> print(why(matching, "ben").speaks_for[0].text)
Both care about fairness.
"""

from alongside.errors import (
    CannotLock,
    ImpossibleValue,
    MatchingError,
    NoOneToMatch,
    UnknownCriterion,
    UnknownPerson,
)
from alongside.matching.explain import Explanation, WhyNot, next_best, why, why_not, why_unmatched
from alongside.matching.fit import ByKind, Criterion, Reason
from alongside.matching.hours import weekly
from alongside.matching.pairing import Matching, Pairing, match
from alongside.matching.people import Mentee, Mentor
from alongside.matching.readiness import Alone, Topic, nobody_for, topics
from alongside.matching.rules import RULES, Own, OwnDepartment, Rule
from alongside.matching.style import mini_ipip
from alongside.matching.suggesting import explained, mentees_for, mentors_for
from alongside.matching.weighing import CRITERIA, Weighing
from alongside.matching.whatif import Change, WhatIf

__all__ = [
    "CRITERIA",
    "RULES",
    "Alone",
    "ByKind",
    "CannotLock",
    "Change",
    "Criterion",
    "Explanation",
    "ImpossibleValue",
    "Matching",
    "MatchingError",
    "Mentee",
    "Mentor",
    "NoOneToMatch",
    "Own",
    "OwnDepartment",
    "Pairing",
    "Reason",
    "Rule",
    "Topic",
    "UnknownCriterion",
    "UnknownPerson",
    "Weighing",
    "WhatIf",
    "WhyNot",
    "explained",
    "match",
    "mentees_for",
    "mentors_for",
    "mini_ipip",
    "next_best",
    "nobody_for",
    "topics",
    "weekly",
    "why",
    "why_not",
    "why_unmatched",
]
