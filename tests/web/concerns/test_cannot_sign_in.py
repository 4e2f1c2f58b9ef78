"""A safeguarding person who can no longer sign in could open nothing, and counts as nobody named."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.concerns.models import keeper_of, unprotected
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Programme
from alongside.web.programmes.refusals import NobodyNamed
from tests.factories.concerns import raise_concern
from tests.factories.people import UserFactory


def deactivate(person):
    person.is_active = False
    person.save()


def name(cast, person):
    cast.programme.safeguarding_person = person
    cast.programme.save()


def letters(kind):
    return Notice.objects.filter(kind=f"concerns/mail/{kind}")


@pytest.mark.parametrize("may_sign_in", [True, False])
def test_a_concern_goes_to_whoever_can_open_it_and_else_is_kept(client, cast, may_sign_in):
    assert cast.mentorship
    if not may_sign_in:
        deactivate(cast.efua)
    client.force_login(cast.ben)
    form = client.get(reverse("concerns:raise", args=[cast.mentorship.pk])).text

    concern = raise_concern(cast.mentorship, cast.ben)

    assert ("This reaches Efua Mensah" in form) == may_sign_in
    assert ("has named no safeguarding person" in form) != may_sign_in
    assert (concern.sent_to == cast.efua) == may_sign_in
    assert ("It is kept" in client.get(concern.get_absolute_url()).text) != may_sign_in
    assert letters("raised").exists() == may_sign_in


def test_coordinators_are_asked_to_name_somebody_who_can_sign_in(client, cast):
    assert keeper_of(cast.mentorship, by=cast.ben) == cast.efua
    assert not unprotected(Programme.objects.all()).exists()

    deactivate(cast.efua)
    call_command("remind_concerns")

    assert [letter.person for letter in letters("nobody")] == [cast.chidi]
    client.force_login(cast.chidi)
    assert "Name a safeguarding person" in client.get(cast.programme.get_absolute_url()).text
    with pytest.raises(NobodyNamed):
        Programme.objects.get().invite(by=cast.chidi, addresses=["new@example.org"], role="mentee")


def test_nobody_is_reminded_who_could_not_look(cast):
    raise_concern(cast.mentorship, cast.ben)
    deactivate(cast.efua)

    with time_machine.travel(timezone.now() + timedelta(days=2)):
        call_command("remind_concerns")

    assert not letters("unseen").exists()


def test_an_open_concern_of_somebody_who_cannot_sign_in_goes_to_the_one_named_next(client, cast):
    concern = raise_concern(cast.mentorship, cast.ben)
    concern.see(by=cast.efua)
    closed = raise_concern(cast.mentorship, cast.ben)
    closed.close(by=cast.efua, outcome="We spoke")
    deactivate(cast.efua)
    client.force_login(cast.ben)
    assert "It is kept" in client.get(concern.get_absolute_url()).text

    following = UserFactory(name="Femi Ade")
    name(cast, following)
    call_command("remind_concerns")

    concern.refresh_from_db()
    closed.refresh_from_db()
    assert (concern.sent_to, concern.seen_at) == (following, None)
    assert closed.sent_to == cast.efua
    assert "It is with Femi Ade" in client.get(concern.get_absolute_url()).text
    client.force_login(following)
    assert client.get(concern.get_absolute_url()).status_code == 200
