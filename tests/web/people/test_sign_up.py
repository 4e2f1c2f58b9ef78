import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from alongside.web.people.models import User
from tests.factories.people import UserFactory
from tests.post_office import PostOffice, text_of

SIGN_UP, SIGN_IN, BY_CODE = (reverse(f"account_{name}") for name in ("signup", "login", "request_login_code"))
GOOD_PASSWORD = "seven quiet herons"
NEW = {"email": "gina@example.org", "password1": GOOD_PASSWORD, "name": "Gina Rossi", "time_zone": "Europe/Rome"}


def link_in(office: PostOffice, address: str) -> str:
    [letter] = office.to(address)
    found = re.search(r"http://\S+(/account/\S+)", text_of(letter))
    assert found
    return found[1]


def is_signed_in(client) -> bool:
    return client.get(reverse("people:settings")).status_code == 200


@pytest.fixture
def known(db) -> User:
    """Somebody with a confirmed address and a password."""
    person = UserFactory(email="known@example.org")
    person.set_password(GOOD_PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def test_from_the_form_over_the_letter_to_being_signed_in(client, db, post_office):
    answer = client.post(SIGN_UP, NEW)
    assert answer.status_code == 302
    assert not is_signed_in(client)

    client.post(link_in(post_office, "gina@example.org"))

    assert is_signed_in(client)
    gina = User.objects.get(email="gina@example.org")
    assert (gina.name, gina.time_zone) == ("Gina Rossi", "Europe/Rome")
    assert gina.profile


def test_before_the_address_is_confirmed_nobody_gets_in(client, db, post_office):
    client.post(SIGN_UP, NEW)

    client.post(SIGN_IN, {"login": NEW["email"], "password": GOOD_PASSWORD})

    assert not is_signed_in(client)


def test_without_a_browser_that_knows_its_zone_it_is_utc(client, db, post_office):
    client.post(SIGN_UP, {**NEW, "time_zone": ""})

    assert User.objects.get(email="gina@example.org").time_zone == "UTC"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "not an address"),
        ("email", ""),
        ("name", ""),
        ("password1", "short"),
        ("password1", "password123"),
        ("time_zone", "Mars/Olympus"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(client, db, field, value):
    answer = client.post(SIGN_UP, {**NEW, field: value})

    assert answer.context["form"].errors[field]
    assert not User.objects.filter(name="Gina Rossi").exists()


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "too short: it needs at least 10 characters"),
        ("gina@example.org", "too much like your name or your address"),
        ("password123", "Many people use this password"),
        ("", "Please fill this in"),
    ],
)
def test_a_password_that_will_not_do_is_told_in_one_sentence(client, db, password, sentence):
    errors = client.post(SIGN_UP, {**NEW, "password1": password}).context["form"].errors["password1"]

    assert len(errors) == 1
    assert sentence in errors[0]


def test_the_form_says_in_one_sentence_what_a_password_must_be(client, db):
    page = client.get(SIGN_UP).content.decode()

    assert "At least 10 characters. A few words in a row" in page
    assert "placeholder" not in page


def test_a_known_address_is_answered_like_a_new_one(client, known, post_office):
    new = client.post(SIGN_UP, NEW)
    client.logout()
    again = client.post(SIGN_UP, {**NEW, "email": "KNOWN@example.org"})

    assert (again.status_code, again["Location"]) == (new.status_code, new["Location"])
    assert User.objects.filter(email__iexact="known@example.org").count() == 1
    assert "already" in text_of(post_office.to("known@example.org")[0])


class Counted(MD5PasswordHasher):
    """Counts how often a password is hashed: what takes the time of a sign-up."""

    times = 0

    def encode(self, password, salt):
        type(self).times += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("has_password", [True, False])
def test_a_known_address_takes_as_long_as_a_new_one(client, known, settings, has_password):
    if not has_password:
        known.set_unusable_password()
        known.save()
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]
    times = []

    for address in ("new@example.org", "known@example.org", "KNOWN@example.org"):
        before = Counted.times
        assert Client().post(SIGN_UP, {**NEW, "email": address}).status_code == 302
        times.append(Counted.times - before)

    assert times == [1, 1, 1]


def test_a_code_by_mail_signs_in(client, known, post_office):
    answer = client.post(BY_CODE, {"email": "known@example.org"})
    assert answer.status_code == 302
    [letter] = post_office.to("known@example.org")
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", text_of(letter), re.MULTILINE)
    assert code

    client.post(reverse("account_confirm_login_code"), {"code": code[1]})

    assert is_signed_in(client)


def test_a_wrong_code_does_not_and_three_end_it(client, known, post_office):
    client.post(BY_CODE, {"email": "known@example.org"})
    for _try in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})

    answer = client.get(reverse("account_confirm_login_code"))

    assert answer.status_code == 302
    assert not is_signed_in(client)


def test_a_code_for_nobody_is_answered_like_one_for_somebody(client, known, post_office):
    somebody = client.post(BY_CODE, {"email": "known@example.org"})
    client.logout()
    nobody = client.post(BY_CODE, {"email": "nobody@example.org"})

    assert (nobody.status_code, nobody["Location"]) == (somebody.status_code, somebody["Location"])


def test_a_password_signs_in_whatever_the_capitals_of_the_address(client, known):
    client.post(SIGN_IN, {"login": "Known@Example.org", "password": GOOD_PASSWORD})

    assert is_signed_in(client)


def test_too_many_wrong_passwords_close_the_door_for_a_while(client, known):
    for _try in range(6):
        client.post(SIGN_IN, {"login": known.email, "password": "wrong"})

    answer = client.post(SIGN_IN, {"login": known.email, "password": GOOD_PASSWORD})

    assert "That was too many tries" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_wrong_address_and_a_wrong_password_sound_the_same(client, known):
    sentences = [
        list(client.post(SIGN_IN, {"login": login, "password": "wrong"}).context["form"].non_field_errors())
        for login in (known.email, "nobody@example.org")
    ]

    assert sentences[0] == sentences[1] != []


def test_a_forgotten_password_is_set_again_over_a_letter(client, known, post_office):
    client.post(reverse("account_reset_password"), {"email": known.email})
    page = client.get(link_in(post_office, known.email), follow=True)

    client.post(page.request["PATH_INFO"], {"password1": "nine slow otters", "password2": "nine slow otters"})

    assert client.login(request=page.wsgi_request, email=known.email, password="nine slow otters")


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "mfa_index", "mfa_list_webauthn"])
def test_the_account_pages_open_for_who_just_signed_in(client, known, name):
    client.post(SIGN_IN, {"login": known.email, "password": GOOD_PASSWORD})

    assert client.get(reverse(name)).status_code == 200


def code_in(office: PostOffice, address: str) -> str:
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", text_of(office.to(address)[-1]), re.MULTILINE)
    assert found
    return found[1]


def test_whoever_owns_the_address_gets_in_by_code_and_whoever_took_it_does_not(client, db, post_office):
    other = Client()
    other.post(SIGN_UP, NEW)  # with an address that is not theirs

    client.post(BY_CODE, {"email": NEW["email"]})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(post_office, NEW["email"])})
    assert is_signed_in(client)

    other.post(SIGN_IN, {"login": NEW["email"], "password": GOOD_PASSWORD})
    assert not is_signed_in(other)
    assert not User.objects.get(email=NEW["email"]).has_usable_password()


def test_a_link_followed_in_another_browser_opens_nothing_for_whoever_signed_up(client, db, post_office):
    other = Client()
    other.post(SIGN_UP, NEW)
    link = link_in(post_office, NEW["email"])

    answer = client.post(link, follow=True)

    assert "chosen in another browser" in answer.content.decode()
    other.get(link)
    other.post(SIGN_IN, {"login": NEW["email"], "password": GOOD_PASSWORD})
    assert not is_signed_in(other)


def test_a_further_address_of_ones_own_leaves_the_password(client, known, post_office):
    client.force_login(known)
    client.post(reverse("account_email"), {"action_add": "", "email": "second@example.org"})
    client.post(link_in(post_office, "second@example.org"))
    client.logout()

    client.post(SIGN_IN, {"login": "known@example.org", "password": GOOD_PASSWORD})

    assert is_signed_in(client)


def test_the_administration_has_no_door_of_its_own(client, known):
    User.objects.filter(pk=known.pk).update(is_staff=True, is_superuser=True)
    door = reverse("admin:login")

    answer = client.post(door, {"username": "known@example.org", "password": GOOD_PASSWORD})

    assert answer["Location"].startswith(SIGN_IN)
    assert not is_signed_in(client)


def test_behind_a_proxy_every_visitor_has_tries_of_their_own(client, known, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(35):
        client.post(
            SIGN_IN,
            {"login": f"nobody{number}@example.org", "password": "wrong wrong wrong"},
            headers={"X-Forwarded-For": "192.0.2.66"},
        )

    said = {"login": "known@example.org", "password": GOOD_PASSWORD}
    assert client.post(SIGN_IN, said, headers={"X-Forwarded-For": "192.0.2.66"}).status_code == 429
    client.post(SIGN_IN, said, headers={"X-Forwarded-For": "198.51.100.1"})
    assert is_signed_in(client)
