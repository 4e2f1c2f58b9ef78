"""A time as somebody types it, on their own clock."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.web.calendars.models import BusyTime
from alongside.web.layout.key import key_in
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User

USUAL_MINUTES, MOST_MINUTES = 45, 720


def busy_then(person: User, when: datetime | None, minutes: object = None) -> Sequence[BusyTime]:
    """When they are busy by their own calendar while a meeting at this time lasts, to tell them and nobody else."""
    if when is None:
        return []
    length = timedelta(minutes=min(key_in(str(minutes)) or USUAL_MINUTES, MOST_MINUTES))
    start = when.astimezone(UTC)
    return BusyTime.objects.visible_to(person).meeting([(start, start + length)])


class PairTime(forms.BoundField):
    """A time in a form that knows the pair and who fills it in.

    Beside it stand the partner's clock, and what one's own calendar says: never the partner's.
    """

    form: Any

    @property
    def partner(self) -> User:
        pair: Mentorship = self.form.pair
        return pair.partner_of(self.form.by)

    @property
    def is_on_two_clocks(self) -> bool:
        return bool(self.partner.time_zone != self.form.by.time_zone)

    @property
    def is_looked_at(self) -> bool:
        """Whether there is something to say of a time while it is chosen."""
        return self.is_on_two_clocks or self.form.by.calendars.exists()

    @property
    def busy(self) -> Sequence[BusyTime]:
        return busy_then(self.form.by, self.when, self.form["minutes"].value())

    @property
    def when(self) -> datetime | None:
        """The time that stands in it, filled in or typed; None where none does."""
        try:
            found: datetime | None = self.field.clean(self.value())
        except ValidationError:
            return None
        return found


# What a ClockField takes to be shown so.
BESIDE_PARTNERS: dict[str, Any] = {"bound_field_class": PairTime, "template_name": "meetings/time_field.html"}


class ClockField(forms.DateTimeField):
    """A date and time on the clock of whoever is signed in.

    A time that the clock skips (spring) is refused with a sentence; one that comes twice (autumn) means the first.
    """

    def __init__(self, **more: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**{"widget": widget, "input_formats": ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **more})

    def to_python(self, value: Any) -> datetime | None:
        typed = self.as_typed(value)
        if typed is None:
            return None
        zone = timezone.get_current_timezone()
        found = typed.replace(tzinfo=zone, fold=0)
        try:
            come_round = found.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        except OverflowError:  # the very edge of the calendar
            raise ValidationError(_("That is too far away. Choose a nearer day."), code="far") from None
        if come_round != typed:
            raise ValidationError(
                _("On that day the clocks go forward: %(time)s does not exist in %(zone)s. Choose another time.")
                % {"time": typed.strftime("%H:%M"), "zone": str(zone)},
                code="skipped",
            )
        return found

    def as_typed(self, value: Any) -> datetime | None:
        """The words as a time without a zone; the rest is Django's own reading of it."""
        with timezone.override(UTC):
            read = super().to_python(value)
        return read.replace(tzinfo=None) if read else None
