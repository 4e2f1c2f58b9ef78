from datetime import UTC, datetime, time

import pytest

from alongside.web.programmes.overlap import times_that_suit

MONDAY = datetime(2026, 11, 2, 10, 20, tzinfo=UTC)


@pytest.fixture
def two(cast):
    """Ben in London and Amara in Berlin; say for each which hours suit."""
    for person, zone in ((cast.ben, "Europe/London"), (cast.amara, "Europe/Berlin")):
        person.time_zone = zone
        person.save()

    def with_hours(bens, amaras):
        for person, hours in ((cast.ben, bens), (cast.amara, amaras)):
            person.profile.keep_hours([(weekday, time(start), time(end)) for weekday, start, end in hours])
        return cast.ben, cast.amara

    return with_hours


def test_times_lie_in_the_hours_of_both_each_on_their_own_clock_on_days_apart(two):
    ben, amara = two([(2, 9, 12), (3, 9, 12)], [(2, 11, 14), (3, 8, 12)])

    times = times_that_suit(ben, amara, after=MONDAY)

    assert [when.strftime("%a %d %H:%M") for when in times] == ["Wed 04 10:00", "Thu 05 09:00", "Wed 11 10:00"]


def test_none_begins_before_tomorrow_or_ends_after_the_hours(two):
    ben, amara = two([(0, 9, 20), (1, 9, 11)], [(0, 10, 21), (1, 11, 21)])

    times = times_that_suit(ben, amara, after=MONDAY, minutes=60)

    assert [when.strftime("%a %d %H:%M") for when in times][:2] == ["Tue 03 10:00", "Mon 09 09:00"]


@pytest.mark.parametrize(("bens", "amaras"), [([], [(0, 9, 12)]), ([(0, 9, 12)], []), ([(0, 7, 9)], [(0, 12, 14)])])
def test_where_hours_are_not_said_or_do_not_meet_there_is_no_time(two, bens, amaras):
    assert times_that_suit(*two(bens, amaras), after=MONDAY) == []


def test_the_hour_stays_on_both_clocks_when_they_change(two):
    ben, amara = two([(6, 9, 10)], [(6, 10, 11)])

    times = times_that_suit(ben, amara, after=datetime(2026, 10, 16, 8, tzinfo=UTC))  # clocks go back on the 25th

    assert [when.strftime("%d %H:%M") for when in times] == ["18 08:00", "25 09:00"]
