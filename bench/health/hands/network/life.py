"""One mentorship from its first day to its last: the record that is kept, and the truth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from hands.network.diary import Diary
from hands.network.meetings import Meetings
from hands.network.pair import Pair, draw_pair
from hands.network.programme import Programme
from hands.network.reading import healed, why
from hands.network.talk import Talk
from hands.network.voice import Voice
from hands.network.web import Course, Web


@dataclass(frozen=True)
class Ending:
    how: str
    day: float
    reason: str | None  # of the `ended` event; None where nothing is said

    @property
    def fails(self) -> bool:
        return self.how.startswith("failed")


def draw_ending(rng: np.random.Generator, programme: Programme, course: Course, cause: str | None) -> Ending:
    day = (course.weeks - 1) * 7 + float(rng.integers(1, 7))
    if course.ended_how == "failed":
        if rng.random() < programme.silent:
            return Ending("failed_silent", day, None)
        pressed = rng.random() < (0.7 if cause == "capacity" else 0.2)
        return Ending("failed_said", day, "no_time" if pressed else "not_working" if rng.random() < 0.75 else "other")
    if course.ended_how == "outside":
        return Ending("outside", day, str(rng.choice(["moved", "illness", "other"], p=[0.5, 0.25, 0.25])))
    if course.ended_how == "early_success":
        return Ending("early_success", day, "completed")
    if rng.random() < programme.censored:
        return Ending("censored", course.weeks * 7 * float(rng.uniform(0.35, 0.98)), None)
    return Ending("completed", course.weeks * 7.0, "completed" if rng.random() < 0.9 else None)


def read_groups(pair: Pair, course: Course, ending: Ending) -> list[str]:
    groups = list(pair.groups)
    if not ending.fails and healed(course):
        groups.append("heals")
    if ending.how == "failed_silent" or (ending.how == "completed" and ending.reason is None):
        groups.append("silent_ending")
    return groups if groups or ending.fails else ["plain"]


def keep(rng: np.random.Generator, programme: Programme, pair: Pair, course: Course, diary: Diary) -> None:
    voice = Voice(rng, programme, pair, course)
    talk = Talk(rng, pair, course, diary)
    talk.begin()
    Meetings(rng, pair, course, voice, diary).run()
    talk.run()
    voice.checkins(diary)


def live(seed: int, programme: Programme, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    rng = np.random.default_rng([seed, number])
    pair = draw_pair(rng, programme, number)
    course = Web.draw(rng, programme, pair.load >= pair.limit).run(rng, programme, pair.weeks)
    failed = course.ended_how == "failed"
    cause, second, onset_week = why(course) if failed else (None, None, None)
    ending = draw_ending(rng, programme, course, cause)
    began = programme.opens_on + timedelta(days=int(rng.integers(0, 60)))
    course = course.until(ending.day - 0.01)
    diary = Diary(rng, pair, began, ending.day)
    keep(rng, programme, pair, course, diary)
    if ending.reason is not None:
        by = {} if ending.how == "completed" else {"by": "mentor" if rng.random() < 0.6 else "mentee"}
        diary.close(ending.day, **by, reason=ending.reason)
    return record(rng, programme, pair, began, diary), truth(pair, course, ending, began, cause, second, onset_week)


def record(rng: np.random.Generator, programme: Programme, pair: Pair, began: date, diary: Diary) -> dict[str, Any]:
    mentor = {"id": pair.mentor.ident, "load": pair.load, "limit": pair.limit}
    mentee = {"id": pair.mentee.ident}
    intended = [int(np.clip(pair.weeks + 4 * rng.integers(-2, 3), 12, 60)) for _ in range(2)]
    return {
        "id": pair.ident,
        "programme": programme.name,
        "began_on": began.isoformat(),
        "planned_weeks": pair.weeks,
        "agreed_every_days": pair.every,
        "fit": round(float(np.clip(0.62 + 0.12 * pair.bond + rng.normal(0, 0.13), 0, 1)), 2),
        "mentor": {**mentor, "intended_weeks": intended[0]} if rng.random() < 0.7 else mentor,
        "mentee": {**mentee, "intended_weeks": intended[1]} if rng.random() < 0.7 else mentee,
        "events": diary.events(),
    }


def truth(
    pair: Pair,
    course: Course,
    ending: Ending,
    began: date,
    cause: str | None,
    second: str | None,
    onset_week: int | None,
) -> dict[str, Any]:
    ends_on = (began + timedelta(days=int(ending.day))).isoformat()
    onset_day = None if onset_week is None else min(onset_week * 7, int(ending.day) - 1)
    return {
        "id": pair.ident,
        "fails": ending.fails,
        "failed_on": ends_on if ending.fails else None,
        "ends_on": ends_on,
        "ends_how": ending.how,
        "cause": cause,
        "second_cause": second,
        "onset_on": None if onset_day is None else (began + timedelta(days=max(0, onset_day))).isoformat(),
        "groups": read_groups(pair, course, ending),
    }
