"""Feedback: what helps and what to change, with a choice of who reads it."""

from datetime import timedelta
from typing import Any, Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from alongside.errors import Refused
from alongside.web.meetings.models import Meeting
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.people.twice import just_said

GIVEN = "feedback/mail/given"
MAY_CHANGE_FOR = timedelta(days=1)


class NotYours(Refused):
    """Only the two of a mentorship give feedback, and only its reader thanks for it."""


class Over(Refused):
    """The mentorship has ended."""


class NothingSaid(Refused):
    """Both answers are empty."""


class TooLateToChange(Refused):
    """A day has passed, or somebody has said thank you for it."""


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, user: User) -> Self:
        """One's own; what a partner shared with one; what was shared with a coordinator of the programme."""
        shared = Q(shared_with=Feedback.SharedWith.PARTNER, mentorship__in=Mentorship.objects.of(user))
        theirs = Mentorship.objects.coordinated_by(user)
        coordinating = Q(shared_with=Feedback.SharedWith.COORDINATOR, mentorship__in=theirs)
        return self.filter(Q(by=user) | shared | coordinating)

    @transaction.atomic
    def give(
        self,
        mentorship: Mentorship,
        *,
        by: User,
        shared_with: str,
        helped: str = "",
        change: str = "",
        meeting: Meeting | None = None,
    ) -> "Feedback":
        """Say what helped and what one would change. Whoever may read it gets a letter without the text."""
        check_may_give(mentorship, by)
        check_said(helped, change)
        words: dict[str, Any] = {"helped": helped, "change": change, "meeting": meeting, "shared_with": shared_with}
        words |= {"by": by}
        if again := just_said(by, mentorship.feedback.all(), at="given_at", **words):
            return again
        feedback = self.create(mentorship=mentorship, **words)
        for reader in feedback.readers():
            feedback.write_to(reader, GIVEN, by)
        feedback.note_event(shared_with)
        return feedback


class Feedback(models.Model):
    """Two questions, aimed at the task and not at the person (Kluger & DeNisi, in evidence.md)."""

    class SharedWith(models.TextChoices):
        PARTNER = "partner", _("my partner")
        COORDINATOR = "coordinator", _("the coordinators of the programme")
        NOBODY = "nobody", _("nobody; it is for me")

    # Its address. A running number would tell of what a partner keeps to themselves.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="feedback")
    meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.SET_NULL, null=True, blank=True, related_name="feedback"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="feedback_given")
    helped = models.TextField(_("what helped"), max_length=2000, blank=True)
    change = models.TextField(_("what I would change"), max_length=2000, blank=True)
    shared_with = models.CharField(_("who may read it"), max_length=12, choices=SharedWith.choices)
    given_at = models.DateTimeField(default=timezone.now)
    thanked_at = models.DateTimeField(null=True, blank=True)
    thanked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at"]
        verbose_name = _("feedback")

    def get_absolute_url(self) -> str:
        return reverse("feedback:feedback", args=[self.key])

    def readers(self) -> list[User]:
        """Whom it was written for, besides its writer."""
        if self.shared_with == self.SharedWith.PARTNER:
            return [self.mentorship.partner_of(self.by)]
        if self.shared_with == self.SharedWith.COORDINATOR:
            return list(self.mentorship.coordinators())
        return []

    def note_event(self, *shared_with: str) -> None:
        """Let the readings of those be made again who may know that it is there, or could until now."""
        if Feedback.SharedWith.PARTNER in shared_with:
            self.mentorship.note_event()
        else:
            is_shown = Feedback.SharedWith.COORDINATOR in shared_with
            self.mentorship.note_private(self.by, is_shown=is_shown)

    @property
    def may_change(self) -> bool:
        """For a day, unless somebody has said thank you for it or the mentorship has ended."""
        is_fresh = timezone.now() - self.given_at <= MAY_CHANGE_FOR
        return is_fresh and self.thanked_at is None and self.mentorship.is_open

    @transaction.atomic
    def rewrite(self, *, by: User, shared_with: str, helped: str = "", change: str = "") -> None:
        """Say it otherwise, or to somebody else. Letters to whoever may no longer read it are not sent any more."""
        self.refresh_from_db(from_queryset=Feedback.objects.select_for_update(of=("self",)))
        if by.pk != self.by_id:
            raise NotYours(_g("Only whoever wrote it can change it."))
        if not self.may_change:
            raise TooLateToChange(
                _g("You can change feedback for a day, and not once somebody has thanked you for it.")
            )
        check_said(helped, change)
        before, was_shared_with = self.readers(), self.shared_with
        self.shared_with, self.helped, self.change = shared_with, helped, change
        self.save(update_fields=["shared_with", "helped", "change"])
        now = self.readers()
        for person in before:
            if person not in now:
                Notice.objects.take_back(GIVEN, urls=[self.get_absolute_url()], to=person)
        for reader in now:
            if reader not in before:
                self.write_to(reader, GIVEN, by)
        self.note_event(was_shared_with, shared_with)

    @transaction.atomic
    def thank(self, *, by: User) -> None:
        """The reader says thank you, once; its writer gets a letter."""
        self.refresh_from_db(from_queryset=Feedback.objects.select_for_update(of=("self",)))
        if by not in self.readers():
            raise NotYours(_g("Only whoever it was written for can thank for it."))
        if self.thanked_at is not None:
            return
        self.thanked_at, self.thanked_by = timezone.now(), by
        self.save(update_fields=["thanked_at", "thanked_by"])
        self.write_to(self.by, "feedback/mail/thanked", by)

    def write_to(self, person: User, template: str, by: User) -> None:
        """A letter that says there is something to read, and nothing of what it says."""
        url = self.get_absolute_url()
        Notice.objects.queue(to=person, template=template, context={"by": by}, url=url, button=_g("Read it"))


def check_may_give(mentorship: Mentorship, by: User) -> None:
    if not mentorship.side_of(by):
        raise NotYours(_g("Only the two of the mentorship give feedback here."))
    if not mentorship.is_open:
        raise Over(_g("This mentorship has ended. Your closing words have a place on its page."))


def check_said(helped: str, change: str) -> None:
    if not (helped.strip() or change.strip()):
        raise NothingSaid(_g("Answer at least one of the two questions; a few words are enough."))
