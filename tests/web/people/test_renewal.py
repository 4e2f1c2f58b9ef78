from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.urls import reverse

PASSWORD = "seven quiet herons"
FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)
MONTH = timedelta(days=30)


@pytest.fixture
def ben(cast, client, time_machine):
    """Ben signed in on the second of March, by the form."""
    time_machine.move_to(FIRST, tick=False)
    cast.ben.set_password(PASSWORD)
    cast.ben.save()
    EmailAddress.objects.create(user=cast.ben, email=cast.ben.email, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": cast.ben.email, "password": PASSWORD})
    return cast.ben


def open_page(client, **headers):
    return client.get(reverse("people:settings"), headers=headers)


def test_whoever_comes_now_and_then_stays_signed_in(client, ben, time_machine):
    for days in (20, 40, 60):
        time_machine.move_to(FIRST + timedelta(days=days), tick=False)
        answer = open_page(client)

        assert answer.status_code == 200
        assert answer.cookies["sessionid"]["max-age"] == MONTH.total_seconds()
        assert Session.objects.get().expire_date == FIRST + timedelta(days=days) + MONTH


def test_whoever_stays_away_is_signed_out(client, ben, time_machine):
    time_machine.move_to(FIRST + MONTH + timedelta(hours=1), tick=False)

    assert open_page(client).status_code == 302


def test_a_sign_in_is_renewed_once_a_day(client, ben, time_machine):
    time_machine.move_to(FIRST + timedelta(days=1), tick=False)

    assert "sessionid" in open_page(client).cookies
    assert "sessionid" not in open_page(client).cookies


def test_a_page_that_was_left_open_renews_nothing(client, ben, time_machine):
    time_machine.move_to(FIRST + timedelta(days=20), tick=False)

    open_page(client, **{"HX-Request": "true"})

    assert Session.objects.get().expire_date == FIRST + MONTH
