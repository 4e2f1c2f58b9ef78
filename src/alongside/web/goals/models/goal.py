"""A goal as it stands now, and what the two can do with it."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from alongside.web.goals.errors import Closed, NotYours, Over, Overtaken, WrongDay, WrongNumber
from alongside.web.goals.models.record import Difference, Progress, Review
from alongside.web.layout.line import LineField
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.people.twice import just_said

# Its letters. The first three ask for something.
SET, REVISED, REVIEW = "goals/mail/set", "goals/mail/revised", "goals/mail/review"
CLOSED, REOPENED = "goals/mail/closed", "goals/mail/reopened"


class GoalQuerySet(models.QuerySet["Goal"]):
    def visible_to(self, user: User) -> Self:
        """Only the pair's own."""
        return self.filter(mentorship__in=Mentorship.objects.of(user))

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def for_page(self) -> Self:
        """With all that a list of goals shows."""
        pair = ("mentorship__mentor__profile", "mentorship__mentee__profile", "mentorship__programme")
        return self.select_related(*pair).prefetch_related("assents", "progress")

    def to_review(self, today: date) -> Self:
        """Open goals whose review day has come, which nobody was written to about. In a holiday they wait."""
        told = Q(reminded_of_review_on=F("next_review_on"))
        # Looked up for each goal: whoever asks of one does not go through all that run.
        asked = Exists(Mentorship.objects.open().not_resting(today).filter(pk=OuterRef("mentorship")))
        return self.open().filter(asked, next_review_on__lte=today).exclude(told)

    def outcomes_in(self, mentorships: QuerySet[Mentorship]) -> dict[str, int]:
        """How many goals of these mentorships came out how, for who may not read them.

        "open" are those that run, "left" those that nobody had closed when their mentorship ended.
        "mentorships" is how many have any, so that the caller can keep still where a number would tell of one pair.
        """
        of = {name: Count("pk", filter=Q(outcome=name)) for name in Goal.Outcome.values}
        of["open"] = Count("pk", filter=Q(outcome="", mentorship__ended_at=None))
        of["left"] = Count("pk", filter=Q(outcome="", mentorship__ended_at__isnull=False))
        counted: dict[str, int] = self.filter(mentorship__in=mentorships).aggregate(
            mentorships=Count("mentorship", distinct=True), **of
        )
        return counted

    def take_back_questions(self) -> None:
        """Do not send what asks for anything about these: they are closed, or their mentorship has ended.

        Here and wherever a goal's letters go, its mentorship's row is held first: an ending takes back the same ones.
        """
        urls = [url for goal in self for url in (goal.get_absolute_url(), goal.review_url)]
        Notice.objects.take_back(SET, REVISED, REVIEW, urls=urls)

    @transaction.atomic
    def set(self, mentorship: Mentorship, *, by: User, next_review_on: date | None = None, **words: Any) -> "Goal":
        """Set a goal. Whoever sets it agrees to it; the other is asked to.

        `words` are those of `Goal.WORDS`; only the title has to be there.
        """
        said = {"created_by": by, "next_review_on": next_review_on, **words}
        if again := just_said(by, mentorship.goals.open(), at="created_at", **said):
            return again
        goal = Goal(mentorship=mentorship, created_by=by, **words)
        goal.check_pair(by)
        goal.check_words()
        goal.next_review_on = checked_review(next_review_on)
        goal.save()
        goal.write_version(by)
        goal.tell_partner(by, SET)
        return goal


class Goal(models.Model):
    """A goal as it stands now; how it read before is in its versions."""

    class Outcome(models.TextChoices):
        MET = "met", _("Met")
        PARTLY = "partly", _("Partly met")
        DROPPED = "dropped", _("Dropped")

    WORDS: ClassVar[tuple[str, ...]] = ("title", "why", "measure", "baseline", "target", "unit", "due_on")

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="goals")
    title = LineField(_("goal"), max_length=160)
    why = models.TextField(_("why it matters"), max_length=1500, blank=True)
    measure = models.CharField(_("how we will know"), max_length=200, blank=True)
    baseline = models.DecimalField(_("where it stands"), max_digits=12, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("where it should be"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)
    next_review_on = models.DateField(_("look at it again on"), null=True, blank=True)
    # The review day that both were last written to about.
    reminded_of_review_on = models.DateField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # When it was last taken up again: to whoever reads of its life, a look at it.
    reopened_at = models.DateTimeField(null=True, blank=True, editable=False)
    reopened_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["closed_at", "created_at"]
        verbose_name = _("goal")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="a_closed_goal_has_an_outcome",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("goals:goal", args=[self.pk])

    @property
    def review_url(self) -> str:
        return reverse("goals:review", args=[self.pk])

    # ── Questions ─────────────────────────────────────────────────────────────
    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_measurable(self) -> bool:
        """It has a measure and a date."""
        return bool(self.measure.strip()) and self.due_on is not None

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def review_is_due(self) -> bool:
        return self.is_open and self.next_review_on is not None and self.next_review_on <= timezone.localdate()

    @property
    def words(self) -> dict[str, str]:
        """The goal as text, as a version keeps it."""
        return {field: in_words(getattr(self, field)) for field in self.WORDS}

    def words_of(self, number: int) -> dict[str, str]:
        """How an earlier version read; empty when there is none of that number."""
        version = self.versions.filter(number=number).first()
        return version.words if version else {}

    def changes_since(self, number: int) -> list[Difference]:
        """What reads differently now from a version that somebody had before their eyes."""
        earlier, now = self.versions.filter(number=number).first(), self.versions.last()
        return now.changes_since(earlier) if earlier and now else []

    @property
    def latest(self) -> Progress | None:
        """The newest mark by its own day, however late it was written down."""
        return max(self.progress.all(), key=lambda mark: (mark.at, mark.pk), default=None)

    def is_agreed_by(self, person: User) -> bool:
        """This person said yes to the goal as it reads now."""
        return any(one.person_id == person.pk and one.version == self.version for one in self.assents.all())

    @property
    def is_agreed(self) -> bool:
        return self.is_agreed_by(self.mentorship.mentor) and self.is_agreed_by(self.mentorship.mentee)

    def share_of(self, measured: Decimal) -> float:
        """How far along a measured value is: 0 at the baseline (or at nought), 1 at the target, whichever is higher."""
        if self.target is None:
            raise WrongNumber(_g("This goal has no number to reach. Say how far along it is instead."))
        start = self.baseline or Decimal(0)
        if self.target == start:
            return 1.0 if measured == self.target else 0.0
        return min(1.0, max(0.0, float((measured - start) / (self.target - start))))

    # ── Verbs ─────────────────────────────────────────────────────────────────
    @transaction.atomic
    def revise(self, *, by: User, version: int | None = None, **words: Any) -> None:
        """Change how the goal reads; the other is asked again. Nothing happens when it reads the same.

        `version` is the one the writer had before their eyes: when the other was quicker, the revision is refused.
        """
        self.check_open(by)
        if version is not None and version != self.version:
            raise Overtaken(
                _g("%(name)s changed this goal while you were writing. Look at how it reads now, then save yours.")
                % {"name": self.mentorship.partner_of(by).first_name}
            )
        before, due_before = self.words, self.due_on
        for field, value in words.items():
            setattr(self, field, value)
        self.check_words(date_is_new=self.due_on != due_before)
        if self.words == before:
            return
        self.version += 1
        self.save()
        self.write_version(by)
        self.tell_partner(by, REVISED)

    @transaction.atomic
    def assent(self, *, by: User, version: int) -> None:
        """Say yes to the version one has read; a newer one wants its own yes."""
        self.check_open(by)
        if version != self.version:
            raise Overtaken(_g("The goal has changed since you opened it. Read it again, then say yes."))
        self.assents.get_or_create(version=version, person=by)
        self.mentorship.note_event()
        Notice.objects.take_back(SET, REVISED, urls=[self.get_absolute_url()], to=by)

    @transaction.atomic
    def mark_progress(
        self,
        *,
        by: User,
        measured: Decimal | None = None,
        value: float | None = None,
        note: str = "",
        on: date | None = None,
    ) -> Progress:
        """Note how far along it is, by what was measured or by judgement (0 to 1), today or on an earlier day."""
        said = {"by": by, "note": note} | ({"value": value} if measured is None else {"measured": measured})
        here, is_earlier = self.progress.filter(goal__closed_at=None), on not in (None, timezone.localdate())
        if again := just_said(by, here, at="at", when=self.moment_of(on) if is_earlier else None, **said):
            return again
        self.check_open(by)
        if measured is not None:
            value = self.share_of(measured)
        if value is None or not 0 <= value <= 1:
            raise WrongNumber(_g("Say how far along it is, from 0 to 100."))
        mark = self.progress.create(by=by, measured=measured, value=value, note=note, at=self.moment_of(on))
        self.mentorship.note_event()
        return mark

    @transaction.atomic
    def review(self, *, by: User, note: str = "", next_review_on: date | None = None) -> Review:
        """Note that both looked at the goal again, and when to do so next."""
        here = self.reviews.filter(goal__closed_at=None, goal__next_review_on=next_review_on)
        if again := just_said(by, here, at="at", by=by, note=note):
            return again
        self.check_open(by)
        self.next_review_on = checked_review(next_review_on)
        self.save(update_fields=["next_review_on"])
        review = self.reviews.create(by=by, note=note)
        self.mentorship.note_event()
        Notice.objects.take_back(REVIEW, urls=[self.review_url])
        return review

    @transaction.atomic
    def close(self, *, by: User, outcome: str) -> None:
        """Close it as met, partly met or dropped."""
        self.check_open(by)
        self.closed_at, self.closed_by, self.outcome = timezone.now(), by, self.Outcome(outcome)
        self.save(update_fields=["closed_at", "closed_by", "outcome"])
        self.tell_partner(by, CLOSED)
        Goal.objects.filter(pk=self.pk).take_back_questions()
        Notice.objects.take_back(REOPENED, urls=[self.get_absolute_url()])

    @transaction.atomic
    def reopen(self, *, by: User) -> None:
        """Take it up again: it was closed too soon, or matters once more."""
        self.lock()
        self.check_pair(by)
        if self.is_open:
            raise Closed(_g("This goal is open already."))
        self.closed_at, self.closed_by, self.outcome = None, None, ""
        self.reopened_at, self.reopened_by = timezone.now(), by
        self.save(update_fields=["closed_at", "closed_by", "outcome", "reopened_at", "reopened_by"])
        self.tell_partner(by, REOPENED)
        Notice.objects.take_back(CLOSED, urls=[self.get_absolute_url()])

    @transaction.atomic
    def remind_of_review(self) -> bool:
        """Write to both that the day to look at the goal again has come; False when they did so this very moment."""
        self.lock()
        if not Goal.objects.to_review(timezone.localdate()).filter(pk=self.pk).exists():
            return False
        self.reminded_of_review_on = self.next_review_on
        self.save(update_fields=["reminded_of_review_on"])
        for person in (self.mentorship.mentor, self.mentorship.mentee):
            self.write_to(person, REVIEW, self.review_url, _g("Look at it again"))
        return True

    # ── What verbs stand on ───────────────────────────────────────────────────
    def lock(self) -> None:
        """Read the row again and hold it, so that two writers come one after the other."""
        self.refresh_from_db(from_queryset=Goal.objects.select_for_update(of=("self",)))

    def check_pair(self, by: User) -> None:
        if not self.mentorship.side_of(by):
            raise NotYours(_g("Only the two of the mentorship can do this."))
        if not self.mentorship.is_open:
            raise Over(_g("This mentorship has ended. Its goals stay as they are."))

    def check_open(self, by: User) -> None:
        self.lock()
        self.check_still_open(by)

    def check_still_open(self, by: User) -> None:
        self.check_pair(by)
        if not self.is_open:
            raise Closed(_g("This goal is closed. Reopen it first."))

    def check_words(self, *, date_is_new: bool = True) -> None:
        if date_is_new and self.due_on is not None and self.due_on < timezone.localdate():
            raise WrongDay(_g("%(day)s is in the past. Choose a day from today on.") % spoken(self.due_on))
        if self.target is not None and self.target == self.baseline:
            raise WrongNumber(_g("It stands where it should be already. Change one of the two numbers."))

    def moment_of(self, day: date | None) -> datetime:
        """Noon of an earlier day on the writer's own clock, never before the goal was set; now for today."""
        if day is None or day == timezone.localdate():
            return timezone.now()
        if day > timezone.localdate():
            raise WrongDay(_g("%(day)s has not come yet. Choose today or a day before.") % spoken(day))
        if day < timezone.localdate(self.created_at):
            set_on = spoken(timezone.localdate(self.created_at))
            raise WrongDay(_g("The goal was set on %(day)s. Choose that day or one after it.") % set_on)
        return max(self.created_at, timezone.make_aware(datetime.combine(day, time(12))))

    def write_version(self, by: User) -> None:
        self.versions.create(number=self.version, words=self.words, by=by, is_measurable=self.is_measurable)
        self.assents.create(version=self.version, person=by)

    def tell_partner(self, by: User, template: str) -> None:
        """Write to the other of the two, and let the mentorship be read again."""
        self.write_to(self.mentorship.partner_of(by), template, self.get_absolute_url(), _g("Open the goal"), by=by)
        self.mentorship.note_event()

    def write_to(self, person: User, template: str, url: str, button: str, **more: Any) -> None:
        partner = self.mentorship.partner_of(person)
        context = {"goal": self, "partner": partner, **more}
        Notice.objects.queue(to=person, template=template, context=context, url=url, button=button)


def spoken(day: date) -> dict[str, str]:
    return {"day": date_format(day, "j F Y")}


def checked_review(day: date | None) -> date | None:
    if day is not None and day <= timezone.localdate():
        raise WrongDay(_g("Choose a day after today to look at it again."))
    return day


def in_words(value: Any) -> str:
    """A value as a version keeps it: a number without idle noughts, a date as in ISO 8601."""
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
