"""Holidays and pauses → `paused` and `resumed`: what is taken out of the clock of one pair.

The engine knows one pause at a time: one that begins within another makes it longer, and whoever goes on ends it. So a
pair that goes on after its own pause in the middle of a holiday goes on when the holiday is over.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from django.utils import timezone

from alongside.web.mentorships.models import Mentorship, Pause
from alongside.web.programmes.models import Holiday

FOR_EVER = datetime.max.replace(tzinfo=UTC)
A_DAY = timedelta(days=1)


@dataclass
class Rest:
    """Days without a clock that hang together: when they end, and what they are made of."""

    starts_at: datetime
    ends_at: datetime
    made_of: "list[Pause | Holiday]" = field(default_factory=list)


def rests(it: Mentorship, began_on: date, clock: tzinfo) -> list[Rest]:
    """Every rest up to today on the pair's clock, the earliest first. Wants pauses and holidays prefetched."""
    today, ended_at = timezone.localdate(timezone=clock), it.ended_at or FOR_EVER
    spans: list[tuple[datetime, datetime, Pause | Holiday]] = []
    for holiday in it.programme.holidays.all():
        starts_at = begin_of(max(holiday.starts_on, began_on), clock)
        # What is still to come is told when it comes: a record holds nothing of the future.
        if began_on <= holiday.ends_on and holiday.starts_on <= today and starts_at < ended_at:
            spans.append((starts_at, min(begin_of(holiday.ends_on + A_DAY, clock), ended_at), holiday))
    for pause in it.pauses.all():
        last = last_day(pause, clock)
        until = begin_of(last + A_DAY, clock) if last else FOR_EVER
        spans.append((pause.starts_at, pause.resumed_at or until, pause))
    found: list[Rest] = []
    for starts_at, ends_at, source in sorted(spans, key=lambda span: span[0]):
        if not found or starts_at > found[-1].ends_at:
            found.append(Rest(starts_at, ends_at))
        found[-1].ends_at = max(found[-1].ends_at, ends_at)
        found[-1].made_of.append(source)
    return found


def of_rests(it: Mentorship, began_on: date, clock: tzinfo, event: Any) -> Iterator[dict[str, Any]]:
    """Each pause and holiday as it began, with its last day; and one going on for all that hang together."""
    tomorrow = begin_of(timezone.localdate(timezone=clock) + A_DAY, clock)
    for rest in rests(it, began_on, clock):
        pauses = [source for source in rest.made_of if isinstance(source, Pause)]
        for source in rest.made_of:
            if isinstance(source, Pause):
                last = last_day(source, clock)
                until = {"until": last.isoformat()} if last else {}
                yield event(source.starts_at, "paused", f"agreement:{it.pk}", source.by_id, **until)
            else:
                starts_at = begin_of(max(source.starts_on, began_on), clock)
                until = {"until": source.ends_on.isoformat()}
                yield event(starts_at, "paused", f"holidays:{it.programme_id}", **until)
        # Without it a pause that was cut short would run on to the day it was meant to last.
        if any(pause.resumed_at for pause in pauses) and rest.ends_at < tomorrow:
            ended = next((pause for pause in pauses if pause.resumed_at == rest.ends_at), None)
            if ended:
                yield event(rest.ends_at, "resumed", f"agreement:{it.pk}", ended.resumed_by_id)
            else:
                yield event(rest.ends_at, "resumed", f"holidays:{it.programme_id}")


def last_day(pause: Pause, clock: tzinfo) -> date | None:
    """Of a pause, as the history format names it: the day before they go on, never before it began on their clock."""
    if pause.until is None:
        return None
    return max(pause.until - A_DAY, timezone.localdate(pause.starts_at, clock))


def begin_of(day: date, clock: tzinfo) -> datetime:
    return datetime.combine(day, time(), clock)
