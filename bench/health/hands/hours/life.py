"""The days of a pair, from the introduction until it is over."""

from __future__ import annotations

from dataclasses import dataclass

from hands.hours import checkins, goals, meetings
from hands.hours.agenda import MINUTES, Task, chosen
from hands.hours.fate import Fate
from hands.hours.pair import Pair
from hands.hours.person import Person


@dataclass(frozen=True)
class Ending:
    how: str
    day: int


def live(pair: Pair, fate: Fate, cut: int) -> Ending:
    begin(pair)
    first_ask = pair.rng.randrange(14, 36)
    over_on = None
    for day in range(min(fate.last, cut) + 1):
        for person in pair.people.values():
            person.notice(pair.troubles, day)
            if day % 7 == 0:
                person.begin_week(pair.rng, pair.season(day))
                person.wear(pair.rng, pair.troubles, day)
        if day >= first_ask and (day - first_ask) % pair.programme.asks_every == 0:
            checkins.ask(pair, day)
        if pair.silent_from is None:
            pass_day(pair, day)
        if over_on is None and day % 7 == 6 and gives_up(pair, fate):
            over_on = day + (pair.rng.randrange(9, 23) if fate.silent else pair.rng.randrange(7))
            pair.silent_from = day + 1 if fate.silent else None
        if over_on == day:
            return Ending("failed_silent", day) if fate.silent else say_so(pair, day)
    return close(pair, fate, cut)


def begin(pair: Pair) -> None:
    rng, write = pair.rng, pair.ledger.write
    if rng.random() < 0.8:
        day = -rng.randrange(2, 15)
        write(day, "introduction_held", minutes=rng.randrange(15, 50))
        for role in pair.people:
            doubt = rng.gauss(0, 1) - 0.5 * pair.affinity
            answer = "not_a_fit" if doubt > 2.6 else "unsure" if doubt > 1.1 else "good"
            write(day + 1, "introduction_answered", by=role, answer=answer)
        for _ in range(rng.randrange(3)):
            write(day + 1, "message", by=rng.choice(("mentor", "mentee")))
    for role in pair.people:
        if rng.random() < 0.85:
            write(rng.randrange(3), "agreement_signed", by=role)
    pair.last_met = -round(pair.rhythm * rng.uniform(0.3, 0.9))


def gives_up(pair: Pair, fate: Fate) -> bool:
    for person in pair.people.values():
        if person.wish <= person.gives_up_at:
            if fate.kind == "trouble":
                return True
            person.wish = person.gives_up_at + 0.08
    return False


def say_so(pair: Pair, day: int) -> Ending:
    rng = pair.rng
    tired = min(pair.people.values(), key=lambda p: p.wish - p.gives_up_at)
    no_time = 0.75 if pair.troubles[0].cause == "capacity" else 0.22
    reason = "no_time" if rng.random() < no_time else "not_working" if rng.random() < 0.8 else "other"
    finish(pair, day, reason, tired.role)
    return Ending("failed_said", day)


def close(pair: Pair, fate: Fate, cut: int) -> Ending:
    if cut <= fate.last:
        return Ending("censored", cut)
    rng, day = pair.rng, fate.last
    if pair.silent_from is not None:
        return Ending("failed_silent", day)
    if fate.kind == "outside":
        finish(pair, day, rng.choice(("moved", "moved", "illness", "other")), rng.choice(("mentor", "mentee")))
        return Ending("outside", day)
    success = fate.kind == "early_success"
    goals.close_all(pair, success, day)
    finish(pair, day, "completed", rng.choice(("mentor", "mentee")))
    return Ending("early_success" if success else "completed", day)


def finish(pair: Pair, day: int, reason: str, role: str) -> None:
    by = {"by": role} if pair.rng.random() < 0.8 else {}
    pair.ledger.write(day, "ended", 21 * 60 + 10, reason=reason, **by)


def pass_day(pair: Pair, day: int) -> None:
    meetings.keep(pair, day)
    arise(pair, day)
    for person in sorted(pair.people.values(), key=lambda _: pair.rng.random()):
        person.tasks = [t for t in person.tasks if t.lapses > day]
        breaks(pair, person, day)
        if not pair.is_away(person.role, day) and pair.rng.random() < person.sittings / 7:
            sit_down(pair, person, day)


def arise(pair: Pair, day: int) -> None:
    """New things for the lists."""
    rng = pair.rng
    meetings.seek_time(pair, day)
    if not pair.goals and rng.random() < (0.12 if day < 40 else 0.02) * pair.records:
        goals.set_goal(pair, day)
    for person in pair.people.values():
        if rng.random() < 1 / pair.programme.looks_every:
            pair.want(person, "goal", day, 12)
    if rng.random() < 0.00006:
        pair.ledger.write(day, "concern_raised", by=rng.choice(("mentor", "mentee")))


def breaks(pair: Pair, person: Person, day: int) -> None:
    """A long absence is announced as a pause, sometimes."""
    for first, last in pair.away[person.role]:
        if last - first < 14 or (first + last) % 2:
            continue
        if day == first:
            until = pair.ledger.moment(last, 0).date().isoformat()
            pair.ledger.write(day, "paused", by=person.role, **({"until": until} if last % 3 else {}))
        elif day == last + 1:
            pair.ledger.write(day, "resumed", by=person.role)


def sit_down(pair: Pair, person: Person, day: int) -> None:
    share = min(1.0, pair.rng.uniform(0.8, 2.0) / person.sittings)
    minutes = max(0.0, person.minutes) * share
    if pair.rng.random() < pair.chat / person.sittings * (1 - 0.45 * person.worn) and minutes > 5:
        send(pair, person, day, 0.85)
    for task in chosen(person.tasks, day, minutes, lambda kind: pair.pull(person, kind, day), pair.rng):
        person.minutes -= MINUTES[task.kind]
        person.tasks.remove(task)
        do(pair, person, task, day)


def send(pair: Pair, person: Person, day: int, wants_answer: float) -> None:
    rng = pair.rng
    if "elsewhere" in pair.groups and rng.random() < 0.75:
        if rng.random() < 0.3:
            channel = rng.choice(("phone", "email", "in_person"))
            pair.ledger.write(day, "contact_logged", by=person.role, channel=channel)
    else:
        pair.ledger.write(day, "message", by=person.role)
        if rng.random() < 0.015:
            pair.ledger.write(day, "contact_logged", by=person.role, channel="phone")
    if rng.random() < wants_answer:
        pair.want(pair.other(person.role), "answer", day, 12)


def do(pair: Pair, person: Person, task: Task, day: int) -> None:
    rng, write = pair.rng, pair.ledger.write
    seen = rng.random() < pair.records
    if task.kind == "answer":
        send(pair, person, day, 0.5)
    elif task.kind == "time" and not pair.booked:
        meetings.book(pair, day)
    elif task.kind == "checkin":
        checkins.answer(pair, person, day)
    elif task.kind == "prepare":
        pair.prepared.add((person.role, task.ref))
        if seen:
            write(day, "prepared", by=person.role, meeting=task.ref, questions=rng.choice((0, 1, 1, 2, 2, 3, 4)))
    elif task.kind == "goal" and seen:
        goals.look(pair, person, day)
    elif task.kind == "action" and seen:
        write(day, "action_done", action=task.ref, **helped(pair, person))
    elif task.kind == "feedback" and seen:
        trust = 0.8 - 0.4 * person.aches.get("feedback", 0.0) - 0.3 * person.worn
        shared = "partner" if rng.random() < trust else rng.choice(("coordinator", "nobody"))
        write(day, "feedback_given", by=person.role, shared_with=shared)


def helped(pair: Pair, person: Person) -> dict[str, str]:
    doubt = pair.rng.gauss(0, 0.5) + person.aches.get("goals", 0.0) + 0.5 * person.worn
    if pair.rng.random() < 0.35 + 0.3 * person.aches.get("feedback", 0.0):
        return {}
    return {"helped": "no" if doubt > 1.0 else "some" if doubt > 0.3 else "yes"}
