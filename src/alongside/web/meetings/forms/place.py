"""Where the two meet, as somebody types it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alongside.web.meetings.forms.verb import SeenForm
from alongside.web.people.models import Channel


def place_help() -> Any:
    if settings.VIDEO_ROOM:
        return _("You both read this; it goes into both calendars. Left empty, a video call has a room of its own.")
    return _("You both read this; it goes into both calendars.")


class PlaceField(forms.CharField):
    def __init__(self, **more: Any) -> None:
        super().__init__(label=_("Link, number or place"), required=False, max_length=300, **more)

    def to_python(self, value: Any) -> str:
        """In one line: it stands in letters, where more would read as words of the site."""
        return " ".join((super().to_python(value) or "").split())

    def get_bound_field(self, form: Any, field_name: str) -> forms.BoundField:
        # Asked of the settings for each page, as whether there are rooms is.
        self.help_text = place_help()
        return super().get_bound_field(form, field_name)


class WhereForm(SeenForm):
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices)
    place = PlaceField()
