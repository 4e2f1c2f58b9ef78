"""What each kind of event leaves in the diary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC
from itertools import compress, count, islice
from operator import eq
from typing import TYPE_CHECKING, Any

from msgspec.json import encode
from msgspec.structs import replace

from alongside.health import events as of
from alongside.health.events import RANK, Event
from alongside.health.kept import Goal, Mishap, Pause
from alongside.health.relationship import EPOCH

if TYPE_CHECKING:
    from alongside.health.diary import Diary


def in_order(events: Sequence[Event], days: Sequence[float], places: Sequence[int]) -> Sequence[int]:
    """The places of the events as they happened, each once.

    Those of one instant come in the order that makes sense (booked before held before rated), however they stood in
    the file.   places : those that are asked for, rising, and with an event all of its instant.
    """
    moments = [days[at] for at in places]
    twins = [*compress(count(), map(eq, moments, islice(moments, 1, None)))]
    if not twins:
        return places
    found: list[int] = []
    reached, last = 0, len(moments)
    for start in twins:
        if start < reached:
            continue
        moment, end = moments[start], start + 2
        while end < last and moments[end] == moment:
            end += 1
        if end == start + 2:
            one, other = events[places[start]], events[places[start + 1]]
            if type(one) is type(other) and type(one) in _OF_EACH and one.by != other.by:
                continue  # by far the most common
        found += places[reached:start]
        found += _sensible(places[start:end], events)
        reached = end
    found += places[reached:]
    return found


# Of these kinds each side has its own, and neither knows of the other's.
_OF_EACH = frozenset({of.CheckinAsked, of.Prepared})


def _sensible(together: Sequence[int], events: Sequence[Event]) -> list[int]:
    named = {(RANK.get(type(events[at]), 99), events[at].by or ""): at for at in together}
    if len(named) == len(together):
        return [named[key] for key in sorted(named)]
    # Two of one kind by one side: written out they can be compared, and what was recorded twice is the same text.
    told = {(RANK.get(type(events[at]), 99), events[at].by or "", _told(events[at])): at for at in reversed(together)}
    return [told[key] for key in sorted(told)]


def _told(event: Event) -> bytes:
    """The event written out, its moments in UTC: nine in Paris and eight in London are one moment."""
    moments = {"at": event.at.astimezone(UTC)}
    if isinstance(event, (of.MeetingBooked, of.MeetingMoved)):
        moments["starts_at"] = event.starts_at.astimezone(UTC)
    return encode(replace(event, **moments))


def _introduction_held(it: Diary, event: of.IntroductionHeld, day: float, index: int) -> None:
    it.contacts.append((day, index))
    it.add("contact", day)


def _introduction_answered(it: Diary, event: of.IntroductionAnswered, day: float, index: int) -> None:
    it.verdicts[event.by] = (event.answer, index)


def _agreement_signed(it: Diary, event: of.AgreementSigned, day: float, index: int) -> None:
    it.signed[event.by] = index


def _goal_set(it: Diary, event: of.GoalSet, day: float, index: int) -> None:
    goal = it.goals.get(event.goal)
    if goal is None:
        _goal(it, event, event.goal, day, index).measurable = event.measurable
    elif event.measurable:
        goal.measurable = True
    it.goal_day, it.goal_index = day, index


def _goal(it: Diary, event: Event, name: object, day: float, index: int) -> Goal:
    goal = it.goals.get(name)
    if goal is None:
        goal = it.goals[name] = Goal(day, index, event.by, False)
    return goal


def _goal_agreed(it: Diary, event: of.GoalAgreed, day: float, index: int) -> None:
    _goal(it, event, event.goal, day, index).agreed.add(event.by)
    it.goal_day, it.goal_index = day, index


def _goal_revised(it: Diary, event: of.GoalRevised, day: float, index: int) -> None:
    if event.measurable:
        _goal(it, event, event.goal, day, index).measurable = True
    _look_at_goal(it, event, event.goal, day, index)


def _goal_reviewed(it: Diary, event: of.GoalReviewed, day: float, index: int) -> None:
    _look_at_goal(it, event, event.goal, day, index)


def _goal_progress(it: Diary, event: of.GoalProgress, day: float, index: int) -> None:
    goal = _goal(it, event, event.goal, day, index)
    if event.value != goal.value:
        goal.moved = (day, index) if event.value > goal.value else None
        goal.value = event.value
    _look_at_goal(it, event, event.goal, day, index)


def _goal_closed(it: Diary, event: of.GoalClosed, day: float, index: int) -> None:
    goal = _goal(it, event, event.goal, day, index)
    goal.closed, goal.closed_index = event.outcome, index
    goal.moved = None if event.outcome == "dropped" else (day, index)
    _look_at_goal(it, event, event.goal, day, index)


def _look_at_goal(it: Diary, event: Event, name: object, day: float, index: int) -> None:
    _goal(it, event, name, day, index)
    it.goal_day, it.goal_index = day, index
    if event.by is not None:
        it.did("goal", event.by, day)


def _meeting_booked(it: Diary, event: of.MeetingBooked, day: float, index: int) -> None:
    if event.meeting in it.met:
        return
    if event.meeting not in it.booked:
        it.add("booked", day)
    it.booked[event.meeting] = (it.of.day_of(event.starts_at), index)


def _meeting_moved(it: Diary, event: of.MeetingMoved, day: float, index: int) -> None:
    if it.once("moved", event.meeting, event.starts_at):
        it.booked[event.meeting] = (it.of.day_of(event.starts_at), index)
        _mishap(it, event, "moved", event.reason, day, index)


def _meeting_cancelled(it: Diary, event: of.MeetingCancelled, day: float, index: int) -> None:
    slot = it.booked.pop(event.meeting, None)
    if it.once("cancelled", event.meeting):
        _mishap(it, event, "cancelled", event.reason, day, index)
        if event.reason == "holiday":
            # A holiday takes the slot out of their clock, and the days until the next one.
            start = max(day, slot[0] - it.every / 2) if slot else day
            it.pauses.append(Pause(start, start + it.every, (index,)))


def _meeting_missed(it: Diary, event: of.MeetingMissed, day: float, index: int) -> None:
    it.booked.pop(event.meeting, None)
    if it.once("missed", event.meeting, event.by):
        _mishap(it, event, "missed", None, day, index)


Lost = of.MeetingMoved | of.MeetingCancelled | of.MeetingMissed


def _mishap(it: Diary, event: Lost, kind: str, reason: str | None, day: float, index: int) -> None:
    it.mishaps.append(Mishap(day, index, kind, event.by, reason, event.meeting))
    it.acts[event.by].append(day)


def _meeting_held(it: Diary, event: of.MeetingHeld, day: float, index: int) -> None:
    meeting = event.meeting
    it.booked.pop(meeting, None)
    if meeting not in it.met:
        it.met.add(meeting)
        it.meet(day, index, meeting, event.minutes)
        it.add("held", day)
        it.add("contact", day)


def _contact_logged(it: Diary, event: of.ContactLogged, day: float, index: int) -> None:
    it.logged += 1
    it.contacts.append((day, index))
    it.add("contact", day)
    it.add("logged", day)
    it.acts[event.by].append(day)


def _prepared(it: Diary, event: of.Prepared, day: float, index: int) -> None:
    sides = it.prepared.get(event.meeting)
    if sides is None:
        sides = it.prepared[event.meeting] = {}
    if event.by not in sides:
        sides[event.by] = index
        it.did("prepared", event.by, day)


def _meeting_rated(it: Diary, event: of.MeetingRated, day: float, index: int) -> None:
    by, useful = event.by, event.useful
    if it.once("rated", event.meeting, by):
        it.ratings[by].append((day, index, useful))
        it.answers[by].rate(day, index, useful)
        it.hear()
        it.add(f"rated_{by}", day)


def _action_added(it: Diary, event: of.ActionAdded, day: float, index: int) -> None:
    if event.action not in it.actions:
        it.actions[event.action] = (day, index)
        it.add("action_added", day)
        it.acts[event.by].append(day)


def _action_done(it: Diary, event: of.ActionDone, day: float, index: int) -> None:
    if event.action not in it.actions_done:
        it.actions_done[event.action] = index
        if event.helped is not None:
            it.helped.append((index, event.helped))
        it.add("action_done", day)


def _message(it: Diary, event: of.Message, day: float, index: int) -> None:
    it.write(day, index, event.by)
    it.wrote[event.by].append(day)
    it.acts[event.by].append(day)


def _checkin_asked(it: Diary, event: of.CheckinAsked, day: float, index: int) -> None:
    rater = it.answers[event.by]
    rater.asked.append(index)
    rater.silent = 0.7 * rater.silent + 0.3


def _checkin_answered(it: Diary, event: of.CheckinAnswered, day: float, index: int) -> None:
    by = event.by
    rater = it.answers[by]
    if rater.asked:
        rater.silent = max(0.0, rater.silent - 0.3)
        rater.asked = []
    rater.take(day, index, event.items)
    it.hear()
    it.add(f"answered_{by}", day)


def _feedback_given(it: Diary, event: of.FeedbackGiven, day: float, index: int) -> None:
    it.feedback.append((day, index, event.by))
    if event.shared_with == "partner":  # what is kept from them, in whosever record it stands, goes no way at all
        it.told.append((day, index, event.by))
    it.did("feedback", event.by, day)


def _concern_raised(it: Diary, event: of.ConcernRaised, day: float, index: int) -> None:
    it.concerns.append(index)


def _paused(it: Diary, event: of.Paused, day: float, index: int) -> None:
    # The day named is still a day of the pause.
    until = day + it.longest_open_pause if event.until is None else event.until.toordinal() - EPOCH + 1.0
    it.pause(day, until, index)


def _resumed(it: Diary, event: of.Resumed, day: float, index: int) -> None:
    it.close_pause(day, index)


def _ended(it: Diary, event: of.Ended, day: float, index: int) -> None:
    if it.ended is None:
        it.ended = (day, index, event.reason)
        it.booked.clear()


Entry = Callable[
    ["Diary", Any, float, int], None
]  # Any: each takes its own kind of event, which the table below sees to

ENTRIES: dict[type[Event], Entry] = {
    of.IntroductionHeld: _introduction_held,
    of.IntroductionAnswered: _introduction_answered,
    of.AgreementSigned: _agreement_signed,
    of.GoalSet: _goal_set,
    of.GoalAgreed: _goal_agreed,
    of.GoalRevised: _goal_revised,
    of.GoalReviewed: _goal_reviewed,
    of.GoalProgress: _goal_progress,
    of.GoalClosed: _goal_closed,
    of.MeetingBooked: _meeting_booked,
    of.MeetingMoved: _meeting_moved,
    of.MeetingCancelled: _meeting_cancelled,
    of.MeetingMissed: _meeting_missed,
    of.MeetingHeld: _meeting_held,
    of.Prepared: _prepared,
    of.MeetingRated: _meeting_rated,
    of.ActionAdded: _action_added,
    of.ActionDone: _action_done,
    of.Message: _message,
    of.ContactLogged: _contact_logged,
    of.CheckinAsked: _checkin_asked,
    of.CheckinAnswered: _checkin_answered,
    of.FeedbackGiven: _feedback_given,
    of.ConcernRaised: _concern_raised,
    of.Paused: _paused,
    of.Resumed: _resumed,
    of.Ended: _ended,
}
