"""Somebody closes their account in one window while a form of theirs is on its way in another."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from alongside.web.api.models import AccessKey, sown
from alongside.web.calendars.models import Calendar
from alongside.web.goals.models import Progress
from alongside.web.meetings.models import CalendarAddress
from alongside.web.people.models import HasLeft, Personality, Profile, User
from tests.factories.calendars import ADDRESS
from tests.factories.keys import key_for, with_key
from tests.factories.lives import set_goal
from tests.factories.programmes import InvitationFactory, ProgrammeFactory

FRONT = reverse("home:front")
CLOSED = "Your account was closed meanwhile, so nothing of this was kept."
ANSWERS = {f"line_{number}": "3" for number in range(20)}


class Meanwhile:
    """Do something as soon as the database has said who a person is: they are let in, and then it happens."""

    def __init__(self, what: Callable[[], object]) -> None:
        self.what = what
        self.has_come = False

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if not self.has_come and sql.startswith("SELECT") and "people_user" in sql:
            self.has_come = True
            self.what()
        return result


@pytest.fixture
def leaving(cast):
    return connection.execute_wrapper(Meanwhile(User.objects.get(pk=cast.dana.pk).leave))


@pytest.fixture
def danas(client, cast):
    client.force_login(cast.dana)
    return client


@pytest.mark.parametrize(
    ("page", "typed", "kept"),
    [
        ("calendars:busy_times", {"address": ADDRESS}, Calendar),
        ("meetings:turn_calendar_on", {}, CalendarAddress),
        ("people:personality", ANSWERS, Personality),
    ],
)
def test_nothing_is_left_behind(danas, leaving, page, typed, kept):
    with leaving:
        answer = danas.post(reverse(page), typed, follow=True)

    assert answer.redirect_chain == [(FRONT, 302)]
    assert CLOSED in answer.content.decode()
    assert not kept.objects.exists()


def test_nobody_who_has_left_comes_into_a_programme_or_answers_its_questions(cast):
    before, open_to_all = User.objects.get(pk=cast.dana.pk), ProgrammeFactory(joining="open")
    invitation = InvitationFactory(programme=cast.programme, email=cast.dana.email)
    cast.dana.leave()

    for verb in (
        lambda: open_to_all.join(by=before, room={"mentee": 1}),
        lambda: invitation.accept(by=before),
        lambda: before.programme_answers.keep(cast.programme, by=before, said={}),
    ):
        with pytest.raises(HasLeft):
            verb()

    assert not cast.dana.memberships.filter(left_at=None).exists()


def test_a_profile_that_is_saved_does_not_bring_the_name_back(danas, cast, leaving, filled_form):
    with leaving:
        answer = danas.post(reverse("people:profile"), filled_form, follow=True)

    assert CLOSED in answer.content.decode()
    gone, left = User.objects.get(pk=cast.dana.pk), Profile.objects.get(person=cast.dana)
    assert (gone.name, left.headline, left.about) == ("Someone who left", "", "")


def test_to_close_it_twice_at_once_closes_it_once(danas, cast, leaving):
    with leaving:
        answer = danas.post(reverse("people:leave"), {"sure": "on"}, follow=True)

    assert answer.redirect_chain == [(FRONT, 302)]
    assert CLOSED in answer.content.decode()
    assert User.objects.get(pk=cast.dana.pk).left_at


def test_a_part_of_a_page_goes_to_the_front_as_a_whole(danas, leaving):
    with leaving:
        answer = danas.post(reverse("meetings:turn_calendar_on"), headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, FRONT)
    assert CLOSED in danas.get(FRONT).content.decode()


def test_no_key_is_made_for_whoever_has_left(cast):
    before = User.objects.get(pk=cast.dana.pk)
    cast.dana.leave()

    with pytest.raises(HasLeft):
        AccessKey.objects.make(before, name="A script", may_write=False, days=30, seed=sown())

    assert not AccessKey.objects.exists()


def test_a_tool_is_told_that_its_key_opens_nothing(cast):
    key, goal = key_for(cast.ben), set_goal(cast.mentorship, 1)
    before = Progress.objects.count()
    barred = Meanwhile(lambda: User.objects.filter(pk=cast.ben.pk).update(is_active=False))

    with connection.execute_wrapper(barred):
        answer = Client().post(
            f"/api/v1/goals/{goal.pk}/progress", {"percent": 90}, content_type="application/json", **with_key(key)
        )

    assert barred.has_come
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "opens nothing" in answer.json()["detail"]
    assert Progress.objects.count() == before
