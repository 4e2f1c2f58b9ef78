"""The API as a page: read from the same document that tools read, so that the two never differ."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.encoding import force_str
from ninja.responses import NinjaJSONEncoder

from alongside.web.api.v1.routes import v1

PREFIX = "/api/v1/"
DEEPEST = 4
KINDS = {
    "date": "day",
    "email": "e-mail address",
    "date-time": "moment",
    "string": "text",
    "integer": "whole number",
    "boolean": "true or false",
}


@dataclass(frozen=True)
class Part:
    """A parameter of a route, or a field of a body or an answer; `name` says where it is, `mentor.name`."""

    name: str
    kind: str
    about: str
    is_needed: bool


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    title: str
    about: list[str]
    parameters: list[Part]
    body: list[Part]
    answer: list[Part]
    is_list: bool  # then the answer is a page, and these are the fields of each item
    example: str

    @property
    def anchor(self) -> str:
        return f"{self.method}{self.path.removeprefix(PREFIX.rstrip('/'))}".lower().replace("/", "-").strip("-")


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document, as plain JSON."""
    made = v1.get_openapi_schema(path_prefix=PREFIX)
    plain: dict[str, Any] = json.loads(json.dumps(made, cls=NinjaJSONEncoder))
    return plain


@cache
def nouns() -> list[tuple[str, list[Route]]]:
    """Every route, by the noun it is about, in the order in which they are put together."""
    found: dict[str, list[Route]] = {}
    for path, ways in document()["paths"].items():
        for method, way in ways.items():
            found.setdefault(way["tags"][0], []).append(route_of(method.upper(), path, way))
    return list(found.items())


def route_of(method: str, path: str, way: dict[str, Any]) -> Route:
    parameters = [
        Part(each["name"], kind_of(one_of(each["schema"])), about(each["schema"], each), each.get("required", False))
        for each in way.get("parameters", [])
    ]
    sent = way.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    told = resolved(way["responses"]["200"]["content"]["application/json"]["schema"])
    items = told["properties"].get("items")
    return Route(
        method=method,
        path=path,
        title=way["summary"],
        about=[" ".join(words.split()) for words in way.get("description", "").split("\n\n")],
        parameters=parameters,
        body=list(parts_of(sent)) if sent else [],
        answer=list(parts_of(items["items"] if items else told)),
        is_list=items is not None,
        example=example_of(method, path, bool(sent)),
    )


def parts_of(schema: dict[str, Any], before: str = "", depth: int = 0) -> Iterator[Part]:
    """The fields of an object, and below each the fields of what is in it."""
    whole = resolved(schema)
    for name, field in whole.get("properties", {}).items():
        inner = one_of(field)
        is_list = inner.get("type") == "array"
        inside = resolved(one_of(inner["items"]) if is_list else inner)
        called = f"{before}{name}{'[]' if is_list else ''}"
        yield Part(called, kind_of(field), about(field), name in whole.get("required", []))
        if depth < DEEPEST and inside.get("properties"):
            yield from parts_of(inside, f"{called}.", depth + 1)


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def one_of(schema: dict[str, Any]) -> dict[str, Any]:
    """What it is where it is not null."""
    choices = schema.get("anyOf") or schema.get("allOf") or [schema]
    return resolved(next((each for each in choices if each.get("type") != "null"), schema))


def kind_of(schema: dict[str, Any]) -> str:
    """In words that somebody reads who writes a script."""
    whole = one_of(schema)
    or_null = " or null" if any(each.get("type") == "null" for each in schema.get("anyOf", [])) else ""
    if choices := whole.get("enum"):
        return ", ".join(force_str(each) for each in choices) + or_null
    if whole.get("type") == "array":
        return f"list of {kind_of(whole['items'])}{or_null}"
    kind = whole.get("format") or whole.get("type") or "object"
    return KINDS.get(kind, kind) + or_null


def about(*schemas: dict[str, Any]) -> str:
    return next((force_str(each["description"]) for each in schemas if each.get("description")), "")


def example_of(method: str, path: str, has_body: bool) -> str:
    """For curl, with what such a body could hold."""
    way = "curl -X POST" if method == "POST" else "curl"
    lines = [f'{way} -H "Authorization: Bearer $KEY" {settings.SITE_URL}{path.replace("{id}", "12")}']
    if has_body:
        lines.append(f"-H \"Content-Type: application/json\" -d '{EXAMPLES[path]}'")
    return " \\\n  ".join(lines)


# What a body looks like; a test sends each of them.
EXAMPLES = {
    f"{PREFIX}mentorships/{{id}}/contacts": '{"channel": "phone"}',
    f"{PREFIX}goals/{{id}}/progress": '{"percent": 60, "note": "The first draft is done"}',
    f"{PREFIX}programmes/{{id}}/invitations": '{"addresses": ["sam@example.org"], "role": "mentee"}',
}
