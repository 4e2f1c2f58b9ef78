"""Two windows at the very same moment."""

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as site

from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.people.organisation.arrival import Arrival, connect
from tests.factories.people import UserFactory
from tests.together import together
from tests.web.people.organisation.conftest import GINA


def arrival(sub: str = "gina-1") -> Arrival:
    account = SocialAccount(provider=site.ORGANISATION.issuer, uid=sub, extra_data={})
    return Arrival(site.ORGANISATION, account, {**GINA, "sub": sub})


@pytest.mark.django_db(transaction=True)
def test_somebody_new_in_two_windows_gets_one_account(provider):
    refused = together(*(arrival().person for _window in range(2)))

    assert refused == []
    assert User.objects.get().socialaccount_set.get().uid == "gina-1"


@pytest.mark.django_db(transaction=True)
def test_somebody_known_in_two_windows_is_joined_once(provider):
    known = UserFactory(email="gina@example.org")
    EmailAddress.objects.create(user=known, email=known.email, verified=True, primary=True)

    refused = together(*(arrival().person for _window in range(2)))

    assert refused == []
    assert known.socialaccount_set.count() == 1
    assert Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_accounts_there_with_one_address_do_not_share_one_here(provider):
    refused = together(arrival("gina-1").person, arrival("gina-2").person)

    assert len(refused) == 1
    assert User.objects.get().socialaccount_set.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_connect_the_same_account_one_does(provider):
    one, other = UserFactory(), UserFactory()

    refused = together(
        lambda: connect(site.ORGANISATION, one, arrival().account),
        lambda: connect(site.ORGANISATION, other, arrival().account),
    )

    [refusal] = refused
    assert str(refusal) == "That account of Example University is connected with another account here."
    assert SocialAccount.objects.count() == 1
