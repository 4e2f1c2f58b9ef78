"""What is said where something cannot be done: in sentences, the same as on the pages."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, ProhibitNullCharactersValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.parser import Parser

from alongside.errors import Refused
from alongside.web.api.v1.door import opens_nothing
from alongside.web.people.models import HasLeft


class Problem(Schema):
    """Why it was not done."""

    detail: str = Field(description="A sentence for whoever asked.")
    fields: dict[str, list[str]] = Field(
        default_factory=dict, description="The sentences that belong to one field each, by its name."
    )


READING: dict[int, type[Schema]] = dict.fromkeys((401, 404, 422, 429), Problem)
WRITING: dict[int, type[Schema]] = dict.fromkeys((401, 403, 404, 409, 413, 422, 429), Problem)


class Unfit(Exception):
    """What was sent is not what can be taken; nothing was done."""

    def __init__(self, detail: str, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(detail)
        self.detail, self.fields = detail, {name: list(each) for name, each in (fields or {}).items()}


def checked(form: forms.Form) -> dict[str, Any]:
    """What was said, as the form of the page takes it. Raises Unfit with the sentences of that page."""
    if form.is_valid():
        return form.cleaned_data
    by_field = {name: [str(one) for one in errors] for name, errors in form.errors.items()}
    of_all = by_field.pop("__all__", [])
    raise Unfit(" ".join(of_all) or look_again(), by_field)


def look_again() -> str:
    return _("Something in it needs another look. Nothing was done.")


def no_such_field() -> str:
    return _("There is no such field.")


class StrictParser(Parser):
    """JSON as it is written, UTF-8 and not too deep: no infinite numbers, no halves of letters."""

    def parse_body(self, request: HttpRequest) -> Any:
        return msgspec.json.decode(request.body)


# By the first word of pydantic's kinds; the sentences are those of Django's forms, as the pages word them.
SAYS: dict[str, Any] = {
    "missing": forms.Field.default_error_messages["required"],
    "int": forms.IntegerField.default_error_messages["invalid"],
    "float": forms.DecimalField.default_error_messages["invalid"],
    "finite": forms.DecimalField.default_error_messages["invalid"],
    "date": forms.DateField.default_error_messages["invalid"],
    "greater": MinValueValidator.message,
    "less": MaxValueValidator.message,
}


def sentence_of(error: Mapping[str, Any]) -> str:
    """What is wrong with one field, for whoever sent it."""
    kind, limits = str(error.get("type", "")), error.get("ctx", {})
    if kind in ("enum", "literal_error"):
        return _("This is none of: %(choices)s.") % {"choices": str(limits.get("expected", "")).replace("'", "")}
    if kind == "extra_forbidden":
        return no_such_field()
    if kind == "string_pattern_mismatch":  # of NO_NULL, the only one
        return str(ProhibitNullCharactersValidator.message)
    if kind == "string_too_long":
        return _("At most %(most)s letters fit here.") % {"most": limits.get("max_length")}
    if kind == "too_long":
        return _("At most %(most)s of them are taken at once.") % {"most": limits.get("max_length")}
    if kind in ("too_short", "string_too_short"):
        return str(SAYS["missing"])
    if kind in ("string_type", "string_unicode"):
        return _("Write text here.")
    said = SAYS.get(kind.partition("_")[0]) or _("This cannot be read as what belongs here.")
    return str(said) % {"limit_value": limits.get("ge", limits.get("le"))} if "limit_value" in str(said) else str(said)


def answer_in_sentences(api: NinjaAPI) -> None:
    """Have each kind of refusal told as a Problem."""

    def told(request: HttpRequest, status: int, detail: str, fields: Mapping[str, Any] | None = None) -> HttpResponse:
        return api.create_response(request, {"detail": detail, "fields": fields or {}}, status=status)

    def not_there(request: HttpRequest, problem: Any) -> HttpResponse:
        return told(request, 404, _("There is nothing here, or nothing that you may see."))

    def refused(request: HttpRequest, problem: Any) -> HttpResponse:
        return told(request, 409, str(problem))

    def unfit(request: HttpRequest, problem: Any) -> HttpResponse:
        return told(request, 422, problem.detail, problem.fields)

    def wrongly_typed(request: HttpRequest, problem: Any) -> HttpResponse:
        fields: dict[str, list[str]] = {}
        for error in problem.errors:
            # Where it is: ("body", "what", "happened_on"), ("query", "page"), ("body", "what", "addresses", 3).
            place = [str(part) for part in error["loc"]]
            named = place[2:] if place[0] == "body" else place[1:]
            fields.setdefault(".".join(named) or "body", []).append(sentence_of(error))
        return told(request, 422, look_again(), fields)

    def by_status(request: HttpRequest, problem: Any) -> HttpResponse:
        if problem.status_code == 400:
            return told(request, 422, _("The body cannot be read: it has to be JSON, in UTF-8."))
        answer = told(request, problem.status_code, str(problem))
        if problem.status_code == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    def has_left(request: HttpRequest, problem: Any) -> HttpResponse:
        return by_status(request, HttpError(401, opens_nothing()))

    def too_often(request: HttpRequest, problem: Any) -> HttpResponse:
        answer = told(request, 429, _("That was too often with one key. Wait %(n)s seconds.") % {"n": problem.wait})
        answer.headers["Retry-After"] = str(problem.wait)
        return answer

    def not_ours(request: HttpRequest, problem: Any) -> HttpResponse:
        """Left to Django, which notes it and asks api/failures.py; the library would tell all of it under DEBUG."""
        raise problem

    for kind, handler in (
        (Exception, not_ours),
        (Http404, not_there),
        (Refused, refused),
        (HasLeft, has_left),
        (Unfit, unfit),
        (ValidationError, wrongly_typed),
        (HttpError, by_status),
        (Throttled, too_often),
    ):
        api.add_exception_handler(kind, handler)
