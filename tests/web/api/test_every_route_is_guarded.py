"""Each route, asked by the pair, their coordinator, a stranger, and without a key."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.utils import timezone

from alongside.web.api.reference import EXAMPLES, document
from alongside.web.cases.models import Case
from alongside.web.meetings.models import Action
from tests.factories.cast import Cast
from tests.factories.lives import live_once_of_everything, set_goal
from tests.factories.meetings import MeetingFactory
from tests.factories.programmes import ProgrammeFactory

Made = Callable[[Cast], int]


class Route(NamedTuple):
    """The row it is about, what is sent, and the status for Amara, Ben, Chidi and Dana."""

    row: Made | None
    sent: dict[str, Any] | None
    expected: tuple[int, int, int, int]


def programme(cast: Cast) -> int:
    return cast.programme.pk


def pair(cast: Cast) -> int:
    return cast.mentorship.pk


def bens_action(cast: Cast) -> int:
    return action(cast).pk


def bens_done_action(cast: Cast) -> int:
    return action(cast, done_at=timezone.now()).pk


def action(cast: Cast, **more: Any) -> Action:
    return Action.objects.create(
        mentorship=cast.mentorship, text="Write to them", owner=cast.ben, added_by=cast.amara, **more
    )


def goal(cast: Cast) -> int:
    return set_goal(cast.mentorship, 1).pk


PAIR, COORDINATOR, EVERYBODY = (200, 200, 404, 404), (404, 404, 200, 404), (200, 200, 200, 200)
ROUTES = {
    "GET /me": Route(None, None, EVERYBODY),
    "GET /meetings": Route(None, None, EVERYBODY),
    "GET /mentorships": Route(None, None, EVERYBODY),
    "GET /mentorships/{id}": Route(pair, None, (200, 200, 200, 404)),
    "GET /programmes/{id}/mentorships": Route(programme, None, COORDINATOR),
    "POST /mentorships/{id}/contacts": Route(pair, {"channel": "phone"}, PAIR),
    "GET /goals": Route(None, None, EVERYBODY),
    "POST /goals/{id}/progress": Route(goal, {"percent": 60}, PAIR),
    "GET /actions": Route(None, None, EVERYBODY),
    # Amara sees what Ben said he would do; only he says that he did.
    "POST /actions/{id}/done": Route(bens_action, {}, (409, 200, 404, 404)),
    "POST /actions/{id}/reopen": Route(bens_done_action, {}, (409, 200, 404, 404)),
    "GET /programmes": Route(None, None, EVERYBODY),
    "GET /programmes/{id}/members": Route(programme, None, COORDINATOR),
    "GET /programmes/{id}/invitations": Route(programme, None, COORDINATOR),
    "POST /programmes/{id}/invitations": Route(
        programme, {"addresses": ["new@example.org"], "role": "mentee"}, COORDINATOR
    ),
    "GET /programmes/{id}/cases": Route(programme, None, COORDINATOR),
}


def path_of(name: str, row: int | None) -> str:
    return name.partition(" ")[2].replace("{id}", str(row))


def test_every_route_stands_here():
    told = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, ways in document()["paths"].items()
        for method in ways
    }

    assert told == set(ROUTES)


@pytest.mark.parametrize("name", ROUTES)
def test_it_opens_to_whom_the_page_opens_and_to_nobody_else(ask, cast, name):
    route = ROUTES[name]
    assert cast.mentorship and cast.dana
    found = []
    for person in (cast.amara, cast.ben, cast.chidi, cast.dana, None):
        row = route.row(cast) if route.row else None
        found.append(ask(person, path_of(name, row), route.sent).status_code)

    assert found == [*route.expected, 401]


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.row])
def test_a_row_that_is_not_there_answers_as_one_that_is_a_strangers(ask, cast, name):
    route = ROUTES[name]
    assert route.row
    strangers = ask(cast.dana, path_of(name, route.row(cast)), route.sent)
    missing = ask(cast.dana, path_of(name, 10**15), route.sent)

    assert (strangers.status_code, strangers.json()) == (missing.status_code, missing.json())
    assert strangers.status_code == 404


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.row is None and not route.sent])
def test_a_list_of_ones_own_holds_nothing_for_a_stranger(ask, cast, name):
    live_once_of_everything(cast.mentorship)
    goal(cast)
    action(cast)
    MeetingFactory(
        mentorship=cast.mentorship,
        starts_at=timezone.now() + timedelta(days=1),
        ends_at=timezone.now() + timedelta(days=1, hours=1),
    )
    path = path_of(name, None)
    if name == "GET /me":
        assert ask(cast.dana, path).json()["person"]["id"] == cast.dana.pk
        return

    assert ask(cast.ben, path).json()["items"]
    assert ask(cast.dana, path).json()["items"] == []


@pytest.mark.parametrize("name", [name for name in ROUTES if name.startswith("GET /programmes/{id}/")])
def test_a_coordinator_reads_no_other_programme(ask, cast, name):
    elsewhere = ProgrammeFactory(name="Elsewhere")

    assert ask(cast.chidi, path_of(name, elsewhere.pk)).status_code == 404


@pytest.mark.parametrize("name", [name for name in ROUTES if "{id}" in name and ROUTES[name].expected == COORDINATOR])
def test_whoever_no_longer_coordinates_it_reads_nothing_of_it_any_more(ask, cast, name):
    route = ROUTES[name]
    path = path_of(name, cast.programme.pk)
    assert ask(cast.chidi, path, route.sent).status_code == 200

    cast.chidi.memberships.update(left_at=timezone.now())

    assert ask(cast.chidi, path, route.sent).status_code == 404


def test_a_coordinator_reads_nothing_of_a_mentorship_of_their_own(ask, cast):
    """As on their pages: they would read what the partner answered. The pair's own reading stays theirs."""
    pair, here = cast.mentorship, f"/programmes/{cast.programme.pk}"
    Case.objects.create(mentorship=pair, owner=cast.chidi, words="Hello", look_again_on=timezone.localdate())
    assert ask(cast.chidi, f"{here}/mentorships").json()["items"] and ask(cast.chidi, f"{here}/cases").json()["items"]

    cast.programme.memberships.create(person=cast.amara, role="coordinator")

    assert ask(cast.amara, f"{here}/mentorships").json()["items"] == []
    assert ask(cast.amara, f"{here}/cases").json()["items"] == []
    assert ask(cast.amara, f"{here}/members").json()["items"]


@pytest.mark.parametrize("path", EXAMPLES)
def test_each_example_of_the_reference_goes_through(ask, cast, path):
    name = f"POST {path.removeprefix('/api/v1')}"
    row, person = ROUTES[name].row, cast.chidi if "programmes" in path else cast.ben
    assert row

    assert ask(person, path_of(name, row(cast)), json.loads(EXAMPLES[path])).status_code == 200
