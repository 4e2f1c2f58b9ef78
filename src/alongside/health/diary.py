"""The diary of one mentorship: its events taken in order, once, and what is known at the end of a day.

Rules and signs read a diary and nothing else, so no future event can be read: it is not in there yet.
A repeated record (the same meeting held twice, the same message twice) is taken once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from math import exp
from typing import Any

from alongside.health.relationship import CHANNEL_OF_ITEM, EPOCH, SECONDS_A_DAY, SIDES, Event, Relationship, Side

OTHER: dict[Side, Side] = {"mentor": "mentee", "mentee": "mentor"}
CHANNELS = ("goals", "match", "communication", "feedback", "sessions", "overall", "all")
NORM = 4.0  # what a contented rater answers on 1–5, before we know this one
BASE_OCCASIONS = 3  # a rater is centred on their own first three occasions
BASE_DOUBT = 0.15  # as many contented occasions are added first: who starts low is more often a hard rater than unhappy
ANSWER_VARIANCE = 0.7**2  # of one answer around what the rater means (item SD about .9, reliability .6)
RATER_VARIANCE = 0.15  # what a mean of several answers still leaves open
START_VARIANCE = 0.2  # of a channel around the rater's usual, at the beginning
FIRST_REPLY = 0.07  # rhythms until an answer, before we know this pair: a day at a fortnightly rhythm
DRIFT = 0.15  # how much a state may wander in one rhythm


class Goal:
    """One goal, as far as it is known."""

    __slots__ = (
        "agreed",
        "closed",
        "closed_index",
        "index",
        "measurable",
        "set_by",
        "set_day",
        "touched",
        "touched_index",
        "value",
    )

    def __init__(self, day: float, index: int, by: str | None, measurable: bool) -> None:
        self.set_day = day
        self.index = index
        self.set_by = by
        self.measurable = measurable
        self.agreed: set[str | None] = {by}
        self.touched = day
        self.touched_index = index
        self.closed: str | None = None
        self.closed_index = index
        self.value = 0.0


class Answers:
    """What one rater has answered, centred on themself: a small Kalman filter for each channel.

    The state of a channel is how far the rater stands from their own usual.  It drifts with time and each answer pulls
    it, the more the longer ago the last one was.  The latent mean and its variance are all that is kept.
    """

    __slots__ = (
        "asked",
        "base_count",
        "base_sum",
        "day",
        "every",
        "high",
        "latest",
        "mean",
        "silent",
        "total",
        "variance",
    )

    def __init__(self, every: float) -> None:
        self.every = every
        self.base_sum = 0.0
        self.base_count = 0
        self.mean = dict.fromkeys(CHANNELS, 0.0)
        self.variance = dict.fromkeys(CHANNELS, START_VARIANCE)
        self.day: dict[str, float] = {}
        self.latest: dict[str, list[tuple[float, int, float]]] = {}  # item → (day, index, value) in order
        self.asked: list[int] = []  # asked since the last answer
        self.silent = 0.0  # a fading share of questions without an answer
        self.high = 0  # answers of five
        self.total = 0

    def take(self, day: float, index: int, items: list[tuple[str, str, float]]) -> None:
        """Take one occasion: (item, channel, value)s that were answered together."""
        mean = sum(value for _, _, value in items) / len(items)
        if self.base_count < BASE_OCCASIONS:
            self.base_sum += mean
            self.base_count += 1
        usual = NORM + (self.base_sum - NORM * self.base_count) / (self.base_count + BASE_DOUBT)
        for item, channel, value in items:
            self.pull(channel, day, value - usual, ANSWER_VARIANCE, best=value >= 4.99)
            self.latest.setdefault(item, []).append((day, index, value))
            self.total += 1
            if value >= 4.99:
                self.high += 1
        self.pull("all", day, mean - usual, ANSWER_VARIANCE / len(items) + RATER_VARIANCE, best=mean >= 4.99)

    def pull(self, channel: str, day: float, value: float, noise: float, *, best: bool) -> None:
        """One step of the filter."""
        passed = (day - self.day.get(channel, day)) / self.every
        variance = self.variance[channel] + DRIFT * passed
        gain = variance / (variance + noise)
        if value > self.mean[channel] or not best:
            self.mean[channel] += gain * (value - self.mean[channel])  # the best answer there is never pulls down
        self.variance[channel] = (1.0 - gain) * variance
        self.day[channel] = day

    def level(self, channel: str) -> float:
        """How far this rater stands from their usual in a channel; 0 when nothing was answered."""
        return self.mean[channel]

    @property
    def usual(self) -> float | None:
        """The mean of their first occasions, or None before the first."""
        return self.base_sum / self.base_count if self.base_count else None

    @property
    def always_five(self) -> bool:
        """Do their answers say nothing because all of them are fives?"""
        return self.high == self.total


class Fading:
    """A count that fades: each thing weighs 1 on its day and 1/e after `over` days of the calendar."""

    __slots__ = ("day", "over", "value")

    def __init__(self, over: float) -> None:
        self.over = over
        self.value = 0.0
        self.day = 0.0

    def add(self, day: float, amount: float = 1.0) -> None:
        self.value = self.at(day) + amount
        self.day = day

    def at(self, day: float) -> float:
        return self.value * exp((self.day - day) / self.over) if self.value else 0.0


class Pace:
    """How often something comes, against how often it came at first.

    The usual pace is taken from the first six times, on the calendar, and then kept: a later pause cannot change it.
    """

    __slots__ = ("days", "every", "first", "usual")

    def __init__(self, first: float, every: float) -> None:
        self.first = first
        self.every = every
        self.usual = every
        self.days: list[float] = []

    def add(self, day: float) -> None:
        self.days.append(day)
        if 3 <= len(self.days) <= 6:
            self.usual = max(0.035 * self.every, (day - self.first) / len(self.days))


class Mishap:
    """A meeting that moved, was cancelled or was missed."""

    __slots__ = ("by", "day", "index", "kind", "meeting", "reason")

    def __init__(self, day: float, index: int, kind: str, by: Side | None, reason: str | None, meeting: object) -> None:
        self.day = day
        self.index = index
        self.kind = kind
        self.by = by
        self.reason = reason
        self.meeting = meeting


class Diary:
    """What is known of one mentorship at the end of `on`, after `read_until(on)`.

    Days are days since 1 January 1970, UTC.  `now` is the last moment of `on`.  Looks go forward only.
    """

    def __init__(self, relationship: Relationship) -> None:
        self.of = relationship
        self.every = float(relationship.agreed_every_days)
        self.began = float(relationship.began_on.toordinal() - EPOCH)
        self.on = relationship.began_on
        self.now = self.began
        self._events = in_order(relationship.events)
        self._next = 0
        self._seen: set[tuple[Any, ...]] = set()
        self.introduced: tuple[float, int] | None = None
        self.verdicts: dict[Side, tuple[str, int]] = {}
        self.signed: dict[Side, int] = {}
        self.goals: dict[object, Goal] = {}
        self.goal_day, self.goal_index = self.began, -1  # the last time a goal was looked at
        self.booked: dict[object, tuple[float, int]] = {}  # meeting → (starts, index) while it is still to come
        self.held: list[tuple[float, int, object, float]] = []  # day, index, meeting, minutes
        self.held_meetings: set[object] = set()
        self.contacts: list[tuple[float, int]] = []  # sessions, calls logged, introductions
        self.mishaps: list[Mishap] = []
        self.prepared: dict[object, dict[Side, tuple[int, int]]] = {}
        self.prepared_day: dict[Side, float] = dict.fromkeys(SIDES, self.began)
        self.ratings: dict[Side, list[tuple[float, int, float]]] = {"mentor": [], "mentee": []}
        self.answers: dict[Side, Answers] = {side: Answers(self.every) for side in SIDES}
        self.actions: dict[object, tuple[float, int, str]] = {}  # action → day, index, owner
        self.actions_done: dict[object, tuple[float, int, str | None]] = {}
        self.action_day = self.began
        self.messages: list[tuple[float, int, Side]] = []
        self.unanswered: list[tuple[float, int, Side]] = []
        self.wrote: dict[Side, float] = dict.fromkeys(SIDES, self.began)
        self.feedback: list[tuple[float, int, Side]] = []
        self.concerns: list[int] = []
        self.pauses: list[tuple[float, float, tuple[int, ...]]] = []  # from, until, the events that say so
        self.open_pause: tuple[float, float, int] | None = None
        self.ended: tuple[float, int, str] | None = None
        self.trouble = {
            name: Fading(4 * self.every) for name in ("cancelled", "missed", "moved", "time", "mentor", "mentee")
        }
        self.first_gaps: list[float] = []
        self.used_gap = self.every
        self.logged = 0  # contacts elsewhere
        self.replies = 0
        self.usual_reply = FIRST_REPLY * self.every
        self.reply: dict[Side, float] = dict.fromkeys(SIDES, self.usual_reply)
        self.pace = {
            name: Pace(self.began, self.every) for name in ("message", "goal", "feedback", "action", "prepared")
        }

    # Reading on ------------------------------------------------------------------------------------------------------

    def read_until(self, on: date) -> Diary:
        """Take every event up to the end of that day (UTC)."""
        end = on.toordinal() - EPOCH + 1.0
        events, place, take = self._events, self._next, TAKE
        while place < len(events) and events[place].day < end:
            event = events[place]
            place += 1
            taken = take.get(event.kind)
            if taken is not None:
                taken(self, event)
        self._next = place
        self.on = on
        self.now = end
        return self

    def once(self, *key: Any) -> bool:
        """Is this the first time we hear of it?"""
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    # Their own clock -------------------------------------------------------------------------------------------------

    def paused_between(self, start: float, end: float) -> float:
        """Days of that stretch that were declared a pause or a holiday."""
        if not self.pauses and self.open_pause is None:
            return 0.0
        total, reached = 0.0, start
        for first, last, _ in sorted(self.pauses_known()):
            first, last = max(first, reached), min(last, end)
            if last > first:
                total += last - first
                reached = last
        return total

    def pauses_known(self) -> list[tuple[float, float, tuple[int, ...]]]:
        """Every pause so far, the open one up to its declared end."""
        if self.open_pause is None:
            return self.pauses
        start, until, index = self.open_pause
        return [*self.pauses, (start, until, (index,))]

    def pause_events(self) -> tuple[int, ...]:
        """The events that declare the pauses."""
        return tuple(index for _, _, indexes in self.pauses_known() for index in indexes)

    @property
    def is_paused(self) -> bool:
        """Is a declared pause running at the end of this day?"""
        return self.open_pause is not None and self.open_pause[1] >= self.now

    def own_days(self, since: float) -> float:
        """Days from then, or from the beginning where that is later, to now on the pair's own clock."""
        since = max(since, self.began)
        if not self.pauses and self.open_pause is None:
            return max(0.0, self.now - since)
        return max(0.0, self.now - since - self.paused_between(since, self.now))

    def intervals(self, since: float) -> float:
        """The same in multiples of their agreed rhythm."""
        return self.own_days(since) / self.every

    def replied(self, by: Side, after: float) -> None:
        """Keep how long an answer took: the first four as this pair's usual, then a fading mean."""
        self.replies += 1
        if self.replies <= 4:
            self.usual_reply += (after - self.usual_reply) / (self.replies + 1)
        self.reply[by] += 0.35 * (after - self.reply[by])

    def spans(self, since: float) -> float:
        """The same in multiples of the gap they are used to."""
        return self.own_days(since) / self.usual_gap()

    # Questions -------------------------------------------------------------------------------------------------------

    @property
    def last_held(self) -> tuple[float, int]:
        """When they last met, and the event; the beginning and -1 when they have not."""
        return self.held[-1][:2] if self.held else (self.began, -1)

    @property
    def last_contact(self) -> tuple[float, int]:
        """When they last met, spoke or both wrote, and the event; the beginning and -1 when they have not."""
        last = self.contacts[-1] if self.contacts else (self.began, -1)
        if self.exchanged is not None and self.exchanged[0] > last[0]:
            last = self.exchanged
        return last

    exchanged: tuple[float, int] | None = None  # the last message that answered one

    def next_booked(self) -> tuple[float, int] | None:
        """The next meeting that is booked for later than now, or None."""
        coming = [slot for slot in self.booked.values() if slot[0] >= self.now - 1.0]
        return min(coming) if coming else None

    def open_goals(self) -> list[Goal]:
        """Goals that are not closed."""
        return [goal for goal in self.goals.values() if goal.closed is None]

    def recent(self, kinds: tuple[str, ...], over: float) -> list[Mishap]:
        """Mishaps of these kinds in the last `over` days of the calendar."""
        return [each for each in self.mishaps if each.kind in kinds and each.day >= self.now - over]

    def usual_gap(self) -> float:
        """Days between sessions that this pair is used to: as agreed, or more where their first gaps were longer."""
        return self.used_gap * (1.0 + 0.4 * min(self.logged, 3))  # who speaks elsewhere tells us of a part of it


def in_order(events: tuple[Event, ...]) -> list[Event]:
    """The events as they happened, each once; those of one instant in the order that makes sense, however they came."""
    ordered: list[Event] = []
    previous: Event | None = None
    together: list[Event] = []  # the events of one instant, when there are several
    for event in events:
        if previous is not None and event.day == previous.day:
            if not together:
                together.append(ordered.pop())
            together.append(event)
        else:
            if together:
                ordered += _sensible(together)
                together = []
            ordered.append(event)
        previous = event
    return ordered + _sensible(together)


def _sensible(events: list[Event]) -> list[Event]:
    named = {(RANK.get(event.kind, 99), event.by or ""): event for event in events}
    if len(named) == len(events):
        return [named[key] for key in sorted(named)]
    told = {(RANK.get(event.kind, 99), event.by or "", _as_text(event)): event for event in reversed(events)}
    return [told[key] for key in sorted(told)]


def _as_text(event: Event) -> str:
    return json.dumps(event.data, sort_keys=True, default=str)


# What each kind of event leaves in the diary --------------------------------------------------------------------------


def who(event: Event) -> Side:
    """Who did it; the reader has made sure that these kinds say so."""
    assert event.by is not None
    return event.by


def _introduction_held(it: Diary, event: Event) -> None:
    it.introduced = (event.day, event.index)
    it.contacts.append((event.day, event.index))


def _introduction_answered(it: Diary, event: Event) -> None:
    by = who(event)
    it.verdicts[by] = (event.data["answer"], event.index)


def _agreement_signed(it: Diary, event: Event) -> None:
    by = who(event)
    it.signed[by] = event.index


def _goal_set(it: Diary, event: Event) -> None:
    name = event.data["goal"]
    if name not in it.goals:
        it.goals[name] = Goal(event.day, event.index, event.by, event.data["measurable"])
    elif event.data["measurable"]:
        it.goals[name].measurable = True
    _look_at_goals(it, event)


def _goal_touched(it: Diary, event: Event) -> None:
    goal = it.goals.get(event.data["goal"])
    if goal is None:
        goal = it.goals[event.data["goal"]] = Goal(event.day, event.index, event.by, False)
    if event.kind == "goal_agreed":
        goal.agreed.add(event.by)
    if event.kind == "goal_progress":
        goal.value = max(goal.value, event.data["value"])
    if event.kind == "goal_revised" and event.data.get("measurable") is True:
        goal.measurable = True
    goal.touched, goal.touched_index = event.day, event.index
    _look_at_goals(it, event)


def _goal_closed(it: Diary, event: Event) -> None:
    goal = it.goals.get(event.data["goal"])
    if goal is None:
        goal = it.goals[event.data["goal"]] = Goal(event.day, event.index, event.by, False)
    goal.closed, goal.closed_index = event.data["outcome"], event.index
    _look_at_goals(it, event)


def _look_at_goals(it: Diary, event: Event) -> None:
    it.goal_day, it.goal_index = event.day, event.index
    it.pace["goal"].add(event.day)


def _starts(event: Event) -> float:
    return datetime.fromisoformat(event.data["starts_at"]).timestamp() / SECONDS_A_DAY


def _meeting_booked(it: Diary, event: Event) -> None:
    if event.data["meeting"] not in it.held_meetings:
        it.booked[event.data["meeting"]] = (_starts(event), event.index)


def _meeting_moved(it: Diary, event: Event) -> None:
    data = event.data
    if it.once("moved", data["meeting"], data["starts_at"]):
        it.booked[data["meeting"]] = (_starts(event), event.index)
        _mishap(it, event, "moved")


def _meeting_cancelled(it: Diary, event: Event) -> None:
    slot = it.booked.pop(event.data["meeting"], None)
    if it.once("cancelled", event.data["meeting"]):
        _mishap(it, event, "cancelled")
        if event.data.get("reason") == "holiday":
            # A holiday takes the slot out of their clock, and the days until the next one.
            start = max(event.day, slot[0] - it.every / 2) if slot else event.day
            it.pauses.append((start, start + it.every, (event.index,)))


def _meeting_missed(it: Diary, event: Event) -> None:
    it.booked.pop(event.data["meeting"], None)
    if it.once("missed", event.data["meeting"], event.by):
        _mishap(it, event, "missed")


def _mishap(it: Diary, event: Event, kind: str) -> None:
    reason = event.data.get("reason")
    it.mishaps.append(Mishap(event.day, event.index, kind, event.by, reason, event.data["meeting"]))
    if reason in ("holiday", "illness"):
        return
    it.trouble[kind].add(event.day)
    if reason == "time":
        it.trouble["time"].add(event.day)
    by = who(event)
    it.trouble[by].add(event.day)


def _meeting_held(it: Diary, event: Event) -> None:
    meeting = event.data["meeting"]
    it.booked.pop(meeting, None)
    if meeting in it.held_meetings:
        return
    it.held_meetings.add(meeting)
    if it.open_pause is not None and it.open_pause[0] < event.day:
        _close_pause(it, event)
    if len(it.first_gaps) < 5 and it.held:
        it.first_gaps.append(event.day - it.held[-1][0])
        # The largest middle so far, so that one more session never makes the silence after it look longer.
        gaps = sorted(it.first_gaps)
        middle = gaps[(len(gaps) - 1) // 2] if len(gaps) > 1 else (gaps[0] + it.every) / 2
        it.used_gap = min(max(it.used_gap, middle), 2.5 * it.every)
    it.held.append((event.day, event.index, meeting, float(event.data["minutes"])))
    it.contacts.append((event.day, event.index))


def _contact_logged(it: Diary, event: Event) -> None:
    if not it.once("contact", event.day, event.by):
        return
    it.logged += 1
    it.contacts.append((event.day, event.index))


def _prepared(it: Diary, event: Event) -> None:
    by = who(event)
    it.prepared.setdefault(event.data["meeting"], {})[by] = (event.data.get("questions", 0), event.index)
    it.prepared_day[by] = event.day
    it.pace["prepared"].add(event.day)


def _meeting_rated(it: Diary, event: Event) -> None:
    by = who(event)
    if it.once("rated", event.data["meeting"], by):
        value = float(event.data["useful"])
        it.ratings[by].append((event.day, event.index, value))
        it.answers[by].take(event.day, event.index, [("useful", "sessions", value)])


def _action_added(it: Diary, event: Event) -> None:
    owner = event.data.get("owner")
    it.actions.setdefault(event.data["action"], (event.day, event.index, owner if owner in SIDES else "both"))
    it.action_day = event.day
    it.pace["action"].add(event.day)


def _action_done(it: Diary, event: Event) -> None:
    it.actions_done.setdefault(event.data["action"], (event.day, event.index, event.data.get("helped")))
    it.action_day = event.day


def _message(it: Diary, event: Event) -> None:
    by = who(event)
    if not it.once("message", event.day, by):
        return
    it.messages.append((event.day, event.index, by))
    it.wrote[by] = event.day
    it.pace["message"].add(event.day)
    if it.unanswered and it.unanswered[-1][2] != by:
        it.replied(by, event.day - it.unanswered[0][0])
        it.exchanged = (event.day, event.index)
        it.unanswered = []
    it.unanswered.append((event.day, event.index, by))


def _checkin_asked(it: Diary, event: Event) -> None:
    by = who(event)
    if it.once("asked", event.day, by):
        answers = it.answers[by]
        answers.asked.append(event.index)
        answers.silent = 0.7 * answers.silent + 0.3


def _checkin_answered(it: Diary, event: Event) -> None:
    by = who(event)
    if not it.once("answered", event.day, by):
        return
    answers = it.answers[by]
    items = [
        (item, CHANNEL_OF_ITEM[item], float(value))
        for item, value in event.data["items"].items()
        if item in CHANNEL_OF_ITEM
    ]
    if answers.asked:
        answers.silent = max(0.0, answers.silent - 0.3)
    answers.asked = []
    if items:
        answers.take(event.day, event.index, items)


def _feedback_given(it: Diary, event: Event) -> None:
    by = who(event)
    if it.once("feedback", event.day, by):
        it.feedback.append((event.day, event.index, by))
        it.pace["feedback"].add(event.day)


def _concern_raised(it: Diary, event: Event) -> None:
    if it.once("concern", event.day, event.by):
        it.concerns.append(event.index)


def _paused(it: Diary, event: Event) -> None:
    if it.open_pause is not None:
        _close_pause(it, event)
    until = event.data.get("until")
    # Without an end it lasts until they resume or meet; the day named is still a day of the pause.
    end = float("inf") if until is None else date.fromisoformat(until[:10]).toordinal() - EPOCH + 1.0
    it.open_pause = (event.day, end, event.index)


def _resumed(it: Diary, event: Event) -> None:
    if it.open_pause is not None:
        _close_pause(it, event)


def _close_pause(it: Diary, event: Event) -> None:
    assert it.open_pause is not None
    start, until, index = it.open_pause
    it.pauses.append((start, min(until, event.day), (index, event.index)))
    it.open_pause = None


def _ended(it: Diary, event: Event) -> None:
    if it.ended is None:
        it.ended = (event.day, event.index, event.data["reason"])
        it.booked.clear()


TAKE: dict[str, Callable[[Diary, Event], None]] = {
    "introduction_held": _introduction_held,
    "introduction_answered": _introduction_answered,
    "agreement_signed": _agreement_signed,
    "goal_set": _goal_set,
    "goal_agreed": _goal_touched,
    "goal_revised": _goal_touched,
    "goal_reviewed": _goal_touched,
    "goal_progress": _goal_touched,
    "goal_closed": _goal_closed,
    "meeting_booked": _meeting_booked,
    "meeting_moved": _meeting_moved,
    "meeting_cancelled": _meeting_cancelled,
    "meeting_missed": _meeting_missed,
    "meeting_held": _meeting_held,
    "prepared": _prepared,
    "meeting_rated": _meeting_rated,
    "action_added": _action_added,
    "action_done": _action_done,
    "message": _message,
    "contact_logged": _contact_logged,
    "checkin_asked": _checkin_asked,
    "checkin_answered": _checkin_answered,
    "feedback_given": _feedback_given,
    "concern_raised": _concern_raised,
    "paused": _paused,
    "resumed": _resumed,
    "ended": _ended,
}

RANK = {kind: place for place, kind in enumerate(TAKE)}  # within one instant: booked before held before rated
