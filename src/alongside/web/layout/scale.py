"""Five steps between two ends, as check-ins and ratings ask for."""

from typing import Any

from django import forms


class Scale(forms.RadioSelect):
    """Radio buttons in a row, with words at both ends: Scale(first="Not at all", last="Very much")."""

    template_name = "layout/scale.html"

    def __init__(self, *, first: Any, last: Any, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, choices=[(step, step) for step in range(1, 6)])
        self.first = first
        self.last = last

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "first": self.first, "last": self.last}
