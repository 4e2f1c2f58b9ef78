"""Decision: what a coordinator has set by hand."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> "DecisionQuerySet":
        return self.filter(lifted_at=None)

    def locks(self) -> "DecisionQuerySet":
        return self.standing().filter(kind=Decision.Kind.LOCK)

    def forbids(self) -> "DecisionQuerySet":
        return self.standing().filter(kind=Decision.Kind.FORBID)

    def lift(self, by: User | None) -> list[int]:
        """Take these back; their numbers, so that this can be taken back too."""
        lifted = list(self.values_list("pk", flat=True))
        Decision.objects.filter(pk__in=lifted).update(lifted_at=timezone.now(), lifted_by=by)
        return lifted

    def restore(self) -> None:
        self.update(lifted_at=None, lifted_by=None)


class Decision(models.Model):
    """A pair that stands, or one that is not to be made, until somebody lifts it."""

    class Kind(models.TextChoices):
        LOCK = "lock", _("locked")
        FORBID = "forbid", _("ruled out")

    round = models.ForeignKey("rounds.Round", on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    mentee = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "mentee"], condition=Q(kind="lock", lifted_at=None), name="one_lock_a_mentee"
            ),
            models.UniqueConstraint(
                fields=["round", "mentee", "mentor", "kind"],
                condition=Q(lifted_at=None),
                name="one_decision_a_pair",
            ),
        ]
