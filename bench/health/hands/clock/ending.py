"""How a pair ends, and what is told of it: its history and its truth."""

from __future__ import annotations

from typing import Any

from hands.clock.answers import ask
from hands.clock.pair import Pair
from hands.clock.people import Person
from hands.clock.scale import clip


def leave(pair: Pair, day: int) -> int:
    """Life comes between: a move, an illness, a new job."""
    pair.how = "outside"
    if pair.rnd.random() < 0.85:
        reason = pair.rnd.choice(("moved", "moved", "illness", "other"))
        pair.record.add(day, 1000, "ended", pair.rnd.choice(pair.people).role, reason=reason)
    return day


def complete(pair: Pair, day: int, met: float) -> int:
    """A good end: goals are closed (this share of them met), and mostly it is said."""
    rnd = pair.rnd
    for goal in pair.goals:
        x = rnd.random()
        if rnd.random() < 0.7:
            outcome = "met" if x < met else "partly" if x < met + 0.25 else "dropped"
            pair.record.add(day, 1050, "goal_closed", goal=goal, outcome=outcome)
    if rnd.random() < 0.85:
        pair.record.add(day, 1100, "ended", rnd.choice(pair.people).role, reason="completed")
    return day


def give_up(pair: Pair, day: int, person: Person) -> int:
    """Somebody gives up: frank people say so, polite ones just stop. Returns the day the record ends."""
    rnd, other = pair.rnd, pair.other[person]
    first_hand = [trouble for trouble in pair.live if not trouble.spill]
    main = max(first_hand or pair.live, key=lambda trouble: trouble.blame * trouble.hits[person.role])
    others = [trouble for trouble in pair.live if trouble.cause != main.cause and trouble.level > 0.15]
    rest = max(others, key=lambda trouble: trouble.blame, default=None)
    pair.cause, pair.second = main.cause, rest.cause if rest and rest.blame > 0.25 * main.blame else None
    pair.onset_on, pair.failed_on, pair.one_sided = main.start, day, other.motivation > 0.45
    if rnd.random() >= pair.programme.silent * (1.35 - 0.7 * person.frank):
        pair.how = "failed_said"
        x = rnd.random()  # no time is also the polite excuse
        reason = "no_time" if pair.cause == "capacity" or x < 0.1 else "other" if x < 0.3 else "not_working"
        pair.record.add(day, 1100, "ended", person.role, reason=reason)
        return day
    pair.how, end = "failed_silent", day + rnd.randint(0, 12)
    for after in range(day + 1, end + 1):  # the other still tries, the programme still asks
        if rnd.random() < 0.06 * other.eager:
            pair.record.add(after, 1000, "message", other.role)
        for do, rest_of_task in pair.todo.pop(after, ()):
            if do is ask:
                pair.record.add(after, 480, "checkin_asked", rest_of_task[0].role)
    return end


def tell(pair: Pair, end: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Cut the record at its end (or, unless it is failing by then, at the export) and write history and truth."""
    rnd, programme, day = pair.rnd, pair.programme, pair.record.day
    fails = pair.how.startswith("failed")
    cut = (programme.export - pair.began).days if programme.export else end
    if 60 < cut < end and not (fails and pair.onset_on <= cut):
        end, fails, pair.how = cut, False, "censored"
    mentor: dict[str, Any] = {"id": f"{pair.id}a"}
    mentee: dict[str, Any] = {"id": f"{pair.id}b"}
    for person in (mentor, mentee):
        if rnd.random() < 0.7:
            person["intended_weeks"] = int(pair.weeks * rnd.choice((0.5, 1, 1, 1, 1.5)))
    mentor |= {"load": pair.load, "limit": pair.limit}
    events = [event for on, event in pair.record.events if 0 <= on <= end]
    rnd.shuffle(events)  # so that no reader comes to rely on their order
    history = {
        "id": pair.id,
        "programme": programme.name,
        "began_on": day(0),
        "planned_weeks": pair.weeks,
        "agreed_every_days": pair.rhythm,
        "fit": round(clip(0.6 + 0.05 * pair.bond + rnd.gauss(0, 0.13)), 3),
        "mentor": mentor,
        "mentee": mentee,
        "events": events,
    }
    truth = {
        "id": pair.id,
        "fails": fails,
        "failed_on": day(pair.failed_on) if fails else None,
        "ends_on": day(end),
        "ends_how": pair.how,
        "cause": pair.cause if fails else None,
        "second_cause": pair.second if fails else None,
        "onset_on": day(pair.onset_on) if fails else None,
        "groups": groups_of(pair, fails) or ([] if fails else ["plain"]),
    }
    return history, truth


def groups_of(pair: Pair, fails: bool) -> list[str]:
    """The pair's traits, and what its life turned out to be."""
    flags = {
        "harsh_rater": any(person.harsh for person in pair.people),
        "always_five": any(person.five for person in pair.people),
        "one_sided": fails and pair.one_sided,
        "silent_ending": pair.how == "failed_silent",
        "heals": not fails and pair.scar,
    }
    return sorted(pair.traits) + [group for group, flag in flags.items() if flag]
