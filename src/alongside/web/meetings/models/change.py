"""What was done to a meeting."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User


class Change(models.Model):
    """One thing that was done to a meeting: by whom, when, and where it went. The engine reads these."""

    class Kind(models.TextChoices):
        BOOKED = "booked", _("booked")
        MOVED = "moved", _("moved")
        PLACED = "placed", _("at another place")
        CANCELLED = "cancelled", _("cancelled")
        HELD = "held", _("held")
        NOT_HELD = "not_held", _("did not happen")
        MISSED = "missed", _("missed")
        REOPENED = "reopened", _("put back")

    class Reason(models.TextChoices):
        TIME = "time", _("No time")
        ILLNESS = "illness", _("Illness")
        HOLIDAY = "holiday", _("Holiday")
        OTHER = "other", _("Another reason")

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    # None when nobody is named for it: the mentorship ended, and its meetings with it.
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # Where the meeting stood after a booking or a move.
    starts_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=8, choices=Reason.choices, blank=True)

    class Meta:
        ordering = ["at", "pk"]
