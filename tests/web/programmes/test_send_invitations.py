from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.web.notices.patience import MOST_TRIES
from alongside.web.programmes.models import Invitation, Role
from alongside.web.programmes.refusals import InvitationClosed, NotYours
from tests.factories.people import UserFactory
from tests.factories.programmes import InvitationFactory


def send() -> str:
    return str(call_command("send_invitations"))


@pytest.fixture
def given_up(cast):
    return InvitationFactory(programme=cast.programme, email="ida@example.org", invited_by=cast.chidi, tries=MOST_TRIES)


def test_it_is_tried_with_the_waits_of_every_letter_and_then_given_up(db, post_office, capsys):
    post_office.refuses["ida@example.org"] = "550 5.1.1 <ida@example.org>: no such person here"
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    invitation = InvitationFactory(email="ida@example.org", send_after=start, invited_at=start)
    tried_at = []

    with time_machine.travel(start, tick=False) as clock:
        for _step in range(6 * 12):
            before = invitation.tries
            send()
            invitation.refresh_from_db()
            if invitation.tries > before:
                tried_at.append(timezone.now())
            clock.shift(timedelta(minutes=1) if invitation.tries < 2 else timedelta(minutes=5))

    assert [later - one for one, later in pairwise(tried_at)][-3:] == [timedelta(minutes=m) for m in (5, 30, 120)]
    assert invitation.is_given_up
    said = capsys.readouterr().err
    assert f"Invitation {invitation.pk} was given up after {MOST_TRIES} tries" in said
    assert "no such person here" in said
    assert "ida@example.org" not in said


def test_one_that_is_broken_does_not_stop_the_others(db, post_office):
    InvitationFactory(email="broken@example.org", token="")
    InvitationFactory(email="ida@example.org")

    assert send() == "1 invitations sent, 1 to try again, 0 given up"
    assert post_office.to("ida@example.org")


def test_who_may_not_sign_in_any_more_has_no_letter_and_who_may_has_one(cast, post_office):
    shut, other = (UserFactory(email=address) for address in ("shut@example.org", "other@example.org"))
    by_name = InvitationFactory(programme=cast.programme, person=shut, email="of.old@example.org")
    by_address = InvitationFactory(programme=cast.programme, email="Shut@Example.org")
    InvitationFactory(programme=cast.programme, person=other, email=other.email)
    InvitationFactory(programme=cast.programme, email="of.nobody@example.org")
    shut.is_active = False
    shut.save()

    assert send() == "2 invitations sent, 0 to try again, 0 given up"

    assert post_office.to(other.email)
    assert post_office.to("of.nobody@example.org")
    for invitation in (by_name, by_address):
        invitation.refresh_from_db()
        assert not Invitation.objects.to_send(timezone.now()).filter(pk=invitation.pk).exists()
    assert by_name.withdrawn_at


def test_of_an_address_its_coordinator_does_not_read_that_an_account_is_shut(client, cast, post_office):
    UserFactory(email="shut@example.org", is_active=False)
    pages = []
    for address in ("shut@example.org", "open@example.org"):
        invitation = InvitationFactory(programme=cast.programme, email=address, invited_by=cast.chidi)
        send()
        client.force_login(cast.chidi)
        page = client.get(reverse("programmes:members", args=[cast.programme.pk])).content.decode()
        assert address in page
        pages.append("not sent yet" in page or "could not be sent" in page)
        invitation.delete()

    assert pages == [False, False]
    assert not post_office.to("shut@example.org")


def test_a_letter_that_is_claimed_while_the_account_is_shut_stays(cast):
    invitation = InvitationFactory(programme=cast.programme, email=cast.dana.email)
    type(cast.dana).objects.filter(pk=cast.dana.pk).update(is_active=False)

    assert Invitation.objects.claim(invitation.pk, now=timezone.now()) is None


def test_its_coordinator_sees_that_it_could_not_be_sent_and_sends_it_again(client, cast, given_up, post_office):
    client.force_login(cast.chidi)
    page = reverse("programmes:members", args=[cast.programme.pk])
    assert "could not be sent" in client.get(page).content.decode()
    assert send() == ""

    client.post(reverse("programmes:send_invitation_again", args=[cast.programme.pk]), {"invitation": given_up.pk})

    assert "could not be sent" not in client.get(page).content.decode()
    assert send() == "1 invitations sent, 0 to try again, 0 given up"
    with pytest.raises(InvitationClosed, match="on its way already"):
        Invitation.objects.get().send_again(by=cast.chidi)


def test_nobody_else_sends_it_again_nor_anybody_one_that_was_withdrawn(client, cast, given_up):
    with pytest.raises(NotYours):
        given_up.send_again(by=cast.ben)
    client.force_login(cast.ben)
    again = reverse("programmes:send_invitation_again", args=[cast.programme.pk])
    assert client.post(again, {"invitation": given_up.pk}).status_code == 404

    given_up.withdraw(by=cast.chidi)
    with pytest.raises(InvitationClosed, match="withdrawn"):
        given_up.send_again(by=cast.chidi)


def test_none_is_added_in_the_administration(client, db):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    assert client.get(reverse("admin:programmes_invitation_changelist")).status_code == 200
    assert client.get(reverse("admin:programmes_invitation_add")).status_code == 403


def test_many_are_asked_by_as_many_queries_as_few_each_with_a_key_of_their_own(cast):
    def queries(*numbers: int) -> int:
        addresses = [f"guest{number}@example.org" for number in numbers]
        with CaptureQueriesContext(connection) as asked:
            made = cast.programme.invite(by=cast.chidi, addresses=addresses, role=Role.MENTEE)
        assert [one.email for one in made] == addresses
        return len(asked)

    queries(0)
    assert queries(1, 2) == queries(*range(3, 40))
    assert len(set(cast.programme.invitations.values_list("token", flat=True))) == 40
