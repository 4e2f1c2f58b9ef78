"""A sheet, and how its columns are read."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from alongside.web.sheets.preview import LEFT_OUT, LIMITS, Preview, Word


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Sign-up sheet"),
        help_text=_("CSV or Excel, a row for each person. Nothing is kept before you have looked at it."),
        error_messages={"empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm"}),
    )

    @property
    def file_typed(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        return file


class ColumnsForm(forms.Form):
    """What each column holds. Fields are numbered, for headings can be anything."""

    def __init__(self, *args: Any, preview: Preview, **more: Any) -> None:
        super().__init__(*args, **more)
        self.columns = preview.columns
        for number, column in enumerate(self.columns):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=column.heading,
                choices=preview.fields,
                initial=column.field or LEFT_OUT,
                help_text=", ".join(column.examples),
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        chosen = [value for value in said.values() if value != LEFT_OUT]
        for name, value in list(said.items()):
            if chosen.count(value) > 1:
                self.add_error(name, _("Two columns hold the same. Leave one of them out."))
        return said

    def said(self) -> dict[str, str]:
        """Heading -> field, "" for a column that is left out."""
        chosen = {one.heading: self.cleaned_data[f"column_{number}"] for number, one in enumerate(self.columns)}
        return {heading: "" if field == LEFT_OUT else field for heading, field in chosen.items()}


class WordsForm(forms.Form):
    """What is meant by words that could not be read; the likely ones are filled in."""

    def __init__(self, *args: Any, preview: Preview, **more: Any) -> None:
        super().__init__(*args, **more)
        self.words = preview.words
        for word in self.words:
            self.fields[word.key] = forms.CharField(
                required=False,
                max_length=LIMITS["meant"],
                initial=word.problem.instead,
                widget=forms.TextInput(
                    attrs={"aria-label": _("Read “%(text)s” as") % {"text": word.problem.text}, "autocomplete": "off"}
                ),
            )

    @property
    def rows(self) -> "list[tuple[Word, forms.BoundField]]":
        return [(word, self[word.key]) for word in self.words]

    def said(self) -> list[tuple[str, str, str]]:
        """(heading, as written, as meant) where something was written; a dash leaves the cell open."""
        found = [(word.problem, self.cleaned_data[word.key]) for word in self.words]
        return [(problem.column, problem.text, "" if meant == LEFT_OUT else meant) for problem, meant in found if meant]
