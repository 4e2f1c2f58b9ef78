"""A person's own access keys: made, shown once, used, revoked, ended."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.web.api.models import BEGINS, MOST_KEYS, AccessKey, digest_of, sown
from alongside.web.api.refusals import MadeBefore, TooMany
from alongside.web.notices.models import Notice
from alongside.web.people.download import own_data
from alongside.web.people.models import User
from tests.factories.keys import key_for, with_key
from tests.together import together

KEYS, MAKE, SETTINGS = reverse("api:keys"), reverse("api:make_key"), reverse("people:settings")
PASSWORD = "seven quiet herons"
TYPED = {"name": "Sheet on my laptop", "may": "read", "days": "365"}


def opens(key: str) -> bool:
    return Client().get("/api/v1/me", **with_key(key)).status_code == 200


def shown_in(page) -> str:
    """The key on a page."""
    found = re.search(rf'value="({BEGINS}[\w-]+)"', page.content.decode())
    return found[1] if found else ""


def typed_on(page, **more: str) -> dict[str, str]:
    seed = re.search(r'name="seed" value="([^"]+)"', page.content.decode())
    return {**TYPED, "seed": seed[1] if seed else "", **more}


@pytest.fixture
def bens(client, cast):
    """Ben has just shown that it is still him."""
    cast.ben.set_password(PASSWORD)
    cast.ben.save()
    client.force_login(cast.ben)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def gina(db) -> User:
    person = User.objects.create_user("gina@example.org", PASSWORD, name="Gina Rossi")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


# ── Making one ────────────────────────────────────────────────────────────────
def test_whoever_has_none_reads_what_it_is_for_and_makes_the_first(bens, cast):
    before = bens.get(KEYS).content.decode()

    made = bens.post(MAKE, typed_on(bens.get(MAKE)))

    assert "No key yet" in before
    assert opens(shown_in(made))
    assert made["Cache-Control"].count("no-store") == 1


def test_it_is_kept_as_a_hash_and_shown_once(bens, cast):
    key = shown_in(bens.post(MAKE, typed_on(bens.get(MAKE))))

    row = AccessKey.objects.get(person=cast.ben)
    assert row.digest == digest_of(key)
    assert not [value for value in vars(row).values() if isinstance(value, str) and key[-30:] in value]
    assert key not in bens.get(KEYS).content.decode()
    assert f"{BEGINS}{row.starts}…" in bens.get(KEYS).content.decode()


def test_a_page_that_is_drawn_anew_makes_another_key(bens):
    first, second = (shown_in(bens.post(MAKE, typed_on(bens.get(MAKE)))) for _twice in range(2))

    assert first != second
    assert opens(first) and opens(second)


def test_pressed_twice_there_is_one_key_and_both_answers_show_it(bens, cast):
    typed = typed_on(bens.get(MAKE))

    first, second = bens.post(MAKE, typed), bens.post(MAKE, typed)

    assert shown_in(first) == shown_in(second) != ""
    assert cast.ben.access_keys.count() == Notice.objects.filter(kind="api/mail/key_made").count() == 1


def test_a_page_left_open_shows_its_key_no_second_time_and_offers_another(bens, cast):
    typed = typed_on(bens.get(MAKE))
    first = bens.post(MAKE, typed)
    AccessKey.objects.update(made_at=timezone.now() - timedelta(minutes=2))

    late = bens.post(MAKE, typed)
    another = bens.post(MAKE, typed_on(late))

    assert (late.status_code, shown_in(late)) == (422, "")
    assert "a key is shown once" in late.content.decode()
    assert shown_in(another) not in ("", shown_in(first))


def test_the_same_seed_makes_another_key_for_somebody_else(cast):
    seed = sown()
    told = {"name": "A script", "may_write": False, "days": 30, "seed": seed}

    assert AccessKey.objects.make(cast.ben, **told) != AccessKey.objects.make(cast.amara, **told)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"name": "x" * 61}, "At most 60 letters fit here"),
        ({"name": "\x00"}, "a character that cannot be kept"),
        ({"may": "rule"}, "not one of those that are offered"),
        ({"days": "9999"}, "not one of those that are offered"),
        ({"days": "9" * 5000}, "not one of those that are offered"),
        ({"seed": ""}, "was not complete"),
        ({"seed": "short"}, "was not complete"),
        ({"seed": "ä" * 22}, "was not complete"),
    ],
)
def test_what_is_mistyped_makes_none_and_is_said(bens, cast, wrong, sentence):
    answer = bens.post(MAKE, typed_on(bens.get(MAKE), **wrong))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not cast.ben.access_keys.exists()


def test_a_seed_that_was_refused_is_sown_anew(bens, cast):
    refused = bens.post(MAKE, {**TYPED, "seed": "short"})

    assert opens(shown_in(bens.post(MAKE, typed_on(refused))))


def test_there_are_ten_at_most(bens, cast):
    for _each in range(MOST_KEYS):
        key_for(cast.ben)

    with pytest.raises(TooMany):
        key_for(cast.ben)
    assert "You have 10 keys" in bens.post(MAKE, typed_on(bens.get(MAKE))).content.decode()
    assert opens(key_for(cast.amara)), "Nobody else's count."


@pytest.mark.django_db(transaction=True)
def test_made_in_four_windows_at_once_there_are_no_more_than_ten(cast):
    for _each in range(MOST_KEYS - 1):
        key_for(cast.ben)

    refused = together(*[lambda: key_for(cast.ben)] * 4)

    assert [type(one) for one in refused] == [TooMany] * 3
    assert cast.ben.access_keys.count() == MOST_KEYS


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_four_times_at_once_makes_one_key(cast):
    seed, made = sown(), []

    def send():
        made.append(AccessKey.objects.make(cast.ben, name="A script", may_write=False, days=30, seed=seed))

    assert together(*[send] * 4) == []
    assert len(set(made)) == 1
    assert cast.ben.access_keys.count() == 1


def test_a_letter_says_that_one_was_made_and_holds_no_key(cast):
    key = key_for(cast.ben, name="My script")

    letter = Notice.objects.get(kind="api/mail/key_made")
    assert letter.person == cast.ben
    assert "My script" in letter.subject
    assert "can write as you" in letter.body
    assert key not in letter.body and key[:14] not in letter.body
    assert letter.url.endswith(KEYS)


def test_a_letter_about_one_that_only_reads_says_so(cast):
    key_for(cast.ben, may_write=False)

    assert "write as you" not in Notice.objects.get(kind="api/mail/key_made").body


def test_whoever_makes_one_is_asked_once_more_who_they_are(client, gina):
    client.post(reverse("account_login"), {"login": gina.email, "password": PASSWORD})

    asked = client.get(MAKE)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    let_in = client.get(MAKE)

    assert (asked.status_code, asked.url) == (
        302,
        f"{reverse('account_reauthenticate')}?next={MAKE.replace('/', '%2F')}",
    )
    assert opens(shown_in(client.post(MAKE, typed_on(let_in))))


def test_a_form_sent_without_that_makes_none(client, gina):
    client.post(reverse("account_login"), {"login": gina.email, "password": PASSWORD})

    answer = client.post(MAKE, {**TYPED, "seed": sown()})

    assert answer.status_code == 302
    assert not gina.access_keys.exists()


# ── The page of them ──────────────────────────────────────────────────────────
def test_it_shows_ones_own_with_what_they_may_do_and_when_they_were_used(bens, cast):
    with time_machine.travel(datetime(2026, 3, 9, 12, tzinfo=UTC), tick=False):
        key = key_for(cast.ben, name="Reads and writes")
        key_for(cast.ben, name="Reads", may_write=False, days=30)
        key_for(cast.amara, name="Somebody else’s")
        opens(key)
        bens.force_login(cast.ben)

        page = bens.get(KEYS).content.decode()

    assert "reads and writes" in page and "only reads" in page
    assert "Counts until 9 March 2027" in page and "Counts until 8 April 2026" in page
    assert "last used on 9 March 2026" in page and "never used" in page
    assert "Somebody else’s" not in page


def test_one_finds_it_under_account(bens):
    assert f'href="{KEYS}"' in bens.get(SETTINGS).content.decode()


def test_revoked_it_opens_nothing_from_that_moment(bens, cast):
    key = key_for(cast.ben)
    assert opens(key)

    page = bens.post(reverse("api:revoke_key", args=[cast.ben.access_keys.get().pk]), follow=True)

    assert "opens nothing any more" in page.content.decode()
    assert not opens(key)


def test_the_page_that_showed_one_drawn_anew_brings_no_revoked_key_back(bens, cast):
    """A browser sends the form again, and the seed in it would make the very key that may be in wrong hands."""
    typed = typed_on(bens.get(MAKE))
    key = shown_in(bens.post(MAKE, typed))
    bens.post(reverse("api:revoke_key", args=[cast.ben.access_keys.get().pk]))

    again = bens.post(MAKE, typed)

    assert (again.status_code, shown_in(again)) == (422, "")
    assert not opens(key) and not cast.ben.access_keys.exists()


def test_nobody_else_revokes_it_not_even_the_owner(client, cast):
    key = key_for(cast.ben)
    cast.dana.is_superuser = True
    cast.dana.save()

    for person in (cast.amara, cast.chidi, cast.dana):
        client.force_login(person)
        assert client.post(reverse("api:revoke_key", args=[cast.ben.access_keys.get().pk])).status_code == 404

    assert opens(key)


def test_revoked_in_two_windows_the_second_finds_nothing(bens, cast):
    key_for(cast.ben)
    address = reverse("api:revoke_key", args=[cast.ben.access_keys.get().pk])

    assert [bens.post(address).status_code for _twice in range(2)] == [302, 404]


# ── How it ends ───────────────────────────────────────────────────────────────
def test_it_counts_until_the_end_of_its_last_day_on_its_persons_clock(cast):
    cast.ben.time_zone = "Asia/Tokyo"
    cast.ben.save()
    with time_machine.travel(datetime(2026, 3, 9, 20, tzinfo=UTC)):  # the 10th in Tokyo
        key = key_for(cast.ben, days=30)

    with time_machine.travel(datetime(2026, 4, 9, 14, 59, tzinfo=UTC), tick=False):
        assert opens(key)
    with time_machine.travel(datetime(2026, 4, 9, 15, 0, 1, tzinfo=UTC), tick=False):
        assert not opens(key)


def test_one_that_has_ended_stands_on_the_page_as_such(bens, cast):
    key_for(cast.ben)
    AccessKey.objects.update(ends_at=timezone.now() - timedelta(days=1))

    page = bens.get(KEYS).content.decode()

    assert "Ended on" in page and "Remove" in page


def test_a_new_password_ends_every_key_of_its_person_and_nobody_elses(client, gina, cast):
    ginas, bens = key_for(gina), key_for(cast.ben)
    client.post(reverse("account_login"), {"login": gina.email, "password": PASSWORD})

    new = "nine patient otters"
    page = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True
    )

    assert "they have ended with the old password" in page.content.decode()
    assert not opens(ginas)
    assert opens(bens)


def test_an_account_that_may_not_sign_in_opens_nothing_and_may_again_later(cast):
    key = key_for(cast.ben)

    User.objects.filter(pk=cast.ben.pk).update(is_active=False)
    assert not opens(key)

    User.objects.filter(pk=cast.ben.pk).update(is_active=True)
    assert opens(key)


def test_a_closed_account_takes_its_keys_along(cast):
    key = key_for(cast.dana)

    cast.dana.leave()

    assert not opens(key)
    assert not AccessKey.objects.exists()


def test_the_download_names_them_and_holds_nothing_that_opens_or_tells_one(cast):
    key = key_for(cast.ben, name="My script")

    (told,) = own_data(cast.ben)["api.AccessKey"]

    assert set(told) == {"person", "name", "may_write", "made_at", "ends_at", "told_at", "minute"}
    assert told["name"] == "My script"
    assert key[len(BEGINS) : len(BEGINS) + 4] not in str(told)


# ── Turned off ────────────────────────────────────────────────────────────────
def test_where_the_host_has_turned_it_off_no_key_opens_and_none_is_made(bens, cast, settings):
    key = key_for(cast.ben)
    settings.API_ENABLED = False

    assert Client().get("/api/v1/me", **with_key(key)).status_code == 404
    assert bens.get(MAKE).status_code == 404
    assert bens.get(reverse("api:reference")).status_code == bens.get(reverse("api:openapi")).status_code == 404


def test_turned_off_one_can_still_revoke_what_one_had(bens, cast, settings):
    key_for(cast.ben)
    settings.API_ENABLED = False

    page = bens.get(KEYS).content.decode()
    bens.post(reverse("api:revoke_key", args=[cast.ben.access_keys.get().pk]))

    assert "turned them off" in page
    assert MAKE not in page
    assert not cast.ben.access_keys.exists()
    assert KEYS not in bens.get(SETTINGS).content.decode(), "Nothing is left to look at."


def test_a_key_made_before_is_said_to_be(cast):
    seed = sown()
    told = {"name": "A script", "may_write": False, "days": 30, "seed": seed}
    AccessKey.objects.make(cast.ben, **told)
    AccessKey.objects.update(made_at=timezone.now() - timedelta(minutes=2))

    with pytest.raises(MadeBefore):
        AccessKey.objects.make(cast.ben, **told)
