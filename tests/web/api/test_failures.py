"""Where something of ours breaks, a tool is told so in JSON, and nothing of what broke."""

import io
import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from alongside.web.api.v1.people import Person
from tests.factories.keys import key_for, with_key


@pytest.fixture
def tool() -> Client:
    return Client(raise_request_exception=False)


def is_told(answer, status: int) -> bool:
    told = answer.json()
    return answer.status_code == status and list(told) == ["detail", "fields"] and bool(told["detail"])


def test_a_failure_of_ours_is_told_without_what_broke_and_is_noted(cast, tool, monkeypatch):
    def breaks(row: object) -> None:
        raise RuntimeError("heron-private")

    key = key_for(cast.ben)
    monkeypatch.setattr(Person, "of", breaks)
    (console,) = [one for one in logging.getLogger().handlers if one.get_name() == "console"]
    written = io.StringIO()
    before = console.setStream(written)
    try:
        answer = tool.get("/api/v1/me", **with_key(key))
    finally:
        console.setStream(before)

    assert is_told(answer, 500)
    assert answer["Cache-Control"] == "no-store"
    assert "heron-private" not in answer.content.decode() and "Traceback" not in answer.content.decode()
    assert "heron-private" in written.getvalue() and key not in written.getvalue()


def test_so_it_is_at_the_door(cast, tool, monkeypatch):
    key = key_for(cast.ben)
    monkeypatch.setattr("alongside.web.api.models.digest_of", lambda key: 1 / 0)

    assert is_told(tool.get("/api/v1/me", **with_key(key)), 500)


def test_what_a_verb_forbids_and_what_cannot_be_read_is_told_so_too(cast, tool, monkeypatch):
    def forbids(row: object) -> None:
        raise PermissionDenied("heron-private")

    key = with_key(key_for(cast.ben))
    too_much = tool.get("/api/v1/goals?" + "&".join(f"a{n}=1" for n in range(1100)), **key)
    elsewhere = tool.get("/api/v1/me", headers={**key["headers"], "Host": "else where"})
    monkeypatch.setattr(Person, "of", forbids)
    forbidden = tool.get("/api/v1/me", **key)

    assert is_told(too_much, 400) and is_told(elsewhere, 400) and is_told(forbidden, 403)
    assert "heron-private" not in forbidden.content.decode()


def test_a_page_that_breaks_is_a_page(cast, client, monkeypatch):
    monkeypatch.setattr("alongside.web.api.views.nouns", lambda: 1 / 0)
    client.raise_request_exception = False

    answer = client.get(reverse("api:reference"))

    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode() and "<h1>" in answer.content.decode()


def test_a_length_that_is_no_number_is_no_error_of_ours(cast):
    """A server in front checks it; whoever runs another one may pass anything on."""
    key = with_key(key_for(cast.ben))

    for length in ("x", "-5", "²", "9" * 5000):
        answer = Client().get("/api/v1/me", CONTENT_LENGTH=length, **key)
        assert answer.status_code in (200, 413), length
