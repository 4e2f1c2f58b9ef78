"""Meeting in a holiday: nothing forbids it, and it is said plainly."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.meetings.models import Meeting
from alongside.web.meetings.rhythm import next_start
from tests.factories.lives import hold
from tests.factories.programmes import rest


def send(client, cast, days: int, **more: Any) -> str:
    client.force_login(cast.ben)
    when = (timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%dT10:00")
    typed = {"starts_at": when, "minutes": 45, "channel": "video", "times": 1, **more}
    return client.post(reverse("meetings:book", args=[cast.mentorship.pk]), typed, follow=True).content.decode()


def test_a_time_in_a_holiday_is_booked_and_it_is_said(client, cast):
    assert cast.mentorship
    rest(cast.programme, 5, 20)

    page = send(client, cast, days=6)

    assert "It is in both calendars." in page
    assert "Fine, if it suits you both." in page
    assert Meeting.objects.get().state == "booked"


def test_of_three_times_one_in_a_holiday_is_enough_to_say_it_once(client, cast):
    assert cast.mentorship
    rest(cast.programme, 14, 40)

    assert send(client, cast, days=3, times=3).count("Fine, if it suits you both.") == 1


@pytest.mark.parametrize(("days", "times"), [(4, 1), (21, 1), (4, 3)])
def test_a_time_outside_says_nothing_of_it(client, cast, days, times):
    """Of three times at a fortnightly rhythm, the second comes before the holiday is over, and the first before it."""
    assert cast.mentorship
    rest(cast.programme, 5, 17)

    assert "Fine, if it suits you both." not in send(client, cast, days=days, times=times)


def test_the_form_says_when_the_programme_rests(client, cast):
    holiday = rest(cast.programme, 5, 20)
    rest(cast.programme, 90, 99, name="Summer break")
    client.force_login(cast.ben)

    page = client.get(reverse("meetings:book", args=[cast.mentorship.pk])).content.decode()

    assert f"Winter break is {holiday.days}." in page
    assert "Summer break" not in page


@pytest.mark.parametrize("has_met", [True, False])
def test_the_time_that_is_filled_in_is_in_no_holiday(cast, has_met):
    if has_met:
        hold(cast.mentorship, 55)
    rest(cast.programme, 1, 10)
    rest(cast.programme, 11, 30, name="And more")

    start = next_start(cast.mentorship, timezone.now())

    assert timezone.localdate(start) > timezone.localdate() + timedelta(days=30)
    assert timezone.localdate(start) <= timezone.localdate() + timedelta(days=37)
