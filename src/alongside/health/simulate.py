"""Invented mentorships with known causes: a world to fit and to test in.  Nothing here is a real person.

A world draws its own parameters from the seed (world.py), so that nothing is fitted to one set of assumptions.
Anchors that are published (docs/library/health.md): 31–38 % end early within a year, many for outside reasons or the
mentor's time; ratings of the two correlate about .36; a third or more of the answers are missing.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from alongside.health.events import CHANNEL_OF_ITEM, OTHER, SIDES, Side
from alongside.health.finding import CAUSES
from alongside.health.world import KINDS, World


@dataclass(frozen=True)
class Truth:
    """What is known of an invented mentorship and written apart from its history."""

    id: str
    fails: bool
    failed_on: str | None
    onset_on: str | None
    cause: str | None
    sudden: bool
    kinds: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {**self.__dict__, "kinds": list(self.kinds)}


def simulate(pairs: int, seed: int) -> Iterator[tuple[dict[str, Any], Truth]]:
    """Invent so many mentorships.  The same seed gives the same world; each is (a history line, its truth)."""
    world = World(random.Random(f"world {seed}"))
    for number in range(pairs):
        yield _Pair(world, random.Random(f"{seed} {number}"), f"s{seed}-{number}").live()


class _Pair:
    def __init__(self, world: World, dice: random.Random, name: str) -> None:
        self.world, self.dice, self.name = world, dice, name
        self.every = dice.choices([7, 14, 28], [0.25, 0.55, 0.2])[0]
        self.planned = dice.choice([26, 39, 52, 52])
        self.start = world.began + timedelta(days=dice.randrange(0, 120))
        self.fails = dice.random() < world.failing * (0.75 + 0.25 * self.planned / 52)
        self.sudden = self.fails and dice.random() < world.sudden
        self.cause = dice.choices(CAUSES, world.cause_shares)[0] if self.fails else None
        self.kinds = tuple(name for name in KINDS if dice.random() < world.kinds[name])
        if self.fails and "heals" in self.kinds:
            self.kinds = tuple(kind for kind in self.kinds if kind != "heals")
        if not self.fails:
            self.kinds = tuple(kind for kind in self.kinds if kind != "one_sided")
        self.end, self.onset = float(self.planned * 7), math.inf
        self.dip = (math.inf, 0.0, "")
        if self.fails:
            ramp = 7 * world.ramp * dice.uniform(0.5, 1.7)
            earliest = 7 * dice.choice([4, 6, 10])
            self.end = min(self.planned * 7 - 3, earliest + dice.expovariate(1 / (7 * 18)))
            self.onset = self.end if self.sudden else max(0.0, self.end - ramp)
            if self.cause == "match" and dice.random() < 0.5:
                self.onset = min(self.onset, dice.uniform(0, 20))
        elif "heals" in self.kinds:
            length = dice.uniform(28, 80)
            self.dip = (dice.uniform(14, max(15, self.end - length)), length, dice.choice(CAUSES))
        self.depth = world.depth * dice.uniform(0.6, 1.4)
        general = dice.gauss(0.1 if self.fails else 0.2, world.quality)
        self.base = {c: general + dice.gauss(0, 0.3) for c in (*CAUSES, "overall")}
        self.shape = dice.choice([0.35, 0.6, 1.0])
        self.second = dice.choice([c for c in CAUSES if c != self.cause]) if dice.random() < 0.25 else None
        shared = dice.gauss(0, 1)
        self.bias: dict[Side, float] = {
            side: world.bias * (0.5 * shared + 0.87 * dice.gauss(0, 1)) + (0.1 if side == "mentor" else 0)
            for side in SIDES
        }
        self.noisy: dict[Side, float] = {side: world.noise * dice.uniform(0.7, 1.3) for side in SIDES}
        self.feels: dict[Side, float] = {side: dice.uniform(0.6, 1.2) for side in SIDES}
        self.answers: dict[Side, float] = {
            side: min(0.97, max(0.1, world.answering + dice.gauss(0, 0.18))) for side in SIDES
        }
        self.fives: Side | None = dice.choice(SIDES) if "fives" in self.kinds else None
        if "harsh" in self.kinds:
            for side in dice.choice([("mentor",), ("mentee",), SIDES]):
                self.bias[side] -= dice.uniform(0.7, 1.4)  # type: ignore[index]  # mypy widens the choice
        if "one_sided" in self.kinds:
            self.feels[dice.choice(SIDES)] *= 0.1
        self.pace = self.every * (dice.uniform(1.5, 2.4) if "quiet" in self.kinds else dice.uniform(0.9, 1.25))
        self.writes = world.writes * math.exp(dice.gauss(0, 0.6)) * (0.25 if "quiet" in self.kinds else 1)
        self.logs = 1.0
        if "elsewhere" in self.kinds:
            self.writes *= 0.15
            self.logs = dice.uniform(0.3, 0.7)
        self.initiative = min(0.85, max(0.2, dice.gauss(0.55, 0.12)))
        self.holding = world.holding + dice.gauss(0, 0.4)
        self.habits = {
            name: dice.uniform(low, 1.0) if world.uses[name] and dice.random() > 0.1 else 0.0
            for name, low in (("feedback", 0.15), ("action", 0.4), ("prepare", 0.3), ("message", 1), ("booking", 0.5))
        }
        self.events: list[dict[str, Any]] = []
        self.away: list[tuple[float, float]] = []

    # The state of a channel --------------------------------------------------------------------------------------

    def state(self, channel: str, day: float) -> float:
        value = self.base[channel]
        if "honeymoon" in self.kinds and day < 42:
            value += 0.5 * (1 - day / 42)
        if self.dip[0] <= day <= self.dip[0] + self.dip[1]:
            bell = math.sin(math.pi * (day - self.dip[0]) / self.dip[1])
            value -= bell * min(self.depth, 3.0) * (0.6 if channel == self.dip[2] else 0.15)
        if day >= self.onset and not self.sudden:
            share = min(1.0, (day - self.onset) / max(7.0, self.end - self.onset)) ** self.shape
            late = max(0.0, (share - 0.45) / 0.55)
            if channel == self.cause:
                value -= self.depth * share
            elif channel == self.second:
                value -= self.depth * (0.5 * share + 0.3 * late)
            elif channel == "overall":
                value -= self.depth * 0.8 * share
            else:
                value -= self.depth * self.world.spill * late
        return value

    def bad(self, channel: str, day: float) -> float:
        return min(0.0, self.state(channel, day))

    # Living ------------------------------------------------------------------------------------------------------

    def live(self) -> tuple[dict[str, Any], Truth]:
        dice = self.dice
        fit = 0.55 + 0.12 * dice.gauss(0, 1) + 0.1 * self.base["match"] - (0.08 if self.cause == "match" else 0)
        record: dict[str, Any] = {
            "id": self.name,
            "began_on": self.start.date().isoformat(),
            "agreed_every_days": self.every,
            "planned_weeks": self.planned,
            "mentor": {"id": f"{self.name}-m", **self.load()},
            "mentee": {"id": f"{self.name}-e"},
        }
        if dice.random() < 0.7:
            record["fit"] = round(min(1.0, max(0.0, fit)), 3)
        self.holidays()
        self.introduce()
        self.set_goals()
        self.meet()
        self.write()
        self.check_in()
        self.close()
        record["events"] = self.muddle()
        truth = Truth(
            self.name,
            self.fails,
            (self.start + timedelta(days=self.end)).date().isoformat() if self.fails else None,
            (self.start + timedelta(days=self.onset)).date().isoformat() if self.fails else None,
            self.cause,
            self.sudden,
            self.kinds,
        )
        return record, truth

    def load(self) -> dict[str, Any]:
        dice = self.dice
        limit = dice.choice([1, 2, 3, 3, 4])
        full = "overloaded" in self.kinds or (self.cause == "capacity" and dice.random() < 0.6)
        load = limit + dice.choice([0, 0, 1]) if full else dice.randint(1, limit)
        found: dict[str, Any] = {"load": load, "limit": limit} if dice.random() < 0.8 else {}
        if dice.random() < 0.6:
            found["intended_weeks"] = dice.choice([26, 39, 52])
        return found

    def put(self, day: float, kind: str, by: Side | None = None, **more: Any) -> None:
        if day >= self.end and kind != "ended":
            return
        moment = self.start + timedelta(minutes=round(max(day, 0.0) * 1440))
        event: dict[str, Any] = {"at": moment.isoformat(), "kind": kind, **more}
        if by is not None:
            event["by"] = by
        self.events.append(event)

    def when(self, day: float) -> str:
        return (self.start + timedelta(minutes=round(day * 1440))).isoformat()

    def side(self, mentor: float = 0.5) -> Side:
        return "mentor" if self.dice.random() < mentor else "mentee"

    def holidays(self) -> None:
        for _ in range(2):
            if self.dice.random() < self.world.holidays:
                start = self.dice.uniform(30, 330)
                length = self.dice.uniform(10, 28)
                self.away.append((start, start + length))
                if self.dice.random() < 0.35:
                    until = self.start + timedelta(days=start + length)
                    self.put(start, "paused", self.side(), until=until.date().isoformat())

    def is_away(self, day: float) -> bool:
        return any(start <= day <= end for start, end in self.away)

    def introduce(self) -> None:
        dice = self.dice
        if dice.random() < 0.85:
            self.put(0.1, "introduction_held", minutes=dice.choice([15, 20, 30]))
            for side in SIDES:
                if dice.random() < 0.8:
                    felt = self.base["match"] - (0.5 if self.cause == "match" else 0) + dice.gauss(0.9, 0.7)
                    answer = "good" if felt > 0.2 else "unsure" if felt > -0.9 else "not_a_fit"
                    self.put(0.2, "introduction_answered", side, answer=answer)
        for side in SIDES:
            if dice.random() < 0.85:
                self.put(0.3 + dice.random() * 5, "agreement_signed", side)

    def set_goals(self) -> None:
        dice, drive = self.dice, self.world.drive["goal"]
        clear = self.base["goals"] - (0.8 if self.cause == "goals" and not self.sudden else 0)
        for number in range(dice.choice([1, 1, 2, 3])):
            if dice.random() > 1 / (1 + math.exp(-2.2 - drive * clear)):
                continue
            day = dice.uniform(0.5, 30) + 20 * number
            measurable = dice.random() < 1 / (1 + math.exp(-0.9 - 1.2 * drive * clear))
            by = self.side(0.3)
            self.put(day, "goal_set", by, goal=f"g{number}", measurable=measurable)
            if dice.random() < 1 / (1 + math.exp(-1.2 - drive * clear)):
                self.put(day + dice.uniform(0.1, 8), "goal_agreed", OTHER[by], goal=f"g{number}")
            value, at = 0.0, day
            while True:
                slow = math.exp(-1.3 * drive * self.bad("goals", at) - 0.3 * drive * self.bad("overall", at))
                at += dice.expovariate(1 / (1.6 * self.pace * slow)) + 2
                if at >= self.end:
                    break
                if self.is_away(at):
                    continue
                value = min(1.0, value + dice.uniform(0, 0.15))
                kind = dice.choices(["goal_progress", "goal_reviewed", "goal_revised"], [0.65, 0.25, 0.1])[0]
                more = {"value": round(value, 2)} if kind == "goal_progress" else {}
                self.put(at, kind, self.side(0.3), goal=f"g{number}", **more)

    def meet(self) -> None:
        dice, drive = self.dice, self.world.drive
        day, number = dice.uniform(2, self.pace), 0
        while day < self.end:
            number += 1
            name = f"m{number}"
            if self.is_away(day):
                if dice.random() < 0.4:
                    self.put(day - 3, "meeting_booked", meeting=name, starts_at=self.when(day))
                    self.put(day - 1, "meeting_cancelled", self.side(), meeting=name, reason="holiday")
                day = max(end for start, end in self.away if start <= day <= end) + dice.uniform(1, self.pace)
                continue
            talk = self.bad("communication", day) + 0.25 * self.bad("overall", day)
            time = self.bad("capacity", day)
            booked = dice.random() < self.habits["booking"] * math.exp(0.4 * drive["meet"] * talk)
            if booked:
                self.put(
                    day - dice.uniform(1, 0.8 * self.every), "meeting_booked", meeting=name, starts_at=self.when(day)
                )
            if ("reschedules" in self.kinds and dice.random() < 0.6) or dice.random() < 0.07 - 0.12 * drive[
                "time"
            ] * time:
                later = day + dice.uniform(1, 0.4 * self.every)
                if booked:
                    reason = {"reason": "time"} if dice.random() < 0.35 - 0.3 * time else {}
                    by = self.side(0.5 - 0.2 * time)
                    self.put(day - 1, "meeting_moved", by, meeting=name, starts_at=self.when(later), **reason)
                day = later
            odds = self.holding + drive["meet"] * 1.3 * talk + drive["time"] * 1.3 * time
            if "overloaded" in self.kinds:
                odds -= 0.5
            if dice.random() < 1 / (1 + math.exp(-odds)):
                self.hold(day, name)
            elif booked or dice.random() < 0.4:
                self.fall_through(day, name, time)
            stretch = math.exp(-0.45 * drive["meet"] * talk - 0.3 * drive["time"] * time)
            day += self.pace * stretch * dice.uniform(0.75, 1.3)

    def fall_through(self, day: float, name: str, time: float) -> None:
        dice = self.dice
        hurried = 0.25 - 0.35 * self.world.drive["time"] * time + (0.3 if "overloaded" in self.kinds else 0)
        if dice.random() < 0.25 and not hurried > 0.6:
            self.put(day, "meeting_missed", self.side(0.4), meeting=name)
            return
        reason = "time" if dice.random() < hurried else dice.choice(["illness", "other", "other", None])
        more = {"reason": reason} if reason else {}
        self.put(day - dice.uniform(0.1, 2), "meeting_cancelled", self.side(0.5 - 0.2 * time), meeting=name, **more)

    def hold(self, day: float, name: str) -> None:
        dice, drive, habits = self.dice, self.world.drive, self.habits
        if dice.random() > self.logs:
            if dice.random() < 0.6:
                self.put(day, "contact_logged", self.side(), channel=dice.choice(["phone", "email", "in_person"]))
            return
        use = self.bad("sessions", day) + 0.2 * self.bad("overall", day)
        for side in ("mentee", "mentor"):
            if dice.random() < habits["prepare"] * (1 if side == "mentee" else 0.6) * math.exp(drive["prepare"] * use):
                self.put(day - 1, "prepared", side, meeting=name, questions=dice.randint(0, 4))
        minutes = max(10, round(dice.gauss(48, 10) * math.exp(0.15 * drive["meet"] * use)))
        channel = dice.choices(["video", "in_person", "phone"], [0.7, 0.2, 0.1])[0]
        self.put(day, "meeting_held", meeting=name, channel=channel, minutes=minutes)
        state = 0.75 * self.state("sessions", day) + 0.25 * self.state("overall", day)
        for side in SIDES:
            if dice.random() < self.world.rating * (0.7 + 0.3 * self.answers[side]):
                useful = self.say(side, state, self.world.pull["ratings"])
                self.put(day + dice.uniform(0.05, 1), "meeting_rated", side, meeting=name, useful=useful)
        if dice.random() < habits["action"] * math.exp(drive["action"] * use):
            self.put(day + 0.05, "action_added", self.side(), action=f"a{name}", owner=self.side(0.15))
            if dice.random() < 0.8 * math.exp(0.6 * drive["action"] * use):
                helped: dict[str, Any] = {
                    "helped": dice.choices(["yes", "some", "no"], [5 * math.exp(0.8 * use), 3, 1])[0]
                }
                self.put(
                    day + dice.uniform(2, self.pace), "action_done", action=f"a{name}",
                    **(helped if dice.random() < 0.7 else {}),
                )  # fmt: skip
        tell = self.bad("feedback", day) + 0.2 * self.bad("overall", day)
        if dice.random() < habits["feedback"] * math.exp(1.4 * drive["feedback"] * tell):
            whom = dice.choices(["partner", "coordinator", "nobody"], [0.8, 0.1, 0.1])[0]
            self.put(day + dice.uniform(0.1, 2), "feedback_given", self.side(0.5), shared_with=whom)

    def write(self) -> None:
        if not self.habits["message"]:
            return
        dice, drive = self.dice, self.world.drive["write"]
        day = dice.uniform(0, 6)
        while day < self.end:
            talk = self.bad("communication", day) + 0.35 * self.bad("capacity", day) + 0.15 * self.bad("overall", day)
            if not self.is_away(day) or dice.random() < 0.3:
                by = self.side(1 - self.initiative)
                self.put(day, "message", by)
                slow = math.exp(-1.2 * drive * talk)
                if dice.random() < 0.85 * math.exp(0.7 * drive * talk):
                    self.put(day + dice.expovariate(1 / (1.2 * slow)), "message", OTHER[by])
            day += dice.expovariate(self.writes / 14 * math.exp(1.1 * drive * talk))

    def check_in(self) -> None:
        dice = self.dice
        early, late = self.world.checkin_days
        day = float(dice.randint(7, 14))
        items = list(CHANNEL_OF_ITEM)
        turn = dice.randrange(len(items))
        while day < self.end:
            asked = [items[(turn + step * 5) % len(items)] for step in range(self.world.items_each)]
            if dice.random() < 0.35 and "choose_again" not in asked:
                asked[-1] = "choose_again"
            turn += 1
            for side in SIDES:
                self.put(day, "checkin_asked", side)
                mood = 1 + 0.35 * max(-1.0, self.bad("overall", day))
                if dice.random() < self.answers[side] * mood:
                    given = {}
                    for item in asked:
                        channel = CHANNEL_OF_ITEM[item]
                        state = self.state(channel, day)
                        if channel == "communication":
                            state += 0.3 * self.bad("capacity", day)
                        given[item] = self.say(side, state, self.world.pull["items"])
                    self.put(day + dice.uniform(0.05, 3), "checkin_answered", side, items=given)
            day += early if day < 90 else late

    def say(self, side: Side, state: float, pull: float) -> int:
        if side == self.fives:
            return 5
        felt = state * (self.feels[side] if state < 0 else 0.6)
        value = self.world.norm + self.bias[side] + pull * felt + self.dice.gauss(0, self.noisy[side])
        return min(5, max(1, round(value)))

    def close(self) -> None:
        if not self.fails:
            if self.dice.random() < 0.8:
                self.put(self.end, "ended", self.side(), reason="completed")
        elif self.dice.random() > self.world.wordless:
            reason = "not_working"
            if self.cause == "capacity" or self.sudden:
                reason = self.dice.choice(["no_time", "moved", "illness"])
            self.put(self.end, "ended", self.side(), reason=reason)

    def muddle(self) -> list[dict[str, Any]]:
        """Some records come twice, and the file is in no order."""
        twice = [dict(event) for event in self.events if self.dice.random() < 0.01]
        events = self.events + twice
        self.dice.shuffle(events)
        return events
