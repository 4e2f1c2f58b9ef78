"""What one of the two said they would do, and whether it helped."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.meetings.errors import InThePast, NothingToUndo, NotYours
from alongside.web.meetings.models.meeting import Meeting
from alongside.web.meetings.pair import locked, must_have_begun
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User
from alongside.web.people.twice import just_said

# "Did it help?" is asked when there was time to see, and not for ever.
ASK_WHETHER_IT_HELPED_AFTER = timedelta(days=3)
ASK_WHETHER_IT_HELPED_FOR = timedelta(days=60)


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, user: User) -> Self:
        """Only the pair's own."""
        return self.filter(mentorship__in=Mentorship.objects.of(user))

    def open(self) -> Self:
        return self.filter(done_at=None, dropped_at=None)

    def ask_whether_they_helped(self, user: User, now: datetime) -> Self:
        """Done by this person a while ago, and not answered yet."""
        since, until = now - ASK_WHETHER_IT_HELPED_FOR, now - ASK_WHETHER_IT_HELPED_AFTER
        return self.filter(owner=user, helped="", done_at__range=(since, until))

    @transaction.atomic
    def add(
        self,
        mentorship: Mentorship,
        *,
        by: User,
        text: str,
        owner: User,
        due_on: date | None = None,
        meeting: Meeting | None = None,
        goal_id: int | None = None,
    ) -> "Action":
        """Promise something: for oneself or, having agreed on it, for the other."""
        words: dict[str, Any] = {"text": text, "owner": owner, "due_on": due_on, "meeting": meeting}
        words |= {"goal_id": goal_id, "added_by": by}
        if again := just_said(by, mentorship.actions.open(), at="added_at", **words):
            return again
        pair = locked(mentorship.pk)
        must_have_begun(pair)
        if not pair.side_of(owner):
            raise NotYours(_now("Choose one of you two."))
        if due_on and due_on < timezone.localdate():
            day = date_format(due_on, "j F Y")
            raise InThePast(_now("%(day)s is in the past. Choose a day from today on.") % {"day": day})
        action = self.create(mentorship=pair, **words)
        pair.note_event()
        return action


class Action(models.Model):
    """Something one of the two said they would do."""

    class Helped(models.TextChoices):
        YES = "yes", _("Yes")
        SOME = "some", _("A little")
        NO = "no", _("Not really")

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="actions")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    goal = models.ForeignKey("goals.Goal", on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    text = models.CharField(_("what"), max_length=300)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    due_on = models.DateField(_("by"), null=True, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    helped = models.CharField(_("did it help?"), max_length=4, choices=Helped.choices, blank=True)
    helped_at = models.DateTimeField(null=True, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["done_at", "due_on", "pk"]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url() if self.meeting else self.mentorship.get_absolute_url()

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None

    @transaction.atomic
    def done(self, *, by: User) -> None:
        pair = self.lock()
        self.must_be_owned_by(by)
        self.must_be_open()
        self.done_at = timezone.now()
        self.save(update_fields=["done_at"])
        pair.note_event()

    @transaction.atomic
    def drop(self, *, by: User) -> None:
        """Let it go. Its owner may, and so may whoever added it: not every promise still makes sense."""
        pair = self.lock()
        if by.pk not in (self.owner_id, self.added_by_id):
            raise NotYours(_now("Only %(name)s can let this go.") % {"name": self.owner.first_name})
        self.must_be_open()
        self.dropped_at = timezone.now()
        self.save(update_fields=["dropped_at"])
        pair.note_event()

    @transaction.atomic
    def reopen(self, *, by: User) -> None:
        """Ticked or let go too soon: it is to be done again."""
        pair = self.lock()
        self.must_be_owned_by(by)
        if self.is_open:
            raise NothingToUndo(_now("This is still to be done."))
        self.done_at = self.dropped_at = self.helped_at = None
        self.helped = ""
        self.save(update_fields=["done_at", "dropped_at", "helped", "helped_at"])
        pair.note_event()

    @transaction.atomic
    def say_helped(self, *, by: User, helped: str) -> None:
        pair = self.lock()
        self.must_be_owned_by(by)
        if self.done_at is None:
            raise NothingToUndo(_now("Tick it as done first; then you can say whether it helped."))
        if helped not in Action.Helped.values:
            raise NothingToUndo(_now("Choose one of the answers."))
        self.helped, self.helped_at = helped, timezone.now()
        self.save(update_fields=["helped", "helped_at"])
        pair.note_private(by, is_shown=pair.programme.shows_ratings)

    def lock(self) -> Mentorship:
        pair = locked(self.mentorship_id)
        must_have_begun(pair)
        self.refresh_from_db()
        return pair

    def must_be_owned_by(self, person: User) -> None:
        if self.owner_id != person.pk:
            raise NotYours(_now("This is %(name)s’s to say.") % {"name": self.owner.first_name})

    def must_be_open(self) -> None:
        if not self.is_open:
            raise NothingToUndo(_now("This was done or let go already."))
