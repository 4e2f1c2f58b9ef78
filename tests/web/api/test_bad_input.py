"""Whatever is sent is answered in a sentence, never with an error of ours. What there is to send, the document says."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from alongside.web.api.reference import document, one_of, resolved
from tests.factories.keys import key_for, with_key
from tests.web.api.test_every_route_is_guarded import ROUTES, path_of

HUGE, DEEP = 10**30, '{"a":' * 50_000
# Wrong for whatever there is; beside each what makes it so.
STRANGE: list[Any] = [None, True, HUGE, -1, 1.5, "", "x" * 5000, "\x00", "٣", [], [[]], {}, {"a": 1}, ["\x00"], "'"]
UNREADABLE = [
    b"", b"{", b"null", b"[]", b'"x"', b"7", b"NaN", b'{"channel": "\xff"}', b'{"channel": "\\ud800"}',
    b'{"percent": 1e999}', b'{"percent": ' + b"9" * 5000 + b"}", DEEP.encode(), b"channel=phone", b"\x00",
]  # fmt: skip
WRITES = [name for name in ROUTES if name.startswith("POST") and ROUTES[name].sent]


def operation(name: str) -> dict[str, Any]:
    method, path = name.split()
    found: dict[str, Any] = document()["paths"][f"/api/v1{path}"][method.lower()]
    return found


def query_of(name: str) -> list[str]:
    return [each["name"] for each in operation(name).get("parameters", []) if each["in"] == "query"]


def fields_of(name: str) -> dict[str, Any]:
    schema = resolved(operation(name)["requestBody"]["content"]["application/json"]["schema"])
    found: dict[str, Any] = schema["properties"]
    return found


def who(cast: Any, name: str) -> Any:
    """Somebody for whom the route opens."""
    return cast.chidi if "programmes/" in name else cast.ben


def is_told(answer: Any) -> bool:
    """A refusal in the shape of all of them."""
    told = answer.json()
    return list(told) == ["detail", "fields"] and bool(told["detail"]) and all(map(all, told["fields"].values()))


@pytest.mark.parametrize(("name", "asked"), [(name, asked) for name in ROUTES for asked in query_of(name)])
def test_strange_words_in_the_address_are_refused_or_find_nothing(ask, cast, name, asked):
    route = ROUTES[name]
    path = path_of(name, route.row(cast) if route.row else None)

    for value in ("", "x", "\x00", "-1", "0", "1.5", "²", "9" * 5000, str(HUGE), "' OR 1=1", "%00", "x" * 9000):
        answer = ask(who(cast, name), path, **{asked: value})
        assert (answer.status_code == 422 and is_told(answer)) or answer.json()["items"] is not None, value
    assert asked == "q" or ask(who(cast, name), path, **{asked: "x"}).json()["fields"].keys() == {asked}


@pytest.mark.parametrize("name", [name for name in ROUTES if query_of(name)])
def test_a_filter_that_there_is_none_of_is_refused_and_those_there_are_go_through(ask, cast, name):
    route = ROUTES[name]
    path, person = path_of(name, route.row(cast) if route.row else None), who(cast, name)
    right = {"after": "", "q": "a", "role": "mentor", "stage": "active", "level": "steady", "state": "open"}

    assert ask(person, path, **{asked: right[asked] for asked in query_of(name)}).status_code == 200
    assert ask(person, path, flavour="attend").json()["fields"] == {"flavour": ["There is no such field."]}


@pytest.mark.parametrize("name", WRITES)
def test_a_body_that_cannot_be_read_changes_nothing(cast, name):
    route, key = ROUTES[name], with_key(key_for(who(cast, name)))
    assert route.row
    path = f"/api/v1{path_of(name, route.row(cast))}"

    for body in UNREADABLE:
        answer = Client().post(path, body, content_type="application/json", **key)
        assert answer.status_code in (413, 422) and is_told(answer), body[:20]


@pytest.mark.parametrize("name", [name for name in ROUTES if name.startswith("POST") and ROUTES[name].sent == {}])
def test_a_route_that_takes_no_body_reads_none(cast, name):
    route, key = ROUTES[name], with_key(key_for(cast.ben))
    assert route.row

    for body in UNREADABLE:
        path = f"/api/v1{path_of(name, route.row(cast))}"
        assert Client().post(path, body, content_type="application/json", **key).status_code in (200, 413)


@pytest.mark.parametrize(("name", "field"), [(name, field) for name in WRITES for field in fields_of(name)])
def test_a_field_of_the_wrong_kind_is_named(ask, cast, name, field):
    route, schema = ROUTES[name], fields_of(name)[field]
    assert route.row and route.sent
    path, takes = path_of(name, route.row(cast)), one_of(schema).get("type")
    refused = []
    for value in STRANGE:
        answer = ask(who(cast, name), path, {**route.sent, field: value})
        assert answer.status_code in (200, 409, 422), value
        if answer.status_code == 422:
            assert is_told(answer) and any(key.partition(".")[0] == field for key in answer.json()["fields"]), value
            refused.append(value)

    assert {"a": 1} in refused and HUGE in refused and ["\x00"] in refused
    assert takes != "string" or "\x00" in refused


@pytest.mark.parametrize("name", WRITES)
def test_a_field_that_is_not_there_is_refused_and_so_is_one_that_is_missing(ask, cast, name):
    route = ROUTES[name]
    assert route.row and route.sent
    path, person = path_of(name, route.row(cast)), who(cast, name)

    too_many = ask(person, path, {**route.sent, "pigeon": "phone"})
    assert too_many.json()["fields"] == {"pigeon": ["There is no such field."]}
    schema = resolved(operation(name)["requestBody"]["content"]["application/json"]["schema"])
    for needed in schema.get("required", []):
        without = {key: value for key, value in route.sent.items() if key != needed}
        assert ask(person, path, without).json()["fields"] == {needed: ["Please fill this in."]}


@pytest.mark.parametrize(
    ("name", "sent", "fields"),
    [
        ("POST /mentorships/{id}/contacts", {"channel": "pigeon"}, {"channel"}),
        ("POST /mentorships/{id}/contacts", {"happened_on": "2026-02-30"}, {"happened_on"}),
        ("POST /mentorships/{id}/contacts", {"happened_on": "0000-00-00"}, {"happened_on"}),
        ("POST /mentorships/{id}/contacts", {"happened_on": 5}, {"happened_on"}),
        ("POST /goals/{id}/progress", {"percent": 101}, {"percent"}),
        ("POST /goals/{id}/progress", {"percent": True}, {"percent"}),
        ("POST /goals/{id}/progress", {"percent": "60"}, {"percent"}),
        ("POST /programmes/{id}/invitations", {"addresses": [""], "role": "mentee"}, {"addresses.0"}),
        ("POST /goals/{id}/progress", {"note": "without a number"}, {"percent"}),
        ("POST /goals/{id}/progress", {"percent": 5, "note": "x" * 301}, {"note"}),
        ("POST /goals/{id}/progress", {"percent": 5, "measured": 2}, {"measured"}),
        ("POST /goals/{id}/progress", {"percent": 5.5}, {"percent"}),
        ("POST /programmes/{id}/invitations", {"addresses": ["nobody"], "role": "mentee"}, {"addresses"}),
        ("POST /programmes/{id}/invitations", {"addresses": [], "role": "mentee"}, {"addresses"}),
        ("POST /programmes/{id}/invitations", {"addresses": ["a@b.example"] * 201, "role": "mentee"}, {"addresses"}),
        ("POST /programmes/{id}/invitations", {"addresses": ["a@b.example", 7], "role": "mentee"}, {"addresses.1"}),
        ("POST /programmes/{id}/invitations", {"addresses": ["a@b.example"], "role": "owner"}, {"role"}),
    ],
)
def test_each_is_told_where_it_belongs(ask, cast, name, sent, fields):
    route = ROUTES[name]
    assert route.row

    answer = ask(who(cast, name), path_of(name, route.row(cast)), sent)

    assert (answer.status_code, set(answer.json()["fields"])) == (422, fields)


def test_a_whole_number_may_be_written_with_nothing_behind_the_point(ask, cast):
    goal = ROUTES["POST /goals/{id}/progress"].row
    assert goal

    assert ask(cast.ben, f"/goals/{goal(cast)}/progress", {"percent": 60.0}).json()["progress"]["percent"] == 60


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_days_at_the_edge_of_the_calendar_are_refused_by_the_verb(ask, cast, day, zone):
    cast.ben.time_zone = zone
    cast.ben.save()
    goal = ROUTES["POST /goals/{id}/progress"].row
    assert goal

    assert ask(cast.ben, f"/mentorships/{cast.mentorship.pk}/contacts", {"happened_on": day}).status_code == 409
    assert ask(cast.ben, f"/goals/{goal(cast)}/progress", {"percent": 5, "on": day}).status_code == 409


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("name", WRITES)
@trying(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_nothing_that_can_be_written_as_json_is_answered_by_an_error(cast, name, data):
    route, person = ROUTES[name], who(cast, name)
    assert route.row
    # Made once, however many are tried: the count of requests begins anew with each key.
    if not hasattr(cast, "tried"):
        cast.tried = f"/api/v1{path_of(name, route.row(cast))}"
    person.access_keys.all().delete()
    fields = st.sampled_from(sorted(fields_of(name)))
    sent = data.draw(JSON | st.dictionaries(fields, JSON, max_size=4))

    answer = Client().post(cast.tried, json.dumps(sent), content_type="application/json", **with_key(key_for(person)))

    assert answer.status_code in (200, 409, 422), sent
    assert answer.status_code == 200 or is_told(answer)
