"""The rules, run; the inference, run; one level for the pair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from alongside.health import balance, goals, match, rhythm, safety, sessions, voice
from alongside.health.diary import Diary
from alongside.health.finding import SAFETY, Assessment, Finding, Level
from alongside.health.inference import Weights, causes_of, risk_of, shipped, steps
from alongside.health.relationship import Relationship
from alongside.health.thresholds import DEFAULT, Thresholds

ENGINE_VERSION = "0.2.0"

Rule = Callable[[Diary, Thresholds], Finding | None]

RULES: tuple[Rule, ...] = (
    rhythm.never_started,
    rhythm.quiet,
    rhythm.not_met,
    rhythm.unanswered,
    rhythm.not_restarted,
    goals.missing,
    goals.not_shared,
    goals.unclear,
    goals.forgotten,
    match.verdict,
    match.values,
    match.style,
    match.expertise,
    match.expectations,
    match.regret,
    match.length,
    voice.none_given,
    voice.one_way,
    voice.not_useful,
    sessions.less_useful,
    sessions.not_productive,
    sessions.unprepared,
    sessions.no_next_step,
    sessions.undone,
    sessions.not_helping,
    balance.no_time,
    balance.full,
    balance.drawing_back,
    balance.one_side_writes,
    balance.seen_differently,
    balance.silent,
    rhythm.meeting_as_agreed,
    goals.moving,
    goals.clear_to_both,
    goals.natural_end,
    match.suits_both,
    voice.flowing,
    sessions.useful,
)

_ORDER = {Level.ATTEND: 0, Level.WATCH: 1, Level.EARLY: 2, Level.STEADY: 3}


def assess(
    relationship: Relationship, *, on: date, limits: Thresholds = DEFAULT, weights: Weights | None = None
) -> Assessment:
    """What the record of a mentorship suggests at the end of a day (UTC).

    Depends on the events up to that day and on nothing else: no clock, no earlier result.

    >>> it = Relationship.from_record({"id": "m1", "began_on": "2026-01-05", "agreed_every_days": 14,
    ...                                "mentor": {"id": "a"}, "mentee": {"id": "b"}, "events": []})
    >>> str(assess(it, on=date(2026, 1, 6)).level), assess(it, on=date(2026, 2, 9)).findings[0].rule
    ('early', 'rhythm.never_started')
    """
    return next(assess_many(relationship, (on,), limits=limits, weights=weights))


def assess_many(
    relationship: Relationship,
    days: Iterable[date],
    *,
    limits: Thresholds = DEFAULT,
    weights: Weights | None = None,
    audit: bool = True,
) -> Iterator[Assessment]:
    """The same for several rising days, reading the events once.

    weights : the shipped ones when not given.   audit : False leaves `points` empty, which is quicker.
    """
    known = weights or shipped()
    diary = Diary(relationship)
    earlier = Earlier(relationship, known)
    for on in sorted(set(days)):
        diary.read_until(on)
        earlier.risks[on] = risk_of(diary, known)
        yield _assessment(diary, earlier, limits, known, audit)


class Earlier:
    """The risk of earlier days, worked out only where a level hangs on it.  risks : those that are known."""

    def __init__(self, relationship: Relationship, weights: Weights) -> None:
        self.of = relationship
        self.weights = weights
        self.risks: dict[date, float] = {}
        self._diary: Diary | None = None

    def highest(self, on: date) -> float:
        """The higher risk of one and two of their rhythms ago, 0 before they began."""
        step = timedelta(days=self.of.agreed_every_days)
        return max(self._risk(on - 2 * step), self._risk(on - step))

    def _risk(self, on: date) -> float:
        if on < self.of.began_on:
            return 0.0
        if on not in self.risks:
            if self._diary is None or on < self._diary.on:  # a diary is read forward only
                self._diary = Diary(self.of)
            self.risks[on] = risk_of(self._diary.read_until(on), self.weights)
        return self.risks[on]


def _assessment(it: Diary, earlier: Earlier, limits: Thresholds, weights: Weights, audit: bool) -> Assessment:
    concern = safety.concern(it, limits)
    raised = () if concern is None else (concern,)
    if it.ended is not None:
        return Assessment(it.on, Level.STEADY, 0.0, findings=raised, concern=bool(raised))
    found = [finding for rule in RULES if (finding := rule(it, limits)) is not None]
    found.sort(key=lambda finding: _ORDER[finding.level])  # stable: within a level the order of RULES
    level = _level(it, earlier, found, limits)
    speaking = [finding for finding in found if finding.level in (Level.WATCH, Level.ATTEND)]
    return Assessment(
        on=it.on,
        level=level,
        risk=round(earlier.risks[it.on], 4),
        causes=() if level is Level.STEADY else causes_of(it, weights),
        findings=(*raised, *found),
        concern=bool(raised),
        evidence_enough=len(speaking) > 1,
        points=steps(it, weights) if audit else (),
    )


def _level(it: Diary, earlier: Earlier, found: list[Finding], limits: Thresholds) -> Level:
    """Raised at once; lowered only when the risk is well under the line, or two rhythms have passed."""
    now = earlier.risks[it.on]

    def over(line: float) -> bool:
        return now >= line or (now >= limits.clear_share * line and earlier.highest(it.on) >= line)

    if over(limits.attend_risk):
        return Level.ATTEND
    noticed = {finding.level for finding in found if finding.cause != SAFETY} - {Level.STEADY}
    if not noticed and it.intervals(it.began) < limits.early_intervals and len(it.held) < 2:
        return Level.EARLY
    heeded = Level.ATTEND in noticed and now >= limits.heed_share * limits.watch_risk
    return Level.WATCH if over(limits.watch_risk) or heeded else Level.STEADY
