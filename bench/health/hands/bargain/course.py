"""The course of one pair, from the introduction to whatever ends it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

import numpy as np

from hands.bargain.diary import Diary
from hands.bargain.goals import Goals
from hands.bargain.meetings import Meetings
from hands.bargain.pair import Pair
from hands.bargain.programme import LENGTHS, RHYTHMS, Programme
from hands.bargain.side import sides
from hands.bargain.talk import Talk
from hands.bargain.terms import CAUSES, EASE, WARMTH, Array, Rng
from hands.bargain.trouble import trouble

QUIET = {"messages": 0.3, "writes": 0.35, "answers": 0.5, "meetings": 0.85}
ELSEWHERE = {"messages": 0.4, "writes": 0.8}


class Ending(NamedTuple):
    """How and when it ended, who left, and on which day they made up their mind."""

    how: str
    day: int
    by: str | None = None
    left_on: int = 9_999


class Course:
    """One pair, run a day at a time."""

    def __init__(self, world: Programme, number: int) -> None:
        self.rng: Rng = np.random.default_rng([world.seed, 11, number])
        self.world, self.number, rng = world, number, self.rng
        traits = {odd for odd, share in sorted(world.odd.items()) if rng.random() < share}
        for kept, other in (("quiet", "elsewhere"), ("harsh_rater", "always_five")):
            traits -= {other} if kept in traits else set()
        self.began = world.starts + timedelta(days=int(rng.uniform(0, world.window)))
        self.weeks = int(rng.choice(LENGTHS, p=world.lengths))
        self.warmth = float(rng.normal())
        diary = Diary(rng, self.began, world.offset, "records_late" in traits, "records_twice" in traits)
        wrong = trouble(rng, world, self.weeks * 7)
        self.pair = Pair(
            rng,
            world,
            traits,
            sides(rng, world, traits, self.warmth),
            wrong,
            diary,
            int(rng.choice(RHYTHMS, p=world.rhythms)),
            self.weeks * 7,
            self._holidays(traits),
        )
        self.pair.notes = self._notes(traits)
        self.past: list[Array] = []

    def _notes(self, traits: set[str]) -> dict[str, float]:
        own = {
            "messages": float(self.rng.lognormal(-0.05, 0.7)),
            "writes": float(min(1.5, self.rng.lognormal(-0.1, 0.45))),
        }
        odd = QUIET if "quiet" in traits else ELSEWHERE if "elsewhere" in traits else {}
        return {**odd, **{kind: size * odd.get(kind, 1.0) for kind, size in own.items()}}

    def _holidays(self, traits: set[str]) -> list[tuple[int, int]]:
        rng, away = self.rng, []
        for _ in range(int(rng.poisson(0.4))):
            first = int(rng.uniform(20, self.weeks * 7))
            away.append((first, first + int(rng.uniform(5, 12))))
        if "holidays" in traits:
            first = int(rng.uniform(30, max(60, self.weeks * 7 - 60)))
            away.append((first, first + int(rng.uniform(24, 42))))
        return away

    def run(self) -> tuple[dict[str, Any], dict[str, Any]]:
        self._introduce()
        end = self._live()
        self._farewell(end)
        return self._record(end), self._truth(end)

    def _introduce(self) -> None:
        rng, write = self.rng, self.pair.diary.write
        before = -int(rng.integers(2, 12))
        if rng.random() < 0.8:
            write(before, "introduction_held", minutes=int(rng.integers(3, 9)) * 5)
            for side in self.pair.sides.values():
                felt = side.base[WARMTH] + rng.normal(0, 0.35)
                answer = "good" if felt > 0.6 else "unsure" if felt > 0.05 else "not_a_fit"
                if rng.random() < 0.85:
                    write(before + 1, "introduction_answered", by=side.role, answer=answer)
        for _ in range(int(rng.poisson(1.2))):
            write(-1, "message", by=str(rng.choice(["mentor", "mentee"])))
        for role in self.pair.sides:
            if rng.random() < 0.8:
                write(int(rng.integers(0, 9)), "agreement_signed", by=role)
        for first, last in self.pair.away:
            if rng.random() < 0.4:
                by = str(rng.choice(["mentor", "mentee"]))
                until = {"until": self.pair.diary.moment(last, 0)[:10]} if rng.random() < 0.7 else {}
                write(first, "paused", by=by, **until)
                write(last + 1, "resumed", by=by)

    def _live(self) -> Ending:
        pair, rng = self.pair, self.rng
        goals = Goals(pair)
        meetings, talk = Meetings(pair, goals), Talk(pair)
        closes = self.weeks * 7 + int(rng.normal(4, 9))
        cut = self.world.file_days - (self.began - self.world.starts).days
        for day in range(closes + 1):
            if day >= cut:
                return Ending("censored", cut)
            meetings.pass_day(day)
            talk.pass_day(day)
            if day % 7 == 6:
                pair.mood = 0.5 * pair.mood + rng.normal(0, 0.8)
                talk.pass_week(day)
                ending = self._choose(day, goals)
                if ending:
                    return self._fade(ending, talk, meetings, cut)
        for goal in list(goals.open):
            if rng.random() < 0.7:
                goals.close(goal, closes, "met" if goal.value > 0.8 else "partly" if goal.value > 0.25 else "dropped")
        return Ending("completed", closes)

    def _choose(self, day: int, goals: Goals) -> Ending | None:
        pair = self.pair
        self.past.append(np.array([side.expected for side in pair.sides.values()]))
        if pair.chance(self.world["outside_weekly"]):
            return Ending("outside", day, "mentor" if pair.chance(0.64) else "mentee")
        if goals.met >= 2 and not goals.open and day > 0.45 * pair.planned and pair.chance(0.25):
            return Ending("early_success", day)
        for side in pair.sides.values():
            if side.decide() and day > 20 and not pair.absent(day):
                return Ending("failed_silent" if pair.chance(self.world["silent"]) else "failed_said", day, side.role)
        return None

    def _fade(self, end: Ending, talk: Talk, meetings: Meetings, cut: int) -> Ending:
        if end.how != "failed_silent":
            return end
        self.pair.gone = end.by
        last = end.day + int(self.rng.integers(4, 18))
        for day in range(end.day + 1, last + 1):
            talk.pass_day(day)
            if meetings.booked:
                meetings.pass_day(day)
        return Ending(end.how, last, end.by, end.day) if last < cut else Ending("censored", cut)

    def _farewell(self, end: Ending) -> None:
        if end.how in ("censored", "failed_silent") or (end.how == "outside" and self.pair.chance(0.1)):
            return
        reason = "completed"
        if end.how == "outside":
            reason = str(self.rng.choice(["moved", "illness", "other"], p=[0.5, 0.3, 0.2]))
        elif end.how == "failed_said":
            busy = 0.8 if self._cause(end)[0] == EASE else 0.2
            shares = [busy, 0.85 * (1 - busy), 0.15 * (1 - busy)]
            reason = str(self.rng.choice(["no_time", "not_working", "other"], p=shares))
        by = {"by": end.by} if end.by else {}
        self.pair.diary.write(end.day, "ended", 23.5, reason=reason, **by)

    def _cause(self, end: Ending) -> tuple[int, int | None, int]:
        wrong = self.pair.trouble
        if wrong and not wrong.over(end.day) and wrong.onset < end.day - 6:
            second = wrong.second if wrong.second is not None and wrong.onset + 28 < end.day else None
            return wrong.term, second, wrong.onset
        return self._drift(end)

    def _drift(self, end: Ending) -> tuple[int, int | None, int]:
        # Nothing in particular went wrong: it is the term that sank furthest below its usual, for the one who left.
        side = 0 if end.by == "mentor" else 1
        past = np.array([week[side] for week in self.past])
        now = past[-1]
        term = int(np.argmin(now - np.median(past, axis=0) + 0.5 * now))
        half = (past[:, term].max() + now[term]) / 2
        week = int(np.flatnonzero(past[:, term] >= half)[-1])
        return term, None, max(0, min(7 * week, end.day - 14))

    def _record(self, end: Ending) -> dict[str, Any]:
        pair, ident = self.pair, f"{self.world.seed}-{self.number:05d}"
        fit = float(np.clip(0.62 + 0.13 * (0.2 * self.warmth + 0.98 * self.rng.normal()), 0, 1))
        record: dict[str, Any] = {
            "id": f"p{ident}",
            "programme": f"programme-{self.world.seed}",
            "began_on": str(self.began),
            "planned_weeks": self.weeks,
            "agreed_every_days": pair.every,
            "fit": round(fit, 3),
        }
        for role, side in pair.sides.items():
            load = {"load": side.load, "limit": side.limit} if role == "mentor" else {}
            intended = {"intended_weeks": side.intended} if side.intended else {}
            record[role] = {"id": f"{role}-{ident}", **load, **intended}
        return {**record, "events": pair.diary.until(end.day, end.left_on, end.by)}

    def _truth(self, end: Ending) -> dict[str, Any]:
        fails = end.how.startswith("failed")
        ends_on = str(self.began + timedelta(days=end.day))
        truth = {
            "id": f"p{self.world.seed}-{self.number:05d}",
            "fails": fails,
            "ends_how": end.how,
            "ends_on": ends_on,
            "failed_on": ends_on if fails else None,
            "groups": self._groups(end, fails),
        }
        if not fails:
            return truth | {"cause": None, "second_cause": None, "onset_on": None}
        term, second, onset = self._cause(end)
        return truth | {
            "cause": CAUSES[term],
            "second_cause": None if second is None else CAUSES[second],
            "onset_on": str(self.began + timedelta(days=onset)),
        }

    def _groups(self, end: Ending, fails: bool) -> list[str]:
        pair, wrong = self.pair, self.pair.trouble
        groups = pair.traits - ({"quiet"} if fails else set())
        if fails and wrong and min(wrong.felt.values()) == 0:
            groups |= {"one_sided"}
        if not fails and wrong and wrong.over(end.day):
            groups |= {"heals"}
        groups |= {"silent_ending"} if end.how == "failed_silent" else set()
        return sorted(groups) if groups or fails else ["plain"]
