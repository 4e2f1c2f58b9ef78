import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from alongside.web.notices.models import Notice
from alongside.web.people.clock import check_time_zone
from alongside.web.people.models import User
from tests.factories.people import UserFactory

SIGN_UP = reverse("account_signup")
NEW = {"email": "gina@example.org", "password1": "seven quiet herons", "name": "Gina Rossi", "time_zone": ""}


@pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires"])
def test_a_zone_there_is_may_be_kept(name):
    check_time_zone(name)


@pytest.mark.parametrize("name", ["Berlin", "Mars/Base", "Europe", "../Europe/Berlin", "/etc/localtime", " UTC", "\0"])
def test_one_there_is_not_is_refused_in_a_sentence(name):
    with pytest.raises(ValidationError, match=r"is no time zone\. Write one such as Europe/Berlin"):
        check_time_zone(name)


def test_the_administration_refuses_it_too(client, cast):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    page = reverse("admin:people_user_change", args=[cast.ben.pk])

    answer = client.post(page, {"name": "Ben", "time_zone": "Berlin", "is_active": "on"})

    assert "is no time zone" in answer.content.decode()
    assert client.post(page, {"name": "Ben", "time_zone": "Europe/Berlin", "is_active": "on"}).status_code == 302


@pytest.mark.parametrize("name", ["Berlin", "Europe", "../x"])
def test_a_wrong_one_that_got_in_stops_neither_pages_nor_letters(client, cast, name):
    User.objects.filter(pk=cast.ben.pk).update(time_zone=name)
    cast.ben.refresh_from_db()
    client.force_login(cast.ben)

    assert client.get(reverse("home:home")).status_code == 200
    assert client.get(cast.mentorship.get_absolute_url()).status_code == 200
    assert Notice.objects.queue(to=cast.ben, template="requests/mail/expired_mentee", context={}).pk


def test_whoever_has_not_chosen_is_on_the_clock_of_the_site(client, db, settings, post_office):
    settings.TIME_ZONE = "Europe/Vienna"

    client.post(SIGN_UP, NEW)
    client.post(SIGN_UP, {**NEW, "email": "hana@example.org", "time_zone": "Asia/Tokyo"})

    assert User.objects.get(email="gina@example.org").time_zone == "Europe/Vienna"
    assert User.objects.get(email="hana@example.org").time_zone == "Asia/Tokyo"
    assert User.objects.create_user("ines@example.org").time_zone == "Europe/Vienna"
