"""Run: one matching of a round's cohort, and the pairings that came of it."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User
from alongside.web.programmes.models import Programme
from alongside.web.rounds.refusals import Over

# A worker that said nothing for so long has died; another takes the run over.
SILENT_FOR = timedelta(minutes=5)
MOST_TRIES = 3
# Pairings of older runs go: their numbers stay in the run itself.
KEPT = 6
# Of scores where everything counts and half is unknown on a usual profile; a strong pair is about one in four.
STRONG, GOOD = 0.6, 0.5
# A score is kept with so many digits, and read with them before a word is chosen: 0.4999996 is kept as 0.5, and good.
DIGITS = 6


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(round__programme__in=Programme.objects.coordinated_by(user))

    def done(self) -> Self:
        return self.filter(state=Run.State.DONE)

    def to_do(self) -> Self:
        """Waiting, or left behind by a worker that died."""
        left = Q(state=Run.State.WORKING, beat_at__lt=timezone.now() - SILENT_FOR)
        return self.filter(Q(state=Run.State.WAITING) | left)

    def claim(self, pk: int) -> "Run | None":
        """Take one run for oneself, or None when another worker was faster."""
        mine = self.to_do().filter(pk=pk)
        now = timezone.now()
        if not mine.update(state=Run.State.WORKING, began_at=now, beat_at=now, tries=F("tries") + 1, progress=0):
            return None
        # None also when its round was closed this very moment, and the run went with it.
        return self.select_related("round__programme").filter(pk=pk).first()


class Run(models.Model):
    """One matching: who asked for it, by which rules, how far it is, and in numbers what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        WORKING = "working", _("under way")
        DONE = "done", _("done")
        FAILED = "failed", _("not done")

    round = models.ForeignKey("rounds.Round", on_delete=models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    began_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)
    # A sentence for the coordinator when it could not be done.
    problem = models.CharField(max_length=300, blank=True)
    rules = models.JSONField(default=dict)
    # Of everything that went in, so that a change since can be noticed.
    fingerprint = models.CharField(max_length=64, blank=True)
    # pairs, unmatched, mean, worst, most (mentees of one mentor), idle (mentors with nobody), strong, good, possible.
    facts = models.JSONField(default=dict)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="runs_are_numbered_in_a_round")]

    def __str__(self) -> str:
        return f"{self.round}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("rounds:round", args=[self.round_id])

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    def beat(self, done: float) -> None:
        """Say how far it is: 0 to 1. Raises Over when it went with its round, which somebody has closed."""
        self.progress, self.beat_at = round(100 * min(max(done, 0.0), 1.0)), timezone.now()
        if not Run.objects.filter(pk=self.pk).update(progress=self.progress, beat_at=self.beat_at):
            raise Over(_now("This round was closed while it was being matched."))


class PairingQuerySet(models.QuerySet["Pairing"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(run__in=Run.objects.visible_to(user))

    def made(self) -> Self:
        return self.exclude(mentor=None)

    def left_over(self) -> Self:
        return self.filter(mentor=None)

    def for_list(self) -> Self:
        return self.select_related("mentee__profile", "mentor__profile")

    def with_before(self, run: Run | None) -> Self:
        """Add `before`: whom each mentee had in an earlier run, None for nobody; `was_there` says whether they were."""
        earlier = Pairing.objects.filter(run=run, mentee=OuterRef("mentee"))
        return self.annotate(
            before=Subquery(earlier.values("mentor")[:1]), was_there=Subquery(earlier.values("pk")[:1])
        )

    def moved(self) -> Self:
        """Wants `with_before()`: who was there before and has another mentor now, or one more or less."""
        same = Q(mentor=F("before")) | Q(mentor=None, before=None)
        return self.exclude(was_there=None).exclude(same)


class Pairing(models.Model):
    """What a run found for one mentee; without a mentor they are left over. Never shown to the two."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="pairings")
    mentee = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    # For sorting and comparing only; people read `strength` and the reasons.
    score = models.FloatField(null=True, blank=True)
    is_locked = models.BooleanField(default=False)

    # Filled in by `with_before()`.
    before: int | None
    was_there: int | None

    objects = PairingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "mentee"], name="one_pairing_a_mentee")]
        indexes = [models.Index(fields=["run", "-score"], name="pairings_by_score")]

    def __str__(self) -> str:
        return f"{self.mentee} – {self.mentor or _('nobody')}"

    def get_absolute_url(self) -> str:
        return reverse("rounds:pairing", args=[self.pk])

    @property
    def strength(self) -> str:
        return strength(self.score)

    @property
    def strength_label(self) -> Promise | str:
        return STRENGTHS.get(self.strength, "")


STRENGTHS: dict[str, Promise] = {"strong": _("strong"), "good": _("good"), "possible": _("possible")}


def strength(score: float | None) -> str:
    """How well two people fit, as a word; "" where there is no pair."""
    if score is None:
        return ""
    kept = round(score, DIGITS)
    return "strong" if kept >= STRONG else "good" if kept >= GOOD else "possible"


def in_numbers(scores: list[float], loads: dict[Any, int], mentors: int, unmatched: int) -> dict[str, Any]:
    """What a run is compared by."""
    words = [strength(score) for score in scores]
    return {
        "pairs": len(scores),
        "unmatched": unmatched,
        "mean": sum(scores) / len(scores) if scores else 0.0,
        "worst": min(scores, default=None),
        "most": max(loads.values(), default=0),
        "idle": mentors - len(loads),
        **{word: words.count(word) for word in STRENGTHS},
    }
