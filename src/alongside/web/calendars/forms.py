"""The address somebody pastes."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.web.calendars.address import LONGEST, Address, BadAddress, read
from alongside.web.calendars.words import NO_ADDRESS


class AddressForm(forms.Form):
    address = forms.CharField(
        label=_("The secret address of your calendar"),
        max_length=LONGEST + 100,
        help_text=_("It begins with https:// or webcal://, and mostly ends in .ics."),
        error_messages={"required": NO_ADDRESS["empty"], "max_length": NO_ADDRESS["long"]},
        # Of this type, because what is typed into others is kept by the browser (js/keep.js).
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_address(self) -> Address:
        try:
            found = read(self.cleaned_data["address"], settings.CALENDAR_OWN_HOSTS)
        except BadAddress as bad:
            raise ValidationError(NO_ADDRESS[bad.why], code=bad.why) from bad
        if found.host == urlsplit(settings.SITE_URL).hostname and "/meetings/for-calendars/" in found.path:
            raise ValidationError(NO_ADDRESS["ours"], code="ours")
        return found
