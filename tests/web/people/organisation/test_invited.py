"""Invitations and sign-up sheets lead to the organisation's account, and from there back to the programme."""

from dataclasses import replace

import pytest
from django.urls import reverse

from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.sheets.arrival import Arrival
from tests.factories.programmes import InvitationFactory
from tests.factories.sheets import csv_of, rows, uploaded
from tests.web.people.organisation.conftest import come, who, words


def test_somebody_invited_comes_back_to_the_invitation_and_joins(client, cast, provider):
    invitation = InvitationFactory(programme=cast.programme, email="gina@example.org", invited_by=cast.chidi)
    address = invitation.get_absolute_url()
    assert f'name="next" value="{address}"' in words(client.get(address))

    page = come(client, provider, next=address)
    assert page.redirect_chain[-1][0] == address
    client.post(address)

    assert cast.programme.memberships.filter(person=who(client), left_at=None).exists()


@pytest.mark.parametrize(
    ("is_only", "way", "sentence"),
    [
        (False, "account_request_login_code", "ask for a sign-in code with this address"),
        (True, "account_login", "sign in with Example University, where your address is"),
    ],
)
def test_the_letter_of_a_sheet_names_a_way_that_is_open(client, cast, provider, settings, is_only, way, sentence):
    settings.ORGANISATION = replace(settings.ORGANISATION, is_only=is_only)
    Arrival(uploaded(cast.programme, cast.chidi, csv_of(rows(1)))).bring_in(by=cast.chidi, leave_out=True)

    letter = Notice.objects.get(kind="sheets/mail/welcome")
    assert letter.url.endswith(reverse(way))
    assert sentence in letter.body

    provider.knows("new", email=letter.person.email, email_verified=True)
    come(client, provider, "new", next=cast.programme.get_absolute_url())
    assert who(client) == letter.person
    assert User.objects.filter(email=letter.person.email).count() == 1
    assert client.get(cast.programme.get_absolute_url()).status_code == 200
