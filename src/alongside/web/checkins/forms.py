"""The check-in as a form: three items with five answers each, and skipping is fine."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.errors import Refused
from alongside.web.checkins.models import CheckIn
from alongside.web.mentorships.items import ENDS

SKIP = ("", _("Skip"))
CHOICES = [*((str(value), words) for value, words in enumerate(ENDS, 1)), SKIP]


class CheckInForm(forms.Form):
    """One field an item, in the order they were asked, named as the items are."""

    def __init__(self, checkin: CheckIn, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checkin = checkin
        side = checkin.mentorship.side_of(checkin.person)
        for item in checkin.asked:
            self.fields[item.name] = forms.ChoiceField(
                label=item.worded_for(side), choices=CHOICES, required=False, widget=forms.RadioSelect
            )

    def keep(self) -> bool:
        """Keep what was sent, if it is right. Whether it is kept."""
        if not self.is_valid():
            return False
        try:
            self.checkin.answer({name: int(value) for name, value in self.cleaned_data.items() if value})
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return False
        return True
