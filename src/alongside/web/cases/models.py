"""Cases: a coordinator had a word; what it was about, who looks after it, and whether it helped."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from alongside.errors import Refused
from alongside.health.explain import REMEDIES, Remedy
from alongside.web.meetings.guides import Guide, guide_of
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.people.twice import just_said
from alongside.web.readings.models import Cause, Level, Reading

LOOK_AGAIN_AFTER_DAYS = 30  # product.md: thirty days later we look whether it helped
LONGEST_WAIT = timedelta(days=366)
WORD = "cases/mail/word"
SECOND_MENTOR = "second_mentor"  # of alongside.health.remedies


class AlreadyClosed(Refused):
    """Or open, when it is to be opened again."""


class NotACoordinator(Refused):
    pass


class WrongDay(Refused):
    pass


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> Self:
        """Only coordinators, and none of the pair: a case is a note about the two, not for them."""
        return self.filter(mentorship__in=Mentorship.objects.coordinated_by(user))

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def under_way(self, mentorship: Mentorship, user: User) -> Self:
        """Words that are being had with this pair, the newest first, as far as this person may know of them."""
        return self.visible_to(user).filter(mentorship=mentorship).open().select_related("owner")

    def open_first(self) -> Self:
        """What waits comes first, the nearest day before the others; then the closed ones, the newest first."""
        return self.order_by(F("closed_at").desc(nulls_first=True), "look_again_on", "-opened_at")

    def to_look_at_again(self, today: date) -> Self:
        return self.open().filter(look_again_on__lte=today)

    def by_remedy(self) -> "models.QuerySet[Case, Any]":
        """For each cause and remedy how many "times" it was tried, and how often each outcome was said of it."""
        said = {value: Count("pk", filter=Q(outcome=value)) for value in Case.Outcome.values}
        return self.order_by("cause", "remedy").values("cause", "remedy").annotate(times=Count("pk"), **said)

    @transaction.atomic
    def have_a_word(
        self, mentorship: Mentorship, *, by: User, to: list[User], subject: str, words: str, cause: str, remedy: str
    ) -> "Case":
        """Write to one or both of the pair, and remember to look in thirty days whether it helped."""
        case = self.note_a_word(mentorship, by=by, words=words, cause=cause, remedy=remedy)
        url = mentorship.get_absolute_url()
        sent = Notice.objects.filter(kind=WORD, reply_to=by, url__endswith=url, created_at__gte=case.opened_at)
        had_it = set(sent.values_list("person", flat=True))
        for person in to:
            if person.pk in had_it:
                continue
            Notice.objects.queue(
                to=person,
                template=WORD,
                context={"subject": subject, "words": words, "coordinator": by, "mentorship": mentorship},
                url=url,
                button=_t("Open your mentorship"),
                reply_to=by,
            )
        return case

    @transaction.atomic
    def note_a_word(self, mentorship: Mentorship, *, by: User, words: str, cause: str, remedy: str) -> "Case":
        """Keep that one spoke with the pair some other way; nobody is written to."""
        here = self.filter(mentorship=mentorship).open()
        if again := just_said(by, here, at="opened_at", owner=by, words=words, cause=cause, remedy=remedy):
            return again
        newest = Reading.objects.visible_to(by).for_coordinators().filter(mentorship=mentorship).order_by("-on").first()
        return self.create(
            mentorship=mentorship,
            owner=by,
            cause=cause,
            remedy=remedy,
            words=words,
            level_before=newest.level if newest else "",
            look_again_on=timezone.localdate() + timedelta(days=LOOK_AGAIN_AFTER_DAYS),
        )


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

    # ── Questions ─────────────────────────────────────────────────────────────
    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_due(self) -> bool:
        return self.is_open and self.look_again_on <= timezone.localdate()

    @property
    def cause_in_words(self) -> str:
        return str(Cause(self.cause).label) if self.cause in Cause.values else ""

    @property
    def tried(self) -> Remedy | None:
        """The remedy as the engine knows it; None when the coordinator wrote unprompted."""
        return REMEDIES.get(self.remedy)

    @property
    def leads_to_another_mentor(self) -> bool:
        """Its remedy is a second mentor; or the mentorship has ended, and the mentee may have another one."""
        return self.remedy == SECOND_MENTOR or not self.mentorship.is_open

    @property
    def guide(self) -> Guide | None:
        """What the two could follow, where that remedy has one."""
        return guide_of(self.remedy)

    # ── Verbs ─────────────────────────────────────────────────────────────────
    @transaction.atomic
    def plan(self, *, by: User, owner: User, look_again_on: date) -> None:
        """Say who looks after it and when to look again. A new owner gets a letter, unless they took it themselves."""
        before = self.lock()
        if not self.mentorship.coordinators().filter(pk=owner.pk).exists():
            raise NotACoordinator(_t("%(name)s does not coordinate this programme.") % {"name": owner.name})
        is_moved = look_again_on != before.look_again_on
        if is_moved and not timezone.localdate() <= look_again_on <= timezone.localdate() + LONGEST_WAIT:
            raise WrongDay(_t("Choose a day from today on, within a year."))
        self.owner, self.look_again_on = owner, look_again_on
        self.save(update_fields=["owner", "look_again_on"])
        if owner not in (before.owner, by):
            Notice.objects.queue(
                to=owner,
                template="cases/mail/handed_over",
                context={"case": self, "by": by},
                url=self.get_absolute_url(),
                button=_t("Open the case"),
            )

    @transaction.atomic
    def close(self, *, by: User, outcome: str) -> None:
        """Say whether it helped. Raises AlreadyClosed the second time."""
        self.lock()
        self.outcome, self.closed_by, self.closed_at = outcome, by, timezone.now()
        self.level_after = After.of(self).level
        self.save(update_fields=["outcome", "closed_by", "closed_at", "level_after"])

    @transaction.atomic
    def reopen(self, *, by: User) -> None:
        """The wrong button, or it turned out otherwise: it is open again, to be looked at when it was meant to be."""
        if Case.objects.select_for_update().get(pk=self.pk).is_open:
            raise AlreadyClosed(_t("This case is open already."))
        self.outcome, self.level_after, self.closed_by, self.closed_at = "", "", None, None
        self.save(update_fields=["outcome", "closed_by", "closed_at", "level_after"])

    def lock(self) -> "Case":
        """Hold the row, and see that it is open. Returns it as it stands."""
        found = Case.objects.select_for_update(of=("self",)).select_related("owner").get(pk=self.pk)
        if found.closed_at:
            raise AlreadyClosed(_t("Somebody has already said whether this helped."))
        return found


@dataclass(frozen=True)
class After:
    """What happened after the word, in dates and counts: what a coordinator may know. A fixed number of queries."""

    level: str
    sessions: int
    last_session: str
    next_meeting: str
    goals_looked_at: int

    @classmethod
    def of(cls, case: Case) -> "After":
        it, since, until = case.mentorship, case.opened_at, case.closed_at or timezone.now()
        held = it.meetings.held().filter(kind="session", starts_at__range=(since, until)).order_by("starts_at")
        days = [timezone.localtime(when) for when in held.values_list("starts_at", flat=True)]
        coming = it.meetings.upcoming(timezone.now()).values_list("starts_at", flat=True).first()
        newest = Reading.objects.for_coordinators().filter(mentorship=it, on__lte=timezone.localdate(until))
        reading = newest.order_by("-on").first()
        return cls(
            level=reading.level if reading else "",
            sessions=len(days),
            last_session=date_format(days[-1], "j F") if days else "",
            next_meeting=date_format(timezone.localtime(coming), "j F") if coming and case.is_open else "",
            goals_looked_at=it.goals.filter(reviews__at__range=(since, until)).distinct().count(),
        )
