"""The days of a pair, one after another, written down out of its states."""

from __future__ import annotations

from datetime import date

from hands.river.beginning import begin
from hands.river.channels import SIDES
from hands.river.checkins import checkin
from hands.river.goals import work_between
from hands.river.meetings import Meetings
from hands.river.pair import Pair
from hands.river.record import Entry
from hands.river.talk import feedback_between, talk, writes


def live(pair: Pair, last: float, end: float) -> None:
    """Live through the days up to `last`; after that only the programme asks, up to `end`."""
    rnd, programme = pair.rnd, pair.programme
    begin(pair, last)
    off = days_off(pair)
    ask, meetings = 7 + rnd.randrange(7), Meetings(pair)
    for day in range(int(last) + 1):
        if day % 7 == 0:
            x = pair.at(day)
            likely = [writes(pair, x, side) for side in (0, 1)]
        for side in (0, 1):
            if rnd.random() < likely[side] * (0.25 if day in off else 1):
                talk(pair, day, side, x)
        work_between(pair, day, x)
        feedback_between(pair, day, x)
        if day == ask:
            ask += programme.ask_first if day < 90 else programme.ask_later
            checkin(pair, day, x)
        meetings.pass_day(day, x, off=day in off)
    while ask <= end - 1:
        pair.record.entries += [Entry(ask + 0.35, "checkin_asked", {"by": by}) for by in SIDES]
        ask += programme.ask_first if ask < 90 else programme.ask_later


def days_off(pair: Pair) -> set[int]:
    """Holidays, of which some are declared, and the days around the new year, when few meet."""
    rnd, record, first = pair.rnd, pair.record, pair.record.began
    eves = [(date(first.year + k, 12, 23) - first).days for k in (-1, 0, 1)]
    if pair.declares:
        for start, end in pair.breaks:
            by = rnd.choice(SIDES)
            until = {"until": record.day(end)} if rnd.random() < 0.8 else {}
            record.add(start - 0.2, "paused", by=by, **until)
            record.add(end + 0.4, "resumed", by=rnd.choice(SIDES))
    return {day for start, end in [*pair.breaks, *((eve, eve + 9) for eve in eves)] for day in range(start, end)}
