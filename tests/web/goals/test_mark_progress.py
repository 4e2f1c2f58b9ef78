from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from alongside.web.goals.errors import WrongDay, WrongNumber
from tests.factories.goals import set_goal


@pytest.fixture
def goal(cast):
    with time_machine.travel(timezone.now() - timedelta(days=20)):
        return set_goal(cast.mentorship, agreed=True)


@pytest.mark.parametrize(
    ("baseline", "target", "measured", "value"),
    [("0", "4", "1", 0.25), ("10", "0", "5", 0.5), (None, "4", "2", 0.5), ("0", "4", "9", 1.0), ("2", "4", "1", 0.0)],
)
def test_a_measured_value_is_placed_between_baseline_and_target(cast, baseline, target, measured, value):
    numbers = {"baseline": Decimal(baseline) if baseline else None, "target": Decimal(target)}
    goal = set_goal(cast.mentorship, **numbers)

    assert goal.mark_progress(by=cast.ben, measured=Decimal(measured)).value == value


def test_a_goal_without_a_number_is_marked_by_judgement(client, cast, goal):
    client.force_login(cast.ben)

    client.post(reverse("goals:progress", args=[goal.pk]), {"percent": "40", "note": "Outline done"})

    mark = goal.progress.get()
    assert mark.value == 0.4
    page = client.get(goal.get_absolute_url()).content.decode()
    assert "Outline done" in page
    assert '<meter min="0" max="100" value="40" aria-label="How far along">' in page


def test_a_mark_may_be_written_down_later(client, cast, goal):
    earlier = timezone.localdate() - timedelta(days=5)
    client.force_login(cast.ben)

    client.post(reverse("goals:progress", args=[goal.pk]), {"percent": "40", "on": earlier})

    assert timezone.localdate(goal.progress.get().at) == earlier


def test_the_newest_day_counts_as_the_latest_and_not_the_newest_writing(cast, goal):
    goal.mark_progress(by=cast.ben, value=0.6)
    goal.mark_progress(by=cast.ben, value=0.2, on=timezone.localdate() - timedelta(days=5))

    assert goal.latest.value == 0.6


@pytest.mark.parametrize(("days", "sentence"), [(1, "has not come yet"), (-30, "The goal was set on")])
def test_a_day_that_cannot_be_is_refused_with_a_sentence(client, cast, goal, days, sentence):
    client.force_login(cast.ben)
    day = timezone.localdate() + timedelta(days=days)

    answer = client.post(reverse("goals:progress", args=[goal.pk]), {"percent": "40", "note": "Kept", "on": day})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Kept" in answer.content.decode()


@pytest.mark.parametrize("percent", ["101", "-1", "", "half"])
def test_a_number_outside_the_slider_is_refused(client, cast, goal, percent):
    client.force_login(cast.ben)

    assert client.post(reverse("goals:progress", args=[goal.pk]), {"percent": percent}).status_code == 422


def test_a_measured_value_wants_a_goal_with_a_number(cast, goal):
    with pytest.raises(WrongNumber):
        goal.mark_progress(by=cast.ben, measured=Decimal(3))


def test_no_mark_before_the_goal_was_set(cast, goal):
    with pytest.raises(WrongDay):
        goal.mark_progress(by=cast.ben, value=0.1, on=timezone.localdate() - timedelta(days=21))


def test_whoever_noted_a_mark_takes_it_back_and_nobody_else_does(client, cast, goal):
    mark = goal.mark_progress(by=cast.ben, value=0.6)
    address = reverse("goals:take_mark_back", args=[mark.pk])
    for person, status in ((cast.dana, 404), (cast.chidi, 404), (cast.amara, 302)):
        client.force_login(person)
        assert client.post(address).status_code == status
    assert goal.progress.exists()
    assert address not in client.get(goal.get_absolute_url()).text

    client.force_login(cast.ben)
    assert address in client.get(goal.get_absolute_url()).text
    client.post(address)

    assert not goal.progress.exists()
    assert client.post(address).status_code == 404


def test_a_mark_on_a_closed_goal_stays(client, cast, goal):
    mark = goal.mark_progress(by=cast.ben, value=1.0)
    goal.close(by=cast.ben, outcome="met")
    client.force_login(cast.ben)

    answer = client.post(reverse("goals:take_mark_back", args=[mark.pk]), follow=True)

    assert "This goal is closed" in answer.text
    assert goal.progress.exists()
