"""Question: what a programme asks its mentors and mentees in a form of its own."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.layout.line import LineField
from alongside.web.people.models import User
from alongside.web.people.twice import just_said
from alongside.web.programmes.models.membership import Membership
from alongside.web.programmes.models.programme import Programme
from alongside.web.programmes.models.role import Role
from alongside.web.programmes.refusals import GoneBy, NotYours, Overtaken, WrongQuestion

if TYPE_CHECKING:
    from alongside.web.programmes.models.answer import AnswerQuerySet

MOST_ASKED = 12  # a form longer than that is left by those who have the least time
MOST_KEPT = 60  # with those that are no longer asked
MOST_CHOICES = 12
LONGEST_CHOICE = 80
ANSWERING = (Role.MENTOR, Role.MENTEE)
# What makes it another question to whoever is about to answer.
READS_OTHERWISE = {"text", "kind", "choices", "read_by"}


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: User) -> Self:
        """Whoever may read of a programme reads what it asks: it stands on the form to join."""
        return self.filter(programme__in=Programme.objects.visible_to(user))

    def coordinated_by(self, user: User) -> Self:
        return self.filter(programme__in=Programme.objects.coordinated_by(user))

    def live(self) -> Self:
        return self.filter(retired_at=None)

    def retired(self) -> Self:
        return self.exclude(retired_at=None)

    def in_order(self) -> Self:
        return self.order_by("place", "pk")

    def asked_of(self, roles: Iterable[str]) -> Self:
        """Those that somebody with these roles is asked."""
        asking = {role for role in roles if role in ANSWERING}
        return self.filter(asked_of__in=[*asking, Question.AskedOf.BOTH]) if asking else self.none()

    def comparable(self) -> Self:
        """Those that matching may look at: one choice, asked of both sides, and read by members.

        Whom somebody is paired with would tell what the other one answered where only coordinators were to read it
        (docs/decisions/0035-own-questions.md).
        """
        return self.live().filter(
            kind=Question.Kind.ONE, asked_of=Question.AskedOf.BOTH, read_by=Question.ReadBy.MEMBERS
        )

    def waiting_for(self, user: User, today: date) -> Self:
        """Asked of this person, and neither answered nor left open; nothing of a programme that is over."""
        here = Membership.objects.current().filter(person=user, programme=OuterRef("programme"))
        of_both = Q(asked_of=Question.AskedOf.BOTH) & Exists(here.filter(role__in=ANSWERING))
        asked = self.live().filter(of_both | Exists(here.filter(role=OuterRef("asked_of"))))
        return asked.exclude(programme__ends_on__lt=today).exclude(given__person=user)

    @transaction.atomic
    def write(self, programme: Programme, *, by: User, **said: Any) -> "Question":
        """Ask something more, below the rest. Raises NotYours or WrongQuestion."""
        if again := just_said(by, programme.questions.live(), at="created_at", created_by=by, **said):
            return again
        question = Question(programme=programme, created_by=by, **said)
        question.hold(by)
        question.check_room()
        question.check_said()
        last = programme.questions.aggregate(last=Max("place"))["last"]
        question.place = 0 if last is None else last + 1
        question.save()
        return question


class Question(models.Model):
    """One line of a programme's own form: words of one's own, one of several choices, or several of them.

    Once somebody has answered it, it keeps its words and its kind, a choice that was taken stays, and who reads it can
    only become fewer: an answer goes on meaning what it meant, to whom it was given.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("in their own words")
        ONE = "one", _("one of several choices")
        SEVERAL = "several", _("any of several choices")

    class AskedOf(models.TextChoices):
        BOTH = "both", _("mentors and mentees")
        MENTORS = "mentor", _("mentors")
        MENTEES = "mentee", _("mentees")

    class ReadBy(models.TextChoices):
        COORDINATORS = "coordinators", _("coordinators only")
        MEMBERS = "members", _("everybody in the programme")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="questions")
    text = LineField(_("question"), max_length=200)
    kind = models.CharField(_("answered"), max_length=8, choices=Kind.choices, default=Kind.TEXT)
    choices = models.JSONField(default=list, blank=True)
    asked_of = models.CharField(_("asked of"), max_length=8, choices=AskedOf.choices, default=AskedOf.BOTH)
    is_required = models.BooleanField(_("nobody joins without an answer"), default=False)
    read_by = models.CharField(_("read by"), max_length=12, choices=ReadBy.choices, default=ReadBy.COORDINATORS)
    place = models.PositiveIntegerField(default=0, editable=False)
    # Goes up when it reads otherwise than before: what was typed under other words is not taken for an answer to these.
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )

    given: "AnswerQuerySet"
    # Filled in by the list of questions: whether matching looks at it.
    counts: bool

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = _("question")

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("programmes:questions", args=[self.programme_id])

    @property
    def is_live(self) -> bool:
        return self.retired_at is None

    @property
    def is_answered(self) -> bool:
        """Whether anybody has said anything; left open is no answer."""
        return self.given.said().exists()

    @property
    def is_comparable(self) -> bool:
        """Whether matching may look at it."""
        asks_both = self.asked_of == self.AskedOf.BOTH and self.read_by == self.ReadBy.MEMBERS
        return self.is_live and self.kind == self.Kind.ONE and asks_both

    @property
    def who_reads(self) -> str:
        """Stands beside it wherever somebody answers."""
        words = {"programme": self.programme}
        if self.read_by == self.ReadBy.MEMBERS and self.kind == self.Kind.ONE:
            return _now("Everybody in %(programme)s reads your answer, on your page; matching may look at it.") % words
        if self.read_by == self.ReadBy.MEMBERS:
            return _now("Everybody in %(programme)s reads your answer, on your page.") % words
        return _now("Only the coordinators of %(programme)s read your answer.") % words

    def is_asked_of(self, roles: Iterable[str]) -> bool:
        return bool({self.asked_of} & {*roles} or (self.asked_of == self.AskedOf.BOTH and {*roles} & {*ANSWERING}))

    def chosen_so_far(self) -> set[str]:
        """The choices that somebody has taken."""
        return {choice for chosen in self.given.values_list("chosen", flat=True) for choice in chosen}

    @transaction.atomic
    def change(self, *, by: User, **said: Any) -> None:
        """Ask it otherwise. Raises NotYours, Overtaken, GoneBy or WrongQuestion."""
        self.hold(by)
        self.check_live()
        before = {name: getattr(self, name) for name in said}
        for name, value in said.items():
            setattr(self, name, value)
        if before == said:
            return
        self.check_said()
        if self.is_answered:
            self.check_kept(before)
        elif any(before[name] != said[name] for name in said.keys() & READS_OTHERWISE):
            self.version += 1
            self.given.all().delete()  # left open under other words: asked again
        self.save()

    @transaction.atomic
    def retire(self, *, by: User) -> bool:
        """Ask it no more. It is kept with the answers given; True where nobody had answered, and it is gone."""
        self.hold(by)
        self.check_live()
        if not self.is_answered:
            self.delete()
            return True
        self.retired_at, self.retired_by = timezone.now(), by
        self.save(update_fields=["retired_at", "retired_by"])
        return False

    @transaction.atomic
    def bring_back(self, *, by: User) -> None:
        """Ask it again, below the rest. Whoever has answered is not asked anew."""
        self.hold(by)
        if self.is_live:
            return
        self.check_room()
        last = self.programme.questions.aggregate(last=Max("place"))["last"]
        self.retired_at, self.retired_by, self.place = None, None, last + 1
        self.save(update_fields=["retired_at", "retired_by", "place"])

    @transaction.atomic
    def move(self, *, by: User, up: bool, seen: int | None = None) -> None:
        """One place up or down among those that are asked.

        seen : the place it had on the page; Overtaken is raised where somebody has moved it meanwhile.
        """
        self.hold(by)
        self.check_live()
        if seen is not None and seen != self.place:
            raise Overtaken(_now("The order was changed since you saw it. Look again, then move it."))
        beside = self.programme.questions.live().exclude(pk=self.pk)
        other = (
            beside.filter(place__lt=self.place).order_by("-place").first()
            if up
            else beside.filter(place__gt=self.place).order_by("place").first()
        )
        if other:
            self.place, other.place = other.place, self.place
            self.save(update_fields=["place"])
            other.save(update_fields=["place"])

    def hold(self, by: User) -> None:
        """Let coordinators write into one form one at a time, and nobody answer meanwhile; see this row as it is."""
        Programme.objects.hold(self.programme_id)
        if Role.COORDINATOR not in self.programme.roles_of(by):
            raise NotYours(_now("Only a coordinator may write the questions of a programme."))
        if self.pk:
            try:
                self.refresh_from_db(from_queryset=Question.objects.select_for_update())
            except Question.DoesNotExist:
                raise Overtaken(_now("Somebody took this question out meanwhile.")) from None

    def check_live(self) -> None:
        if not self.is_live:
            raise GoneBy(_now("This question is no longer asked. Bring it back first."))

    def check_room(self) -> None:
        questions = self.programme.questions
        if questions.live().count() >= MOST_ASKED:
            raise WrongQuestion(
                _now("%(most)s questions are as many as a programme can ask. Retire one first.") % {"most": MOST_ASKED},
                "text",
            )
        if not self.pk and questions.count() >= MOST_KEPT:
            raise WrongQuestion(
                _now(
                    "%(most)s questions are kept already, with those no longer asked. Bring one of these back instead."
                )
                % {"most": MOST_KEPT},
                "text",
            )

    def check_said(self) -> None:
        """Raise WrongQuestion for choices that are no choice, and for the same words twice."""
        folded = {choice.casefold() for choice in self.choices}
        if self.kind == self.Kind.TEXT:
            self.choices = []
        elif not 2 <= len(self.choices) <= MOST_CHOICES:
            raise WrongQuestion(_now("Give from two to %(most)s choices.") % {"most": MOST_CHOICES}, "choices")
        elif len(folded) < len(self.choices):
            raise WrongQuestion(_now("Two of the choices are the same."), "choices")
        elif any(len(choice) > LONGEST_CHOICE for choice in self.choices):
            raise WrongQuestion(_now("Keep each choice to %(most)s letters.") % {"most": LONGEST_CHOICE}, "choices")
        if self.programme.questions.live().filter(text__iexact=self.text).exclude(pk=self.pk).exists():
            raise WrongQuestion(_now("The programme asks this already."), "text")

    def check_kept(self, before: dict[str, Any]) -> None:
        """Raise WrongQuestion where an answer would come to mean something else, or be read by more people."""
        if before.get("text", self.text) != self.text or before.get("kind", self.kind) != self.kind:
            raise WrongQuestion(
                _now("People have answered these words, so they stay. Retire this question and write a new one."),
                "text",
            )
        if lost := sorted(self.chosen_so_far() - {*self.choices}):
            raise WrongQuestion(
                _now("Somebody has chosen “%(choice)s”, so it stays. You can add choices and order them.")
                % {"choice": lost[0]},
                "choices",
            )
        was_closed = before.get("read_by", self.read_by) == self.ReadBy.COORDINATORS
        if was_closed and self.read_by == self.ReadBy.MEMBERS:
            raise WrongQuestion(
                _now(
                    "People have answered for coordinators only, and that stays. "
                    "Retire this question and write a new one that everybody reads."
                ),
                "read_by",
            )
        asked_before = before.get("asked_of", self.asked_of)
        if self.AskedOf.BOTH != self.asked_of != asked_before:
            raise WrongQuestion(_now("People have answered: it can only be asked of more of them."), "asked_of")
