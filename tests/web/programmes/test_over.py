"""A programme that is over stays with its people, and nobody is sent looking for somebody there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.programmes.models import Membership, Programme, Role
from tests.factories.programmes import MembershipFactory, ProgrammeFactory

HOME, PROGRAMMES, REQUESTS = reverse("home:home"), reverse("programmes:list"), reverse("requests:list")


@pytest.fixture
def danas(client, cast):
    """Dana is a mentee of two programmes; the first by name was over yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    cast.over = ProgrammeFactory(name="Autumn", starts_on=yesterday - timedelta(weeks=20), ends_on=yesterday)
    cast.runs = ProgrammeFactory(name="Winter")
    for programme in (cast.over, cast.runs):
        MembershipFactory(programme=programme, person=cast.dana)
    client.force_login(cast.dana)
    return client


def mentors_of(programme: Programme) -> str:
    return f'href="{reverse("programmes:mentors", args=[programme.pk])}"'


def test_ones_own_list_ends_with_it_and_says_since_when(danas, cast):
    page = danas.get(PROGRAMMES)

    assert [mine.programme for mine in page.context["mine"]] == [cast.runs, cast.over]
    words = page.content.decode()
    assert words.count("over since") == 1
    assert mentors_of(cast.runs) in words and mentors_of(cast.over) not in words


def test_home_sends_nobody_there(danas, cast):
    page = danas.get(HOME)

    assert [mine.programme for mine in page.context["memberships"]] == [cast.runs, cast.over]
    assert list(page.context["suggesting"]) == [cast.runs]
    assert mentors_of(cast.runs) in page.content.decode() and mentors_of(cast.over) not in page.content.decode()


def test_who_is_in_no_other_joins_one_first(danas, cast):
    Membership.objects.filter(programme=cast.runs).delete()

    steps = danas.get(HOME).context["steps"]

    assert [(step.text, step.is_done, step.url) for step in steps][1:] == [
        ("Join a programme", False, PROGRAMMES), ("Find a mentor", False, ""),
    ]  # fmt: skip


def test_who_only_coordinates_it_is_not_made_a_newcomer(danas, cast):
    Membership.objects.filter(person=cast.dana).update(role=Role.COORDINATOR)

    assert danas.get(HOME).context["steps"] == []


def test_neither_its_page_nor_ones_requests_say_find_a_mentor(danas, cast):
    words = danas.get(cast.over.get_absolute_url()).content.decode()
    assert "This programme is over" in words and "Find a mentor" not in words
    assert "Find a mentor" in danas.get(cast.runs.get_absolute_url()).content.decode()

    requests = danas.get(REQUESTS)
    assert list(requests.context["finding"]) == [cast.runs]


def test_nobody_is_suggested_there(danas, cast):
    for programme in (cast.over, cast.runs):
        MembershipFactory(programme=programme, person=cast.amara, role=Role.MENTOR)

    over, runs = (danas.get(reverse("proposals:suggested", args=[it.pk])) for it in (cast.over, cast.runs))

    assert not over.context["suggested"].mentors and "Autumn is over" in over.content.decode()
    assert [one.membership.person for one in runs.context["suggested"].mentors] == [cast.amara]


def test_its_mentors_can_still_be_read_but_the_page_is_no_search_for_one(danas, cast):
    MembershipFactory(programme=cast.over, person=cast.amara, role=Role.MENTOR)

    words = danas.get(reverse("programmes:mentors", args=[cast.over.pk])).content.decode()

    assert "<h1>Mentors</h1>" in words and "Amara Okafor" in words
