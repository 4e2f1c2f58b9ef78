"""Setting, moving and writing down a time."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.errors import Refused
from alongside.web.meetings.errors import AlreadyKnown, BeforeItBegan, NotInTheFuture
from alongside.web.meetings.forms.clock import BESIDE_PARTNERS, ClockField
from alongside.web.meetings.forms.place import PlaceField
from alongside.web.meetings.forms.verb import SeenForm, VerbForm
from alongside.web.meetings.models import Change, Meeting
from alongside.web.meetings.rhythm import series
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import Channel, User
from alongside.web.people.widgets import OneChip

YEARS = 2  # a meeting further away than this is a slip of the finger


class OneTimeField(ClockField):
    """A time on one's own clock that comes exactly once: one that comes twice in autumn is asked about, not guessed."""

    def to_python(self, value: Any) -> datetime | None:
        first = super().to_python(value)
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


class PairTimeForm(VerbForm):
    """Times for a pair. Warns of another meeting at one of them; sent again with a tick, it is set all the same."""

    advice = _("Choose another time, or set it all the same.")
    tick = _("Set it all the same")

    def __init__(self, *args: Any, pair: Mentorship, by: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.pair, self.by = pair, by
        if self.is_bound:
            self.fields["anyway"] = forms.BooleanField(label=self.tick, required=False, widget=forms.HiddenInput)

    def warn(self, times: Sequence[tuple[str, datetime, datetime]]) -> None:
        """Say beside each field whether one of its times, from and until, clashes with another meeting."""
        if self.cleaned_data.pop("anyway", False) or not times:
            return
        spans = [(start, end) for _name, start, end in times]
        found: dict[str, list[str]] = {}
        for (name, start, _end), clash in zip(times, Meeting.objects.clashes(self.pair, self.by, spans), strict=True):
            if clash:
                found.setdefault(name, []).append(self.dated(start, clash))
        for name, clashes in found.items():
            self.fields["anyway"].widget = forms.CheckboxInput()
            self.add_error(name, " ".join([*clashes, str(self.advice)]))

    def dated(self, start: datetime, clash: str) -> str:
        """The sentence as it reads beside the field; where that has several times, with the day."""
        return clash


class TimeForm(PairTimeForm):
    """A start and a length."""

    TIMES = ("starts_at",)

    starts_at = OneTimeField(label=_("Day and time"), help_text=_("On your own clock."), **BESIDE_PARTNERS)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        initial=45,
        max_value=720,
        help_text=_("20 minutes still counts."),
        widget=forms.NumberInput(attrs={"step": 5}),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        starts_at, minutes = found.get("starts_at"), found.pop("minutes", None)
        times: list[tuple[str, datetime, datetime]] = []
        if starts_at is not None and minutes is not None:
            length = timedelta(minutes=minutes)
            found["ends_at"] = (starts_at.astimezone(UTC) + length).astimezone(starts_at.tzinfo)
            if minutes > 0:  # else the verb refuses it
                # In UTC, so that the length is counted in minutes also in the night in which the clocks change.
                starts = [start.astimezone(UTC) for start in self.starts(starts_at)]
                times = [("starts_at", start, start + length) for start in starts]
        self.warn(times)
        return found

    def starts(self, first: datetime) -> list[datetime]:
        """Every time that is set with this form."""
        return [first]


class BookForm(TimeForm):
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, initial=Channel.VIDEO)
    place = PlaceField()
    times = forms.TypedChoiceField(
        label=_("How many"),
        coerce=int,
        initial=1,
        choices=[(1, _("Only this one")), (3, _("This one and the next two, at your agreed rhythm"))],
        widget=forms.RadioSelect,
    )

    def starts(self, first: datetime) -> list[datetime]:
        return series(first, self.cleaned_data.get("times") or 1, self.pair.agreed_every_days)

    def dated(self, start: datetime, clash: str) -> str:
        if (self.cleaned_data.get("times") or 1) == 1:
            return clash
        return f"{date_format(timezone.localtime(start), 'j F')}: {clash}"


class MoveForm(SeenForm, TimeForm):
    reason = forms.ChoiceField(
        label=_("Why"), required=False, choices=[("", _("No need to say")), *Change.Reason.choices]
    )


class RecordForm(VerbForm):
    starts_at = OneTimeField(label=_("When you met"), help_text=_("On your own clock. About is good enough."))
    minutes = forms.IntegerField(
        label=_("Minutes"), initial=45, min_value=1, max_value=720, help_text=_("20 minutes still counts.")
    )
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, initial=Channel.VIDEO)

    def refuse(self, refusal: Refused) -> None:
        if not isinstance(refusal, AlreadyKnown):
            return super().refuse(refusal)
        words = format_html(
            '{} <a href="{}">{}</a>', refusal, refusal.meeting.get_absolute_url(), _("Open that meeting")
        )
        return self.add_error(None, words)


class ContactForm(VerbForm):
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, initial=Channel.PHONE)
    happened_on = forms.DateField(
        label=_("When"),
        required=False,
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("You both see this, and so does your coordinator: the day and how, never what about."),
    )


class SpokenForm(ContactForm):
    """The same from a letter: the day first, and all of it on one small page.

    Whoever holds the letter is told nothing of the pair: not even since when they are one.
    """

    field_order = ("happened_on", "channel")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["happened_on"].required = True
        self.fields["happened_on"].help_text = ""  # said below the form, for both fields
        self.fields["channel"].widget = OneChip(choices=Channel.choices)

    def refuse(self, refusal: Refused) -> None:
        if isinstance(refusal, BeforeItBegan):
            self.add_error("happened_on", _("That was before your mentorship began. Choose a later day."))
        elif isinstance(refusal, NotInTheFuture):
            self.add_error("happened_on", str(refusal))
        else:
            super().refuse(refusal)
