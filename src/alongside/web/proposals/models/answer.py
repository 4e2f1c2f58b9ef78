"""What one of the two says to a proposal."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User


class Answer(models.Model):
    """One side's answer. The partner never reads it; coordinators do."""

    class Reason(models.TextChoices):
        """Kind reasons: each is about time, subject or circumstance, never about the other person."""

        NO_ROOM = "no_room", _("I have no time for it just now")
        FIELD = "field", _("Another subject would suit better")
        HOURS = "hours", _("Our hours hardly meet")
        KNOWN = "known", _("We know each other in another way, and it would be awkward")
        FOUND = "found", _("I have found somebody already")
        OTHER = "other", _("Another reason")

    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.CASCADE, related_name="replies")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    says_yes = models.BooleanField()
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    words = models.TextField(_("more, if you like"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="one_answer_a_side")]
