from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.goals import set_goal
from tests.factories.people import UserFactory

OF_GOAL = ("goal", "revise", "progress", "review", "close")
OF_MENTORSHIP = ("list", "set", "hint", "starters")


@pytest.fixture
def goal(cast):
    return set_goal(cast.mentorship, measure="Talks", target=3, unit="talks", due_on=timezone.localdate())


@pytest.mark.parametrize("name", [*OF_GOAL, *OF_MENTORSHIP])
def test_the_pair_sees_its_goals_and_nobody_else_does(client, cast, goal, name):
    address = reverse(f"goals:{name}", args=[goal.pk if name in OF_GOAL else cast.mentorship.pk])
    superuser = UserFactory(is_staff=True, is_superuser=True)

    for person, status in (
        (cast.amara, 200),
        (cast.ben, 200),
        (cast.chidi, 404),
        (cast.dana, 404),
        (cast.efua, 404),
        (superuser, 404),
    ):
        client.force_login(person)
        assert client.get(address).status_code == status
    client.logout()
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("name", ["assent", "reopen"])
def test_verbs_without_a_page_want_a_post(client, cast, goal, name):
    client.force_login(cast.ben)

    assert client.get(reverse(f"goals:{name}", args=[goal.pk])).status_code == 405


def queries_of_list(client, mentorship):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(reverse("goals:list", args=[mentorship.pk])).status_code == 200
    return len(seen)


def test_the_list_asks_the_same_number_of_queries_whatever_the_rows(client, cast, goal):
    client.force_login(cast.ben)
    few = queries_of_list(client, cast.mentorship)
    for number in range(6):
        more = set_goal(cast.mentorship, title=f"Goal {number}", agreed=True)
        more.mark_progress(by=cast.ben, value=0.5)
        if number > 3:
            more.close(by=cast.ben, outcome="partly")

    assert queries_of_list(client, cast.mentorship) == few


def test_an_empty_list_says_how_to_begin(client, cast):
    client.force_login(cast.ben)

    assert "No goal yet" in client.get(reverse("goals:list", args=[cast.mentorship.pk])).content.decode()


def test_a_goal_says_when_its_day_has_passed(client, cast, goal):
    type(goal).objects.update(due_on=timezone.localdate() - timedelta(days=1))
    client.force_login(cast.ben)

    assert "its day has passed" in client.get(reverse("goals:list", args=[cast.mentorship.pk])).content.decode()


def test_a_closed_goal_offers_to_reopen_it(client, cast, goal):
    goal.close(by=cast.ben, outcome="met")
    client.force_login(cast.ben)

    assert "Reopen this goal" in client.get(goal.get_absolute_url()).content.decode()


def test_after_the_ending_goals_can_be_read_and_not_changed(client, cast, goal):
    type(cast.mentorship).objects.update(ended_at=timezone.now())
    client.force_login(cast.ben)

    page = client.get(goal.get_absolute_url()).content.decode()

    assert "Change this goal" not in page
    assert client.post(reverse("goals:close", args=[goal.pk]), {"outcome": "met"}).status_code == 422
