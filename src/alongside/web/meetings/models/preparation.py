"""What one side brings to a meeting."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User


class Preparation(models.Model):
    """What one side brings to a meeting. The partner can read it."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="preparations")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    questions = models.TextField(_("questions, one a line"), max_length=3000, blank=True)
    tried = models.TextField(_("what I tried since"), max_length=3000, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_preparation_a_person")]

    @property
    def asks(self) -> list[str]:
        """The questions, one a line."""
        return [line.strip() for line in self.questions.splitlines() if line.strip()]
