"""A report that is read as it stood."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from alongside.web.meetings.models import Contact
from alongside.web.mentorships.models import Ending, Mentorship, Pause
from alongside.web.reports.first_weeks import FirstWeeks, weeks_behind
from alongside.web.reports.period import Quarter
from alongside.web.reports.report import Report
from tests.factories.lives import hold
from tests.factories.programmes import rest
from tests.web.reports.cohorts import LAST, live, midnight, pair


def test_the_number_is_what_the_report_said_on_that_day(cast, last):
    """A report that is read as it stood tells what it told."""
    pairs = live(last)
    rest(last, -400, -390)
    Contact.objects.create(mentorship=pairs[1], by=pairs[1].mentee, channel="phone", happened_on=date(2025, 10, 20))
    asleep = pair(last, 14, stage="paused")
    pause = Pause.objects.create(
        mentorship=asleep, by=asleep.mentee, starts_at=midnight(date(2025, 9, 1)), until=date(2025, 12, 1)
    )
    quiet = pair(last, 14)
    hold(quiet, 130)

    def told(report: Report) -> tuple[object, ...]:
        sessions = report.sessions
        lately = (sessions.total, sessions.agreed, sessions.lately, len(sessions.known), sessions.elsewhere)
        return (report.way_in.began.mentees, report.early, len(report.endings), report.reasons, *lately)

    with time_machine.travel(datetime(2025, 11, 1, 20, tzinfo=UTC), tick=False):
        then = told(Report(cast.chidi, last))

    # All that happened since.
    pause.resumed_at = midnight(date(2025, 12, 1))
    pause.save()
    Mentorship.objects.filter(pk=asleep.pk).update(stage="active")
    Mentorship.objects.filter(pk=quiet.pk).update(stage="paused")
    Pause.objects.create(mentorship=quiet, by=quiet.mentee, starts_at=midnight(date(2026, 1, 1)), until=None)
    for it in (asleep, quiet):
        hold(it, 200)
    end = midnight(date(2026, 2, 1))
    Mentorship.objects.filter(pk=pairs[2].pk).update(ended_at=end, stage="ended")
    Ending.objects.create(mentorship=pairs[2], reason="moved", at=end)
    pair(last, 170, ended=10)
    rest(last, -200, -190)

    assert told(Report(cast.chidi, last, period=FirstWeeks(last, 22))) == then
    assert then[:3] == (8, 1, 8) and then[6:8] == (6, 6)


def test_a_week_counts_once_it_has_been_over_for_eight_days(last):
    with time_machine.travel("2025-06-14T12:00:00Z", tick=False):
        assert weeks_behind(last) == 0
    with time_machine.travel("2025-06-15T12:00:00Z", tick=False):
        assert weeks_behind(last) == 1
    with time_machine.travel("2025-05-01T12:00:00Z", tick=False):
        assert weeks_behind(last) == 0


def test_a_programme_without_a_first_day_begins_on_the_day_it_was_made(last):
    last.starts_on = None

    assert FirstWeeks(last, 3).today == LAST - timedelta(days=30) + timedelta(days=20)


@pytest.mark.parametrize("quarters", [-9, -1, 0, 1, 3, 4, 7])
def test_quarters_are_counted_over_new_year(quarters):
    first = Quarter(date(2025, 10, 1))

    assert first.later(quarters) - first == quarters
    assert first.later(quarters).first.month in (1, 4, 7, 10)
    assert first.later(1) == Quarter(date(2026, 1, 1))
