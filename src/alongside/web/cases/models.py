"""Cases: a coordinator had a word; what it was about, and whether it helped."""

from datetime import date, timedelta
from typing import Self

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from alongside.errors import Refused
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.readings.models import Level, Reading

LOOK_AGAIN_AFTER_DAYS = 30  # product.md: thirty days later we look whether it helped


class AlreadyClosed(Refused):
    pass


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> Self:
        """Only coordinators, and none of the pair: a case is a note about the two, not for them."""
        return self.filter(mentorship__in=Mentorship.objects.coordinated_by(user))

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def to_look_at_again(self, today: date) -> Self:
        return self.open().filter(look_again_on__lte=today)

    @transaction.atomic
    def have_a_word(
        self, mentorship: Mentorship, *, by: User, to: list[User], subject: str, words: str, cause: str, remedy: str
    ) -> "Case":
        """Write to one or both of the pair, and remember to look in thirty days whether it helped."""
        newest = Reading.objects.visible_to(by).for_coordinators().filter(mentorship=mentorship).order_by("-on").first()
        case = self.create(
            mentorship=mentorship,
            owner=by,
            cause=cause,
            remedy=remedy,
            words=words,
            level_before=newest.level if newest else "",
            look_again_on=timezone.localdate() + timedelta(days=LOOK_AGAIN_AFTER_DAYS),
        )
        for person in to:
            Notice.objects.queue(
                to=person,
                template="cases/mail/word",
                context={"subject": subject, "words": words, "coordinator": by, "mentorship": mentorship},
                url=mentorship.get_absolute_url(),
                button=_t("Open your mentorship"),
                reply_to=by,
            )
        return case


class Case(models.Model):
    """One word a coordinator had with a pair."""

    class Outcome(models.TextChoices):
        HELPED = "helped", _("It helped")
        PARTLY = "partly", _("It helped a little")
        NOT = "not", _("It did not help")

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="cases")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # What the reading named, in the words of the history format; empty when the coordinator wrote unprompted.
    cause = models.CharField(max_length=16, blank=True)
    remedy = models.CharField(max_length=40, blank=True)
    words = models.TextField(max_length=4000)
    level_before = models.CharField(max_length=8, choices=Level.choices, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    look_again_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    level_after = models.CharField(max_length=8, choices=Level.choices, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        verbose_name = _("case")

    def __str__(self) -> str:
        return f"{self.mentorship}, {self.opened_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.pk])

    @transaction.atomic
    def close(self, *, by: User, outcome: str) -> None:
        """Say whether it helped. Raises AlreadyClosed the second time."""
        case = Case.objects.select_for_update().get(pk=self.pk)
        if case.closed_at:
            raise AlreadyClosed(_t("Somebody has already said whether this helped."))
        newest = Reading.objects.for_coordinators().filter(mentorship=case.mentorship_id).order_by("-on").first()
        self.outcome, self.closed_by, self.closed_at = outcome, by, timezone.now()
        self.level_after = newest.level if newest else ""
        self.save(update_fields=["outcome", "closed_by", "closed_at", "level_after"])
