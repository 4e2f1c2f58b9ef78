"""Rules about time: whether they started, met, wrote and found each other again, on their own clock."""

from __future__ import annotations

from alongside.health.audit import days_since, paused_days, whole_day
from alongside.health.diary import Diary
from alongside.health.events import ContactLogged, Event
from alongside.health.finding import Fact, Finding, Level
from alongside.health.ratings import said_low
from alongside.health.thresholds import Thresholds

WRITTEN = ("email", "message", "chat")  # channels in which two write and do not speak


def never_started(it: Diary, limits: Thresholds) -> Finding | None:
    """Has nothing been held or booked since they began, and have they not spoken elsewhere either?"""
    if it.held or it.next_slot:
        return None
    waited = it.intervals(it.began)
    if waited <= limits.start_watch_intervals or _spoke_instead(it, limits):
        return None
    return Finding(
        "rhythm.never_started",
        "communication",
        Level.ATTEND if waited > limits.start_attend_intervals else Level.WATCH,
        evidence=(
            Fact("began_on", it.of.began_on.isoformat()),
            Fact("days_since_beginning", (it.on - it.of.began_on).days),
            *_paused(it, it.began, -1),
            _agreed(it),
        ),
        remedy="propose_three_times",
        since=it.of.began_on,
    )


def out_of_touch(it: Diary, limits: Thresholds) -> bool:
    """Have they lost each other, or never found each other?  Then nothing has to be foretold: it has happened."""
    if it.next_slot:
        return False
    day, index = it.last_contact
    if index < 0:
        return it.intervals(day) > limits.start_attend_intervals
    return it.own_days(day) / it.usual_gap > limits.gone_gaps


def only_write(it: Diary, limits: Thresholds) -> bool:
    """Do they write, and have neither met nor spoken for longer than is kind, or ever?  That too has happened."""
    if it.next_slot:
        return False
    events = it.of.events
    spoken = (day for day, index in reversed(it.contacts) if not _is_written(events[index]))
    return it.own_days(next(spoken, it.began)) / it.usual_gap > limits.met_attend_intervals


def _spoke_instead(it: Diary, limits: Thresholds) -> bool:
    """Have they spoken, where they held no session: lately, or elsewhere, so that rhythm.quiet asks when that was?

    What they write is neither, and answers nobody who asks when they meet: a line a day would hide that they never do.
    """
    spoken = [(day, index) for day, index in it.contacts if not _is_written(it.of.events[index])]
    if not spoken:
        return False
    last = spoken[-1][0]
    if it.intervals(last) <= limits.start_watch_intervals:
        return True
    if it.last_contact[0] > last and it.own_days(last) / it.usual_gap > limits.met_watch_intervals:
        return False
    return any(isinstance(it.of.events[index], ContactLogged) for _, index in spoken)


def _is_written(event: Event) -> bool:
    """A contact elsewhere in which they wrote and did not speak."""
    return isinstance(event, ContactLogged) and event.channel in WRITTEN


def quiet(it: Diary, limits: Thresholds) -> Finding | None:
    """Has it been longer than they agreed since any contact, with nothing booked?"""
    day, index = it.last_contact
    if index < 0 or it.next_slot:
        return None
    silence = it.own_days(day) / it.usual_gap
    if silence <= limits.quiet_watch_intervals:
        return None
    return Finding(
        "rhythm.quiet",
        "communication",
        Level.ATTEND if silence > limits.quiet_attend_intervals else Level.WATCH,
        evidence=(
            Fact("last_contact_on", whole_day(day).isoformat(), (index,)),
            Fact("days_since_last_contact", days_since(day, it.on), (index,)),
            *_paused(it, day, index),
            _agreed(it),
        ),
        remedy="book_next_now",
        since=whole_day(day),
    )


def not_met(it: Diary, limits: Thresholds) -> Finding | None:
    """Do they write or call, yet no session has been held for a while and none is booked?"""
    if not it.held or it.next_slot:
        return None
    day, index = it.last_held
    apart = it.own_days(day) / it.usual_gap
    if apart <= limits.met_watch_intervals or quiet(it, limits) is not None:
        return None
    return Finding(
        "rhythm.not_met",
        "communication",
        Level.ATTEND if apart > limits.met_attend_intervals else Level.WATCH,
        evidence=(
            Fact("last_session_on", whole_day(day).isoformat(), (index,)),
            Fact("days_since_last_session", days_since(day, it.on), (index,)),
            *_paused(it, day, index),
            _agreed(it),
        ),
        remedy="book_next_now",
        since=whole_day(day),
    )


def unanswered(it: Diary, limits: Thresholds) -> Finding | None:
    """Do messages of one side wait for an answer for longer than is kind?"""
    if len(it.unanswered) < limits.unanswered_watch_messages:
        return None
    last_met = it.contacts[-1][0] if it.contacts else it.began
    waiting = [each for each in it.unanswered if each[0] >= last_met]  # a word of thanks before it waits for nothing
    if len(waiting) < limits.unanswered_watch_messages:
        return None
    first, index, writer = waiting[0]
    waited = it.intervals(first)
    if waited <= limits.reply_watch_intervals or days_since(first, it.on) < 1:
        return None  # a message of today is not waiting, however short their rhythm
    return Finding(
        "rhythm.unanswered",
        "communication",
        Level.ATTEND if waited > limits.reply_attend_intervals else Level.WATCH,
        side="mentee" if writer == "mentor" else "mentor",
        evidence=(
            Fact("messages_unanswered", len(waiting), tuple(each[1] for each in waiting)),
            Fact("first_unanswered_on", whole_day(first).isoformat(), (index,)),
            Fact("days_since_first_unanswered", days_since(first, it.on), (index,)),
        ),
        remedy="nudge_both",
        since=whole_day(first),
    )


def not_restarted(it: Diary, limits: Thresholds) -> Finding | None:
    """Did a declared pause end without a session held or booked?"""
    if not it.pauses and it.open_pause is None:
        return None
    if it.open_pause is not None and it.open_pause[1] >= it.now:
        return None
    ends = [(until, start, indexes[0]) for start, until, indexes in it.declared() if until < it.now]
    if not ends:
        return None
    end, start, index = max(ends)
    if it.last_contact[0] > end or it.next_slot:
        return None
    waited = (it.now - end) / it.every
    if waited <= limits.restart_intervals:
        return None
    return Finding(
        "rhythm.not_restarted",
        "communication",
        Level.ATTEND if waited > 2 * limits.restart_intervals else Level.WATCH,
        evidence=(
            Fact("last_pause_on", whole_day(start).isoformat(), (index,)),
            Fact("days_since_last_pause", days_since(start, it.on), (index,)),
            _agreed(it),
        ),
        remedy="restart_session",
        since=whole_day(end),
    )


def slow_replies(it: Diary, limits: Thresholds) -> Finding | None:
    """Does someone say that answers do not come in good time?"""
    return said_low(it, limits, ("timely_replies",), "rhythm.slow_replies", "communication", "nudge_both")


def not_agreed(it: Diary, limits: Thresholds) -> Finding | None:
    """Does someone say that they do not agree on how often and how they meet?"""
    return said_low(it, limits, ("agreed_rhythm",), "rhythm.not_agreed", "communication", "recontract")


def meeting_as_agreed(it: Diary, limits: Thresholds) -> Finding | None:
    """Have they met lately, about as often as they agreed?"""
    recent = it.held[-3:]
    if len(recent) < 2:
        return None
    last, index = it.last_held
    longest, since = limits.quiet_watch_intervals * it.every, it.own_days(last)
    if since > longest or it.own_days(recent[0][0]) - since > longest * (len(recent) - 1):
        return None
    return Finding(
        "rhythm.steady",
        "communication",
        Level.STEADY,
        evidence=(
            Fact("sessions_held", len(recent), tuple([index for _, index, _, _ in recent])),
            Fact("last_session_on", whole_day(last).isoformat(), (index,)),
            _agreed(it),
        ),
        since=whole_day(recent[0][0]),
    )


def _agreed(it: Diary) -> Fact:
    return Fact("agreed_every_days", it.of.agreed_every_days)


def _paused(it: Diary, since: float, index: int) -> tuple[Fact, ...]:
    """How many of the days since then were a declared pause, when there was one.  index : the event, -1 for none."""
    pauses = sorted({index for pause in it.declared() if pause.until > since for index in pause.indexes})
    if not pauses:
        return ()
    named = (*(() if index < 0 else (index,)), *pauses)
    days = paused_days(it.of, named, it.on)
    return (Fact("days_paused", days, named),) if days else ()
