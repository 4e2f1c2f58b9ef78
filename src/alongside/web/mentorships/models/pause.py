"""A time out."""

from datetime import date, timedelta
from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User

TOLD_BEFORE = timedelta(days=3)


class PauseQuerySet(models.QuerySet["Pause"]):
    def open(self) -> Self:
        return self.filter(resumed_at=None)

    def over(self, today: date) -> Self:
        """Open still, though the day they said has come."""
        return self.open().filter(until__lte=today)

    def soon_over(self, today: date) -> Self:
        """To be told of: open, near their last day, and no letter has gone out."""
        return self.open().filter(until__gt=today, until__lte=today + TOLD_BEFORE, reminded_at=None)


class Pause(models.Model):
    """A time out that both know of; the engine takes it out of every clock."""

    mentorship = models.ForeignKey("mentorships.Mentorship", on_delete=models.CASCADE, related_name="pauses")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("why"), max_length=200, blank=True)
    starts_at = models.DateTimeField(default=timezone.now)
    until = models.DateField(_("until"), null=True, blank=True)
    # When both were told that the day comes near.
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    resumed_at = models.DateTimeField(null=True, blank=True)
    resumed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship"], condition=Q(resumed_at=None), name="one_open_pause_a_mentorship"
            )
        ]

    @transaction.atomic
    def remind(self) -> None:
        """Tell both that the pause ends soon, once."""
        self.mentorship.lock()
        self.refresh_from_db()
        if self.reminded_at or self.resumed_at:
            return
        self.reminded_at = timezone.now()
        self.save(update_fields=["reminded_at"])
        mentorship = self.mentorship
        mentorship.tell(mentorship.mentor, mentorship.mentee, template="pause_ends", until=self.until)
