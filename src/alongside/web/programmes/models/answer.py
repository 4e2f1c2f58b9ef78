"""Answer: what somebody said to a question of a programme they are in."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User
from alongside.web.programmes.models.membership import Membership
from alongside.web.programmes.models.programme import Programme
from alongside.web.programmes.models.question import Question
from alongside.web.programmes.refusals import Overtaken, Unanswered

LONGEST = 1000


class Said(NamedTuple):
    """What somebody typed under a question; nothing where they left it open.

    version : of the question as they read it.
    """

    version: int
    words: str = ""
    chosen: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        return ", ".join(self.chosen) or self.words


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: User) -> Self:
        """One's own; those in a programme that one coordinates; and what members read, as long as it is asked."""
        coordinated = Q(question__programme__in=Programme.objects.coordinated_by(user))
        shown = Q(question__read_by=Question.ReadBy.MEMBERS, question__retired_at=None)
        shown &= Q(question__programme__in=Programme.objects.of(user))
        return self.filter(Q(person=user) | coordinated | shown)

    def said(self) -> Self:
        """Without what was left open."""
        return self.exclude(words="")

    def for_page(self) -> Self:
        """By programme, in the order of its form."""
        ordered = self.order_by("question__programme__name", "question__programme", "question__place", "question")
        return ordered.select_related("question__programme")

    @transaction.atomic
    def keep(
        self, programme: Programme, *, by: User, said: Mapping[int, Said], joining: Iterable[str] | None = None
    ) -> None:
        """Keep what somebody answered in one form, by question. What they left open is not asked again.

        joining : the roles they take with it, or None where they take none. Who takes one has to answer what is
            required of it; what a role they had before requires can go on waiting.
        Raises Overtaken where a question reads otherwise than it did to them, Unanswered where one has to be answered.
        """
        User.objects.hold(by)
        seats = programme.memberships.current().filter(person=by).order_by("pk").select_for_update()
        roles = {seat.role for seat in seats}
        # Held, so that no coordinator asks it otherwise at this very moment.
        asked = list(programme.questions.live().asked_of(roles).order_by("pk").select_for_update())
        before = {answer.question_id: answer for answer in self.filter(person=by, question__in=asked)}
        for question in asked:
            typed, here = said.get(question.pk), before.get(question.pk)
            if typed is not None:
                check_reads_the_same(question, typed)
            if typed is not None and (typed.in_words or not question.is_required):
                here = here or Answer(question=question, person=by)
                if here.pk is None or (here.words, here.chosen) != (typed.in_words, [*typed.chosen]):
                    here.words, here.chosen, here.answered_at = typed.in_words, [*typed.chosen], timezone.now()
                    here.save()
            wanted = typed is not None if joining is None else question.is_asked_of(joining)
            if question.is_required and wanted and not (here and here.words):
                raise Unanswered(_now("“%(question)s” has to be answered.") % {"question": question})

    def forget(self, membership: Membership) -> None:
        """Drop what somebody was asked in a role they have given up, and is not asked in another that they have."""
        person, programme = membership.person, membership.programme
        kept = programme.questions.asked_of(programme.roles_of(person))
        self.filter(person=person, question__programme=programme).exclude(question__in=kept).delete()


def check_reads_the_same(question: Question, typed: Said) -> None:
    is_other = typed.version != question.version or not {*typed.chosen} <= {*question.choices}
    if is_other:
        raise Overtaken(
            _now("“%(question)s” was changed meanwhile. Read it again, then save.") % {"question": question}
        )


def answers_by_person(questions: Iterable[Question]) -> dict[tuple[int, int], str]:
    """(question, person) -> what was said, in one query."""
    rows = Answer.objects.said().filter(question__in=questions).values_list("question", "person", "words")
    return {(question, person): words for question, person, words in rows}


class Answer(models.Model):
    """What one person said to one question. Nobody reads it but whom the question names."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="given")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="programme_answers")
    # What was typed, or the choices put together; empty where it was left open.
    words = models.TextField(_("answer"), max_length=LONGEST + 200, blank=True)
    chosen = models.JSONField(default=list, blank=True)
    answered_at = models.DateTimeField(default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["question", "pk"]
        verbose_name = _("answer")
        constraints = [models.UniqueConstraint(fields=["question", "person"], name="one_answer_to_a_question")]

    def __str__(self) -> str:
        return self.words
