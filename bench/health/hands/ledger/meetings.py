"""Meetings: a renewal process on the pair's clock; each is booked, perhaps moved, then held, missed or cancelled."""

from __future__ import annotations

import math

from hands.ledger.channels import CAP, COMM, FEED, GOALS, MATCH, SESS, SIDES
from hands.ledger.pair import Pair

CALLS = ("phone", "in_person", "email")
# What the rating of a meeting hears of each channel.
USEFUL = {SESS: 0.9, MATCH: 0.5, GOALS: 0.35, FEED: 0.3, COMM: 0.2, CAP: 0.15}


def meetings(pair: Pair) -> None:
    """One meeting after another, until the record ends or they never meet again."""
    rnd, habits, end, number = pair.rnd, pair.habits, pair.fate.end, 0
    last, t = 0.2, pair.after(0, rnd.uniform(2, 4 + pair.rhythm * 0.9))
    while last < end:
        number += 1
        name, gap = f"s{number}", pair.rhythm * rnd.uniform(0.25, 0.9)
        if t < math.inf:  # no meetings at weekends
            t += (0, 0, 0, 0, 0, 2, 1)[(pair.began.weekday() + int(t)) % 7]
        booked = last + 0.04
        silence = max(pair.low(COMM, last))
        if rnd.random() > habits.books_at_once * math.exp(-1.3 * pair.programme.shows["book"] * silence):
            booked = max(last + 0.1, min(t, last + 300) - 0.5 - rnd.expovariate(0.3))
        if t == math.inf and booked > end:
            return
        slot = min(t, last + 120)
        pair.note(booked, "meeting_booked", meeting=name, starts_at=pair.stamp(slot))
        t = moved(pair, slot, booked, name)
        if t >= end:
            return
        if falls_through(pair, t, booked, name, silence):
            last, t = t, pair.after(t, gap)
            continue
        hold(pair, t, name)
        gap = pair.rhythm * habits.tempo * rnd.gammavariate(habits.regular, 1 / habits.regular)
        slot = slot if t < slot + gap / 2 else t
        last, t = t, max(t + 1, pair.after(slot, gap))


def falls_through(pair: Pair, t: float, booked: float, name: str, silence: float) -> bool:
    """Whether the meeting is cancelled or missed."""
    rnd, shows = pair.rnd, pair.programme.shows
    capacity, sessions = pair.low(CAP, t), pair.low(SESS, t)
    pressure = shows["cancel"] * (2.1 * max(capacity) + 0.8 * silence)
    if rnd.random() < pair.habits.p_cancel * math.exp(pressure):
        lean = math.tanh(3 * (capacity[0] - capacity[1]) + 1.5 * capacity[0])
        who = 0 if rnd.random() < 0.5 + 0.4 * lean else 1
        busy = rnd.random() < 0.3 + 0.5 * min(1, capacity[who]) + 0.15 * ("overloaded" in pair.groups)
        reason = "time" if busy else rnd.choice(("illness", "holiday", "other", "time"))
        when = max(booked + 0.02, t - min(1.5, rnd.expovariate(1)))
        why = {"reason": reason} if rnd.random() < 0.75 else {}
        pair.note(when, "meeting_cancelled", by=SIDES[who], meeting=name, **why)
        return True
    pressure = shows["miss"] * (1.6 * max(sessions) + 1.2 * silence + max(capacity))
    if rnd.random() < pair.programme.p_miss * math.exp(pressure):
        who = 1 if rnd.random() < 0.6 + 0.3 * (sessions[1] - capacity[0]) else 0
        pair.note(t + 0.02, "meeting_missed", by=SIDES[who], meeting=name)
        return True
    return False


def moved(pair: Pair, t: float, booked: float, name: str) -> float:
    """Rescheduling before the meeting: a habit of some, a sign of lacking time (or of style) in others."""
    rnd, shows = pair.rnd, pair.programme.shows
    for _ in range(3):
        side = [1.3 * c + 0.4 * m for c, m in zip(pair.low(CAP, t), pair.low(MATCH, t), strict=True)]
        if rnd.random() > pair.habits.p_move * math.exp(min(1.6, shows["move"] * max(side))):
            break
        who = 0 if rnd.random() < 0.5 + 0.4 * math.tanh(2 * (side[0] - side[1]) + side[0]) else 1
        when, new = max(booked + 0.05, t - rnd.expovariate(0.5)), t + rnd.uniform(1, 3 + 0.3 * pair.rhythm)
        busy = rnd.random() < 0.3 + 0.5 * pair.low(CAP, t)[who]
        reason = "time" if busy else rnd.choice(("illness", "other"))
        why = {"reason": reason} if rnd.random() < 0.5 else {}
        pair.note(when, "meeting_moved", by=SIDES[who], meeting=name, starts_at=pair.stamp(new), **why)
        t = new
    return t


def hold(pair: Pair, t: float, name: str) -> None:
    """What surrounds a meeting that took place: preparation, ratings, actions, or only a logged call."""
    rnd, habits, day = pair.rnd, pair.habits, pair.at(t)
    if rnd.random() < habits.elsewhere:
        if rnd.random() < 0.75:
            pair.note(t + 0.1, "contact_logged", by=rnd.choice(SIDES), channel=rnd.choice(CALLS))
        return
    sessions = pair.low(SESS, t)
    heavy = sum(sessions) + 0.6 * sum(pair.low(CAP, t)) + 0.4 * sum(pair.low(MATCH, t))
    minutes = max(8, int(habits.minutes * math.exp(rnd.gauss(0, 0.2) - 0.17 * heavy)))
    channel = habits.channel if rnd.random() < 0.85 else rnd.choice(("video", *CALLS))
    pair.note(t + minutes / 1440, "meeting_held", meeting=name, minutes=minutes, channel=channel)
    mood = rnd.gauss(0, 0.77) + habits.honeymoon * 0.3 * (t < 40)  # how this meeting went, for both
    for s, (side, person) in enumerate(zip(SIDES, pair.people, strict=True)):
        if rnd.random() < person.prepares * (0.55 if s == 0 else 1) * pair.thin["prepare"][s][day]:
            questions = int(pair.rng.poisson(max(0.1, 2.2 - 1.5 * sessions[s])))
            pair.note(t - rnd.expovariate(0.9), "prepared", by=side, meeting=name, questions=questions)
        if rnd.random() < person.rates * pair.thin["rate"][s][day]:
            wait = 0.05 + rnd.expovariate(1.4) * (1 + 1.5 * sessions[s])
            useful = pair.rate(s, USEFUL, t, 0.2 + mood, pair.programme.shows["useful"])
            pair.note(t + wait, "meeting_rated", by=side, meeting=name, useful=useful)
    take_home(pair, t, name)


def take_home(pair: Pair, t: float, name: str) -> None:
    """Actions agreed in a meeting, and which of them get done."""
    rnd, day = pair.rnd, pair.at(t)
    rate = pair.programme.actions * 0.5 * (pair.thin["action"][0][day] + pair.thin["action"][1][day])
    for k in range(int(pair.rng.poisson(rate))):
        action, owner, wait = f"{name}a{k}", rnd.random() < 0.78, rnd.expovariate(1.2 / max(7, pair.rhythm))
        tied = {"goal": "g1"} if rnd.random() < 0.55 * math.exp(-1.2 * pair.low(GOALS, t)[1]) else {}
        due = pair.stamp(t + rnd.choice((7, pair.rhythm, pair.rhythm)))[:10]
        by = rnd.choice(SIDES)
        added = pair.note(t + 0.06, "action_added", by=by, action=action, owner=SIDES[owner], due_on=due, **tied)
        likely = pair.people[owner].does * pair.thin["done"][owner][pair.at(t + wait)] ** 0.9
        if added and rnd.random() < likely:
            z = rnd.random() + 0.5 * pair.low(SESS, t)[owner]
            helped = {"helped": "yes" if z < 0.6 else "some" if z < 0.95 else "no"} if rnd.random() < 0.7 else {}
            pair.note(t + 0.5 + wait, "action_done", action=action, **helped)
