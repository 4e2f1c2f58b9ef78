"""How a pair begins: introduction, agreement, holidays to come, and what the programme's calendar holds."""

from __future__ import annotations

from datetime import date

from hands.clock.answers import ask
from hands.clock.goals import review, set_goal
from hands.clock.pair import Pair


def begin(pair: Pair) -> None:
    """Meet, sign, and put into the to-do lists what the programme will ask for."""
    rnd, programme, record = pair.rnd, pair.programme, pair.record
    plan_holidays(pair)
    record.add(0, 600, "introduction_held", minutes=rnd.choice((20, 30, 30, 45)))
    misfit = any(trouble.cause == "match" and trouble.start < 90 for trouble in pair.troubles)
    for person in pair.people:
        if rnd.random() < 0.8:
            x, doubt = rnd.random(), 0.10 - 0.06 * pair.bond + (0.18 if misfit else 0)
            answer = "not_a_fit" if x < doubt * 0.08 else "unsure" if x < doubt else "good"
            record.add(rnd.randint(0, 3), 1000, "introduction_answered", person.role, answer=answer)
        if rnd.random() < 0.9:
            record.add(rnd.randint(1, 10), 1010, "agreement_signed", person.role)
        if rnd.random() < 0.004:
            record.add(rnd.randrange(20, pair.days), 900, "concern_raised", person.role)
        day = rnd.randint(5, 14)
        while day < pair.days:
            pair.later(day, ask, person, programme.items)
            day += programme.ask_early if day < 90 else programme.ask_later
        if programme.midway:
            pair.later(91 + rnd.randint(-3, 3), ask, person, 12)
    foggy = any(trouble.cause == "goals" for trouble in pair.troubles) and rnd.random() < 0.4
    for _ in range(rnd.choice((1, 1, 2, 2, 3))):
        pair.later(rnd.randint(2, 50 if foggy else 28), set_goal, pair.mentee)
    for day in range(55, pair.days, rnd.randint(42, 70)):
        pair.later(day + rnd.randint(-6, 6), review, pair.mentee)


def plan_holidays(pair: Pair) -> None:
    """Common holidays by the calendar, a private one now and then, a long one for holiday pairs."""
    rnd, programme = pair.rnd, pair.programme
    for person in pair.people:
        for year in range(pair.began.year, pair.began.year + 3):
            winter, summer = date(year, 12, 21), date(year, 7, 20)
            for when, likely, long in ((winter, programme.winter, 14), (summer, programme.summer, 17)):
                if rnd.random() < likely:
                    start = (when - pair.began).days + rnd.randint(-2, 9)
                    person.away.append((start, start + rnd.randint(long - 5, long + 3)))
        if rnd.random() < 0.3:
            start = rnd.randrange(pair.days)
            person.away.append((start, start + rnd.randint(5, 10)))
    if "holidays" in pair.traits:
        start, person = rnd.randrange(30, pair.days - 20), rnd.choice(pair.people)
        end = start + rnd.randint(28, 45)
        person.away.append((start, end))
        if rnd.random() < programme.pauses:
            pair.record.add(start - 1, 600, "paused", person.role, until=pair.record.day(end))
            pair.record.add(end, 600, "resumed", person.role)
