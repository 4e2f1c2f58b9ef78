"""The letter a week before an access key ends, and the passwords that end one."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.api.models import AccessKey
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from tests.factories.keys import key_for

KIND = "api/mail/key_ending"


def letters():
    return Notice.objects.filter(kind=KIND)


def tell(days: float = 0) -> None:
    """What the worker does at the end of some night."""
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        call_command("tell_ending_keys")


@pytest.fixture
def key(cast) -> AccessKey:
    """One of Ben's that ends in a month; a script of his will use it in three weeks."""
    key_for(cast.ben, name="Sheet on my laptop", days=30)
    AccessKey.objects.update(minute=timezone.now() + timedelta(days=21))
    return AccessKey.objects.get()


def test_its_person_is_told_once_a_week_before(client, cast, key):
    tell(days=22)
    assert not letters().exists()

    tell(days=24)
    tell(days=25)

    letter = letters().get()
    last_day = timezone.localtime(key.ends_at).strftime("%-d %B")
    assert letter.person == cast.ben
    assert letter.subject == f"Your key “Sheet on my laptop” ends on {last_day}"
    assert "turned away" in letter.body
    assert letter.useful_until == key.ends_at
    client.force_login(cast.ben)
    assert f'id="{letter.url.partition("#")[2]}"' in client.get(reverse("api:keys")).content.decode()


@pytest.mark.parametrize("minute", [None, timedelta(days=-10)], ids=["never", "long ago"])
def test_of_one_that_nothing_uses_there_is_no_letter(key, minute):
    AccessKey.objects.update(minute=minute and timezone.now() + minute)

    tell(days=24)

    assert not letters().exists()


@pytest.mark.parametrize("then", ["revoked", "new password", "closed"])
def test_one_that_is_gone_before_the_letter_went_takes_it_along(cast, key, then):
    tell(days=24)
    if then == "revoked":
        key.revoke()
    elif then == "new password":
        cast.ben.set_password("nine patient otters")
        cast.ben.save()
    else:
        cast.mentorship.end(by=cast.ben, reason="completed")
        User.objects.get(pk=cast.ben.pk).leave()

    assert not letters().exists()


def test_the_letter_of_another_key_stays(cast, key):
    key_for(cast.ben, name="Another", days=30)
    AccessKey.objects.update(minute=timezone.now() + timedelta(days=21))
    tell(days=24)
    assert letters().count() == 2

    key.revoke()

    assert "Another" in letters().get().subject


def test_revoked_while_the_letters_are_written_it_is_not_told_of(cast, key):
    AccessKey.objects.filter(pk=key.pk).delete()

    with time_machine.travel(timezone.now() + timedelta(days=24)):
        assert key.tell_of_end() is False

    assert not letters().exists()


def test_who_may_not_sign_in_and_a_site_without_keys_are_told_nothing(cast, key, settings):
    settings.API_ENABLED = False
    tell(days=24)
    settings.API_ENABLED = True
    User.objects.filter(pk=cast.ben.pk).update(is_active=False)
    tell(days=24)

    assert not letters().exists()


def test_a_password_set_on_the_server_ends_the_keys_of_its_person_alone(cast, key, monkeypatch):
    key_for(cast.amara)
    monkeypatch.setattr("getpass.getpass", lambda prompt="": "nine patient otters")

    call_command("changepassword", cast.ben.email)

    assert [left.person for left in AccessKey.objects.all()] == [cast.amara]


def test_so_does_ones_own_in_the_administration(client, db):
    old, new = "seven quiet herons", "nine patient otters"
    owner = User.objects.create_superuser("owner@example.org", old, name="Olga Berg")
    key_for(owner)
    client.force_login(owner)

    client.post(reverse("admin:password_change"), {"old_password": old, "new_password1": new, "new_password2": new})

    assert User.objects.get(pk=owner.pk).check_password(new)
    assert not AccessKey.objects.exists()


def test_a_password_that_is_hashed_anew_at_sign_in_is_no_new_one(cast, settings):
    words = "nine patient otters"
    cast.ben.set_password(words)
    cast.ben.save()
    key_for(cast.ben)
    before = cast.ben.password
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", *settings.PASSWORD_HASHERS]

    assert cast.ben.check_password(words)

    assert User.objects.get(pk=cast.ben.pk).password != before
    assert AccessKey.objects.filter(person=cast.ben).exists()
