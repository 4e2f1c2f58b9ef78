import socket
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.people.models import User
from tests.factories.people import UserFactory
from tests.post_office import open_post_office

SIGN_UP, SIGN_IN, BY_CODE, RESET = (
    reverse(f"account_{name}") for name in ("signup", "login", "request_login_code", "reset_password")
)
GOOD_PASSWORD = "seven quiet herons"
NEW = {"email": "gina@example.org", "password1": GOOD_PASSWORD, "name": "Gina Rossi", "time_zone": "Europe/Rome"}


@pytest.fixture
def known(db) -> User:
    person = UserFactory(email="known@example.org")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.fixture
def no_mail_server(settings):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", nobody.getsockname()[1]
        yield


def asked(client, what: str, address: str):
    said = {SIGN_UP: {**NEW, "email": address}}.get(what, {"email": address})
    answer = client.post(what, said)
    client.logout()
    return answer


@pytest.mark.parametrize("what", [SIGN_UP, BY_CODE, RESET])
@pytest.mark.parametrize("address", ["known@example.org", "nobody@example.org"])
def test_without_a_mail_server_everybody_is_told_to_try_again(client, known, no_mail_server, caplog, what, address):
    answer = asked(client, what, address)

    assert answer.status_code == 503
    page = answer.content.decode()
    assert "The letter could not be sent" in page and "Try again in a few minutes" in page
    assert "ConnectionRefusedError" in caplog.text
    assert address not in caplog.text + page


def test_a_sign_up_is_not_lost_and_gets_its_letter_once_the_server_is_back(client, db, no_mail_server, settings):
    assert asked(client, SIGN_UP, NEW["email"]).status_code == 503

    in_a_few_minutes = time_machine.travel(timezone.now() + timedelta(minutes=4))
    with open_post_office(settings) as office, in_a_few_minutes:
        client.post(SIGN_IN, {"login": NEW["email"], "password": GOOD_PASSWORD})

    assert len(office.to(NEW["email"])) == 1
    assert User.objects.get(email=NEW["email"]).name == "Gina Rossi"


@pytest.mark.parametrize("what", [SIGN_UP, BY_CODE, RESET])
@pytest.mark.parametrize("address", ["known@example.org", "nobody@example.org"])
def test_links_lead_to_the_address_of_the_site_whatever_host_was_asked(client, known, settings, what, address):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://mentoring.example.org"

    client.post(what, {**NEW, "email": address}, headers={"host": "elsewhere.example.net"})

    [letter] = mail.outbox
    assert "elsewhere" not in letter.subject + letter.body
    assert "http" not in letter.body or "https://mentoring.example.org/account/" in letter.body


def test_the_first_owner_signs_in_at_once(client, db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", GOOD_PASSWORD)
    call_command("createsuperuser", "--noinput", "--email", "Robin@example.org", "--name", "Robin", verbosity=0)

    client.post(SIGN_IN, {"login": "robin@example.org", "password": GOOD_PASSWORD})

    assert client.get(reverse("admin:index")).status_code == 200
    assert mail.outbox == []
