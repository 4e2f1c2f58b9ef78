"""The owner made a programme for somebody else: until somebody coordinates it, they see to that and to nothing else."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.people.models import User
from alongside.web.programmes.models import Invitation, Programme, Role
from alongside.web.programmes.refusals import AlreadyIn, InvitationClosed, NotYours
from tests.factories.people import UserFactory
from tests.factories.programmes import InvitationFactory, MembershipFactory

LIST = reverse("programmes:list")
OF_COORDINATORS = ("members", "invite", "edit", "remove")


@pytest.fixture
def owner(cast) -> User:
    return UserFactory(name="Robin Reyes", is_superuser=True)


@pytest.fixture
def autumn(owner) -> Programme:
    """Made for somebody who has no account: their address is mistyped."""
    return Programme.objects.begin(Programme(name="Autumn"), by=owner, coordinators=["gabbi@example.org"])


def at(autumn: Programme, page: str = "coordinators") -> str:
    return reverse(f"programmes:{page}", args=[autumn.pk])


def test_the_owner_finds_it_again_with_whom_they_invited(client, owner, autumn):
    client.force_login(owner)

    assert at(autumn) in client.get(LIST).text and "gabbi@example.org" in client.get(LIST).text
    assert "gabbi@example.org" in client.get(at(autumn)).text


def test_making_it_leads_there(client, cast, owner):
    client.force_login(owner)
    shown = client.get(reverse("programmes:new")).context["form"]
    typed = {name: field.initial for name, field in shown.fields.items() if field.initial not in (None, False)}
    typed |= {name: value for name, value in shown.initial.items() if value not in (None, False)}

    answer = client.post(reverse("programmes:new"), {**typed, "name": "Winter", "coordinators": "ida@example.org"})

    assert answer.url == at(Programme.objects.get(name="Winter"))


def test_a_mistyped_address_is_withdrawn_and_the_right_one_invited(client, owner, autumn):
    client.force_login(owner)

    client.post(at(autumn, "withdraw_invitation"), {"invitation": autumn.invitations.get().pk})
    answer = client.post(at(autumn), {"coordinators": "gabi@example.org"})

    assert answer.url == at(autumn)
    assert [one.email for one in autumn.invitations.open()] == ["gabi@example.org"]
    assert client.post(at(autumn), {"coordinators": "gabi@"}).status_code == 422


def test_a_letter_without_an_answer_is_sent_again_after_a_day(client, owner, autumn, post_office, time_machine):
    time_machine.move_to("2026-03-02 12:00Z", tick=False)
    autumn.invitations.update(invited_at=timezone.now(), send_after=timezone.now())
    call_command("send_invitations")
    client.force_login(owner)
    assert "Send again" not in client.get(at(autumn)).text
    with pytest.raises(InvitationClosed, match="on its way already"):
        autumn.invitations.get().send_again(by=owner)

    time_machine.shift(timedelta(days=1, minutes=1))
    assert "Send again" in client.get(at(autumn)).text
    for _press in range(2):
        client.post(at(autumn, "send_invitation_again"), {"invitation": autumn.invitations.get().pk})
    call_command("send_invitations")

    assert len(post_office.to("gabbi@example.org")) == 2


def test_an_address_that_is_the_same_in_capitals_only_makes_nobody_else_a_coordinator(owner, autumn):
    """PostgreSQL writes ı as I."""
    alike = UserFactory(email="dina@maıl.org")

    autumn.name_coordinators(["dina@mail.org"], by=owner)

    assert autumn.roles_of(alike) == set()
    assert autumn.invitations.open().filter(email="dina@mail.org").exists()


def test_whoever_has_an_account_coordinates_at_once_and_the_owner_sees_no_more(client, cast, owner, autumn):
    client.force_login(owner)

    assert client.post(at(autumn), {"coordinators": cast.dana.email}).url == LIST

    assert autumn.roles_of(cast.dana) == {Role.COORDINATOR}
    assert client.get(at(autumn)).status_code == 404
    assert at(autumn) not in client.get(LIST).text
    with pytest.raises(AlreadyIn):
        autumn.name_coordinators(["ida@example.org"], by=owner)
    with pytest.raises(NotYours):
        autumn.invitations.get().withdraw(by=owner)
    assert client.post(at(autumn, "withdraw_invitation"), {"invitation": 1}).status_code == 404


def test_where_the_only_coordinator_is_gone_the_owner_names_another(client, cast, owner):
    assert cast.chidi
    client.force_login(owner)
    assert client.get(at(cast.programme)).status_code == 404

    User.objects.filter(pk=cast.chidi.pk).update(is_active=False)

    assert client.get(at(cast.programme)).status_code == 200


def test_the_owner_sees_to_nothing_else_of_it(client, owner, autumn):
    MembershipFactory(programme=autumn, person=UserFactory(name="Mona Mentee"))
    other = InvitationFactory(programme=autumn, email="mentee@example.org", role=Role.MENTEE)
    client.force_login(owner)

    assert client.get(autumn.get_absolute_url()).status_code == 404
    assert {client.get(at(autumn, page)).status_code for page in OF_COORDINATORS} == {404}
    assert "Mona" not in client.get(at(autumn)).text and "mentee@example.org" not in client.get(at(autumn)).text
    client.post(at(autumn, "withdraw_invitation"), {"invitation": other.pk})
    assert Invitation.objects.get(pk=other.pk).withdrawn_at is None


def test_nobody_but_the_owner_sees_it(client, cast, autumn):
    with pytest.raises(NotYours):
        autumn.name_coordinators([cast.dana.email], by=cast.chidi)
    for person in (cast.chidi, cast.dana):
        client.force_login(person)
        assert client.get(at(autumn)).status_code == client.post(at(autumn)).status_code == 404
        assert "Nobody coordinates these yet" not in client.get(LIST).text
