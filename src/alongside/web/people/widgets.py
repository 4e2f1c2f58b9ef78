"""How the profile asks: a week of boxes, subjects under their themes, a line between two ends."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS_ABBR

from alongside.web.people.hours import PARTS
from alongside.web.people.models import Weekday


class HoursWidget(forms.CheckboxSelectMultiple):
    """A week as a small table of boxes: days down, parts of the day across."""

    template_name = "people/hours.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        chosen = set(value or [])
        days = []
        for day in Weekday:
            boxes = [(f"{day.value}-{key}", label) for key, label, *_ends in PARTS]
            ticked = [(box, label, box in chosen) for box, label in boxes]
            days.append((WEEKDAYS_ABBR[day.value], day.label, ticked))
        return {**super().get_context(name, value, attrs), "days": days, "parts": [part[1] for part in PARTS]}


class ThemesWidget(forms.CheckboxSelectMultiple):
    """A long list under its themes; a theme with something chosen stands open."""

    template_name = "people/themes.html"


class ScaleWidget(forms.RadioSelect):
    """Five steps between two ends, and no answer; each step says itself to whoever cannot see the line."""

    template_name = "people/scale.html"


class Chips(forms.CheckboxSelectMultiple):
    """Many short ones side by side."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "choices--chips", **(attrs or {})}, choices)


class OneChip(forms.RadioSelect):
    """One of a few short ones side by side."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "choices--chips", **(attrs or {})}, choices)
