"""What is said of a new key."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from alongside.web.api.models import SEED_LETTERS, sown
from alongside.web.layout.line import Line

READ, WRITE = "read", "write"
A_YEAR = 365


class KeyForm(forms.Form):
    name = Line(
        label=_("What is it for?"),
        max_length=60,
        help_text=_("A name by which you know it again, such as “sheet on my laptop”."),
    )
    may = forms.ChoiceField(
        label=_("What may it do?"),
        choices=[(READ, _("Only read")), (WRITE, _("Read and write"))],
        initial=READ,
        widget=forms.RadioSelect,
        help_text=_("What it writes is written by you, and others see it as yours."),
    )
    days = forms.TypedChoiceField(
        label=_("How long does it count?"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (A_YEAR, _("A year"))],
        initial=A_YEAR,
        widget=forms.RadioSelect,
    )
    # Off: else a browser that draws the page anew fills in the seed of before, whose key was shown already.
    seed = forms.CharField(initial=sown, required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not re.fullmatch(rf"[\w-]{{{SEED_LETTERS}}}", said.get("seed", ""), re.ASCII):
            self.sown_anew(_g("This page was not complete. Look at it once more, then make the key."))
        return said

    def sown_anew(self, sentence: str) -> None:
        """What was typed stays, and sent again it makes another key."""
        self.data = {**self.data.dict(), "seed": sown()}  # type: ignore[attr-defined]  # typed in a browser
        self.add_error(None, sentence)

    @property
    def said(self) -> dict[str, Any]:
        """What `AccessKey.objects.make` wants."""
        typed = self.cleaned_data
        return {
            "name": typed["name"],
            "may_write": typed["may"] == WRITE,
            "days": typed["days"],
            "seed": typed["seed"],
        }
