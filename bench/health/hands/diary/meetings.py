"""The chain of meetings: booked or not, moved, cancelled, missed or held, with all that hangs on them."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import Any

import numpy as np

from hands.diary.life import Life
from hands.diary.phases import DOES, FALL
from hands.diary.programme import SIDES


def meetings(life: Life) -> None:
    """One meeting after another, each some rhythm of open days after the last."""
    pair, script, rnd, habit = life.pair, life.script, life.rnd, life.pair.habit
    path = np.cumsum(script.factor[None][:, DOES["meet"]] * script.open).tolist()
    last, need, number = rnd.uniform(1, 5), pair.rhythm * rnd.uniform(0.2, 0.9), 0
    while True:
        now, number = min(int(last), script.end), number + 1
        t = max(now + 1, bisect_left(path, path[now] + need)) + rnd.uniform(8, 19) / 24
        name, ahead = f"m{number}", rnd.random() < habit.book * script.bend("book", last)
        booked = last + (t - last) * rnd.uniform(0, 0.35) if ahead else t - min(t - last, rnd.uniform(0.5, 4))
        life.add(booked, "meeting_booked", meeting=name, starts_at=t)
        if t < script.end and rnd.random() < min(0.85, habit.move * script.bend("move", t)):
            asked = max(booked + 0.01, t - rnd.uniform(0.1, 3))
            t += rnd.uniform(1, 0.3 * pair.rhythm + 2)
            life.add(asked, "meeting_moved", script.who("move", t), meeting=name, starts_at=t, **reason(life, t, 0.5))
        if t >= script.end:
            return
        last, need = t, pair.rhythm * habit.pace * math.exp(rnd.gauss(0, habit.wobble))
        x, busy = rnd.random(), 1.5 if script.free(t) < 0.5 else 1
        cancel = min(0.75, habit.cancel * script.bend("cancel", t) * busy)
        if x < cancel:
            asked = max(booked + 0.02, t - rnd.expovariate(0.6))
            life.add(asked, "meeting_cancelled", script.who("cancel", t), meeting=name, **reason(life, t, 1))
            need *= rnd.uniform(0.15, 0.6)
        elif x < cancel + min(0.35, habit.miss * script.bend("miss", t)):
            who = "mentee" if "lax_mentee" in pair.marks else script.who("miss", t)
            life.add(t + 0.02, "meeting_missed", who, meeting=name)
            need *= rnd.uniform(0.3, 0.8)
        else:
            hold(life, t, name)


def reason(life: Life, day: float, share: float) -> dict[str, str]:
    """Why a meeting is moved or cancelled, if it is said."""
    pair, script, rnd = life.pair, life.script, life.rnd
    now = next((word for word, start, end in script.phases if start <= day < end), "rhythm")
    busy = now in FALL and "capacity" in (pair.trouble, pair.second)
    weights = (4 + 8 * busy, 2 + 8 * (now == "crisis"), 2 + 8 * (script.free(day) < 0.5), 3)
    if rnd.random() < pair.programme.keep["reason"] * share:
        return {"reason": rnd.choices(("time", "illness", "holiday", "other"), weights)[0]}
    return {}


def hold(life: Life, t: float, name: str) -> None:
    """A meeting takes place: preparation, ratings, actions, goals."""
    pair, script, rnd, habit = life.pair, life.script, life.rnd, life.pair.habit
    minutes = habit.minutes * script.bend("minutes", t) * math.exp(rnd.gauss(0, 0.15))
    minutes = max(10, round(minutes / 5) * 5)
    channel = habit.channel if rnd.random() < 0.85 else rnd.choice(("video", "phone", "in_person"))
    life.add(t + minutes / 1440, "meeting_held", meeting=name, channel=channel, minutes=minutes)
    occasion = rnd.gauss(0, 0.46)  # some hours are simply better, for both
    for side in SIDES:
        lax = 0.6 if "lax_mentee" in pair.marks and side == "mentee" else 1
        if rnd.random() < pair.side[side].prep * script.bend("prep", t, side) * lax:
            questions = int(pair.rng.poisson(2.2 if side == "mentee" else 0.8))
            life.add(t - rnd.uniform(0.1, 2), "prepared", side, meeting=name, questions=questions)
        if rnd.random() < pair.side[side].rates * script.bend("answer", t, side):
            felt = 0.7 * script.felt(side, "sessions", t) + 0.45 * script.felt(side, "overall", t) + occasion
            life.add(t + minutes / 1440 + rnd.expovariate(1.5), "meeting_rated", side, meeting=name, felt=felt)
    take_home(life, t, name)
    look_at_goals(life, t)


def take_home(life: Life, t: float, name: str) -> None:
    """Actions agreed in a meeting, and which of them get done."""
    pair, script, rnd, habit = life.pair, life.script, life.rnd, life.pair.habit
    for k in range(pair.rng.poisson(habit.action * script.bend("action", t))):
        by, owner = rnd.choice(SIDES), "mentee" if rnd.random() < 0.75 else "mentor"
        action = f"a{name[1:]}-{k}"
        more: dict[str, Any] = {}
        if life.goals and rnd.random() < 0.5:
            more["goal"] = rnd.choice(life.goals).name
        if rnd.random() < 0.6:
            more["due_on"] = int(t + pair.rhythm * rnd.uniform(0.6, 1.5))
        life.add(t + 0.06, "action_added", by, action=action, owner=owner, **more)
        if rnd.random() < habit.done * script.bend("done", t, owner):
            low = max(0.03, 0.25 - 0.2 * script.felt(by, "sessions", t))
            helped = {}
            if rnd.random() < 0.6:
                helped["helped"] = rnd.choices(("yes", "some", "no"), (0.6, 0.35, low))[0]
            life.add(t + pair.rhythm * rnd.uniform(0.2, 1.2), "action_done", action=action, **helped)


def look_at_goals(life: Life, t: float) -> None:
    """Progress said in or after a meeting, and now and then a review."""
    pair, script, rnd = life.pair, life.script, life.rnd
    for goal in life.goals:
        if goal.set_on >= t:
            continue
        if rnd.random() < 0.3 * pair.habit.goal * script.bend("goal", t):
            step = rnd.gauss(0.09, 0.06)
            goal.value = min(1.0, max(0.0, goal.value + step + 0.05 * script.felt("mentee", "goals", t)))
            on, by = t + rnd.uniform(0.05, 2), rnd.choice(SIDES)
            life.add(on, "goal_progress", by, goal=goal.name, value=round(goal.value, 2))
        if rnd.random() < 0.003 * pair.rhythm * pair.habit.goal * script.bend("goal", t):
            kind = "goal_reviewed" if rnd.random() < 0.65 else "goal_revised"
            life.add(t + 0.08, kind, rnd.choice(SIDES), goal=goal.name)
