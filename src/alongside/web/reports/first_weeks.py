"""The first weeks of a programme, to look at two of them at the same age."""

from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.web.programmes.models import Programme
from alongside.web.reports.period import Period, begin_of, day_of, today
from alongside.web.reports.said import SETTLED_AFTER

A_WEEK, A_DAY = timedelta(weeks=1), timedelta(days=1)


def first_day(programme: Programme) -> date:
    """On the site's own clock: the same for whoever looks."""
    return programme.starts_on or day_of(programme.created_at)


def weeks_behind(programme: Programme) -> int:
    """Whole weeks of it that have been over for so long that what happened in them has been said; 0 at least."""
    last = today() - SETTLED_AFTER
    if programme.ends_on:
        last = min(last, programme.ends_on)
    return max((last + A_DAY - first_day(programme)) // A_WEEK, 0)


class FirstWeeks(Period):
    """So many weeks from its first day on, and what was before that day; read as it stood when they were over.

    Of a report only what is made of days can be read so: whoever began or ended later has not yet.
    """

    def __init__(self, programme: Programme, weeks: int) -> None:
        super().__init__(programme, QueryDict())
        self.weeks = weeks
        self.first_day = first_day(programme)
        self.today = self.first_day + weeks * A_WEEK - A_DAY
        self.moment = begin_of(self.today + A_DAY) - timedelta(microseconds=1)

    @cached_property
    def chosen(self) -> tuple[date, date]:
        """From the beginning of all, as people come and some begin before the first day."""
        return min(self.first_day, day_of(self.programme.created_at)), self.today

    def within(self, field: str) -> Q:
        return Q(**{f"{field}__lte": self.moment})

    def within_days(self, field: str) -> Q:
        return Q(**{f"{field}__lte": self.today})

    def knows(self, day: date) -> bool:
        return day <= self.today

    def __str__(self) -> str:
        first, last = (date_format(day, "j F Y") for day in (self.first_day, self.today))
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
