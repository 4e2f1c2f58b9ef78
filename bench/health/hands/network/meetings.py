"""The meetings of a pair, and what is done around each of them."""

from __future__ import annotations

import numpy as np

from hands.network.diary import Diary
from hands.network.pair import Pair, Person
from hands.network.voice import Voice
from hands.network.web import Course


class Meetings:
    def __init__(self, rng: np.random.Generator, pair: Pair, course: Course, voice: Voice, diary: Diary) -> None:
        self.rng = rng
        self.pair = pair
        self.course = course
        self.voice = voice
        self.diary = diary
        self.goals: list[str] = []
        self.open_actions: list[tuple[str, float]] = []  # each with the day it was added

    def happens(self, chance: float) -> bool:
        return bool(self.rng.random() < chance)

    def run(self) -> None:
        day = float(self.rng.uniform(2, min(self.pair.every, 12)))
        booked_on = 0.6
        while day < self.diary.ends_day + self.pair.every:
            day = self._one(booked_on, day)
            booked_on = day + 0.05 + (0.0 if self.happens(self.pair.books_ahead) else float(self.rng.uniform(1, 5)))
            day = booked_on + max(1.0, self._interval(day) - (booked_on - day))

    def _interval(self, day: float) -> float:
        slack = 1.0 + 0.2 * self.course.weariness(day)
        if self.course.has("writes_seldom", day):
            slack *= 1.3
        return self.pair.every * self.pair.drags * slack * float(self.rng.lognormal(0.0, 0.10))

    def _one(self, booked_on: float, day: float) -> float:
        """Book a meeting and see it held, moved, missed or cancelled; returns the day it was, or was to be."""
        course, pair = self.course, self.pair
        meeting = self.diary.name("m")
        known = self.diary.maybe(booked_on, "meeting_booked", meeting=meeting, starts_at=self.diary.stamp(day))
        away = pair.absence(day)
        if away:
            if known and self.happens(0.5):
                told = max(booked_on + 0.1, min(day, away.starts) - float(self.rng.uniform(0.2, 4)))
                self.diary.note(told, "meeting_cancelled", by=away.by, meeting=meeting, reason="holiday")
            return away.ends + float(self.rng.uniform(-2, 4)) - pair.every * 0.5
        for _ in range(2):
            by = self._who_moves(day)
            if by is None:
                break
            told = max(booked_on + 0.1, day - float(self.rng.uniform(0.1, 3)))
            day = max(day, told) + float(self.rng.uniform(1, 0.25 * pair.every + 1))
            extra = self._reason(by, day, 0.35)
            self.diary.maybe(told, "meeting_moved", by=by, meeting=meeting, starts_at=self.diary.stamp(day), **extra)
        by = self._who_cancels(day)
        if by is not None:
            told = max(booked_on + 0.1, day - float(self.rng.uniform(0.05, 2)))
            self.diary.maybe(told, "meeting_cancelled", by=by, meeting=meeting, **self._reason(by, day, 0.3))
            return day - pair.every * float(self.rng.uniform(0.3, 0.8))
        miss = 0.012 + 0.05 * course.weariness(day) + 0.09 * course.has("mentee_stretched", day)
        if self.happens(miss):
            by = "mentee" if self.happens(0.7) else "mentor"
            self.diary.maybe(day + 0.05, "meeting_missed", by=by, meeting=meeting)
            return day - pair.every * float(self.rng.uniform(0.3, 0.8))
        self._held(meeting, day)
        return day

    def _who_moves(self, day: float) -> str | None:
        if self.course.has("meetings_moved", day) and self.happens(0.42):
            return "mentor" if self.happens(0.65) else "mentee"
        if self.course.has("style_clash", day) and self.happens(0.14):
            return "mentee"
        return ("mentor" if self.happens(0.5) else "mentee") if self.happens(self.pair.moves) else None

    def _who_cancels(self, day: float) -> str | None:
        if self.course.has("mentor_cancels", day) and self.happens(0.4):
            return "mentor"
        if self.course.has("mentee_stretched", day) and self.happens(0.22):
            return "mentee"
        chance = self.pair.cancels + 0.04 * self.course.weariness(day)
        return ("mentor" if self.happens(0.5) else "mentee") if self.happens(chance) else None

    def _reason(self, by: str, day: float, usual: float) -> dict[str, str]:
        """A reason is given two times in three."""
        if not self.happens(0.67):
            return {}
        pressed = self.course.has("mentor_cancels" if by == "mentor" else "mentee_stretched", day)
        pressed = pressed or self.course.has("meetings_moved", day) or self.pair.is_odd("overloaded")
        if self.happens(0.75 if pressed else usual):
            return {"reason": "time"}
        return {"reason": str(self.rng.choice(["illness", "holiday", "other"], p=[0.35, 0.2, 0.45]))}

    def _held(self, meeting: str, day: float) -> None:
        course, pair = self.course, self.pair
        for person in pair.people():
            slack = 0.3 if course.has("unprepared", day) and person.side == "mentee" else 1.0
            if self.happens(person.prepares * slack * (1 - 0.12 * course.weariness(day))):
                questions = int(self.rng.poisson(1.8 if slack == 1.0 else 0.7))
                self.diary.maybe(day - 0.4, "prepared", by=person.side, meeting=meeting, questions=questions)
        minutes = pair.minutes * float(self.rng.normal(1.0, 0.15)) * (0.72 if course.has("cut_short", day) else 1.0)
        if course.has("guarded", day):
            minutes *= 0.9
        channel = pair.channel if self.happens(0.85) else "phone"
        if self.happens(pair.held_recorded):
            self.diary.note(day, "meeting_held", meeting=meeting, channel=channel, minutes=max(10, int(minutes)))
        hour = float(self.rng.normal(0, 0.42))
        for person in pair.people():
            if self.happens(person.rates * (1 - 0.25 * course.weariness(day))):
                rated = day + 0.06 + float(self.rng.exponential(0.5))
                points = self.voice.useful(person, day, hour)
                self.diary.note(rated, "meeting_rated", by=person.side, meeting=meeting, useful=points)
            self._feedback(person, day)
        self._goals(day)
        self._actions(day)

    def _feedback(self, person: Person, day: float) -> None:
        course = self.course
        chance = person.gives_feedback * (1 - 0.12 * course.weariness(day))
        if course.has("feedback_withheld", day) and person.side == "mentor":
            chance *= 0.15
        if course.has("says_not_what_helps", day):
            chance *= 0.15 if person.side == "mentee" else 0.7
        if course.has("feedback_brushed_off", day):
            chance *= 0.55
        if self.happens(chance):
            vague = course.has("feedback_vague", day) and self.happens(0.4)
            shared = "nobody" if vague else person.shares
            given = day + float(self.rng.exponential(1.0))
            self.diary.maybe(given, "feedback_given", by=person.side, shared_with=shared)

    def _goals(self, day: float) -> None:
        course, diary = self.course, self.diary
        by = "mentee" if self.happens(0.65) else "mentor"
        wanted = 1 if day < 100 else 2
        if len(self.goals) < wanted and self.happens(0.08 if course.has("no_clear_goal", day) else 0.55):
            goal = diary.name("g")
            self.goals.append(goal)
            measurable = self.happens(self.pair.measures * (0.25 if course.has("goal_unmeasured", day) else 1.0))
            diary.maybe(day + 0.1, "goal_set", by=by, goal=goal, measurable=measurable)
            if self.happens(0.6):
                diary.maybe(day + 0.3, "goal_agreed", by="mentor" if by == "mentee" else "mentee", goal=goal)
        if not self.goals:
            return
        goal = self.goals[-1]
        held_up = course.has("progress_unreviewed", day), course.has("no_clear_goal", day)
        chance = self.pair.reviews * (0.15 if held_up[0] else 1.0) * (0.6 if held_up[1] else 1.0)
        chance *= 1 - 0.12 * course.weariness(day)
        if self.happens(chance):
            value = round(float(np.clip(day / (7 * self.pair.weeks) + self.rng.normal(0, 0.12), 0, 1)), 2)
            diary.maybe(day + 0.12, "goal_progress", by=by, goal=goal, value=value)
        if self.happens(0.4 * chance):
            diary.maybe(day + 0.15, "goal_reviewed", by=by, goal=goal)
        if self.happens(0.04 + (0.12 if course.has("goal_outgrown", day) else 0.0)):
            diary.maybe(day + 0.2, "goal_revised", by=by, goal=goal)
        if self.happens(0.02 + (0.06 if course.has("goal_outgrown", day) else 0.0)):
            outcome = "dropped" if course.has("goal_outgrown", day) else "met" if self.happens(0.6) else "partly"
            diary.maybe(day + 0.25, "goal_closed", goal=goal, outcome=outcome)
            self.goals.append(diary.name("g"))
            diary.maybe(day + 0.3, "goal_set", by=by, goal=self.goals[-1], measurable=self.happens(self.pair.measures))

    def _actions(self, day: float) -> None:
        course, diary = self.course, self.diary
        undone = course.has("actions_undone", day)
        kept: list[tuple[str, float]] = []
        for action, added in self.open_actions:
            if self.happens((0.2 if undone else 0.7) * (1 - 0.15 * course.weariness(day))):
                poor = course.has("feedback_vague", day) or course.has("meetings_drift", day)
                helped = str(self.rng.choice(["yes", "some", "no"], p=[0.35, 0.4, 0.25] if poor else [0.6, 0.3, 0.1]))
                extra = {"helped": helped} if self.happens(0.6) else {}
                done = max(added + 0.05, day - float(self.rng.uniform(0, 5)))
                diary.maybe(done, "action_done", action=action, **extra)
            elif self.happens(0.7):
                kept.append((action, added))
        wanted = self.pair.acts * (0.2 if course.has("no_next_step", day) else 1.0) * (1 - 0.12 * course.weariness(day))
        wanted *= 0.7 if course.has("meetings_drift", day) else 1.0
        for _ in range(int(self.rng.poisson(wanted))):
            action, owner = diary.name("a"), "mentee" if self.happens(0.75) else "mentor"
            extra = {"due_on": diary.moment(day + self.pair.every).date().isoformat()} if self.happens(0.5) else {}
            if self.goals and self.happens(0.5):
                extra["goal"] = self.goals[-1]
            if diary.maybe(day + 0.1, "action_added", by="mentee", action=action, owner=owner, **extra):
                kept.append((action, day + 0.1))
        self.open_actions = kept
