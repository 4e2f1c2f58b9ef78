from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.goals.errors import NotYours, Over, WrongDay, WrongNumber
from alongside.web.goals.models import Goal
from alongside.web.notices.models import Notice
from tests.factories.goals import set_goal


def ended(mentorship):
    mentorship.ended_at = timezone.now()
    mentorship.save()
    return mentorship


def test_a_mentee_sets_a_goal_and_the_mentor_is_written_to(client, cast):
    client.force_login(cast.ben)
    due_on = timezone.localdate() + timedelta(weeks=8)

    answer = client.post(
        reverse("goals:set", args=[cast.mentorship.pk]),
        {"title": "Give a talk", "measure": "Talks given", "baseline": "0", "target": "3.50", "due_on": due_on},
    )

    goal = Goal.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == goal.get_absolute_url()
    assert goal.is_agreed_by(cast.ben)
    assert not goal.is_agreed_by(cast.amara)
    assert goal.versions.get().words["target"] == "3.5"
    assert goal.versions.get().is_measurable
    assert Notice.objects.get().person == cast.amara


def test_a_title_that_is_too_long_is_kept_whole_and_the_form_says_by_how_much(client, cast):
    client.force_login(cast.ben)
    page = reverse("goals:set", args=[cast.mentorship.pk])
    longest = Goal._meta.get_field("title").max_length
    typed = "x" * (longest + 7)

    refused = client.post(page, {"title": typed})

    assert refused.status_code == 422
    assert f"At most {longest} letters fit here; this has {longest + 7}." in refused.content.decode()
    assert typed in refused.content.decode()
    assert "maxlength" not in client.get(page).content.decode()  # a browser would cut it without a word


def test_a_goal_in_the_past_is_refused_and_nothing_typed_is_lost(client, cast):
    client.force_login(cast.ben)

    answer = client.post(
        reverse("goals:set", args=[cast.mentorship.pk]),
        {"title": "Give a talk", "why": "Because I dread it", "due_on": "2020-03-04"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "4 March 2020 is in the past. Choose a day from today on." in page
    assert "Because I dread it" in page
    assert not Goal.objects.exists()


def test_a_goal_for_today_is_taken(cast):
    assert set_goal(cast.mentorship, due_on=timezone.localdate()).due_on == timezone.localdate()


@pytest.mark.parametrize("day", ["31 February", "2026-02-31", "soon"])
def test_a_date_that_is_none_is_refused_with_its_field(client, cast, day):
    client.force_login(cast.ben)

    answer = client.post(reverse("goals:set", args=[cast.mentorship.pk]), {"title": "Talk", "due_on": day})

    assert answer.status_code == 422
    assert "due_on" in answer.context["form"].errors


def test_a_target_that_is_the_baseline_is_refused(cast):
    with pytest.raises(WrongNumber):
        set_goal(cast.mentorship, baseline=Decimal(3), target=Decimal(3))


def test_a_review_day_in_the_past_is_refused(cast):
    with pytest.raises(WrongDay):
        set_goal(cast.mentorship, next_review_on=timezone.localdate())


def test_an_ended_mentorship_takes_no_goal(cast):
    with pytest.raises(Over):
        set_goal(ended(cast.mentorship))


def test_a_coordinator_sets_no_goal(cast):
    with pytest.raises(NotYours):
        set_goal(cast.mentorship, by=cast.chidi)


def test_setting_a_goal_lets_the_mentorship_be_read_again(cast):
    before = cast.mentorship.mentor_event_at

    set_goal(cast.mentorship)

    cast.mentorship.refresh_from_db()
    assert cast.mentorship.mentor_event_at > before
