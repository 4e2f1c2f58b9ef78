"""One minute after a session."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from alongside.web.people.models import User


class Rating(models.Model):
    """One minute after a session: was it a good use of my time? Private to whoever gave it."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="ratings")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    useful = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    # One rotating check-in item (evidence.md, section 2) and its answer.
    item = models.CharField(max_length=24, blank=True)
    item_value = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    rated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_rating_a_person")]
