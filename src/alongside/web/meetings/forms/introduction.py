"""Times offered for the introduction, and the verdict after it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from alongside.web.meetings.forms.clock import BESIDE_PARTNERS, ClockField
from alongside.web.meetings.forms.place import PlaceField
from alongside.web.meetings.forms.time import PairTimeForm
from alongside.web.meetings.models import Verdict
from alongside.web.people.models import Channel, User

FARTHEST = timedelta(days=120)


class OfferForm(PairTimeForm):
    """One to three times, on the clock of whoever offers them."""

    advice = _("Choose another time, or offer it all the same.")
    tick = _("Offer it all the same")

    first = ClockField(label=_("A time that suits you"), **BESIDE_PARTNERS)
    second = ClockField(label=_("Another one"), required=False, **BESIDE_PARTNERS)
    third = ClockField(label=_("And a third"), required=False, **BESIDE_PARTNERS)
    minutes = forms.TypedChoiceField(
        label=_("How long"),
        coerce=int,
        choices=[(20, _("20 minutes")), (30, _("30 minutes")), (45, _("45 minutes")), (60, _("an hour"))],
        initial=30,
    )
    channel = forms.ChoiceField(label=_("Where"), choices=Channel.choices, initial=Channel.VIDEO)
    place = PlaceField()
    instead_of = forms.IntegerField(widget=forms.HiddenInput, required=False)

    TIMES = ("first", "second", "third")

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        now = timezone.now()
        seen: set[datetime] = set()
        for name in self.TIMES:
            when = words.get(name)
            if when is None:
                continue
            if when <= now:
                self.add_error(name, ValidationError(_t("This time is past. Offer a time to come."), code="past"))
            elif when > now + FARTHEST:
                self.add_error(name, ValidationError(_t("That is more than four months away. Offer a time sooner.")))
            elif when in seen:
                self.add_error(name, ValidationError(_t("You offered this time already.")))
            seen.add(when)
        length = timedelta(minutes=words.get("minutes") or 0)
        # In UTC, so that the length is counted in minutes also in the night in which the clocks change.
        times = [(name, words[name].astimezone(UTC)) for name in self.TIMES if words.get(name)]
        self.warn([(name, starts_at, starts_at + length) for name, starts_at in times])
        return words

    @property
    def offer(self) -> dict[str, Any]:
        """What the verb takes."""
        words = self.cleaned_data
        return {
            "slots": [words[name] for name in self.TIMES if words.get(name)],
            "minutes": words["minutes"],
            "channel": words["channel"],
            "place": words["place"],
            "instead_of": words["instead_of"] or 0,
        }


class VerdictForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("How was it?"),
        widget=forms.RadioSelect,
        choices=Verdict.Answer.choices,
        error_messages={"required": _("Please choose one of the three.")},
    )
    reasons = forms.MultipleChoiceField(
        label=_("What stands against it?"),
        widget=forms.CheckboxSelectMultiple,
        choices=Verdict.Reason.choices,
        required=False,
        help_text=_("If you like, for yourself. Nobody is shown your reasons."),
    )

    def __init__(self, *args: Any, partner: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["answer"].help_text = _("Private. Your partner never reads this answer, not even later.")
