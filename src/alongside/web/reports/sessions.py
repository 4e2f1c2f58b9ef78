"""Sessions: how many were held, against the rhythm each pair agreed, month by month. A fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.web.meetings.models import Change, Contact, Meeting, MeetingQuerySet
from alongside.web.mentorships.models import MentorshipQuerySet, Pause, Stage
from alongside.web.programmes.models import Programme
from alongside.web.reports.bars import Bars, Month
from alongside.web.reports.clock import Days, Pair, together
from alongside.web.reports.numbers import LEAST, Number
from alongside.web.reports.period import Period, day_of, months, next_month, today

# As the engine does, a meeting has a quarter of the rhythm to be told of (docs/decisions/0033-whose-day.md).
TIME_TO_TELL = 1.25
A_DAY = timedelta(days=1)


class Sessions:
    """What was held in these months. Coordinators may know when two met, and how often they meant to."""

    least = LEAST

    def __init__(self, begun: MentorshipQuerySet, programme: Programme, period: Period) -> None:
        self.begun, self.programme, self.period = begun, programme, period
        self.now, self.tomorrow = period.moment, today() + A_DAY

    @cached_property
    def pairs(self) -> list[Pair]:
        rows = self.begun.order_by().values_list("pk", "began_on", "ended_at", "agreed_every_days", "stage")
        return [
            Pair(
                key,
                (began_on, day_of(ended_at) + A_DAY if ended_at else self.tomorrow),
                every,
                is_awake=self.goes_on(ended_at) and not self.is_paused(key, stage),
            )
            for key, began_on, ended_at, every, stage in rows
            if began_on
        ]

    def goes_on(self, ended_at: datetime | None) -> bool:
        return ended_at is None or not self.period.knows(day_of(ended_at))

    def is_paused(self, key: int, stage: str) -> bool:
        """On the day that is looked at: today, or one gone by."""
        day = self.period.today
        if day == today():
            return stage == Stage.PAUSED
        return any(first <= day < after for first, after in self.pauses[key])

    @cached_property
    def pauses(self) -> dict[int, list[Days]]:
        """By mentorship."""
        paused: dict[int, list[Days]] = defaultdict(list)
        rows = Pause.objects.filter(mentorship__in=self.begun).order_by()
        for key, starts_at, until, resumed_at in rows.values_list("mentorship", "starts_at", "until", "resumed_at"):
            # The day on which they go on is theirs again.
            paused[key].append((day_of(starts_at), day_of(resumed_at) if resumed_at else until or self.tomorrow))
        return paused

    @cached_property
    def rests(self) -> dict[int, list[Days]]:
        """By mentorship: holidays of the programme and pauses of the two."""
        holidays = [
            (first, last + A_DAY) for first, last in self.programme.holidays.values_list("starts_on", "ends_on")
        ]
        usual = together(holidays)
        return defaultdict(lambda: usual, {key: together([*holidays, *spans]) for key, spans in self.pauses.items()})

    # Month by month --------------------------------------------------------------------------------------------------

    @property
    def behind(self) -> MeetingQuerySet:
        """Sessions of theirs whose time lies in these months and has come."""
        return self.every_session.filter(self.period.within("starts_at"), starts_at__lte=self.now)

    @property
    def every_session(self) -> MeetingQuerySet:
        return Meeting.objects.filter(mentorship__in=self.begun, kind=Meeting.Kind.SESSION).order_by()

    @cached_property
    def held(self) -> dict[date, int]:
        """By the first day of each month."""
        month = TruncMonth("starts_at", tzinfo=timezone.get_default_timezone())
        rows = self.behind.held().annotate(month=month).values_list("month").annotate(Count("pk"))
        return {day_of(moment): count for moment, count in rows}

    @cached_property
    def span(self) -> Days:
        """From the first month with something in it, in the whole; else each that was chosen."""
        first = self.period.first
        if self.period.is_whole:
            first = min([pair.days[0] for pair in self.pairs] + list(self.held), default=first)
        return first, self.period.last + A_DAY

    @cached_property
    def agreed_by_month(self) -> dict[date, float]:
        """Not rounded: a pair that meets every other month agreed on half a session in each."""
        first, after = self.span
        agreed: dict[date, float] = defaultdict(float)
        for pair in self.pairs:
            rests = self.rests[pair.key]
            for month in months(max(first, pair.days[0]), min(after, pair.days[1]) - A_DAY):
                start, end = max(month, first), min(next_month(month), after)
                agreed[month] += pair.awake(start, end, rests) / pair.every
        return agreed

    @cached_property
    def months(self) -> list[Month]:
        agreed, every = self.agreed_by_month, months(self.span[0], self.period.last)
        return [Month(month, self.held.get(month, 0), round(agreed[month])) for month in every]

    @cached_property
    def bars(self) -> Bars:
        return Bars(self.months)

    # Added up --------------------------------------------------------------------------------------------------------

    @property
    def total(self) -> int:
        return sum(month.held for month in self.months)

    @property
    def agreed(self) -> int:
        return round(sum(self.agreed_by_month.values()))

    @cached_property
    def elsewhere(self) -> int:
        """Days on which two spoke outside of a session and said so."""
        return Contact.objects.filter(self.period.within_days("happened_on"), mentorship__in=self.begun).count()

    @cached_property
    def known(self) -> list[Pair]:
        """Those whose last rhythm can be looked at: under way, not paused, and older than it."""
        return [pair for pair in self.pairs if pair.is_awake and self.since(pair, pair.days[0]) >= pair.every]

    @cached_property
    def lately(self) -> int:
        """Of these: who met, or spoke elsewhere, within their own rhythm."""
        held = self.every_session.held().filter(starts_at__lte=self.now)
        met = {key: day_of(last) for key, last in held.values_list("mentorship").annotate(Max("starts_at"))}
        spoken = Contact.objects.filter(mentorship__in=self.begun).order_by()
        for key, day in spoken.values_list("mentorship").annotate(Max("happened_on")):
            met[key] = max(day, met.get(key, day))
        return sum(
            pair.key in met and self.since(pair, met[pair.key]) <= pair.every * TIME_TO_TELL for pair in self.known
        )

    def since(self, pair: Pair, day: date) -> int:
        """Days on their own clock from that one to today."""
        return pair.awake(day, self.period.today, self.rests[pair.key])

    @cached_property
    def booked(self) -> dict[str, int]:
        """What became of those that stood in both calendars. What went with an ending was never anybody's to lose."""
        changes = Change.objects.filter(meeting=OuterRef("pk"))
        mine = Exists(changes.filter(kind=Change.Kind.CANCELLED, by__isnull=False))
        rows = self.behind.filter(Exists(changes.filter(kind=Change.Kind.BOOKED)))
        state = Meeting.State
        return rows.filter(~Q(state=state.CANCELLED) | mine).aggregate(
            all=Count("pk"),
            pairs=Count("mentorship", distinct=True),
            moved=Count("pk", filter=Exists(changes.filter(kind=Change.Kind.MOVED))),
            cancelled=Count("pk", filter=Q(state=state.CANCELLED)),
            missed=Count("pk", filter=Q(state__in=[state.MISSED, state.NOT_HELD])),
            untold=Count("pk", filter=Q(state=state.BOOKED)),
        )

    @property
    def tells_booked(self) -> bool:
        return self.booked["pairs"] >= LEAST

    @property
    def booked_numbers(self) -> list[Number]:
        if not self.tells_booked:
            return []
        return [
            Number(_("Sessions booked"), self.booked["all"]),
            Number(_("Moved to another time"), self.booked["moved"]),
            Number(_("Cancelled"), self.booked["cancelled"]),
            Number(_("Missed, or did not happen"), self.booked["missed"]),
            Number(_("Nobody has said yet"), self.booked["untold"]),
        ]

    @property
    def counts(self) -> list[Number]:
        return [
            Number(_("Sessions held"), self.total),
            Number(_("By the rhythms agreed"), self.agreed),
            Number(_("Spoke elsewhere, and said so"), self.elsewhere),
            Number(_("Mentorships under way whose last rhythm is known"), len(self.known)),
            Number(_("Of these met or spoke within it"), self.lately),
            *self.booked_numbers,
        ]

    def lines(self) -> Iterator[tuple[str, str, int]]:
        yield from ((_("Sessions"), each.label, each.count) for each in self.counts)
        for month in self.months:
            name = date_format(month.first, "F Y")
            yield _("Sessions held, by month"), name, month.held
            yield _("Sessions by the rhythms agreed, by month"), name, month.agreed
