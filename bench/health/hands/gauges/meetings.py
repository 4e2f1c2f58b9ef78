"""Meetings: booked, moved, kept or not, prepared and rated, with the actions that come of them."""

from __future__ import annotations

from math import exp

import numpy as np

from hands.gauges.channels import SIDES, other
from hands.gauges.journal import Journal
from hands.gauges.pair import Pair

# Mentors were behind 64 % of closures; they are taken to be behind as many of the changes of plan.
MENTORS_DOING = 0.64


class Meetings:
    def __init__(self, pair: Pair, journal: Journal, rng: np.random.Generator) -> None:
        self.pair, self.journal, self.rng, self.wiring = pair, journal, rng, pair.wiring
        self.size = pair.programme.size
        self.meetings = self.actions = 0

    def write(self) -> None:
        day = int(self.rng.integers(2, max(5, self.pair.rhythm)))
        while day <= self.pair.ending.contact_until:
            day = max(self.one(day), day + 2)

    def one(self, day: int) -> int:
        """Writes one meeting and returns the day the next one is meant for."""
        self.meetings += 1
        meeting = f"m{self.meetings}"
        back = self.pair.away(day)
        if back is not None and self.rng.random() < 0.75:
            day = back + int(self.rng.integers(1, 5))
        elif back is not None:
            self.book(meeting, day)
            self.journal.add(day - 1, "meeting_cancelled", self.doer(), meeting=meeting, reason="holiday")
            return back + int(self.rng.integers(1, 6))
        self.book(meeting, day)
        day = self.shift(meeting, day)
        if not self.wiring.chance("kept", 1.0 - self.size["cancelled"] - self.size["missed"], day):
            return self.fall_through(meeting, day)
        self.hold(meeting, day)
        return day + self.interval(day)

    def interval(self, day: int) -> int:
        slow = self.pair.stretch * exp(-self.wiring.read("pace", day)) * self.rng.lognormal(0.0, self.size["regular"])
        return max(3, round(self.pair.rhythm * min(slow, 2.0)))

    def doer(self) -> str:
        return "mentor" if self.rng.random() < MENTORS_DOING else "mentee"

    def book(self, meeting: str, day: int) -> None:
        ahead = int(self.rng.integers(1, max(3, round(0.8 * self.pair.rhythm))))
        hour = round(self.journal.hour() * 48) / 48
        if self.rng.random() < 0.85:
            self.journal.add(
                max(day - ahead, 0),
                "meeting_booked",
                None,
                0.3,
                meeting=meeting,
                starts_at=self.journal.moment(day + hour),
            )

    def shift(self, meeting: str, day: int) -> int:
        for _ in range(3):
            if not self.wiring.chance("moved", self.size["moved"], day):
                break
            later = day + int(self.rng.integers(1, max(3, round(0.4 * self.pair.rhythm))))
            reason = {} if self.rng.random() < 0.5 else {"reason": str(self.rng.choice(["time", "illness", "other"]))}
            self.journal.add(
                day - 1,
                "meeting_moved",
                self.doer(),
                meeting=meeting,
                starts_at=self.journal.moment(later + 0.5),
                **reason,
            )
            day = later
        return day

    def fall_through(self, meeting: str, day: int) -> int:
        missed = self.size["missed"] / (self.size["missed"] + self.size["cancelled"])
        if self.rng.random() < missed:
            self.journal.add(day, "meeting_missed", self.doer(), meeting=meeting)
        else:
            reason = str(self.rng.choice(["time", "illness", "holiday", "other"], p=[0.5, 0.2, 0.1, 0.2]))
            more = {"reason": reason} if self.rng.random() < 0.7 else {}
            self.journal.add(day - 1, "meeting_cancelled", self.doer(), meeting=meeting, **more)
        return day + max(2, round(self.rng.uniform(0.2, 0.8) * self.interval(day)))

    def hold(self, meeting: str, day: int) -> None:
        if not self.wiring.chance("recorded", self.size["recorded"], day):
            if self.wiring.chance("logged", 0.1, day):
                self.journal.add(
                    day,
                    "contact_logged",
                    self.doer(),
                    channel=str(self.rng.choice(["phone", "in_person", "video", "email"])),
                )
            return
        hour = self.journal.hour()
        channel = str(self.rng.choice(["video", "phone", "in_person", "email"], p=[0.6, 0.15, 0.2, 0.05]))
        minutes = int(5 * round(10 * exp(self.wiring.read("minutes", day))))
        self.journal.add(day, "meeting_held", None, hour, meeting=meeting, channel=channel, minutes=max(10, minutes))
        for side in SIDES:
            if self.wiring.chance("prepared", self.size["prepared"], day, side):
                self.journal.add(
                    day - int(self.rng.integers(0, 2)),
                    "prepared",
                    side,
                    max(hour - 0.1, 0.29),
                    meeting=meeting,
                    questions=int(self.rng.poisson(2.2)),
                )
            self.rate(meeting, day, hour, side)
        for _ in range(self.wiring.count("action", self.size["actions"], day)):
            self.act(day)

    def rate(self, meeting: str, day: int, hour: float, side: str) -> None:
        rater = self.pair.raters[side]
        if self.wiring.chance("share", self.size["rated"], day, side, rater.share):
            useful = rater.mark(4.05, self.wiring.read("rated", day, side))
            wait = int(self.rng.geometric(0.6)) - 1
            self.journal.add(
                day + wait, "meeting_rated", side, hour + 0.03 if not wait else None, meeting=meeting, useful=useful
            )

    def act(self, day: int) -> None:
        self.actions += 1
        by, action = self.doer(), f"a{self.actions}"
        owner = "mentee" if self.rng.random() < 0.75 else "mentor"
        more: dict[str, str] = {"goal": "g1"} if self.rng.random() < 0.5 else {}
        due = day + int(self.rng.integers(4, 22))
        if self.rng.random() < 0.6:
            more["due_on"] = self.journal.moment(due)[:10]
        self.journal.add(day, "action_added", by, action=action, owner=owner, **more)
        if self.wiring.chance("done", 0.6, due, owner):
            helped = ("no", "some", "yes")[int(np.clip(round(1.5 + self.wiring.read("done", due, other(owner))), 0, 2))]
            self.journal.add(
                due + int(self.rng.integers(-3, 6)),
                "action_done",
                None,
                None,
                action=action,
                **({"helped": helped} if self.rng.random() < 0.6 else {}),
            )
