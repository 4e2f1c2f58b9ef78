"""Meetings: when they are booked, what becomes of them, and what each side learns from them."""

from __future__ import annotations

from hands.bargain.goals import Goals
from hands.bargain.pair import Pair
from hands.bargain.side import Side
from hands.bargain.terms import EASE, INSIGHT, USE, WARMTH


class Meetings:
    """The calendar of a pair, a day at a time."""

    def __init__(self, pair: Pair, goals: Goals) -> None:
        self.pair, self.goals, self.count = pair, goals, 0
        self.booked: tuple[str, int, float] | None = None
        self.channel = str(pair.rng.choice(["video", "in_person", "phone"], p=[0.65, 0.22, 0.13]))

    def pass_day(self, day: int) -> None:
        if self.booked is None:
            self._book(day)
        elif day == self.booked[1] - 1:
            self._eve(day)
        elif day >= self.booked[1]:
            self._due(day)

    def zeal(self, kind: str, day: int) -> float:
        """A meeting takes two: the less ready of them counts most."""
        each = [self.pair.zeal(side, kind, day, EASE, USE) for side in self.pair.sides.values()]
        return 0.7 * min(each) + 0.3 * max(each)

    def _book(self, day: int) -> None:
        pair = self.pair
        target = pair.last_met + pair.every
        if day < target - max(4, pair.every * 0.6) or not pair.chance(0.7 * self.zeal("booking", day) ** 2.5):
            return
        wanted = round(pair.rng.normal(target, pair.world["irregular"] * pair.every))
        self.count += 1
        starts_at = self._place(f"m{self.count}", max(day + 1 + int(pair.rng.poisson(1)), wanted))
        pair.diary.write(day, "meeting_booked", meeting=f"m{self.count}", starts_at=starts_at)

    def _place(self, name: str, starts: int) -> str:
        while self.pair.absent(starts):
            starts += 1
        self.booked = (name, starts, float(self.pair.rng.integers(8, 19)))
        return self.pair.diary.moment(starts, self.booked[2])

    def _eve(self, day: int) -> None:
        pair, (name, starts, _) = self.pair, self.booked or ("", 0, 0.0)
        slack = max(0.0, 1 - self.zeal("keeping", day))
        mover = "mentor" if pair.chance(0.55) else "mentee"
        if pair.chance(0.03 + 0.3 * slack + 0.5 * ("always_reschedules" in pair.traits)):
            starts_at = self._place(name, starts + int(pair.rng.integers(1, max(3, pair.every // 3))))
            reason = {"reason": self._reason(day)} if pair.chance(0.4) else {}
            pair.diary.write(day, "meeting_moved", by=mover, meeting=name, starts_at=starts_at, **reason)
        elif pair.chance(0.02 + 0.4 * slack):
            pair.diary.write(day, "meeting_cancelled", by=mover, meeting=name, reason=self._reason(day))
            self.booked = None
        else:
            self._prepare(day, name)

    def _reason(self, day: int) -> str:
        busy = 0.35 + 0.45 * self.pair.hit(EASE, day)
        shares = [busy, 0.4 * (1 - busy), 0.2 * (1 - busy), 0.4 * (1 - busy)]
        return str(self.pair.rng.choice(["time", "illness", "holiday", "other"], p=shares))

    def _prepare(self, day: int, name: str) -> None:
        pair = self.pair
        for side in pair.sides.values():
            ready = pair.world["preparing"] * side.habit * (1 if side.role == "mentee" else 0.6)
            if pair.chance(ready * pair.zeal(side, "preparing", day, USE) * pair.notes.get("writes", 1.0)):
                pair.diary.write(day, "prepared", by=side.role, meeting=name, questions=int(pair.rng.poisson(2.2)))

    def _due(self, day: int) -> None:
        pair, (name, _, hour) = self.pair, self.booked or ("", 0, 0.0)
        self.booked = None
        if pair.gone or pair.chance(0.012 + 0.1 * max(0.0, 1 - self.zeal("keeping", day))):
            who = pair.gone or min(pair.sides.values(), key=Side.keen).role
            pair.diary.write(day, "meeting_missed", hour, by=who, meeting=name)
            pair.sides["mentee" if who == "mentor" else "mentor"].learn(USE, -0.5)
            return
        pair.last_met = day
        self._hold(day, name, hour)

    def _hold(self, day: int, name: str, hour: float) -> None:
        pair = self.pair
        good = min(side.keen() for side in pair.sides.values()) * (1 - pair.world["grip"] * pair.hit(USE, day))
        away = "elsewhere" in pair.traits and pair.chance(0.25)
        noted = not away and pair.chance(pair.world["recorded"] * pair.notes.get("meetings", 1.0))
        if away and pair.chance(0.5):
            channel = str(pair.rng.choice(["phone", "in_person"]))
            pair.diary.write(day, "contact_logged", by="mentor" if pair.chance(0.5) else "mentee", channel=channel)
        if noted:
            channel = self.channel if pair.chance(0.9) else str(pair.rng.choice(["phone", "email"]))
            minutes = int(max(10, pair.rng.normal(38 + 15 * good, 10)) // 5 * 5)
            pair.diary.write(day, "meeting_held", hour, meeting=name, channel=channel, minutes=minutes)
        for side in pair.sides.values():
            self._feel(side, day, name, noted)
        self.goals.meet(day)
        if noted:
            self.goals.act(day, good * pair.notes.get("writes", 1.0))

    def _feel(self, side: Side, day: int, name: str, noted: bool) -> None:
        pair = self.pair
        use = pair.outcome(side, USE, day)
        side.learn(USE, use)
        side.learn(WARMTH, pair.outcome(side, WARMTH, day))
        side.learn(INSIGHT, pair.outcome(side, INSIGHT, day), 0.8)
        ready = pair.world["rating"] * side.habit * pair.zeal(side, "rating", day) * pair.notes.get("writes", 1.0)
        if noted and pair.chance(ready):
            felt = 0.25 * use + 0.75 * side.worth()
            noise, after = pair.rng.normal(0, pair.world["noise"]), int(pair.rng.integers(0, 3))
            mark = side.mark(pair.world["mean_rating"], 0.8 + pair.world["candour"] * (felt - 0.8), noise)
            pair.diary.write(day + after, "meeting_rated", by=side.role, meeting=name, useful=mark)
