"""Meetings: somebody looks for a date, the day comes, and they meet or they do not."""

from __future__ import annotations

from datetime import timedelta

from hands.clock.answers import rate
from hands.clock.goals import agree_action, mark_progress
from hands.clock.pair import Pair
from hands.clock.people import Person
from hands.clock.programme import CAUSES
from hands.clock.scale import clip

# What each trouble takes from the worth of a meeting.
USEFUL_LOSS = {
    "goals": 0.35,
    "match": 0.35,
    "communication": 0.1,
    "feedback": 0.3,
    "sessions": 1.4,
    "capacity": 0.1,
}


def try_booking(pair: Pair, day: int) -> None:
    """Whoever cares looks for a date, and needs the other's yes; planners early, improvisers late."""
    for person in pair.people:
        both = 0.08 + 0.92 * person.eager * pair.other[person].eager
        keen = 0.46 * both * (1 - 0.75 * pair.shown("communication"))
        if day - pair.due + 6 * person.planner >= 0 and pair.rnd.random() < keen and not person.is_away(day):
            book(pair, day, max(pair.due, day + pair.rnd.randint(1, 4)))
            return


def book(pair: Pair, today: int, day: int) -> None:
    """Put the next meeting into the diary, off weekends and mostly off holidays."""
    rnd, record = pair.rnd, pair.record
    weekday = (pair.began + timedelta(day)).weekday()
    day += 7 - weekday if weekday > 4 and rnd.random() < 0.85 else 0
    for start, end in pair.mentor.away + pair.mentee.away:
        if start <= day < end and rnd.random() < 0.6:
            day = end + rnd.randint(0, 4)
    name = record.name("s")
    pair.meeting, pair.booked_on = (name, day), today
    if record.keeps(today, "meeting_booked"):
        starts_at = record.moment(day, pair.mentor.hours * 60)
        record.add(today, rnd.randint(400, 530), "meeting_booked", meeting=name, starts_at=starts_at)
    for person in pair.people:
        pair.later(max(today, day - rnd.choice((0, 1, 1, 2, 3))), prepare, person, name)


def prepare(pair: Pair, day: int, person: Person, name: str) -> None:
    """Write down questions beforehand, if time and interest allow."""
    if pair.meeting is None or pair.meeting[0] != name:
        return
    side = 1 if person.role == "mentee" else 0.65
    loss = side * pair.shown("sessions")
    likely = (0.35 + 0.5 * person.planner) * side * (1 - 0.85 * loss) * (0.25 + 0.75 * person.eager)
    if pair.rnd.random() < likely and pair.record.keeps(day, "prepared", person):
        questions = max(0, int(pair.rnd.gauss(3.2 - 1.8 * loss - person.slide, 1.2)))
        pair.record.add(day, pair.rnd.randint(480, 530), "prepared", person.role, meeting=name, questions=questions)


def keep_date(pair: Pair, name: str, day: int) -> None:
    """The day has come: does it happen?"""
    rnd, record, hour = pair.rnd, pair.record, pair.mentor.hours
    before = max(pair.booked_on, day - rnd.choice((0, 0, 1, 1, 2)))
    for person in rnd.sample(pair.people, 2):
        away, squeezed, x = person.is_away(day), clip(0.55 - person.time) * 1.5, rnd.random()
        call_off = 0.012 + 0.27 * squeezed + 0.32 * person.slide + (0.8 if away else 0)
        shuffle = 0.06 + 0.22 * ("always_reschedules" in pair.traits) + 0.22 * pair.shown("match") + 0.25 * squeezed
        if x < call_off:
            reason = "time" if squeezed > 0.1 and rnd.random() < 0.85 else rnd.choice(("illness", "other", "time"))
            more = {"reason": "holiday" if away else reason} if rnd.random() < pair.programme.reasons else {}
            record.add(before, 535, "meeting_cancelled", person.role, meeting=name, **more)
            soon = rnd.randint(2, 2 + pair.rhythm // 5) if rnd.random() < 0.9 else pair.rhythm
            pair.meeting, pair.due = None, day + (rnd.randint(9, 16) if away else soon)
            return
        if x < call_off + shuffle:
            moved = day + rnd.randint(1, 2 + min(4, pair.rhythm // 6))
            if record.keeps(day, "meeting_moved"):
                said = rnd.random() < pair.programme.reasons * 0.6
                more = {"reason": "time" if squeezed > 0.1 else "other"} if said else {}
                starts_at = record.moment(moved, hour * 60)
                record.add(before, 535, "meeting_moved", person.role, meeting=name, starts_at=starts_at, **more)
            pair.meeting, pair.booked_on = (name, moved), day
            return
        if x > 1 - (0.012 + 0.07 * person.slide + 0.04 * pair.friction["communication"]):
            record.add(day, hour * 60 + 30, "meeting_missed", person.role, meeting=name)
            pair.other[person].memory -= 0.25
            pair.meeting, pair.due = None, day + rnd.randint(3, 9)
            return
    meet(pair, day, name)


def meet(pair: Pair, day: int, name: str) -> None:
    """They meet: how good it was, what is agreed, what is remembered and what is recorded."""
    rnd, friction, mentor, mentee = pair.rnd, pair.friction, pair.mentor, pair.mentee
    slide = (mentor.slide + mentee.slide) / 2
    good = 0.42 * pair.bond + rnd.gauss(0, 0.58) + (0.5 if pair.glow(day) else 0) - 0.40 * slide
    good -= sum(USEFUL_LOSS[cause] * pair.programme.signal[cause] * friction[cause] for cause in CAUSES)
    pair.meeting, pair.due = None, day + pair.rhythm - (rnd.random() < 0.3)
    short = 0.4 * friction["match"] + 0.25 * friction["sessions"] + 0.15 * slide
    minutes = max(10, int(pair.length * (1 - short + rnd.gauss(0, 0.12))))
    end = mentor.hours * 60 + rnd.choice((0, 0, 15, 30)) + minutes
    seen = write_down(pair, day, name, minutes, end)
    pair.progress += pair.tempo * pair.rhythm / pair.days * clip(1 + 0.2 * good - 0.8 * friction["goals"], 0, 1.6)
    for person in pair.people:
        look_back(pair, day, person, name, good, end if seen else None)
    steps = 0.95 * (1 - 0.65 * pair.shown("sessions")) * (1 - 0.5 * slide)
    for _ in range((rnd.random() < steps) + (rnd.random() < 0.45 * steps)):
        agree_action(pair, day, end + 5)
    mark_progress(pair, day, slide)
    ahead = (0.15 + 0.3 * (mentor.planner + mentee.planner)) * (mentor.eager + mentee.eager) / 2
    if rnd.random() < ahead * (1 - 0.85 * pair.shown("communication")):
        book(pair, day, pair.due)


def write_down(pair: Pair, day: int, name: str, minutes: int, end: int) -> bool:
    """Log the meeting, or only that they spoke elsewhere; returns whether the record has the meeting."""
    rnd = pair.rnd
    elsewhere = "elsewhere" in pair.traits and rnd.random() < 0.6
    if not elsewhere and rnd.random() < pair.programme.records["held"]:
        channel = pair.channel if rnd.random() < 0.85 else rnd.choice(("video", "phone", "in_person"))
        pair.record.add(day, end, "meeting_held", meeting=name, channel=channel, minutes=minutes)
        return True
    if elsewhere and rnd.random() < 0.65:
        channel = rnd.choice(("phone", "in_person", "email"))
        pair.record.add(day, end + 60, "contact_logged", rnd.choice(pair.people).role, channel=channel)
    return False


def look_back(pair: Pair, day: int, person: Person, name: str, good: float, end: int | None) -> None:
    """What one side keeps of a meeting: a memory, a rating if it was logged (it ended then), a word of feedback."""
    rnd, record = pair.rnd, pair.record
    person.memory = 0.7 * person.memory + 0.3 * clip(good + 0.35 * rnd.gauss(0, 1), -1.5, 1.5)
    rates = 0.92 - 0.3 * person.slide
    if end is not None and record.keeps(day, "meeting_rated", person) and rnd.random() < rates:
        felt = good + 0.5 * person.taste["sessions"] + rnd.gauss(0, 0.25) - 0.45 * person.slide
        useful = rate(pair, person, felt)
        on = day + (rnd.random() < 0.25)
        record.add(on, end + rnd.randint(5, 90), "meeting_rated", person.role, meeting=name, useful=useful)
    spoken = 0.55 * (0.4 + person.frank) * (1 - 0.9 * pair.shown("feedback")) * (1 - 0.6 * person.slide)
    if rnd.random() < spoken and record.keeps(day, "feedback_given", person):
        to_partner = rnd.random() < 0.8 - 0.4 * pair.friction["feedback"]
        reader = "partner" if to_partner else rnd.choice(("coordinator", "nobody"))
        record.add(day + rnd.randint(0, 2), 1100, "feedback_given", person.role, shared_with=reader)
