"""The diary of one mentorship: its events taken in order, once, and what is known at the end of a day.

Rules and signs read a diary and nothing else, so no future event can be read: it is not in there yet.
A repeated record (the same meeting held twice, the same message twice) is taken once; entries.py says what each kind
of event leaves in the diary.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date

from alongside.health.answers import Rater, Said
from alongside.health.entries import ENTRIES, in_order
from alongside.health.events import MAY_COME_BEFORE, SIDES, MeetingCancelled, Side
from alongside.health.kept import LONGEST_OPEN_PAUSE, Goal, Mishap, Pause, Session
from alongside.health.relationship import EAST, EPOCH, Relationship
from alongside.health.streams import EVENT_SCORE, FEW, GAP_SCORE, SOON, WINDOWS

BY_SIDE = ("message", "prepared", "goal", "feedback", "answered", "rated", "act")
BY_BOTH = ("held", "contact", "logged", "booked", "action_added", "action_done")
STREAMS = (*(f"{name}_{side}" for name in BY_SIDE for side in SIDES), *BY_BOTH)
LONGEST_USED_GAP = 2.5  # rhythms: a pair that began slower than this is not used to it, it is slow
STILL_TO_BE_TOLD = 0.25  # rhythms, a day at least, in which a booked meeting that nobody told of is no silence
FIRST_REPLY = 0.07  # rhythms until an answer, before we know this pair: a day at a fortnightly rhythm


class Diary:
    """What is known of one mentorship at the end of `on`, after `read_until(on)`.

    Days are days since 1 January 1970 on their clock.  `now` is the last moment of `on`.  Looks go forward only.
    """

    def __init__(self, relationship: Relationship) -> None:
        self.of = relationship
        self.every = every = float(relationship.agreed_every_days)
        self.began = began = float(relationship.began_on.toordinal() - EPOCH)
        self.on = relationship.began_on
        self.now = began
        self._next = 0
        self._early = bisect_left(relationship.days, began - EAST)  # so many come before the beginning
        self.seen: set[tuple[object, ...]] = set()
        self.verdicts: dict[Side, tuple[str, int]] = {}
        self.signed: dict[Side, int] = {}
        self.goals: dict[object, Goal] = {}
        self.goal_day, self.goal_index = began, -1  # the last time a goal was looked at
        self.booked: dict[object, tuple[float, int]] = {}  # meeting → (starts, event) while it is still to come
        self.held: list[Session] = []
        self.met: set[object] = set()  # the meetings that were held
        self.contacts: list[tuple[float, int]] = []  # sessions, calls logged, introductions
        self.exchanged: tuple[float, int] | None = None  # the last message that answered one
        self.logged = 0  # contacts elsewhere
        self.mishaps: list[Mishap] = []
        self.prepared: dict[object, dict[Side, int]] = {}  # meeting → side → event
        self.ratings: dict[Side, list[tuple[float, int, float]]] = {"mentor": [], "mentee": []}
        self.answers = {side: Rater(began, every) for side in SIDES}
        self.actions: dict[object, tuple[float, int]] = {}
        self.actions_done: dict[object, int] = {}
        self.helped: list[tuple[int, str]] = []  # the event, and whether what was done helped, where that is said
        self.messages: list[tuple[float, int, Side]] = []
        self.unanswered: list[tuple[float, int, Side]] = []
        self.reply: dict[Side, float] = dict.fromkeys(SIDES, FIRST_REPLY * every)
        self.usual_reply = FIRST_REPLY * every
        self.longest_open_pause = LONGEST_OPEN_PAUSE * every
        self.replies = 0
        self.feedback: list[tuple[float, int, Side]] = []
        self.told: list[tuple[float, int, Side]] = []  # feedback that the partner was told
        self.concerns: list[int] = []
        self.pauses: list[Pause] = []
        self.open_pause: Pause | None = None
        self.ended: tuple[float, int, str] | None = None
        self.first_gaps: list[float] = []
        self.used_gap = every
        self.streams: dict[str, list[float]] = {name: [] for name in STREAMS}  # when each came, rising
        self.acts = {side: self.streams[f"act_{side}"] for side in SIDES}
        self.wrote = {side: self.streams[f"message_{side}"] for side in SIDES}
        self._said: Said | None = None
        self.values: dict[Callable[[Diary], float], float] = {}  # what each sign is today
        self._look()

    def read_until(self, on: date) -> Diary:
        """Take every event up to the end of that day."""
        self.on = on
        return self.read_to(on.toordinal() - EPOCH + 1.0)

    def read_to(self, end: float) -> Diary:
        """Take every event before a moment, in days since 1970; `on` stays."""
        events, days, entries = self.of.events, self.of.days, ENTRIES
        start, early = self._next, self._early
        self._next = stop = max(start, bisect_left(days, end))  # days rise
        places: Sequence[int] = range(start, stop)
        if start < early:  # what is dated before the beginning and cannot have been is left out
            places = [at for at in places if at >= early or type(events[at]) in MAY_COME_BEFORE]
        for index in in_order(events, days, places):
            event = events[index]
            entry = entries.get(type(event))
            if entry is not None:
                entry(self, event, days[index], index)
        self.now = end
        self._look()
        return self

    def _look(self) -> None:
        """What several signs and rules ask of the day, worked out once."""
        # Days between sessions that this pair is used to: as agreed, or more where their first gaps were longer.  Who
        # speaks elsewhere tells us of a part of it.
        self.usual_gap = self.used_gap * (1.0 + 0.4 * min(self.logged, 3))
        since = self.now - max(1.0, STILL_TO_BE_TOLD * self.every)
        coming = [slot for slot in self.booked.values() if slot[0] >= since]
        self.next_slot: tuple[float, int] | None = min(coming) if coming else None
        self.values.clear()
        self._windows: list[tuple[float, float, float, float]] = []  # on the calendar, on their clock, length, before

    def value(self, sign: Callable[[Diary], float]) -> float:
        """What a sign is today, worked out once."""
        value = self.values.get(sign)
        if value is None:
            value = self.values[sign] = sign(self)
        return value

    @property
    def said(self) -> Said:
        """How far under usual the two sides stand in each channel; the same until one of them answers again."""
        if self._said is None:
            self._said = Said(self.answers["mentor"], self.answers["mentee"])
        return self._said

    def hear(self) -> None:
        """Somebody answered."""
        self._said = None

    # What comes again and again --------------------------------------------------------------------------------------

    @property
    def windows(self) -> list[tuple[float, float, float, float]]:
        """(where it begins on their own clock, on the calendar, its length, what came before), in days and rhythms."""
        if not self._windows:
            own = self.intervals(self.began)
            for window in WINDOWS:
                span = min(window, own)
                calendar = self.now - window * self.every
                before = max((calendar - self.began) / self.every, 0.0) + SOON
                self._windows.append((self.back(span * self.every), calendar, span, before))
        return self._windows

    def less(self, stream: str, window: int) -> float:
        """How much rarer than usual in one window, in standard deviations; below 0 when more often."""
        days = self.streams[stream]
        cut, calendar, span, before = self.windows[window]
        count = len(days) - bisect_left(days, cut)
        usual = (bisect_left(days, calendar) + FEW) / before * span
        if usual > count:
            return float((usual - count) / (usual + 1.0) ** 0.5)
        return max(0.5 * (usual - count), -1.5)

    def fall(self, stream: str) -> float:
        """How strongly it speaks of a fall: the score of the loudest window, a log-likelihood ratio, never under 0."""
        days = self.streams[stream]
        have, best = len(days), 0.0
        for cut, calendar, span, before in self.windows:
            usual = (bisect_left(days, calendar) + FEW) / before * span
            score = usual * GAP_SCORE + (have - bisect_left(days, cut)) * EVENT_SCORE
            if score > best:
                best = score
        return best

    def once(self, *key: object) -> bool:
        """Is this the first time we hear of it?"""
        if key in self.seen:
            return False
        self.seen.add(key)
        return True

    # Their own clock -------------------------------------------------------------------------------------------------

    def own_between(self, start: float, end: float) -> float:
        """Days between two moments on the pair's own clock: without declared pauses and holidays, never under 0."""
        if start < self.began:
            start = self.began
        if not self.pauses and self.open_pause is None:
            return end - start if end > start else 0.0
        paused, reached = 0.0, start
        for pause in sorted(self.pauses_known()):
            first, last = max(pause.start, reached), min(pause.until, end)
            if last > first:
                paused += last - first
                reached = last
        return max(0.0, end - start - paused)

    def own_days(self, since: float) -> float:
        """Days from then to now on the pair's own clock."""
        return self.own_between(since, self.now)

    def intervals(self, since: float) -> float:
        """The same in multiples of their agreed rhythm."""
        return self.own_between(since, self.now) / self.every

    def back(self, own: float) -> float:
        """The moment that lies so many days back on the pair's own clock."""
        moment, left = self.now, own
        if not self.pauses and self.open_pause is None:
            return moment - left
        for pause in sorted(self.pauses_known(), reverse=True):
            if pause.start >= moment:
                continue
            until = min(pause.until, moment)
            if moment - until >= left:
                break
            left -= moment - until
            moment = pause.start
        return moment - left

    def pauses_known(self) -> list[Pause]:
        """Every pause so far, the open one up to its declared end."""
        return self.pauses if self.open_pause is None else [*self.pauses, self.open_pause]

    def declared(self) -> list[Pause]:
        """The pauses that somebody declared, without meetings that were cancelled for a holiday."""
        events = self.of.events
        return [pause for pause in self.pauses_known() if not isinstance(events[pause.indexes[0]], MeetingCancelled)]

    def pause(self, start: float, until: float, index: int) -> None:
        """A pause begins.  until : its end, where nobody resumes before."""
        running = self.open_pause
        if running is not None and running.until >= start:
            # A second pause does not cut the first short: they pause until both are over.
            self.open_pause = Pause(running.start, max(running.until, until), (*running.indexes, index))
            return
        if running is not None:
            self.pauses.append(running)
        self.open_pause = Pause(start, until, (index,))

    def close_pause(self, day: float, index: int) -> None:
        """The open pause ends, today at the latest."""
        if self.open_pause is not None:
            start, until, indexes = self.open_pause
            self.pauses.append(Pause(start, min(until, day), (*indexes, index)))
            self.open_pause = None

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

    def open_goals(self) -> list[Goal]:
        """Goals that are not closed."""
        return [goal for goal in self.goals.values() if goal.closed is None]

    def due(self, most: int) -> list[tuple[object, int]]:
        """The last actions, and where they were added, that have had a rhythm to be done."""
        found: list[tuple[object, int]] = []
        for name, (day, index) in reversed(self.actions.items()):  # added later they have had less time
            if found or self.intervals(day) > 1.0:
                found.append((name, index))
                if len(found) == most:
                    break
        found.reverse()
        return found

    def recent(self, kinds: tuple[str, ...], over: float) -> list[Mishap]:
        """Mishaps of these kinds in the last `over` days of the calendar."""
        return [each for each in self.mishaps if each.kind in kinds and each.day >= self.now - over]

    # What entries write --------------------------------------------------------------------------------------------

    def add(self, stream: str, day: float) -> None:
        """One more of something that comes again and again."""
        self.streams[stream].append(day)

    def did(self, what: str, by: Side, day: float) -> None:
        """The same of one side, who was active with it."""
        self.streams[f"{what}_{by}"].append(day)
        self.acts[by].append(day)

    def meet(self, day: float, index: int, meeting: object, minutes: float) -> None:
        """A session was held.  A pause goes on, so that to meet in one can never count against a pair."""
        if len(self.first_gaps) < 5 and self.held:
            self.first_gaps.append(day - self.held[-1].day)
            # The largest middle so far, so that one more session never makes the silence after it look longer.
            gaps = sorted(self.first_gaps)
            middle = gaps[(len(gaps) - 1) // 2] if len(gaps) > 1 else (gaps[0] + self.every) / 2
            self.used_gap = min(max(self.used_gap, middle), LONGEST_USED_GAP * self.every)
        self.held.append(Session(day, index, meeting, minutes))
        self.contacts.append((day, index))

    def write(self, day: float, index: int, by: Side) -> None:
        """A message; one that follows the other's is an answer, and contact where it came within a rhythm."""
        self.messages.append((day, index, by))
        waiting = self.unanswered
        if waiting and waiting[-1][2] != by:
            after = day - waiting[0][0]
            self.replies += 1
            if self.replies <= 4:
                self.usual_reply += (after - self.usual_reply) / (self.replies + 1)
            self.reply[by] += 0.35 * (after - self.reply[by])
            last = waiting[-1][0]
            if day - last <= self.every or self.own_between(last, day) <= self.every:
                self.exchanged = (day, index)
            self.unanswered = [(day, index, by)]
        else:
            waiting.append((day, index, by))
