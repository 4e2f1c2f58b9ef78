"""Separation: two people who are not to be paired in a programme."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User
from alongside.web.programmes.models.membership import Membership
from alongside.web.programmes.models.programme import Programme


class SeparationQuerySet(models.QuerySet["Separation"]):
    def visible_to(self, user: User) -> Self:
        """What somebody asked for themselves is theirs alone; the rest is for the programme's coordinators.

        And to them only once both have come in: a sheet may name an address, and is not told whose account it is.
        """
        here = Membership.objects.filter(programme=OuterRef("programme"))
        both = Exists(here.filter(person=OuterRef("one"))) & Exists(here.filter(person=OuterRef("other")))
        known = Q(programme__in=Programme.objects.coordinated_by(user)) & ~Q(kind=Separation.Kind.ASKED) & both
        return self.filter(known | Q(kind=Separation.Kind.ASKED, by=user))

    def between(self, one: User, other: User) -> Self:
        return self.filter(Q(one=one, other=other) | Q(one=other, other=one))

    def of(self, person: User) -> set[int]:
        """Everybody whom this person is kept apart from, for whatever reason."""
        pairs = self.filter(Q(one=person) | Q(other=person)).values_list("one", "other")
        return {pk for pair in pairs for pk in pair} - {person.pk}

    def of_each(self) -> Self:
        """In a subquery about a row with a programme, a mentor and a mentee: what stands between its two."""
        mentor, mentee = OuterRef("mentor"), OuterRef("mentee")
        here = self.filter(programme=OuterRef("programme"))
        return here.filter(Q(one=mentor, other=mentee) | Q(one=mentee, other=mentor))

    def ruling_out(self) -> Self:
        """Those that hold whatever the programme's rules say."""
        return self.filter(kind__in=[Separation.Kind.APART, Separation.Kind.ASKED])

    def against_asking(self, *, mentee: User, mentor: User) -> Self:
        """What keeps a mentee from asking a mentor: the coordinators' word, or the mentor's own wish.

        The mentee's own wish does not: who asks has changed their mind.
        """
        wished = Q(kind=Separation.Kind.ASKED, by=mentor)
        return self.between(mentee, mentor).filter(Q(kind=Separation.Kind.APART) | wished)

    def wishes(self) -> Self:
        """Of the two alone: nothing a coordinator reads may rest on one."""
        return self.filter(kind=Separation.Kind.ASKED)

    def asked_by(self, person: User) -> Self:
        """What this person asked for themselves: theirs to read, and to think better of."""
        return self.wishes().filter(by=person)

    def allow_again(self, programme: Programme, *, by: User, other: int) -> bool:
        """Take one's own wish back, here and in the next cohorts it came along to. Whether there was one.

        Nobody is told, and a wish of the other's own stands as it did.
        """
        mine = self.asked_by(by).filter(programme__in=programme.with_those_after)
        taken_back, _rows = mine.filter(Q(one=other) | Q(other=other)).delete()
        return bool(taken_back)

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
        # Somebody's own wish, made when they decline a proposal. It stands on no list but theirs, and no sentence names
        # it: a pair that it rules out is simply never made, and one made by hand is refused because they were proposed
        # before.
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

    @property
    def other_one(self) -> User:
        """Of a wish: whom it is about."""
        return self.other if self.one_id == self.by_id else self.one
