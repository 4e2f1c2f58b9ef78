"""What passes between meetings: messages and answers, feedback, check-ins, pauses and the rare concern."""

from __future__ import annotations

from hands.bargain.pair import Pair
from hands.bargain.side import Side
from hands.bargain.terms import ANSWERS, EASE, INSIGHT, ITEMS, USE

PROMPT = 1.2


class Talk:
    """Everything the two write to each other or to the programme."""

    def __init__(self, pair: Pair) -> None:
        self.pair, self.asks = pair, int(pair.rng.integers(7, 21))

    def pass_day(self, day: int) -> None:
        pair = self.pair
        for side in pair.sides.values():
            rate = pair.world["messages"] / 7 / 3.4 * side.habit * pair.notes.get("messages", 1.0)
            rate *= 0.2 if pair.absent(day) else 1.0
            if pair.chance(rate * pair.zeal(side, "writing", day, ANSWERS)):
                self._exchange(side, day)
        if day >= self.asks:
            self.asks = day + pair.world.checkin_days
            for side in pair.sides.values():
                self._checkin(side, day)

    def _exchange(self, side: Side, day: int) -> None:
        pair, partner = self.pair, self.pair.partner(side)
        pair.diary.write(day, "message", by=side.role)
        if pair.chance(0.15):
            pair.diary.write(day, "message", by=side.role)
        ready = pair.zeal(partner, "writing", day, ANSWERS)
        if pair.chance(min(0.95, 0.8 * ready)):
            wait = pair.rng.exponential(PROMPT / max(0.15, ready))
            pair.diary.write(day + int(wait), "message", hour=pair.rng.uniform(20.9, 22.5), by=partner.role)
            side.learn(ANSWERS, pair.outcome(side, ANSWERS, day) + 0.15 - 0.1 * min(wait, 8.0), 0.7)
        else:
            side.learn(ANSWERS, pair.outcome(side, ANSWERS, day) - 0.45, 0.7)

    def pass_week(self, day: int) -> None:
        pair = self.pair
        if pair.absent(day):
            return
        for side in pair.sides.values():
            crowded = 0.1 * max(0, side.load - side.limit)
            side.learn(EASE, pair.outcome(side, EASE, day) - crowded, 0.8)
            side.learn(ANSWERS, pair.outcome(side, ANSWERS, day), 0.6)
            if day - pair.last_met > 1.8 * pair.every and pair.gone is None:
                side.learn(USE, side.base[USE] - 0.9, 0.4)
            self._feedback(side, day)
        if "elsewhere" in pair.traits and pair.chance(0.2 * pair.zeal(pair.sides["mentee"], "writing", day, ANSWERS)):
            pair.diary.write(day, "contact_logged", by="mentee", channel="phone" if pair.chance(0.6) else "in_person")
        if pair.chance(0.0003):
            pair.diary.write(day, "concern_raised", by="mentee" if pair.chance(0.7) else "mentor")

    def _feedback(self, side: Side, day: int) -> None:
        pair = self.pair
        if not pair.chance(pair.world["feedback"] * side.habit * pair.zeal(side, "notes", day, INSIGHT)):
            return
        shared = str(pair.rng.choice(["partner", "coordinator", "nobody"], p=[0.6, 0.15, 0.25]))
        pair.diary.write(day, "feedback_given", by=side.role, shared_with=shared)
        if shared == "nobody":
            return
        spoilt = pair.chance(0.36)
        partner = pair.partner(side)
        partner.learn(INSIGHT, partner.expected[INSIGHT] + (-0.41 if spoilt else 0.41), 0.5)
        trouble = pair.trouble
        running = trouble is not None and trouble.heals_on is None and day > trouble.onset
        if trouble and running and not spoilt and pair.chance(pair.world["repair"]):
            trouble.heals_on = day + 7

    def _checkin(self, side: Side, day: int) -> None:
        pair = self.pair
        if side.role == "mentor" and pair.chance(0.3):
            return
        pair.diary.write(day, "checkin_asked", hour=7.5, by=side.role)
        ready = pair.world["answering"] * side.habit * pair.zeal(side, "checkins", day) ** 0.7
        if not pair.chance(min(0.97, ready * pair.notes.get("answers", 1.0))):
            return
        names = pair.rng.choice(list(ITEMS), size=int(pair.rng.integers(2, 6)), replace=False)
        items = {str(name): self._item(side, ITEMS[str(name)]) for name in names}
        pair.diary.write(day + int(pair.rng.integers(0, 5)), "checkin_answered", by=side.role, items=items)

    def _item(self, side: Side, term: int | None) -> int:
        felt = side.worth() if term is None else 0.75 * side.expected[term] + 0.25 * side.worth()
        return side.mark(self.pair.world["mean_rating"], felt, self.pair.rng.normal(0, self.pair.world["noise"]))
