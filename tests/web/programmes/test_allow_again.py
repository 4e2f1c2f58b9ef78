"""One's own wish never to be suggested to somebody again: to be read and taken back by oneself, and by nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.programmes.models import Membership, Programme, Role, Separation
from alongside.web.programmes.next_cohort import NextCohort
from tests.factories.programmes import MembershipFactory


@pytest.fixture
def wish(cast):
    """Amara asked never to be suggested to Ben again; the next cohort has it, too, and she is in both."""
    assert cast.mentorship
    Separation.objects.keep_apart(cast.programme, cast.amara, cast.ben, kind="asked", by=cast.amara)
    cast.later = NextCohort(cast.programme, "Autumn", timezone.localdate() + timedelta(days=9)).begin(by=cast.chidi)
    for person, role in ((cast.amara, Role.MENTOR), (cast.ben, Role.MENTEE)):
        cast.later.memberships.enter(cast.later, person, role)
    return cast


def seat(programme: Programme, person) -> Membership:
    return programme.memberships.exclude(role=Role.COORDINATOR).get(person=person)


def page(client, programme: Programme, person) -> str:
    client.force_login(person)
    address = reverse("programmes:membership", args=[seat(programme, person).pk])
    return client.get(address).content.decode()


def press(client, programme: Programme, person, other, **more):
    client.force_login(person)
    address = reverse("programmes:allow_again", args=[seat(programme, person).pk])
    return client.post(address, {"person": getattr(other, "pk", other)}, follow=True)


def test_whoever_asked_for_it_reads_it_wherever_it_came_along(client, wish):
    for programme in (wish.programme, wish.later):
        shown = page(client, programme, wish.amara)
        assert "Never again" in shown and "Ben Lindqvist" in shown


def test_whom_it_is_about_reads_nothing_of_it(client, wish):
    for programme in (wish.programme, wish.later):
        assert "Never again" not in page(client, programme, wish.ben)


def test_nor_does_a_coordinator_who_is_a_member_too(client, wish):
    MembershipFactory(programme=wish.later, person=wish.chidi, role=Role.MENTOR)

    assert "Never again" not in page(client, wish.later, wish.chidi)


def test_it_is_taken_back_here_and_in_what_follows(client, wish):
    said = press(client, wish.programme, wish.amara, wish.ben)

    assert "Taken back." in said.content.decode()
    assert not Separation.objects.exists()
    assert not wish.ben.notices.filter(body__contains="again").exists()


def test_taken_back_in_the_next_cohort_it_stands_in_the_one_before(client, wish):
    press(client, wish.later, wish.amara, wish.ben)

    assert Separation.objects.get().programme == wish.programme


def test_the_wish_of_the_other_and_what_coordinators_said_stay(client, wish):
    Separation.objects.keep_apart(wish.later, wish.ben, wish.amara, kind="asked", by=wish.ben)
    Separation.objects.keep_apart(wish.later, wish.amara, wish.ben, kind="apart", by=wish.amara)

    press(client, wish.later, wish.amara, wish.ben)

    left = Separation.objects.filter(programme=wish.later).values_list("kind", "by")
    assert set(left) == {("asked", wish.ben.pk), ("apart", wish.amara.pk)}


@pytest.mark.parametrize("other", ["", "x", "9" * 40, "0"])
def test_nobody_named_changes_nothing(client, wish, other):
    assert press(client, wish.programme, wish.amara, other).status_code == 200
    assert Separation.objects.count() == 2


def test_whom_it_is_about_cannot_take_it_back_nor_learn_of_it(client, wish):
    said = press(client, wish.programme, wish.ben, wish.amara).content.decode()

    assert "Taken back" not in said
    assert Separation.objects.count() == 2
    client.force_login(wish.ben)
    assert client.post(reverse("programmes:allow_again", args=[seat(wish.later, wish.amara).pk])).status_code == 404
