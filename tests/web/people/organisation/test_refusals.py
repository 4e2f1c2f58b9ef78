"""Whatever goes wrong between the two sites is a plain sentence with a way on, and a line in the log without a key."""

import logging
import time
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from alongside.web.people.models import User
from tests.oidc_provider import CONFIGURATION, TOKEN, USERINFO
from tests.web.people.organisation.conftest import BACK, GINA, GO, come, is_in, who, words

AWAY = "Example University does not answer just now."
UNUSABLE = "Example University gave an answer that cannot be used here."
OVER = "This sign-in is over"


def there(client, **said):
    """Where the button leads."""
    return client.post(GO, said).context["way"]


def test_a_provider_that_cannot_be_reached_is_away(client, db, provider, settings):
    settings.ORGANISATION = type(settings.ORGANISATION)("Example University", "http://127.0.0.1:9", "us", "secret")

    page = client.post(GO, {"next": "/programmes/"})

    assert page.status_code == 503
    assert AWAY in words(page)
    assert 'name="next" value="/programmes/"' in words(page)


@pytest.mark.parametrize("status", [404, 500, 502])
@pytest.mark.parametrize("path", [CONFIGURATION, TOKEN, USERINFO])
def test_a_provider_out_of_order_is_a_sentence_and_the_next_try_works(client, db, provider, path, status):
    way = there(client, next="/programmes/")
    back = provider.sign_in(way, "gina-1")
    provider.fails[path] = status

    page = client.get(back)

    assert page.status_code == 503
    assert AWAY in words(page) or UNUSABLE in words(page)
    assert 'name="next" value="/programmes/"' in words(page)
    assert not is_in(client)

    provider.fails.clear()
    come(client, provider)
    assert is_in(client)


@pytest.mark.parametrize("path", [CONFIGURATION, TOKEN, USERINFO])
@pytest.mark.parametrize("nonsense", [{}, [], None, "words", 7, {"issuer": 3, "access_token": {}, "sub": []}])
def test_nonsense_in_place_of_an_answer_is_a_sentence(client, db, provider, path, nonsense):
    back = provider.sign_in(there(client), "gina-1")
    provider.changes[path] = lambda _said: nonsense

    page = client.get(back)

    assert page.status_code == 503
    assert UNUSABLE in words(page)
    assert not is_in(client)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("iss", "https://elsewhere.example.org"),
        ("aud", "another-site"),
        ("aud", ["another-site"]),
        ("nonce", "of another sign-in"),
        ("nonce", None),
        ("sub", "gina-2"),
        ("sub", ""),
        ("sub", 7),
        ("sub", "g" * 192),
        ("sub", "gina\x00"),
    ],
)
def test_an_id_token_that_is_not_for_this_sign_in_opens_nothing(client, db, provider, name, value):
    provider.id_token = lambda claims: {**claims, name: value}

    page = come(client, provider)

    assert page.status_code == 503
    assert UNUSABLE in words(page)
    assert not User.objects.exists()


@pytest.mark.parametrize("sub", ["", 7, None, "g" * 192, "gina\x00"])
def test_a_number_that_cannot_be_kept_opens_nothing(client, db, provider, sub):
    provider.id_token = lambda claims: {**claims, "sub": sub}
    provider.changes[USERINFO] = lambda said: {**said, "sub": sub}

    assert UNUSABLE in words(come(client, provider))
    assert not User.objects.exists()


def test_what_is_said_of_somebody_else_is_not_believed(client, db, provider):
    provider.changes[USERINFO] = lambda said: {**said, "sub": "somebody-else", "email": "boss@example.org"}

    assert UNUSABLE in words(come(client, provider))
    assert not User.objects.exists()


def test_without_an_id_token_it_is_no_sign_in(client, db, provider):
    provider.changes[TOKEN] = lambda said: {name: value for name, value in said.items() if name != "id_token"}

    assert UNUSABLE in words(come(client, provider))


def test_a_provider_by_another_name_is_not_the_one_that_was_set(client, db, provider):
    provider.changes[CONFIGURATION] = lambda said: {**said, "issuer": "https://elsewhere.example.org"}

    assert UNUSABLE in words(client.post(GO))


def test_a_configuration_cannot_lead_into_a_script(client, db, provider):
    provider.changes[CONFIGURATION] = lambda said: {**said, "authorization_endpoint": "javascript:alert(1)"}

    page = client.post(GO)

    assert UNUSABLE in words(page)
    assert "javascript:" not in words(page)


@pytest.mark.parametrize("seconds", [-100, 100])
def test_clocks_that_differ_a_little_are_forgiven(client, db, provider, seconds):
    provider.id_token = lambda claims: {**claims, "iat": claims["iat"] + seconds, "exp": time.time() + seconds}

    come(client, provider)

    assert is_in(client)


@pytest.mark.parametrize("seconds", [-300, 300])
def test_clocks_that_differ_much_are_named(client, db, provider, seconds):
    provider.id_token = lambda claims: {**claims, "iat": claims["iat"] + seconds, "exp": time.time() + seconds}

    page = come(client, provider)

    assert page.status_code == 503
    assert "The clocks of Example University and of this site differ." in words(page)


def test_whoever_changes_their_mind_there_is_told_that_nothing_happened(client, db, provider):
    page = client.get(provider.sign_in(there(client, next="/programmes/"), "gina-1", deny=True))

    assert page.status_code == 403
    assert "You did not sign in with Example University, so nothing has happened here." in words(page)
    assert 'name="next" value="/programmes/"' in words(page)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("temporarily_unavailable", AWAY), ("invalid_scope", UNUSABLE), ("<script>", UNUSABLE), ("x" * 5000, UNUSABLE)],
)
def test_an_error_it_sends_them_back_with_is_a_sentence(client, db, provider, code, sentence):
    [state] = parse_qs(urlsplit(there(client)).query)["state"]

    page = client.get(BACK, {"error": code, "state": state, "error_description": "<script>alert(1)</script>"})

    assert page.status_code == 503
    assert sentence in words(page)
    assert "alert(1)" not in words(page)


@pytest.mark.parametrize("said", [{}, {"state": "made-up"}, {"state": "made-up", "code": "x"}, {"code": "x"}])
def test_a_word_of_no_sign_in_of_this_browser_opens_nothing(client, db, provider, said):
    page = client.get(BACK, said)

    assert page.status_code == 400
    assert OVER in words(page)


def test_a_link_that_somebody_else_has_begun_signs_nobody_in(client, db, provider):
    theirs = provider.sign_in(there(Client()), "gina-1")

    page = client.get(theirs)

    assert OVER in words(page)
    assert not is_in(client)


def test_a_code_taken_from_another_sign_in_opens_nothing(client, db, provider):
    """Whoever got hold of somebody's code puts it into their own way back."""
    stolen = parse_qs(urlsplit(provider.sign_in(there(Client()), "gina-1")).query)["code"]
    [own_state] = parse_qs(urlsplit(there(client)).query)["state"]

    page = client.get(BACK, {"code": stolen, "state": own_state})

    assert UNUSABLE in words(page)
    assert not is_in(client)


def test_after_ten_minutes_one_begins_again(client, db, provider):
    with time_machine.travel(time.time() - 700, tick=True):
        way = there(client)

    page = client.get(provider.sign_in(way, "gina-1"))

    assert OVER in words(page)


def test_a_page_reloaded_leads_home(client, db, provider):
    back = provider.sign_in(there(client), "gina-1")
    client.get(back)

    again = client.get(back)

    assert (again.status_code, again["Location"]) == (302, reverse("home:home"))
    assert is_in(client)


def test_two_windows_of_one_browser_both_arrive(client, db, provider):
    first, second = there(client, next="/programmes/"), there(client, next="/requests/")

    one = client.get(provider.sign_in(first, "gina-1"))
    other = client.get(provider.sign_in(second, "gina-1"))

    assert (one["Location"], other["Location"]) == ("/programmes/", "/requests/")
    assert User.objects.count() == 1


def test_somebody_else_in_the_second_window_is_who_is_signed_in(client, db, provider):
    provider.knows("gina-2", **{**GINA, "email": "second@example.org"})
    come(client, provider)

    come(client, provider, "gina-2")

    assert who(client).email == "second@example.org"


def test_the_log_names_the_reason_and_no_key(client, db, provider, caplog):
    caplog.set_level(logging.DEBUG)
    provider.fails[USERINFO] = 500
    back = provider.sign_in(there(client), "gina-1")
    client.get(back)
    provider.fails.clear()
    come(client, provider)

    ours = [record.getMessage() for record in caplog.records if record.name == "alongside.sign_in"]
    assert ours == ["Signing in with Example University: no answer (HTTPError)"]
    [code] = parse_qs(urlsplit(back).query)["code"]
    theirs = ("authlib", "werkzeug", "oidc_provider_mock")
    written = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith(theirs))
    assert "POST /oauth2/token" in written
    assert not [key for key in (code, "s3cret-of-ours", "access_token", "code_verifier") if key in written]
