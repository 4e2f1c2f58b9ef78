"""Messages between meetings, what is said elsewhere, and the first and last words."""

from __future__ import annotations

import numpy as np

from hands.network.diary import Diary
from hands.network.pair import Pair, Person
from hands.network.web import Course


class Talk:
    def __init__(self, rng: np.random.Generator, pair: Pair, course: Course, diary: Diary) -> None:
        self.rng = rng
        self.pair = pair
        self.course = course
        self.diary = diary

    def begin(self) -> None:
        rng, diary, course = self.rng, self.diary, self.course
        if rng.random() < 0.9:
            diary.note(0.3, "introduction_held", minutes=int(rng.integers(15, 46)))
        misfit = course.has("sees_it_otherwise", 8) or course.has("expected_other", 8) or course.has("guarded", 8)
        unsure = 0.5 if misfit else 0.16
        for person in self.pair.people():
            if rng.random() < 0.8:
                answer = "unsure" if rng.random() < unsure - 0.2 * self.pair.bond else "good"
                diary.note(0.5 + float(rng.exponential(1.0)), "introduction_answered", by=person.side, answer=answer)
            if rng.random() < 0.75:
                diary.note(1.0 + float(rng.exponential(4.0)), "agreement_signed", by=person.side)
        for away in self.pair.absences:
            if away.declared:
                until = diary.moment(away.ends).date().isoformat()
                diary.note(away.starts, "paused", by=away.by, **({"until": until} if rng.random() < 0.75 else {}))
                if rng.random() < 0.85:
                    diary.note(away.ends + float(rng.uniform(0, 2)), "resumed", by=away.by)

    def run(self) -> None:
        for week in range(self.course.weeks):
            for person in self.pair.people():
                for _ in range(int(self.rng.poisson(self._rate(person, week * 7.0)))):
                    self._exchange(person, week * 7 + float(self.rng.uniform(0, 7)))
            if self.pair.is_odd("elsewhere") and self.rng.random() < 0.22:
                by = "mentor" if self.rng.random() < 0.5 else "mentee"
                channel = str(self.rng.choice(["phone", "email", "in_person", "video"]))
                if self.rng.random() < 1 - 0.7 * self.course.weariness(week * 7.0):
                    self.diary.note(week * 7 + float(self.rng.uniform(0, 7)), "contact_logged", by=by, channel=channel)

    def _rate(self, person: Person, day: float) -> float:
        course = self.course
        rate = person.writes * (1 - 0.2 * course.weariness(day)) * float(self.rng.lognormal(-0.08, 0.4))
        if course.has("writes_seldom", day):
            rate *= 0.4
        if course.has("guarded", day) and person.side == "mentee":
            rate *= 0.75
        if course.has("problems_unsaid", day):
            rate *= 0.85
        if self.pair.absence(day):
            rate *= 0.25
        if self.pair.is_odd("elsewhere"):
            rate *= 0.4
        return rate

    def _exchange(self, person: Person, day: float) -> None:
        """A message, and the answer it gets or does not get."""
        self.diary.note(day, "message", by=person.side)
        answerer = self.pair.other(person)
        late = self.course.has(f"{answerer.side}_answers_late", day)
        chance = answerer.replies * (0.38 if late else 1.0) * (1 - 0.2 * self.course.weariness(day))
        if self.rng.random() < chance:
            delay = float(self.rng.exponential(answerer.reply_days)) * (3.0 if late else 1.0)
            self.diary.note(day + 0.03 + delay, "message", by=answerer.side)
