from datetime import date

import pytest

from alongside.matching.hours import NotHours, weekly

WINTER, SUMMER = date(2026, 1, 15), date(2026, 7, 15)


def test_hours_are_moved_to_utc_with_the_season():
    assert weekly("Tue 9-10", "Europe/Berlin", on=WINTER) == {48 + 16, 48 + 17}
    assert weekly("Tue 9-10", "Europe/Berlin", on=SUMMER) == {48 + 14, 48 + 15}


def test_half_hour_zones_and_the_week_going_round():
    assert weekly("Mon 0-1", "Asia/Kolkata", on=WINTER) == {7 * 48 - 11, 7 * 48 - 10}


def test_ranges_of_days_lists_and_half_hours():
    assert len(weekly("Mon-Fri 17:30-20, Saturday 9 – 12; ", on=WINTER)) == 5 * 5 + 6
    assert weekly("sat-mon 8-9", on=WINTER) == {5 * 48 + 16, 5 * 48 + 17, 6 * 48 + 16, 6 * 48 + 17, 16, 17}
    assert weekly("", on=WINTER) == frozenset()


@pytest.mark.parametrize(
    ("text", "zone", "told"),
    [
        ("Mon 9-10", "Mars/Olympus", "“Mars/Olympus” is no time zone"),
        ("Mon 9-10", "../etc/passwd", "is no time zone"),
        ("evenings", "UTC", "“evenings” does not say hours"),
        ("Mon 12-9", "UTC", "ends before it begins"),
        ("Mon 9-25", "UTC", "ends before it begins, or after midnight"),
        ("Moo 9-10", "UTC", "“moo” is no day"),
    ],
)
def test_what_is_not_hours_is_refused_with_a_sentence(text, zone, told):
    with pytest.raises(NotHours, match=told):
        weekly(text, zone, on=WINTER)
