"""The goals on a mentorship's home."""

import pytest
from django.urls import reverse

from tests.factories.lives import set_goal


@pytest.fixture
def shown(client, cast):
    def look():
        client.force_login(cast.ben)
        html = client.get(cast.mentorship.get_absolute_url()).content.decode()
        return html.partition("<h2>Goals</h2>")[2].partition("</section>")[0]

    return look


def test_before_the_first_goal_it_says_that_one_is_enough(shown):
    assert "One is enough to begin" in shown() and "Add a goal" in shown()


def test_an_open_goal_stands_there_and_a_closed_one_does_not(cast, shown):
    set_goal(cast.mentorship, 1)
    closed = set_goal(cast.mentorship, 2)
    closed.title = "Write a book"
    closed.save()
    closed.close(by=cast.ben, outcome="met")

    assert "Give a talk" in shown() and "Write a book" not in shown()


def test_once_all_are_closed_it_says_which_and_offers_the_next(cast, shown):
    set_goal(cast.mentorship, 1).close(by=cast.ben, outcome="met")

    assert "Give a talk" in shown() and "Met, " in shown()
    assert f'href="{reverse("goals:set", args=[cast.mentorship.pk])}">Set the next goal' in shown()
    assert "One is enough" not in shown()
