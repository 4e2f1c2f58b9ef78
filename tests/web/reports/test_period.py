"""The months that a report looks at: whole ones, on one clock for all."""

from datetime import date

import pytest
import time_machine
from django.http import QueryDict
from django.urls import reverse

from alongside.web.programmes.models import Programme
from alongside.web.reports.period import Period, Quarter
from tests.factories.mentorships import MentorshipFactory

BEGAN = date(2026, 2, 10)


def period(asked: str = "") -> Period:
    return Period(Programme(starts_on=BEGAN), QueryDict(asked))


def test_without_a_choice_it_is_the_whole():
    assert period().is_whole
    assert (period().first, period().last) == (date(2026, 2, 1), date(2026, 11, 15))
    assert str(period()) == "the programme as a whole"


@pytest.mark.parametrize(
    ("asked", "first", "last", "words"),
    [
        ("from=2026-04&to=2026-06", date(2026, 4, 1), date(2026, 6, 30), "April 2026 to June 2026"),
        ("from=2026-04&to=2026-04", date(2026, 4, 1), date(2026, 4, 30), "April 2026"),
        ("from=2026-10", date(2026, 10, 1), date(2026, 11, 15), "October 2026 to November 2026"),
        ("to=2026-03", date(2026, 2, 1), date(2026, 3, 31), "February 2026 to March 2026"),
    ],
)
def test_whole_months_are_chosen_and_the_last_ends_today_at_the_latest(asked, first, last, words):
    found = period(asked)

    assert (found.first, found.last, str(found)) == (first, last, words)
    assert not found.problem


@pytest.mark.parametrize(
    "asked",
    [
        "from=2026-06&to=2026-04",
        "from=2019-01",
        "to=2027-01",
        "from=2026-13",
        "from=2026-04-17",
        "from=x&to=%00",
        "to=२",
    ],
)
def test_what_no_month_can_be_read_from_shows_the_whole_and_says_so(client, cast, asked):
    assert period(asked).is_whole
    assert "do not go together" in period(asked).problem
    MentorshipFactory(programme=cast.programme)
    client.force_login(cast.chidi)

    answer = client.get(f"{reverse('reports:report', args=[cast.programme.pk])}?{asked}")

    assert answer.status_code == 200
    assert "do not go together" in answer.content.decode()


def test_the_last_quarter_is_the_one_that_is_over_as_far_as_the_programme_is_old():
    assert period().last_quarter == "?from=2026-07&to=2026-09"
    with time_machine.travel("2026-05-02T12:00:00Z", tick=False):
        assert period().last_quarter == "?from=2026-02&to=2026-03"
    with time_machine.travel("2026-03-02T12:00:00Z", tick=False):
        assert period().last_quarter == ""


def test_a_quarter_of_the_calendar():
    quarter = Quarter.of(date(2026, 11, 15))

    assert (quarter.first, quarter.last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter.before == Quarter(date(2026, 7, 1))
    assert Quarter(date(2026, 1, 1)).before == Quarter(date(2025, 10, 1))


def test_the_download_holds_the_months_that_the_page_shows(client, cast):
    MentorshipFactory(programme=cast.programme)
    client.force_login(cast.chidi)
    month = f"{Period(cast.programme, QueryDict()).today:%Y-%m}"

    page = client.get(f"{reverse('reports:report', args=[cast.programme.pk])}?from={month}").content.decode()

    link = f"{reverse('reports:numbers', args=[cast.programme.pk])}?from={month}&to={month}"
    assert link.replace("&", "&amp;") in page
    numbers = client.get(link).content.decode()
    assert "Counted for," in numbers and "as a whole" not in numbers
