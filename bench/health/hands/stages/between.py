"""What happens before, between and after meetings: the beginning, messages, goals, check-ins, feedback, the end."""

from __future__ import annotations

import math

import numpy as np

from hands.stages.diary import Diary
from hands.stages.habits import ITEMS, SIDES, chance
from hands.stages.life import Life
from hands.stages.manner import Manner
from hands.stages.people import Couple
from hands.stages.programme import Programme

GROUP_OF = {item: group for group, items in ITEMS.items() for item in items}


def days_with(rng: np.random.Generator, rate: np.ndarray) -> np.ndarray:
    """The days on which something of this daily rate happens, a day named once for each time."""
    return np.repeat(np.arange(len(rate)), rng.poisson(rate))


def write_messages(rng: np.random.Generator, diary: Diary, couple: Couple, manner: Manner) -> None:
    for side, person in enumerate(couple.people):
        for day in days_with(rng, person.writes / 7 * manner.rate(side, "write")):
            moment = diary.hour(day)
            diary.note(moment, "message", by=person.side)
            eager = manner.shift(1 - side, moment, "write")
            if rng.random() < chance(0.3 if couple.recorded > 0.7 else 0.2, eager):
                reply = moment + float(rng.exponential(0.7)) * math.exp(-0.8 * eager) + 0.01
                diary.note(reply, "message", by=SIDES[1 - side])
        often = 0.15 if "elsewhere" in couple.groups else 0.012
        for day in days_with(rng, often / 7 * manner.rate(side, "write")):
            diary.note(
                diary.hour(day),
                "contact_logged",
                by=person.side,
                channel=str(rng.choice(("phone", "in_person", "email"))),
            )


def write_goals(
    rng: np.random.Generator, programme: Programme, diary: Diary, couple: Couple, manner: Manner, ends_how: str
) -> None:
    for number in range(int(rng.choice((1, 2, 3), p=(0.3, 0.45, 0.25)))):
        goal, owner = f"g{number + 1}", int(rng.random() < 0.7)
        first = diary.hour(rng.exponential(14) + 12 * number)
        diary.note(first, "goal_set", by=SIDES[owner], goal=goal, measurable=bool(rng.random() < 0.5))
        if rng.random() < 0.75:
            diary.note(first + float(rng.exponential(4)), "goal_agreed", by=SIDES[1 - owner], goal=goal)
        reached = 0.0
        for side, part in ((0, 0.25), (1, 0.6)):
            rate = part * programme.plans / 7 * couple.recorded * manner.rate(side, "plan")
            for day in days_with(rng, rate * (np.arange(manner.days) > first + 3)):
                reached = min(1.0, reached + float(rng.uniform(0, 0.12)))
                kind = str(rng.choice(("goal_progress", "goal_reviewed", "goal_revised"), p=(0.68, 0.24, 0.08)))
                value = {"value": round(reached, 2)} if kind == "goal_progress" else {}
                diary.note(diary.hour(day), kind, by=SIDES[side], goal=goal, **value)
        if ends_how in ("completed", "early_success") and rng.random() < 0.75:
            shares = (0.5, 0.38, 0.12) if ends_how == "completed" else (1, 0, 0)
            diary.note(
                max(first, diary.closing - float(rng.exponential(8))),
                "goal_closed",
                goal=goal,
                outcome=str(rng.choice(("met", "partly", "dropped"), p=shares)),
            )


def write_checkins(
    rng: np.random.Generator, programme: Programme, diary: Diary, couple: Couple, manner: Manner
) -> None:
    for day in range(14 + int(rng.integers(0, 7)), manner.days, programme.asks_every):
        for side, person in enumerate(couple.people):
            diary.note(day + 0.375, "checkin_asked", by=person.side)
            shift = manner.shift(side, day, "answer") - (1.2 if manner.is_away(day) else 0)
            if rng.random() < chance(person.answers, shift):
                moment = diary.hour(day + int(rng.exponential(1.6))) + 0.06
                asked = rng.choice(list(GROUP_OF), size=int(rng.integers(5, 9)), replace=False)
                items = {
                    str(item): person.answer(rng, person.items[item] + manner.shift(side, moment, GROUP_OF[item]))
                    for item in asked
                }
                diary.note(moment, "checkin_answered", by=person.side, items=items)


def write_words(rng: np.random.Generator, diary: Diary, couple: Couple, manner: Manner) -> None:
    """Feedback, a rare concern, and a long holiday told as a pause."""
    for side, person in enumerate(couple.people):
        for day in days_with(rng, person.tells / 7 * manner.rate(side, "tell")):
            shared = str(rng.choice(("partner", "coordinator", "nobody"), p=(0.6, 0.25, 0.15)))
            diary.note(diary.hour(day), "feedback_given", by=person.side, shared_with=shared)
        if rng.random() < 0.004:
            diary.note(diary.hour(rng.integers(0, manner.days)), "concern_raised", by=person.side)
    for first, last in manner.holidays:
        if last - first > 14 and rng.random() < 0.45:
            by = str(rng.choice(SIDES))
            until = {"until": diary.stamp(last)[:10]} if rng.random() < 0.7 else {}
            diary.note(diary.hour(first), "paused", by=by, **until)
            if rng.random() < 0.7:
                diary.note(diary.hour(last), "resumed", by=by)


def write_opening(rng: np.random.Generator, diary: Diary, couple: Couple) -> None:
    if rng.random() < 0.8:
        met = diary.hour(-int(rng.integers(4, 18)))
        diary.note(met, "introduction_held", minutes=int(rng.choice((20, 30, 45))))
        unsure = 0.2 if couple.fit < 0.5 or couple.vague else 0.08
        for side in SIDES:
            if rng.random() < 0.85:
                answer = str(rng.choice(("good", "unsure", "not_a_fit"), p=(0.98 - unsure, unsure, 0.02)))
                diary.note(met + float(rng.uniform(0.02, 1.5)), "introduction_answered", by=side, answer=answer)
        for _ in range(rng.poisson(1.2 * couple.recorded)):
            diary.note(diary.hour(-int(rng.integers(1, 4))), "message", by=str(rng.choice(SIDES)))
    for side in SIDES:
        if rng.random() < 0.85 * couple.recorded + 0.1:
            diary.note(diary.hour(int(rng.exponential(4))), "agreement_signed", by=side)


def write_closing(rng: np.random.Generator, diary: Diary, life: Life) -> None:
    said = {"failed_said": 1.0, "outside": 0.8, "completed": 0.9, "early_success": 1.0}.get(life.ends_how, 0.0)
    if rng.random() > said:
        return
    by, reason = str(rng.choice(SIDES)), "completed"
    if life.trouble:
        usual = "no_time" if life.trouble.cause == "capacity" else "not_working"
        reason = str(rng.choice((usual, "not_working", "no_time", "other"), p=(0.64, 0.12, 0.12, 0.12)))
        by = str(rng.choice(SIDES, p=(0.64, 0.36)))
    elif life.ends_how == "outside":
        reason = str(rng.choice(("moved", "illness", "other"), p=(0.55, 0.33, 0.12)))
    diary.note(diary.closing, "ended", reason=reason, **({"by": by} if rng.random() < 0.8 else {}))
