from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from alongside.web.goals.models import Goal
from alongside.web.mentorships.models import Stage
from alongside.web.notices.models import Notice
from tests.factories.goals import set_goal
from tests.factories.notices import delivered
from tests.factories.programmes import rest


def letters():
    return Notice.objects.filter(kind="goals/mail/review")


@pytest.fixture
def goal(cast):
    with time_machine.travel(timezone.now() - timedelta(days=20)):
        return set_goal(cast.mentorship, agreed=True, next_review_on=timezone.localdate() + timedelta(days=20))


def test_both_are_written_to_on_the_day_and_only_once(cast, goal):
    call_command("remind_reviews")
    call_command("remind_reviews")

    assert {letter.person for letter in letters()} == {cast.amara, cast.ben}
    assert letters().count() == 2


def test_nobody_is_written_to_before_the_day(cast):
    set_goal(cast.mentorship, next_review_on=timezone.localdate() + timedelta(days=1))

    call_command("remind_reviews")

    assert not letters().exists()


@pytest.mark.parametrize("state", ["paused", "ended", "closed"])
def test_no_letter_while_nothing_runs(cast, goal, state):
    if state == "closed":
        goal.close(by=cast.ben, outcome="dropped")
    elif state == "paused":
        type(cast.mentorship).objects.update(stage=Stage.PAUSED)
    else:
        type(cast.mentorship).objects.update(ended_at=timezone.now())

    call_command("remind_reviews")

    assert not letters().exists()


@pytest.mark.parametrize("then", ["reviewed", "closed"])
def test_no_letter_to_two_who_look_or_close_while_the_letters_are_written(cast, goal, then):
    (due,) = Goal.objects.to_review(timezone.localdate())
    next_day = timezone.localdate() + timedelta(days=14)
    if then == "reviewed":
        goal.review(by=cast.ben, next_review_on=next_day)
    else:
        goal.close(by=cast.ben, outcome="met")
    due.remind_of_review()
    assert not letters().exists()

    if then == "reviewed":
        with time_machine.travel(timezone.now() + timedelta(days=14)):
            call_command("remind_reviews")
        assert letters().count() == 2


def test_a_next_day_brings_a_next_letter(cast, goal):
    call_command("remind_reviews")
    delivered()
    goal.review(by=cast.ben, next_review_on=timezone.localdate() + timedelta(days=14))

    with time_machine.travel(timezone.now() + timedelta(days=14)):
        call_command("remind_reviews")

    assert letters().count() == 4


@pytest.mark.parametrize(
    ("decision", "onward"),
    [("keep", "goals:goal"), ("change", "goals:revise"), ("close", "goals:close"), ("", "goals:goal")],
)
def test_a_review_leads_to_what_was_decided(client, cast, goal, decision, onward):
    client.force_login(cast.amara)

    answer = client.post(reverse("goals:review", args=[goal.pk]), {"note": "Still right", "decision": decision})

    assert answer["Location"] == reverse(onward, args=[goal.pk])
    assert goal.reviews.get().note == "Still right"


def test_a_review_day_in_the_past_is_refused(client, cast, goal):
    client.force_login(cast.amara)

    answer = client.post(
        reverse("goals:review", args=[goal.pk]), {"note": "Still right", "next_review_on": timezone.localdate()}
    )

    assert answer.status_code == 422
    assert "Still right" in answer.content.decode()
    assert not goal.reviews.exists()


def test_a_day_to_look_again_that_falls_into_a_holiday_waits_for_the_day_after(cast, goal):
    holiday = rest(cast.programme, -3, 0)
    call_command("remind_reviews")
    assert not letters().exists()

    type(holiday).objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    call_command("remind_reviews")

    assert letters().exists()


def test_of_one_goal_it_is_asked_without_going_through_all_that_run(cast, goal):
    """Each is looked at again when its letters are written; a list of all mentorships would be made for every one."""
    today = timezone.localdate()
    one = Goal.objects.to_review(today).filter(pk=goal.pk)

    assert list(one) == [goal]
    if connection.vendor == "sqlite":
        assert "mentorship" not in one.explain().partition("LIST SUBQUERY")[2]
