"""Meetings: finding a time, what comes between, how one goes, and what it leaves to do."""

from __future__ import annotations

from hands.hours.pair import Meeting, Pair
from hands.hours.person import Person


def seek_time(pair: Pair, day: int) -> None:
    """Put 'find a time' on someone's list when the next meeting is coming due and none stands."""
    due = pair.last_met + pair.rhythm * pair.stretch * 0.35
    if pair.booked or day < due or any(t.kind == "time" for p in pair.people.values() for t in p.tasks):
        return
    organiser = pair.people[pair.organiser]
    person = organiser if pair.rng.random() < 0.7 else pair.other(pair.organiser)
    pair.want(person, "time", day, max(5, pair.rhythm // 2))


def book(pair: Pair, day: int) -> None:
    """A date near the rhythm; whoever is worn or has no hours proposes a later one."""
    pull_back = min(1.0, pair.programme.shows["meeting"] * max(reluctance(p) for p in pair.people.values()))
    interval = pair.rhythm * pair.stretch * pair.rng.lognormvariate(0, pair.programme.irregular)
    soonest = day + 1 + pair.rng.randrange(3) + round(interval * pull_back * 0.5)
    when = max(soonest, round(pair.last_met + interval * (1 + pull_back * pair.rng.uniform(0, 1.6))))
    for person in pair.people.values():
        for first, last in pair.away[person.role]:
            if first <= when <= last and pair.rng.random() < 0.7:
                when = last + pair.rng.randrange(1, 5)
    pair.booked = Meeting(pair.name("m"), when, pair.rng.randrange(9 * 2, 18 * 2) * 30)
    starts = pair.ledger.moment(when, pair.booked.minute).isoformat()
    pair.ledger.write(day, "meeting_booked", meeting=pair.booked.name, starts_at=starts)
    for person in pair.people.values():
        pair.want(person, "prepare", day, when - day, pair.booked.name)


def reluctance(person: Person) -> float:
    return 0.7 * person.worn**0.7 + 0.6 * person.eaten + 0.3 * max(0.0, -person.mood - 0.4)


def upset(pair: Pair, person: Person, day: int) -> str | None:
    """Why this person does not come today, if so."""
    rng, programme = pair.rng, pair.programme
    if pair.is_away(person.role, day):
        return "holiday"
    chance = programme.unrest * (3.2 if "always_reschedules" in pair.groups else 1.0)
    pressed = 1.5 if person.minutes < 45 else 0.0
    chance *= 1 + 3 * programme.shows["meeting"] * person.worn**0.7 + pressed - 0.4 * person.mood
    if rng.random() < chance:
        return "time" if person.minutes < 60 or rng.random() < 0.5 else "other"
    return "illness" if rng.random() < 0.012 else None


def keep(pair: Pair, day: int) -> None:
    """The day of a meeting has come."""
    meeting = pair.booked
    if meeting is None or meeting.day > day:
        return
    for person in sorted(pair.people.values(), key=lambda p: p.role != pair.organiser):
        reason = upset(pair, person, day)
        if reason:
            return put_off(pair, meeting, person, reason, day)
        if pair.rng.random() < 0.012 * (1 + 3 * person.worn) * (1.6 if person.energy < -0.5 else 1.0):
            pair.ledger.write(day, "meeting_missed", meeting.minute + 15, by=person.role, meeting=meeting.name)
            pair.booked = None
            pair.other(person.role).mood -= 0.4
            return None
    return hold(pair, meeting, day)


def put_off(pair: Pair, meeting: Meeting, person: Person, reason: str, day: int) -> None:
    rng = pair.rng
    why = {"reason": reason} if rng.random() < 0.7 else {}
    eager = 0.88 - 0.6 * person.worn - 0.12 * meeting.moves
    if rng.random() < max(eager, 0.85 if "always_reschedules" in pair.groups else 0.0):
        meeting.moves += 1
        meeting.day = day + 1 + min(14, round(rng.expovariate(1 / (1.0 + pair.rhythm / 6))))
        starts = pair.ledger.moment(meeting.day, meeting.minute).isoformat()
        pair.ledger.write(day, "meeting_moved", 430, by=person.role, meeting=meeting.name, starts_at=starts, **why)
        return
    pair.ledger.write(day, "meeting_cancelled", 430, by=person.role, meeting=meeting.name, **why)
    pair.booked = None


def hold(pair: Pair, meeting: Meeting, day: int) -> None:
    rng, people = pair.rng, pair.people
    length = round(min(100, max(10, rng.gauss(48, 11) - 12 * max(p.worn for p in people.values()))))
    pair.booked, pair.last_met, pair.met = None, day, pair.met + 1
    seen = rng.random() < pair.minuted
    channel = pair.channel if rng.random() < 0.85 else rng.choice(("video", "phone", "in_person", "email"))
    if seen:
        pair.ledger.write(day, "meeting_held", meeting.minute, meeting=meeting.name, channel=channel, minutes=length)
    elif "elsewhere" in pair.groups and rng.random() < 0.4:
        pair.ledger.write(day, "contact_logged", by=rng.choice(("mentor", "mentee")), channel=channel)
    common = rng.gauss(0, 0.7)
    for person in people.values():
        person.minutes -= length
        value = quality(pair, person, meeting, day) + common
        person.mood += 0.35 * (value - person.mood)
        if seen and rng.random() < person.rates * (1 - 0.25 * person.worn):
            rate(pair, person, meeting.name, value, day)
    leave_work(pair, day)


def quality(pair: Pair, person: Person, meeting: Meeting, day: int) -> float:
    """How it went for one side, about nought when as usual."""
    ready = sum((role, meeting.name) in pair.prepared for role in pair.people)
    shows = pair.programme.shows["quality"]
    value = 0.25 * pair.affinity + 0.2 * (ready - 1) + 0.25 * person.energy + 0.6 * pair.glow(day)
    value -= shows * (1.1 * min(1.2, person.dulled) + 0.7 * person.worn**1.3)
    return value - (pair.rng.uniform(0.8, 2.2) if pair.rng.random() < 0.035 else 0.0)


def rate(pair: Pair, person: Person, name: str, value: float, day: int) -> None:
    level = 4.15 + person.steadiness * (0.75 * value + pair.rng.gauss(0, pair.programme.rating_noise))
    pair.ledger.write(day, "meeting_rated", by=person.role, meeting=name, useful=person.one_to_five(level))


def leave_work(pair: Pair, day: int) -> None:
    """What a meeting leaves behind: actions, now and then feedback, perhaps the next date."""
    rng = pair.rng
    spoilt = max(p.spoilt.get("action", 0.0) + p.spoilt.get("prepare", 0.0) for p in pair.people.values())
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3))):
        if rng.random() < 0.55 * spoilt or rng.random() > pair.records:
            continue
        owner = "mentee" if rng.random() < 0.72 else "mentor"
        add_action(pair, owner, day)
    for person in pair.people.values():
        if rng.random() < 0.4:
            pair.want(person, "feedback", day, 12)
    worn = max(p.worn for p in pair.people.values())
    slow = max(p.spoilt.get("time", 0.0) for p in pair.people.values())
    if rng.random() < pair.programme.books_ahead * (1 - 0.6 * worn) * (1 - 0.6 * min(1.0, slow)):
        book(pair, day)


def add_action(pair: Pair, owner: str, day: int) -> None:
    name, rng = pair.name("a"), pair.rng
    keys = {"goal": rng.choice(sorted(pair.goals))} if pair.goals and rng.random() < 0.6 else {}
    days = rng.randrange(6, 24)
    if rng.random() < 0.5:
        keys["due_on"] = pair.ledger.moment(day + days, 0).date().isoformat()
    pair.ledger.write(day, "action_added", by=rng.choice(("mentor", "mentee")), action=name, owner=owner, **keys)
    pair.want(pair.people[owner], "action", day, days + 14, name)
