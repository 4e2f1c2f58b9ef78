"""Whoever a coordinator took out of a programme comes back when a coordinator invites them, and not by themselves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.programmes.models import Membership, Programme, Role
from alongside.web.programmes.refusals import InvitationClosed, TakenOut
from tests.factories.programmes import InvitationFactory, MembershipFactory


@pytest.fixture
def removed(cast):
    """Dana was a mentor of an open programme, and Chidi has taken her out."""
    Programme.objects.filter(pk=cast.programme.pk).update(joining="open")
    cast.programme.refresh_from_db()
    seat = MembershipFactory(programme=cast.programme, person=cast.dana, role=Role.MENTOR)
    InvitationFactory(programme=cast.programme, email=cast.dana.email.upper(), role=Role.MENTEE)
    seat.remove(by=cast.chidi)
    return cast


def test_they_do_not_join_an_open_programme_again_in_any_role(client, removed):
    cast = removed
    client.force_login(cast.dana)
    address = reverse("programmes:join", args=[cast.programme.pk])

    page = client.get(address).content.decode()
    answers = [client.post(address, {"as_mentor": 1, "capacity": 2}), client.post(address, {"as_mentee": 1})]

    assert "has taken you out of Spring cohort as a mentor" in page and "<form" not in page.partition("<main")[2]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert "ask whoever wrote to you about it for an invitation" in answers[0].content.decode()
    assert cast.programme.roles_of(cast.dana) == set()


def test_an_invitation_from_before_is_withdrawn(client, removed):
    cast = removed
    before = cast.programme.invitations.get()
    client.force_login(cast.dana)

    answer = client.post(before.get_absolute_url())

    assert before.withdrawn_at and "was withdrawn" in answer.content.decode()
    assert cast.programme.roles_of(cast.dana) == set()


def test_an_invitation_from_before_to_an_address_they_took_since_lets_them_in_no_more(removed):
    cast = removed
    before = InvitationFactory(
        programme=cast.programme, email="another@example.org", invited_at=timezone.now() - timedelta(days=1)
    )
    cast.dana.email = "another@example.org"
    cast.dana.save()

    with pytest.raises(InvitationClosed, match="was withdrawn"):
        before.accept(by=cast.dana)


def test_a_new_invitation_lets_them_in_and_then_they_are_like_anybody_else(removed):
    cast = removed
    (new,) = cast.programme.invite(by=cast.chidi, addresses=[cast.dana.email], role=Role.MENTOR)

    new.accept(by=cast.dana).leave(by=cast.dana)
    cast.programme.join(by=cast.dana, room={Role.MENTEE: 1})

    assert cast.programme.roles_of(cast.dana) == {Role.MENTEE}


def test_invitations_of_others_and_of_other_programmes_stay(cast):
    seat = MembershipFactory(programme=cast.programme, person=cast.dana)
    others = InvitationFactory(programme=cast.programme)
    elsewhere = InvitationFactory(email=cast.dana.email)

    seat.remove(by=cast.chidi)

    for invitation in (others, elsewhere):
        invitation.refresh_from_db()
        assert invitation.withdrawn_at is None


def test_a_coordinator_who_takes_out_themselves_has_left_like_anybody_else(cast):
    Programme.objects.filter(pk=cast.programme.pk).update(joining="open")
    cast.programme.refresh_from_db()
    seat = MembershipFactory(programme=cast.programme, person=cast.chidi, role=Role.MENTOR)

    seat.remove(by=cast.chidi)

    assert Membership.objects.get(pk=seat.pk).removed_at is None
    cast.programme.join(by=cast.chidi, room={Role.MENTOR: 2})


def test_of_two_roles_the_one_taken_away_is_not_taken_again(removed):
    cast = removed
    (new,) = cast.programme.invite(by=cast.chidi, addresses=[cast.dana.email], role=Role.MENTEE)
    new.accept(by=cast.dana)

    with pytest.raises(TakenOut):
        cast.programme.join(by=cast.dana, room={Role.MENTOR: 2})


def test_a_coordinator_who_takes_out_themselves_is_led_to_their_own_way_out(client, cast):
    own = cast.programme.memberships.get(person=cast.chidi)
    client.force_login(cast.chidi)
    address = reverse("programmes:remove", args=[cast.programme.pk]) + f"?member={own.pk}"

    for answer in (client.get(address), client.post(address, {"words": ""})):
        assert answer.url == reverse("programmes:membership", args=[own.pk])
    assert "only they can invite you again" in client.get(answer.url).text
    own.refresh_from_db()
    assert own.left_at is None
