"""A form that calls a verb: what the verb refuses stands beside what was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from alongside.errors import Refused
from alongside.web.meetings.models import Meeting
from alongside.web.mentorships.refusals import Overtaken


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is nothing; None when the page was only opened."""
    return request.POST if request.method == "POST" else None


class VerbForm(forms.Form):
    made: Any = None  # what the verb gave back, once it went through

    def done(self, verb: Callable[..., Any]) -> bool:
        """Whether the form was sent, was right, and the verb went through. Calls it with what was typed."""
        if not (self.is_bound and self.is_valid()):
            return False
        try:
            self.made = verb(**self.cleaned_data)
        except Refused as refusal:
            self.refuse(refusal)
            return False
        return True

    def refuse(self, refusal: Refused) -> None:
        self.add_error(None, str(refusal))

    @property
    def sentences(self) -> str:
        """Every error, for where there is no page to show the form again."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)

    @property
    def status(self) -> int:
        """Of the page that shows the form: 422 when it was sent and refused."""
        return 422 if self.is_bound else 200


class SeenForm(VerbForm):
    """A form about a meeting as its page showed it: what was done to it since is shown before it can be sent again."""

    # Off: else a browser fills in the number of before when the page is loaded anew.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, meeting: Meeting, **more: Any) -> None:
        super().__init__(*args, **more)
        self.meeting = meeting
        self.fields["seen"].initial = meeting.newest_change

    def refuse(self, refusal: Refused) -> None:
        super().refuse(refusal)
        if isinstance(refusal, Overtaken):
            self.data = {**self.data.dict(), "seen": self.meeting.newest_change}  # type: ignore[attr-defined]  # typed in a browser
