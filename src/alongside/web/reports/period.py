"""The months that a report looks at, on the site's own clock: the same for whoever opens it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.web.programmes.models import Programme

MOST_MONTHS = 240  # twenty years: a programme that says it is older is not asked for more


def today() -> date:
    return timezone.localdate(timezone=timezone.get_default_timezone())


def day_of(moment: datetime) -> date:
    """On the site's own clock."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())


def months(first: date, last: date) -> Iterator[date]:
    """The first day of each month from one day to another."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


@dataclass(frozen=True)
class Quarter:
    """Three months of the calendar that are over."""

    first: date

    @property
    def last(self) -> date:
        return self.after - timedelta(days=1)

    @property
    def after(self) -> date:
        return next_month(next_month(next_month(self.first)))

    @property
    def before(self) -> "Quarter":
        return Quarter.of(self.first - timedelta(days=1))

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1))

    def __str__(self) -> str:
        words = {"first": date_format(self.first, "F"), "last": date_format(self.last, "F Y")}
        return _("%(first)s to %(last)s") % words

    def __sub__(self, other: "Quarter") -> int:
        """How many quarters lie between the beginnings of the two."""
        return (12 * (self.first.year - other.first.year) + self.first.month - other.first.month) // 3

    def later(self, quarters: int) -> "Quarter":
        years, months = divmod(self.first.month - 1 + 3 * quarters, 12)
        return Quarter(date(self.first.year + years, months + 1, 1))


class Period:
    """The programme as a whole, or whole months of it. What no month can be read from is said, and nothing is left out.

    Whole months, because days could be chosen so that one person alone stands between two of them.
    """

    def __init__(self, programme: Programme, query: QueryDict) -> None:
        self.programme = programme
        self.today = today()
        self.moment = timezone.now()
        self.wanted_from, self.wanted_to = query.get("from", "").strip(), query.get("to", "").strip()

    @cached_property
    def began(self) -> date:
        """The programme's first month."""
        made = day_of(self.programme.created_at)
        first = min(made, self.programme.starts_on or made, self.today)
        return max(first, self.today - timedelta(days=30 * MOST_MONTHS)).replace(day=1)

    @cached_property
    def choices(self) -> list[tuple[str, str]]:
        """Every month there can be something in, the newest first."""
        found = [(f"{month:%Y-%m}", date_format(month, "F Y")) for month in months(self.began, self.today)]
        return found[::-1]

    @cached_property
    def chosen(self) -> tuple[date, date] | None:
        """The first and the last day; None for the whole."""
        if not (self.wanted_from or self.wanted_to):
            return None
        known = {f"{month:%Y-%m}": month for month in months(self.began, self.today)}
        first = known.get(self.wanted_from) if self.wanted_from else self.began
        last = known.get(self.wanted_to) if self.wanted_to else self.today.replace(day=1)
        if first is None or last is None or first > last:
            return None
        return first, min(next_month(last) - timedelta(days=1), self.today)

    @property
    def is_whole(self) -> bool:
        return self.chosen is None

    @property
    def problem(self) -> str:
        """Why what was asked for is not shown."""
        if not self.is_whole or not (self.wanted_from or self.wanted_to):
            return ""
        return _(
            "These months do not go together, so you see the programme as a whole. Choose a month and a later one."
        )

    @property
    def first(self) -> date:
        return self.chosen[0] if self.chosen else self.began

    @property
    def last(self) -> date:
        return self.chosen[1] if self.chosen else self.today

    @property
    def from_month(self) -> str:
        return f"{self.chosen[0]:%Y-%m}" if self.chosen else ""

    @property
    def to_month(self) -> str:
        return f"{self.chosen[1]:%Y-%m}" if self.chosen else ""

    @property
    def address(self) -> str:
        """What follows the address of the page for these months."""
        return f"?from={self.from_month}&to={self.to_month}" if self.chosen else ""

    @property
    def last_quarter(self) -> str:
        """The same for the quarter before this one; empty where the programme is younger."""
        quarter = Quarter.of(self.today).before
        if quarter.last < self.began:
            return ""
        return f"?from={max(quarter.first, self.began):%Y-%m}&to={quarter.last:%Y-%m}"

    def within(self, field: str) -> Q:
        """Rows whose moment lies in it; all of them for the whole, also what is older than the programme says it is."""
        if not self.chosen:
            return Q()
        return Q(**{f"{field}__gte": begin_of(self.first), f"{field}__lt": begin_of(self.last + timedelta(days=1))})

    def within_days(self, field: str) -> Q:
        return Q(**{f"{field}__gte": self.first, f"{field}__lte": self.last}) if self.chosen else Q()

    def knows(self, day: date) -> bool:
        """Whether that day is behind whoever looks: a report can be read as it stood once, before later days."""
        return True

    def __str__(self) -> str:
        if not self.chosen:
            return _("the programme as a whole")
        first, last = (date_format(day, "F Y") for day in self.chosen)
        return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
