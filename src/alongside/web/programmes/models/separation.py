"""Separation: two people who are not to be paired in a programme."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User
from alongside.web.programmes.models.programme import Programme


class SeparationQuerySet(models.QuerySet["Separation"]):
    def visible_to(self, user: User) -> Self:
        """What somebody asked for themselves is theirs alone; the rest is for the programme's coordinators."""
        known = Q(programme__in=Programme.objects.coordinated_by(user)) & ~Q(kind=Separation.Kind.ASKED)
        return self.filter(known | Q(kind=Separation.Kind.ASKED, by=user))

    def between(self, one: User, other: User) -> Self:
        return self.filter(Q(one=one, other=other) | Q(one=other, other=one))

    def wishes(self) -> Self:
        """Of the two alone: nothing a coordinator reads may rest on one."""
        return self.filter(kind=Separation.Kind.ASKED)

    def keep_apart(self, programme: Programme, one: User, other: User, *, kind: str, by: User | None) -> "Separation":
        """Say it once; saying it again changes nothing."""
        made, _is_new = self.get_or_create(
            programme=programme, one=one, other=other, kind=kind, defaults={"by": by, "at": timezone.now()}
        )
        return made


class Separation(models.Model):
    """Two people who are not to be paired, and what kind of reason there is. The order of the two means nothing."""

    class Kind(models.TextChoices):
        LINE = "line", _("in one reporting line")
        APART = "apart", _("not to be paired")
        AGAIN = "again", _("paired before, and not again")
        # Somebody's own wish, made when they decline a proposal. It stands on no list, and no sentence names it: a pair
        # that it rules out is simply never made, and one made by hand is refused because they were proposed before.
        ASKED = "asked", _("one of them asked for it")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="separations")
    one = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = SeparationQuerySet.as_manager()

    class Meta:
        ordering = ["one__name", "other__name"]
        constraints = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="nobody_is_kept_from_themselves"),
            models.UniqueConstraint(fields=["programme", "one", "other", "kind"], name="one_separation_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.one} | {self.other}"
