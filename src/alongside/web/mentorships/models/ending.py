"""How a mentorship ended, and what each side takes from it."""

from datetime import timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from alongside.web.mentorships.refusals import NotYet, NotYours, Stands, TakenBack
from alongside.web.people.models import User

WORTH_MAY_CHANGE_FOR = timedelta(hours=24)


class Ending(models.Model):
    """How a mentorship ended. Finishing early because the goals are met is a success."""

    class Reason(models.TextChoices):
        COMPLETED = "completed", _("We came to the planned end")
        EARLY_MET = "early_met", _("We reached the goals early")
        NO_FAULT = "no_fault", _("It did not fit; nobody is at fault")
        NO_TIME = "no_time", _("There was no time for it")
        MOVED = "moved", _("Work or life moved on")
        ILLNESS = "illness", _("Illness")
        OTHER = "other", _("Something else")
        # An introduction that went no further: nobody learns who said so.
        INTRODUCTION = "introduction", _("The introduction did not lead to a mentorship")

    # What the history format calls them.
    IN_HISTORY = {
        Reason.COMPLETED: "completed",
        Reason.EARLY_MET: "completed",
        Reason.NO_FAULT: "not_working",
        Reason.NO_TIME: "no_time",
        Reason.MOVED: "moved",
        Reason.ILLNESS: "illness",
        Reason.OTHER: "other",
        Reason.INTRODUCTION: "other",
    }

    mentorship = models.OneToOneField("mentorships.Mentorship", on_delete=models.CASCADE, related_name="ending")
    reason = models.CharField(_("why"), max_length=12, choices=Reason.choices)
    # None when the two verdicts ended it: then it was nobody's doing.
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.get_reason_display())

    @property
    def is_success(self) -> bool:
        """The planned end, or the goals met early: both may know and be glad."""
        return self.reason in (self.Reason.COMPLETED, self.Reason.EARLY_MET)

    @property
    def is_of_introduction(self) -> bool:
        return self.reason == self.Reason.INTRODUCTION

    def reason_for(self, user: User) -> str:
        """The reason as this person may read it: one's own, a success, or as a coordinator; else nothing."""
        is_partner = bool(self.mentorship.side_of(user)) and self.by_id != user.pk
        return "" if is_partner and not self.is_success else str(self.get_reason_display())

    def reflection_of(self, user: User) -> "Reflection | None":
        return self.mentorship.reflections.filter(person=user).first()

    @transaction.atomic
    def reflect(
        self,
        *,
        by: User,
        helped: str = "",
        differently: str = "",
        shared_with_partner: bool = False,
        wants_another: bool = False,
        worth: int | None = None,
    ) -> "Reflection":
        """Write one side's closing words, or write them anew. Raises NotYours, NotYet, TakenBack or Stands.

        worth : from 1 (not at all) to 5 (completely); None leaves what was answered before.
        """
        mentorship = self.mentorship
        mentorship.lock()
        if not mentorship.side_of(by):
            raise NotYours(_t("Only the two of this mentorship can look back on it."))
        if mentorship.is_open:
            raise TakenBack(_t("The ending was taken back meanwhile: your mentorship goes on again."))
        if self.is_of_introduction:
            raise NotYet(_t("An introduction that went no further needs no closing words."))
        earlier = self.reflection_of(by)
        words = {
            "helped": helped,
            "differently": differently,
            "shared_with_partner": shared_with_partner,
            "wants_another": wants_another,
            "written_at": timezone.now(),
            **(earlier or Reflection()).with_worth(worth),
        }
        reflection, _is_new = mentorship.reflections.update_or_create(person=by, defaults=words)
        if shared_with_partner and not (earlier and earlier.shared_with_partner):
            url = reverse("mentorships:reflect", args=[mentorship.pk])
            partner = mentorship.partner_of(by)
            mentorship.tell(partner, template="reflection_shared", url=url, button=_t("Read it"), by=by)
        if wants_another and not (earlier and earlier.wants_another):
            mentorship.tell(*mentorship.coordinators(), template="wants_another", by=by)
        mentorship.note_private(by, is_shown=False)
        return reflection


class Reflection(models.Model):
    """One side's closing words, and whether they would like another mentorship.

    They outlast an ending that is taken back: what one side wrote in private does not hang on the other's button.
    """

    mentorship = models.ForeignKey("mentorships.Mentorship", on_delete=models.CASCADE, related_name="reflections")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    helped = models.TextField(_("what helped"), max_length=3000, blank=True)
    differently = models.TextField(_("what I would do differently"), max_length=3000, blank=True)
    shared_with_partner = models.BooleanField(default=False)
    wants_another = models.BooleanField(_("I would like to be matched again"), default=False)
    written_at = models.DateTimeField(default=timezone.now)
    # Read by nobody, and added up for the programme's report (docs/decisions/0039-added-up-in-fifths.md).
    worth = models.PositiveSmallIntegerField(
        _("all in all, was it worth your time?"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    worth_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mentorship", "person"], name="one_reflection_a_mentorship")]

    @property
    def worth_stands(self) -> bool:
        """Answered more than a day ago: sums may rest on it."""
        return self.worth_at is not None and self.worth_at < timezone.now() - WORTH_MAY_CHANGE_FOR

    def with_worth(self, worth: int | None) -> dict[str, Any]:
        """What to keep of an answer, with the moment of the first one. Raises Stands."""
        if worth is None or worth == self.worth:
            return {}
        if self.worth_stands:
            raise Stands(
                _t("You answered more than a day ago (worth your time: %(worth)s of 5), so it stays as it is.")
                % {"worth": self.worth}
            )
        return {"worth": worth, "worth_at": self.worth_at or timezone.now()}
