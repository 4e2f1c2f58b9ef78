"""Whatever people typed stands on a page as they typed it; a page never takes it for a part of itself.

A policy on scripts is not enough: the attributes that make pages lively would obey whoever wrote them.
"""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, Model, TextField

from tests.factories.sheets import HEAD, csv_of, uploaded
from tests.factories.sheets import rows as sheet_rows
from tests.web.test_every_url_is_guarded import ALL, address_of, cast, rows, standing, stood

# The fixtures of the walk over every address, used here too.
__all__ = ["cast", "rows", "standing", "stood"]

MARK = "<i/hx-get=/>"
# Not words: they name a file, a zone, a kind or a way, or are a secret.
NO_WORDS = {"password", "email", "time_zone", "photo", "kind", "template", "language", "engine_version", "key", "token"}


def is_of_words(field: Any) -> bool:
    together = [name for each in field.model._meta.constraints for name in getattr(each, "fields", ())]
    return (
        isinstance(field, (CharField, TextField))
        and not field.choices
        and not field.unique
        and field.name not in {*NO_WORDS, *together}
        and (field.max_length or 100) >= len(MARK)
    )


def write_everywhere(model: type[Model]) -> None:
    words = [field.name for field in model._meta.fields if is_of_words(field)]
    if words:
        model._base_manager.update(**dict.fromkeys(words, MARK))


@pytest.fixture
def typed(cast, rows) -> dict[str, Any]:
    """Everybody has written markup wherever they could."""
    for model in apps.get_models():
        if model.__module__.startswith("alongside."):
            write_everywhere(model)
    cells = [[MARK + cell for cell in row] for row in sheet_rows(3)]
    return rows | {"sheets": uploaded(cast.programme, cast.chidi, csv_of(cells, tuple(MARK + each for each in HEAD)))}


@pytest.mark.parametrize("who", ["ben", "amara", "chidi", "efua"])
def test_markup_that_somebody_typed_is_shown_and_not_obeyed(client, cast, typed, who):
    client.force_login(getattr(cast, who))
    obeyed = []
    for name, takes in ALL:
        answer = client.get(address_of(name, takes, typed))
        assert answer.status_code < 500, name
        if answer.headers.get("Content-Type", "").startswith("text/html") and MARK in answer.content.decode():
            obeyed.append(name)

    assert obeyed == []
