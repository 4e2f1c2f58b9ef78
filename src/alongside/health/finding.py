"""What the engine says: levels, facts, findings and the assessment of one day.  No words; those stand in explain.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.json import decode, encode

from alongside.errors import HistoryError

CAUSES: tuple[str, ...] = ("goals", "match", "communication", "feedback", "sessions", "capacity")
SAFETY = "safety"  # a seventh word for findings only: never ranked, never averaged into anything


class Level(StrEnum):
    """How a mentorship, or one thing in it, stands.  EARLY means too early to say; it is not a kind of steady."""

    STEADY = "steady"
    WATCH = "watch"
    ATTEND = "attend"
    EARLY = "early"


class Fact(Struct, frozen=True, gc=False):
    """One number, date or name that can be computed again from the events it names.

    fact : what was counted, a name from audit.py.   value : JSON.   events : indexes into the sorted events.
    """

    fact: str
    value: Any  # JSON: a number, a text, a list of texts or a flag, by the fact's name
    events: tuple[int, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The fact as the history format writes it."""
        return {"fact": self.fact, "value": self.value, "events": list(self.events)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Fact:
        """Read back what `to_dict` wrote."""
        return cls(str(data["fact"]), data["value"], tuple(data.get("events", ())))


class Finding(Struct, frozen=True, gc=False):
    """One thing noticed, with its evidence and the repair that fits.

    rule : where the words are found (explain.py).   side : whose part it is; "both" when it is the pair's.
    level : STEADY for what goes well.   since : the first day it could be seen, or None when it has no day.
    """

    rule: str
    cause: str
    level: Level
    side: str = "both"
    evidence: tuple[Fact, ...] = ()
    remedy: str = ""
    since: date | None = None

    def to_dict(self) -> dict[str, Any]:
        """The finding as JSON, without words; keep this and word it when it is shown."""
        return {
            "rule": self.rule,
            "cause": self.cause,
            "level": str(self.level),
            "side": self.side,
            "evidence": [fact.to_dict() for fact in self.evidence],
            "remedy": self.remedy,
            "since": None if self.since is None else self.since.isoformat(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Finding:
        """Read back what `to_dict` wrote.  Raises HistoryError when it is not a finding."""
        try:
            since = data.get("since")
            return cls(
                rule=str(data["rule"]),
                cause=str(data["cause"]),
                level=Level(data["level"]),
                side=str(data.get("side", "both")),
                evidence=tuple(Fact.from_dict(fact) for fact in data.get("evidence", ())),
                remedy=str(data.get("remedy") or ""),
                since=None if since is None else date.fromisoformat(since),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise HistoryError(f"This is not a kept finding: {problem}.") from problem


class CauseWeight(Struct, frozen=True, gc=False):
    """How much one cause explains.  weight : 0–1, all causes together at most 1.   confidence : low, medium, high."""

    cause: str
    weight: float
    confidence: str

    def to_dict(self) -> dict[str, Any]:
        """The cause as the history format writes it."""
        return {"cause": self.cause, "weight": self.weight, "confidence": self.confidence}


class Points(Struct, frozen=True, gc=False):
    """One step of the sum behind the risk: how far one sign moved it, in log-odds; for audit, never for a page."""

    sign: str
    value: float
    points: float

    def to_dict(self) -> dict[str, Any]:
        """The step as JSON."""
        return {"sign": self.sign, "value": self.value, "points": self.points}


class Assessment(Struct, frozen=True, gc=False):
    """What one mentorship's record suggests on one day.

    risk : 0–1, chance that the relationship fails within eight weeks; for sorting and audit, never shown as a grade.
    causes : ranked, empty when steady.   concern : a safeguarding concern is open; it changes nothing else here.
    evidence_enough : False when fewer than two independent indicators speak; causes then have low confidence.
    """

    on: date
    level: Level
    risk: float
    causes: tuple[CauseWeight, ...] = ()
    findings: tuple[Finding, ...] = ()
    concern: bool = False
    evidence_enough: bool = True
    points: tuple[Points, ...] = ()

    def to_record(self, id: str) -> dict[str, Any]:
        """The line that `alongside assess` writes for this day (docs/library/health-format.md), as an object."""
        record: dict[str, Any] = decode(self.to_json(id))
        return record

    def to_json(self, id: str) -> bytes:
        """The same written out."""
        from alongside.health.explain import text_of

        return encode(
            {
                "id": id,
                "on": self.on,
                "level": self.level,
                "risk": self.risk,
                "causes": self.causes,
                "findings": [
                    {
                        "rule": finding.rule,
                        "cause": finding.cause,
                        "level": finding.level,
                        "side": finding.side,
                        "text": text_of(finding),
                        "evidence": finding.evidence,
                        "remedy": finding.remedy,
                    }
                    for finding in self.findings
                ],
                "concern": self.concern,
            }
        )
