"""What one of the two writes to the other."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.meetings.forms.verb import VerbForm
from alongside.web.messages.models import LONGEST
from alongside.web.people.models import User


class MessageForm(VerbForm):
    words = forms.CharField(label=_("Your message"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None, *, partner: User, words: str = "") -> None:
        super().__init__(data, initial={"words": words})
        name = partner.first_name
        field = self.fields["words"]
        field.label = _now("Write to %(name)s") % {"name": name}
        field.help_text = _now(
            "You and %(name)s can read this. Coordinators can see when you wrote to each other, never what."
        ) % {"name": name}
        field.error_messages["required"] = _now("There is nothing in it yet. A line is enough.")
