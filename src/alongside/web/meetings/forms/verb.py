"""A form that calls a verb: what the verb refuses stands beside what was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from alongside.errors import Refused


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is nothing; None when the page was only opened."""
    return request.POST if request.method == "POST" else None


class VerbForm(forms.Form):
    def done(self, verb: Callable[..., Any]) -> bool:
        """Whether the form was sent, was right, and the verb went through. Calls it with what was typed."""
        if not (self.is_bound and self.is_valid()):
            return False
        try:
            verb(**self.cleaned_data)
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return False
        return True

    @property
    def sentences(self) -> str:
        """Every error, for where there is no page to show the form again."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)

    @property
    def status(self) -> int:
        """Of the page that shows the form: 422 when it was sent and refused."""
        return 422 if self.is_bound else 200
