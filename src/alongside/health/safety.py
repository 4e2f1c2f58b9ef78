"""The concern: it is kept in every later reading, moves no score, and is for the safeguarding person alone."""

from __future__ import annotations

from alongside.health.diary import Diary
from alongside.health.finding import SAFETY, Fact, Finding, Level
from alongside.health.thresholds import Thresholds


def concern(it: Diary, limits: Thresholds) -> Finding | None:
    """Did someone ask the programme to look?"""
    if not it.concerns:
        return None
    facts = (Fact("concerns", len(it.concerns), tuple(it.concerns)),)
    return Finding("safety.concern", SAFETY, Level.ATTEND, evidence=facts, remedy="safeguarding")
