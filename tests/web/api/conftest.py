"""A tool that asks as somebody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from alongside.web.people.models import User
from tests.factories.cast import Cast
from tests.factories.keys import key_for, with_key

OF_ONES_OWN = ("/me", "/meetings", "/mentorships", "/goals", "/goals?state=closed", "/actions", "/actions?state=done",
               "/programmes")  # fmt: skip
OF_A_PROGRAMME = ("members", "mentorships", "invitations", "cases")

Ask = Callable[..., HttpResponse]


@pytest.fixture
def ask(db) -> Ask:
    """Ask as a person (None: without a key) for an address below /api/v1; `sent` is posted as JSON, `{}` too."""
    keys: dict[User, str] = {}

    def asked(person: User | None, path: str, sent: Any = None, **query: Any) -> HttpResponse:
        if person and person not in keys:
            keys[person] = key_for(person)
        more = with_key(keys[person]) if person else {}
        if sent is None:
            return Client().get(f"/api/v1{path}", query, **more)
        return Client().post(f"/api/v1{path}", sent, content_type="application/json", **more)

    return asked


@pytest.fixture
def read(ask) -> Callable[[User, str], Any]:
    """What a person is told at an address."""

    def told(person: User, path: str) -> Any:
        answer = ask(person, path)
        assert answer.status_code == 200, answer.content
        return answer.json()

    return told


@pytest.fixture
def all_of(read, cast: Cast) -> Callable[[User], list[Any]]:
    """Everything that a person can read of it all."""

    def told(person: User) -> list[Any]:
        paths = [*OF_ONES_OWN, f"/mentorships/{cast.mentorship.pk}"]
        if person == cast.chidi:
            paths += [f"/programmes/{cast.programme.pk}/{name}" for name in OF_A_PROGRAMME]
        return [read(person, path) for path in paths]

    return told
