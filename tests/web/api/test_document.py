"""The OpenAPI document, the page made from it, and the docs: all three know every route."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.web.api.reference import document, nouns, one_of

ROOT = Path(__file__).resolve().parents[3]
OPERATIONS = [(path, method, way) for path, ways in document()["paths"].items() for method, way in ways.items()]
NAMES = [f"{method.upper()} {path}" for path, method, _way in OPERATIONS]


def every(node: Any) -> Any:
    """Every object in the document."""
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from every(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from every(inner)


def test_every_route_is_in_the_docs_and_nothing_else_is():
    page = (ROOT / "docs/use/access-keys.md").read_text()

    assert sorted(re.findall(r"^\| `((?:GET|POST) /api/\S+)`", page, re.MULTILINE)) == sorted(NAMES)


def test_every_route_is_on_the_page_with_an_example(client, db):
    page = client.get(reverse("api:reference")).content.decode()

    for path, _method, way in OPERATIONS:
        assert f"<code>{path}</code>" in page
        assert way["summary"] in page
    assert page.count('class="route"') == page.count("http://localhost:8000/api/v1/") - 1 == len(NAMES)


def test_the_page_and_the_document_are_open_and_the_page_fetches_nothing_from_elsewhere(client, db):
    page, told = client.get(reverse("api:reference")), client.get(reverse("api:openapi"))

    assert told.json() == document()
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page.content.decode())
    assert "script-src 'self'" in page["Content-Security-Policy"]


@pytest.mark.parametrize(("path", "method", "way"), OPERATIONS, ids=NAMES)
def test_every_route_says_what_it_is_and_what_it_may_answer(path, method, way):
    always, of_writing = {"200", "401", "404", "422", "429"}, {"403", "409", "413"}

    assert way["summary"] and way["description"] and way["tags"]
    assert set(way["responses"]) == always | (of_writing if method == "post" else set())
    assert way["security"]
    told = {each["name"] for each in way.get("parameters", []) if each["in"] == "path"}
    assert told == set(re.findall(r"{(\w+)}", path))


def test_every_reference_in_it_leads_somewhere():
    schemas = document()["components"]["schemas"]
    referred = {node["$ref"] for node in every(document()) if isinstance(node.get("$ref"), str)}

    assert referred
    assert {ref.removeprefix("#/components/schemas/") for ref in referred} <= set(schemas)


def test_no_two_routes_have_one_name():
    named = [way["operationId"] for _path, _method, way in OPERATIONS]

    assert len(set(named)) == len(named)
    anchors = [route.anchor for _noun, routes in nouns() for route in routes]
    assert len(set(anchors)) == len(anchors)


def test_whoever_is_signed_in_finds_their_keys_from_there(client, cast):
    client.force_login(cast.ben)

    assert f'href="{reverse("api:keys")}"' in client.get(reverse("api:reference")).content.decode()
    assert f'href="{reverse("api:keys")}"' not in Client().get(reverse("api:reference")).content.decode()


def test_limits_that_are_kept_stand_in_it():
    mark = document()["components"]["schemas"]["Mark"]["properties"]
    percent, measured = (one_of(mark[name]) for name in ("percent", "measured"))

    assert (percent["minimum"], percent["maximum"]) == (0, 100)
    assert measured["maximum"] == -measured["minimum"] == 9_999_999_999.99
    assert mark["note"]["maxLength"] == 300


def test_the_page_and_the_docs_tell_of_the_same_answers(client, db):
    page, docs = client.get(reverse("api:reference")).content.decode(), (ROOT / "docs/use/access-keys.md").read_text()

    on_page = re.findall(r"<dt><code>(\d{3})</code></dt><dd>", page)

    assert on_page == ["200", *re.findall(r"^\| (\d{3}) \|", docs, re.MULTILINE)]
