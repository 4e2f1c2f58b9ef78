"""Somebody without a mentorship is shown how to begin."""

import pytest
from django.urls import reverse

from alongside.web.programmes.models import Role
from tests.factories.people import SubjectFactory, ValueFactory
from tests.factories.programmes import InvitationFactory, MembershipFactory
from tests.factories.requests import RequestFactory


@pytest.fixture
def steps(client):
    def look(person):
        client.force_login(person)
        return [(step.text, step.is_done) for step in client.get(reverse("home:home")).context["steps"]]

    return look


def test_a_newcomer_begins_with_the_profile_and_a_programme(cast, steps):
    assert steps(cast.dana) == [("Say who you are", False), ("Join a programme", False), ("Find a mentor", False)]


def test_a_profile_that_matching_can_use_is_a_step_done(cast, steps):
    profile = cast.dana.profile
    profile.wants = "Lead a team"
    profile.save()
    profile.seeks.add(SubjectFactory())
    profile.values.add(ValueFactory())
    assert steps(cast.dana)[0] == ("Say who you are", False)

    profile.languages.add("en")
    assert steps(cast.dana)[0] == ("Say who you are", True)


def test_a_request_that_waits_is_named(client, cast, steps):
    asked = RequestFactory(mentee=cast.dana)

    assert steps(cast.dana)[-1] == (f"You asked {asked.mentor}", True)
    assert asked.get_absolute_url() in client.get(reverse("home:home")).content.decode()


def test_a_mentor_waits_to_be_asked(cast, steps):
    MembershipFactory(programme=cast.programme, person=cast.dana, role=Role.MENTOR)

    assert steps(cast.dana)[1:] == [("Join a programme", True), ("Be asked by a mentee", False)]


def test_who_coordinates_or_has_a_mentorship_is_past_all_this(client, cast, steps):
    assert cast.mentorship

    assert steps(cast.chidi) == steps(cast.ben) == []
    client.force_login(cast.chidi)
    assert reverse("coordination:today") in client.get(reverse("home:home")).content.decode()


def test_the_owner_of_an_empty_site_is_led_to_a_first_programme(client, cast):
    cast.dana.is_superuser = True
    cast.dana.save()
    client.force_login(cast.dana)

    assert reverse("programmes:new") in client.get(reverse("home:home")).content.decode()


def test_an_invitation_waits_on_the_home_page_of_its_address_alone(client, cast):
    invitation = InvitationFactory(programme=cast.programme, email="DANA@example.org", role=Role.MENTOR)

    for person, is_there in ((cast.dana, True), (cast.ben, False)):
        client.force_login(person)
        page = client.get(reverse("home:home")).content.decode()
        assert (f"You are invited to {cast.programme} as a mentor" in page) is is_there
        assert (invitation.get_absolute_url() in page) is is_there


def test_a_newcomers_home_asks_as_often_whatever_is_there(client, cast, django_assert_max_num_queries):
    MembershipFactory(programme=cast.programme, person=cast.dana)
    for _number in range(4):
        RequestFactory(programme=cast.programme, mentee=cast.dana)
        InvitationFactory(email=cast.dana.email)
    client.force_login(cast.dana)

    with django_assert_max_num_queries(40):
        client.get(reverse("home:home"))
