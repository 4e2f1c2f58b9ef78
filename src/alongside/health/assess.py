"""The rules, run; the inference, run; one level for the pair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from alongside.health import balance, goals, match, rhythm, safety, sessions, voice
from alongside.health.diary import Diary
from alongside.health.events import SIDES
from alongside.health.finding import Assessment, Finding, Level
from alongside.health.inference import Weights, causes_of, risk_of, shipped, steps
from alongside.health.relationship import EPOCH, Relationship
from alongside.health.thresholds import DEFAULT, Thresholds

ENGINE_VERSION = "0.6.1"

Rule = Callable[[Diary, Thresholds], Finding | None]

RULES: tuple[Rule, ...] = (
    rhythm.never_started,
    rhythm.quiet,
    rhythm.not_met,
    rhythm.unanswered,
    rhythm.not_restarted,
    rhythm.slow_replies,
    rhythm.not_agreed,
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
    voice.unsaid,
    sessions.less_useful,
    sessions.not_productive,
    sessions.unprepared,
    sessions.no_next_step,
    sessions.undone,
    sessions.not_helping,
    balance.no_time,
    balance.full,
    balance.drawing_back,
    balance.often_moved,
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

# What these find hangs on check-ins alone: it stands until somebody answers one again.
OF_CHECKINS: frozenset[Rule] = frozenset(
    {
        rhythm.slow_replies,
        rhythm.not_agreed,
        goals.unclear,
        match.values,
        match.style,
        match.expertise,
        match.expectations,
        match.regret,
        voice.not_useful,
        voice.unsaid,
        sessions.not_productive,
        balance.seen_differently,
        goals.clear_to_both,
        match.suits_both,
    }
)

_OF_CHECKINS = [place for place, rule in enumerate(RULES) if rule in OF_CHECKINS]
_OF_DAYS = [place for place, rule in enumerate(RULES) if rule not in OF_CHECKINS]

# How often in a rhythm "needs a word" is remembered: each day at a fortnightly one, so that it does not flicker from
# one night to the next.  "Keep an eye on" alarms nobody and is remembered once in each.
LOOKS_BACK = 14
_ORDER = {Level.ATTEND: 0, Level.WATCH: 1, Level.EARLY: 2, Level.STEADY: 3}


def assess(
    relationship: Relationship, *, on: date, limits: Thresholds = DEFAULT, weights: Weights | None = None
) -> Assessment:
    """What the record of a mentorship suggests at the end of a day on their clock (UTC where none is named).

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
    noticing = Noticing(diary, limits)
    earlier = Earlier(relationship, known)
    for on in sorted(set(days)):
        diary.read_until(on)
        earlier.risks[diary.now] = risk_of(diary, known)
        yield _assessment(diary, noticing, earlier, limits, known, audit)


class Noticing:
    """What the rules find in a diary, one day after the other."""

    def __init__(self, it: Diary, limits: Thresholds) -> None:
        self.it = it
        self.limits = limits
        self._checkins = -1
        self._found: list[Finding | None] = [None] * len(RULES)

    def findings(self) -> list[Finding]:
        """The findings of the day, in the order of RULES."""
        it, limits, found = self.it, self.limits, self._found
        checkins = sum([rater.checkins for rater in it.answers.values()])
        if checkins != self._checkins:
            self._checkins = checkins
            for place in _OF_CHECKINS:
                found[place] = RULES[place](it, limits)
        for place in _OF_DAYS:
            found[place] = RULES[place](it, limits)
        return [finding for finding in found if finding is not None]


class Earlier:
    """The risk of earlier moments, worked out only where a level hangs on it.  risks : those that are known, by `now`.

    Moments lie in parts of the pair's own rhythm, so that a slower pair is remembered just as long.
    """

    def __init__(self, relationship: Relationship, weights: Weights) -> None:
        self.of = relationship
        self.weights = weights
        self.risks: dict[float, float] = {}
        self._diary: Diary | None = None

    def was_over(self, line: float, now: float, times: int) -> bool:
        """Was the risk over a line in the last two rhythms?  times : how often in each it is looked at."""
        step = self.of.agreed_every_days / times
        moments = [now - step * back for back in range(2 * times, 0, -1)]
        if any(self.risks.get(moment, 0.0) >= line for moment in moments):
            return True
        return any(self._risk(moment) >= line for moment in moments)

    def _risk(self, moment: float) -> float:
        if moment <= self.of.began_on.toordinal() - EPOCH:
            return 0.0
        if moment not in self.risks:
            if self._diary is None or moment < self._diary.now:  # a diary is read forward only
                self._diary = Diary(self.of)
            self.risks[moment] = risk_of(self._diary.read_to(moment), self.weights)
        return self.risks[moment]


def _assessment(
    it: Diary, noticing: Noticing, earlier: Earlier, limits: Thresholds, weights: Weights, audit: bool
) -> Assessment:
    concern = safety.concern(it, limits)
    raised = () if concern is None else (concern,)
    if it.ended is not None:
        return Assessment(it.on, Level.STEADY, 0.0, findings=raised, concern=bool(raised))
    found = noticing.findings()
    level = _level(it, earlier, found, limits)
    if level is Level.STEADY:  # what stands out in a steady pair is small, whatever its rule says of it alone
        found = [replace(each, level=Level.WATCH) if each.level is Level.ATTEND else each for each in found]
    found.sort(key=lambda finding: _ORDER[finding.level])  # stable: within a level the order of RULES
    enough = sum(finding.level in (Level.WATCH, Level.ATTEND) for finding in found) > 1
    causes = () if level is Level.STEADY else causes_of(it, weights)
    return Assessment(
        on=it.on,
        level=level,
        risk=round(earlier.risks[it.now], 4),
        causes=causes if enough else tuple(replace(each, confidence="low") for each in causes),
        findings=(*raised, *found),
        concern=bool(raised),
        evidence_enough=enough,
        points=steps(it, weights) if audit else (),
    )


def _level(it: Diary, earlier: Earlier, found: list[Finding], limits: Thresholds) -> Level:
    """Raised at once; lowered only when the risk is well under the line, or two rhythms have passed."""
    now = earlier.risks[it.now]

    def over(line: float, times: int) -> bool:
        return now >= line or (now >= limits.clear_share * line and earlier.was_over(line, it.now, times))

    if rhythm.out_of_touch(it, limits) or over(limits.attend_risk, LOOKS_BACK):
        return Level.ATTEND
    noticed = [finding for finding in found if finding.level is not Level.STEADY]
    if not noticed and it.intervals(it.began) < limits.early_intervals and len(it.held) < 2:
        return Level.EARLY
    loud = [finding for finding in noticed if finding.level is Level.ATTEND]
    heeded = rhythm.only_write(it, limits) or (bool(loud) and now >= limits.heed_share * limits.watch_risk)
    return Level.WATCH if heeded or any(map(_both_say, loud)) or over(limits.watch_risk, 1) else Level.STEADY


def _both_say(finding: Finding) -> bool:
    """Does it rest on answers of both sides?"""
    answers = [fact.fact for fact in finding.evidence if fact.fact.startswith("mean_")]
    return all(any(name.endswith(side) for name in answers) for side in SIDES)
