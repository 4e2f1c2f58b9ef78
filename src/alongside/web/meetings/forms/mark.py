"""What became of a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.web.meetings.forms.verb import SeenForm, VerbForm
from alongside.web.meetings.models import Change, Meeting
from alongside.web.people.models import Channel, User


class CancelForm(SeenForm):
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=Change.Reason.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Your partner reads this. Your coordinator sees that it was cancelled, and where time often was short."
        ),
    )


class HeldForm(VerbForm):
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=720)
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices)

    @classmethod
    def of(cls, meeting: Meeting, data: Any = None) -> "HeldForm":
        return cls(data, initial={"minutes": meeting.minutes, "channel": meeting.channel})


class MissedForm(VerbForm):
    who = forms.TypedChoiceField(label=_("Who could not come"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, meeting: Meeting, by: User, **more: Any) -> None:
        super().__init__(*args, **more)
        partner = meeting.mentorship.partner_of(by)
        people = {str(by.pk): by, str(partner.pk): partner}
        field: Any = self.fields["who"]
        field.choices = [(str(by.pk), _("I could not")), (str(partner.pk), partner.first_name)]
        field.coerce = people.__getitem__
