"""Forms that stand open for long, in two windows or before two people: neither undoes what the other saved."""

import json
from functools import cached_property
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

LONGEST_SHOWN = 200


class DrawnForm(forms.BaseForm):
    """Carries what its fields held when the page was drawn, and saves only what was changed against that.

    A field left as it was takes what stands now. One that was changed here and elsewhere is refused once, with what
    stands now beside it; sent again, what was typed holds. Without `drawn` (a script's request) all that is sent holds.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        hidden = forms.HiddenInput(attrs={"autocomplete": "off"})  # else a browser fills in the value of before
        self.fields["drawn"] = forms.CharField(required=False, widget=hidden)

    def full_clean(self) -> None:
        if self.is_bound:
            assert self.overtaken is not None  # looked at first: what is cleaned depends on it
        super().full_clean()

    def clean(self) -> Any:
        cleaned = super().clean()
        for name, now in self.overtaken.items() if self.is_bound else ():
            self.add_error(name, now)
        return cleaned

    @cached_property
    def overtaken(self) -> dict[str, str]:
        """The fields changed both here and elsewhere, each with its sentence. Puts `data` right for all others."""
        data: Any = cast(QueryDict, self.data).copy()
        now, drawn, typed = self.standing(), self.read_drawn(), self.typed()
        found = {}
        for name, standing in now.items():
            if standing == drawn.get(name, standing) or standing == typed[name]:
                continue
            if typed[name] == drawn[name]:
                self.put(data, name, standing)
            else:
                found[name] = self.sentence(name, standing)
        data[self.add_prefix("drawn")] = json.dumps(now)
        self.data = data
        return found

    def standing(self) -> dict[str, Any]:
        """What each field would send if nobody touched it."""
        return {
            name: plain(field.prepare_value(self.get_initial_for_field(field, name)))
            for name, field in self.kept_fields()
        }

    def typed(self) -> dict[str, Any]:
        sent = self.data, self.files
        return {
            name: plain(field.widget.value_from_datadict(*sent, self.add_prefix(name)))
            for name, field in self.kept_fields()
        }

    def read_drawn(self) -> dict[str, Any]:
        try:
            drawn = json.loads(self.data.get(self.add_prefix("drawn"), ""))
        except (ValueError, RecursionError):  # the second where somebody nests it deep
            return {}
        return drawn if isinstance(drawn, dict) else {}

    def kept_fields(self) -> list[tuple[str, forms.Field]]:
        return [
            (name, field)
            for name, field in self.fields.items()
            if name != "drawn" and not isinstance(field, forms.FileField)
        ]

    def put(self, data: Any, name: str, standing: Any) -> None:
        if isinstance(standing, list):
            data.setlist(self.add_prefix(name), standing)
        else:
            data[self.add_prefix(name)] = standing

    def sentence(self, name: str, standing: Any) -> str:
        if isinstance(standing, list) or len(standing) > LONGEST_SHOWN:
            return _("This was changed elsewhere meanwhile. Save again to keep what stands here.")
        choices = {str(choice): label for choice, label in getattr(self.fields[name], "choices", ())}
        words = {"now": choices.get(standing, standing)}
        return (
            _("This was changed elsewhere meanwhile and now is “%(now)s”. Save again to keep what stands here.") % words
        )

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        if field_name == "drawn":
            return json.dumps(self.standing())
        return super().get_initial_for_field(field, field_name)


def plain(value: Any) -> Any:
    """As a browser sends it: a text, or the texts of what is ticked in one order. Line ends are of one kind."""
    if isinstance(value, (list, tuple, set)):
        return sorted(str(one) for one in value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
