from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from alongside.web.goals.errors import Closed, Overtaken
from alongside.web.notices.models import Notice
from tests.factories.goals import set_goal


def test_a_revision_keeps_the_old_words_and_asks_the_other_again(client, cast):
    goal = set_goal(cast.mentorship, agreed=True)
    client.force_login(cast.amara)

    client.post(reverse("goals:revise", args=[goal.pk]), {"title": "Give three talks", "version": 1})

    goal.refresh_from_db()
    assert goal.title == "Give three talks"
    assert [version.words["title"] for version in goal.versions.all()] == ["Give a talk", "Give three talks"]
    assert goal.is_agreed_by(cast.amara)
    assert not goal.is_agreed_by(cast.ben)
    assert Notice.objects.filter(kind="goals/mail/revised", person=cast.ben).exists()


def test_the_page_shows_what_changed(client, cast):
    goal = set_goal(cast.mentorship, agreed=True)
    goal.revise(by=cast.amara, title="Give three talks", due_on=timezone.localdate() + timedelta(days=40))
    client.force_login(cast.ben)

    page = client.get(goal.get_absolute_url()).content.decode()

    assert "<del>Give a talk</del> <ins>Give three talks</ins>" in page


def test_saving_the_same_words_changes_nothing(cast):
    goal = set_goal(cast.mentorship, agreed=True)

    goal.revise(by=cast.amara, title="Give a talk")

    assert goal.version == 1
    assert goal.is_agreed


def test_a_revision_written_over_a_newer_one_is_refused(client, cast):
    goal = set_goal(cast.mentorship)
    goal.revise(by=cast.amara, title="Give three talks")
    client.force_login(cast.ben)

    answer = client.post(reverse("goals:revise", args=[goal.pk]), {"title": "Give no talk", "version": 1})

    assert answer.status_code == 422
    assert "Amara changed this goal while you were writing" in answer.content.decode()
    assert "Give no talk" in answer.content.decode()
    goal.refresh_from_db()
    assert goal.title == "Give three talks"


def test_whoever_was_slower_sees_what_changed_and_saves_both(client, cast):
    goal = set_goal(cast.mentorship)
    read = {**goal.words, "version": 1}
    goal.revise(by=cast.amara, title="Give three talks")
    client.force_login(cast.ben)
    address = reverse("goals:revise", args=[goal.pk])

    refused = client.post(address, {**read, "why": "I avoid it"})
    assert "<del>Give a talk</del> <ins>Give three talks</ins>" in refused.text
    form = refused.context["form"]
    saved = client.post(address, {name: form[name].value() for name in form.fields})

    goal.refresh_from_db()
    assert saved.status_code == 302
    assert (goal.title, goal.why, goal.version) == ("Give three talks", "I avoid it", 3)


def test_what_changed_is_counted_from_the_version_that_one_had_before_ones_eyes(cast):
    goal = set_goal(cast.mentorship, title="One", why="First")
    goal.revise(by=cast.ben, title="Two", why="Second")
    goal.revise(by=cast.amara, title="Three")

    assert [(one.before, one.after) for one in goal.changes_since(1)] == [("One", "Three"), ("First", "Second")]
    assert [(one.before, one.after) for one in goal.changes_since(2)] == [("Two", "Three")]
    assert goal.changes_since(3) == goal.changes_since(9) == []
    assert [goal.words_of(number)["title"] for number in (1, 2, 3)] == ["One", "Two", "Three"]


def test_a_version_that_never_was_is_refused_with_the_same_sentence(client, cast):
    goal = set_goal(cast.mentorship)
    client.force_login(cast.ben)

    answer = client.post(reverse("goals:revise", args=[goal.pk]), {"title": "Give no talk", "version": 99})

    assert answer.status_code == 422
    assert answer.context["form"]["title"].value() == "Give no talk"


def test_a_goal_whose_day_has_passed_may_keep_it_while_other_words_change(cast):
    goal = set_goal(cast.mentorship, due_on=timezone.localdate() + timedelta(days=1))

    with time_machine.travel(timezone.now() + timedelta(days=10)):
        goal.revise(by=cast.ben, title="Give three talks")

    assert goal.version == 2


def test_a_closed_goal_is_not_changed(cast):
    goal = set_goal(cast.mentorship)
    goal.close(by=cast.ben, outcome="met")

    with pytest.raises(Closed):
        goal.revise(by=cast.ben, title="Another")


def test_the_version_before_ones_eyes_is_the_one_agreed_to(cast):
    goal = set_goal(cast.mentorship)
    goal.revise(by=cast.ben, title="Give three talks")

    with pytest.raises(Overtaken):
        goal.assent(by=cast.amara, version=1)
    goal.assent(by=cast.amara, version=2)
    goal.assent(by=cast.amara, version=2)

    assert goal.is_agreed


def test_a_mentor_agrees_on_the_page(client, cast):
    goal = set_goal(cast.mentorship)
    client.force_login(cast.amara)

    client.post(reverse("goals:assent", args=[goal.pk]), {"version": "one"})
    goal.refresh_from_db()
    assert not goal.is_agreed
    client.post(reverse("goals:assent", args=[goal.pk]), {"version": "1"})

    goal.refresh_from_db()
    assert goal.is_agreed
