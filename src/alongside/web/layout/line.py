"""Words that stand on one line: names, titles, and whatever goes into the head of a letter."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models

if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
else:
    TextColumn = models.CharField  # not generic at run time


def on_one_line(text: str) -> str:
    """White space of every kind becomes one space; none is left at the ends."""
    return " ".join(text.split())


class Line(forms.CharField):
    """What somebody types on one line. A browser sends no line break for it, but not everything is a browser."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return on_one_line(text) if isinstance(text, str) else text


class LineField(TextColumn):
    """A column that keeps one line, whoever writes it: a form, a sheet, the administration or a command."""

    def deconstruct(self) -> Any:
        """As Django's own, since the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return on_one_line(text) if isinstance(text, str) else text

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The row in hand is kept the same as the one in the database."""
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(on_one_line(value) if isinstance(value, str) else value, connection)

    def formfield(self, *args: Any, **more: Any) -> Any:
        return super().formfield(*args, **{"form_class": Line, **more})
