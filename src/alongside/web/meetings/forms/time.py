"""Setting, moving and writing down a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.meetings.forms.clock import ClockField
from alongside.web.meetings.forms.verb import VerbForm
from alongside.web.meetings.models import Change, Meeting
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import Channel, User

YEARS = 2  # a meeting further away than this is a slip of the finger


class OneTimeField(ClockField):
    """A time on one's own clock that comes exactly once: one that comes twice in autumn is asked about, not guessed."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            first = super().to_python(value)
        except OverflowError:  # a day at the very edge of the calendar
            first = datetime.max
        if first is None:
            return None
        if abs(first.year - timezone.localdate().year) > YEARS:
            raise ValidationError(_now("That is too far away. Choose a day within two years."), code="far")
        second = first.replace(fold=1)
        if first.astimezone(UTC) != second.astimezone(UTC):
            words = {"time": first.strftime("%H:%M"), "zone": str(first.tzinfo)}
            raise ValidationError(
                _now(
                    "On that day the clocks go back: %(time)s comes twice in %(zone)s. "
                    "Choose a time before or after that hour."
                )
                % words,
                code="twice",
            )
        return first


class TimeForm(VerbForm):
    """A start and a length. Warns of another meeting at that time; pressed again, it is booked all the same."""

    starts_at = OneTimeField(label=_("Day and time"), help_text=_("On your own clock."))
    minutes = forms.IntegerField(
        label=_("Minutes"),
        initial=45,
        max_value=720,
        help_text=_("20 minutes still counts."),
        widget=forms.NumberInput(attrs={"step": 5}),
    )

    def __init__(self, *args: Any, pair: Mentorship, by: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.pair, self.by = pair, by
        if self.is_bound:
            self.fields["anyway"] = forms.BooleanField(
                label=_("Set it all the same"), required=False, widget=forms.HiddenInput
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        anyway = found.pop("anyway", False)
        starts_at, minutes = found.get("starts_at"), found.pop("minutes", None)
        if starts_at is None or minutes is None:
            return found
        found["ends_at"] = (starts_at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(starts_at.tzinfo)
        if not anyway and (clash := self.clash(starts_at, found["ends_at"])):
            self.fields["anyway"].widget = forms.CheckboxInput()
            self.add_error("starts_at", clash)
        return found

    def clash(self, starts_at: datetime, ends_at: datetime) -> str:
        """A sentence when either of the two is meeting somebody else then. Says of the partner only that they are."""
        if ends_at <= starts_at:
            return ""
        mine = Meeting.objects.clashing(self.by, starts_at, ends_at).exclude(mentorship=self.pair)
        other = mine.select_related("mentorship__mentor", "mentorship__mentee").first()
        if other:
            words = {"name": other.mentorship.partner_of(self.by).first_name}
            return _now("You meet %(name)s at that time. Choose another time, or set it all the same.") % words
        partner = self.pair.partner_of(self.by)
        if Meeting.objects.clashing(partner, starts_at, ends_at).exclude(mentorship=self.pair).exists():
            words = {"name": partner.first_name}
            return _now("%(name)s is not free at that time. Choose another time, or set it all the same.") % words
        return ""


class BookForm(TimeForm):
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, initial=Channel.VIDEO)
    place = forms.CharField(
        label=_("Link, number or place"),
        required=False,
        max_length=300,
        help_text=_("You both read this; it goes into both calendars."),
    )
    times = forms.TypedChoiceField(
        label=_("How many"),
        coerce=int,
        initial=1,
        choices=[(1, _("Only this one")), (3, _("This one and the next two, at your agreed rhythm"))],
        widget=forms.RadioSelect,
    )


class MoveForm(TimeForm):
    reason = forms.ChoiceField(
        label=_("Why"), required=False, choices=[("", _("No need to say")), *Change.Reason.choices]
    )


class RecordForm(VerbForm):
    starts_at = OneTimeField(label=_("When you met"), help_text=_("On your own clock. About is good enough."))
    minutes = forms.IntegerField(
        label=_("Minutes"), initial=45, min_value=1, max_value=720, help_text=_("20 minutes still counts.")
    )
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, initial=Channel.VIDEO)


class ContactForm(VerbForm):
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, initial=Channel.PHONE)
    happened_on = forms.DateField(
        label=_("When"),
        required=False,
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("You both see this, and so does your coordinator: the day and how, never what about."),
    )
