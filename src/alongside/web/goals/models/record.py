"""What happened to a goal: how it read, who agreed, how far it came, when both looked again."""

from dataclasses import dataclass

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from alongside.web.goals.errors import NotYours
from alongside.web.people.models import User


@dataclass(frozen=True)
class Difference:
    """One line of "what changed": empty text where there was or is nothing."""

    label: str
    before: str
    after: str


class Version(models.Model):
    """How a goal read at one time. The first is written when the goal is set."""

    goal = models.ForeignKey("goals.Goal", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    words = models.JSONField()  # {title, why, measure, baseline, target, unit, due_on} as text
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    is_measurable = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["goal", "number"], name="versions_are_counted")]

    def changes_since(self, earlier: "Version") -> list[Difference]:
        """What reads differently from an earlier version, in the order of the form."""
        labels = {field.name: str(field.verbose_name) for field in self.goal._meta.fields}
        return [
            Difference(label, readable(field, earlier.words), readable(field, self.words))
            for field, label in ((name, labels[name]) for name in self.goal.WORDS)
            if earlier.words.get(field, "") != self.words.get(field, "")
        ]


def readable(field: str, words: dict[str, str]) -> str:
    """One kept word as people read it: dates written out."""
    kept = words.get(field, "")
    day = parse_date(kept) if field == "due_on" and kept else None
    return date_format(day, "j F Y") if day else kept


class Assent(models.Model):
    """One side agrees to one version of a goal. Whoever writes a version agrees to it by writing."""

    goal = models.ForeignKey("goals.Goal", on_delete=models.CASCADE, related_name="assents")
    version = models.PositiveIntegerField()
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "version", "person"], name="one_assent_a_version")]


class Progress(models.Model):
    """A mark on the way: how far along, 0 to 1, and what changed."""

    goal = models.ForeignKey("goals.Goal", on_delete=models.CASCADE, related_name="progress")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    measured = models.DecimalField(_("where it stands now"), max_digits=12, decimal_places=2, null=True, blank=True)
    value = models.FloatField(_("how far along"), validators=[MinValueValidator(0), MaxValueValidator(1)])
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    @property
    def percent(self) -> int:
        return round(self.value * 100)

    @transaction.atomic
    def take_back(self, *, by: User) -> None:
        """It was mistyped, or meant for another goal: it is gone from the goal and from what is read of it."""
        self.goal.check_open(by)
        if self.by_id != by.pk:
            raise NotYours(_g("Only who noted it can take it back."))
        self.delete()
        self.goal.mentorship.note_event()


class Review(models.Model):
    """Both looked at the goal again: keep it, change it, or close it."""

    goal = models.ForeignKey("goals.Goal", on_delete=models.CASCADE, related_name="reviews")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("what we decided"), max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
