"""Letters that a meeting brings by itself: the day before it, and a while after it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from alongside.web.meetings import letters
from alongside.web.meetings.models.introduction import Introduction, IntroductionQuerySet

if TYPE_CHECKING:
    from alongside.web.meetings.models.meeting import Meeting

# How it was is asked when they have had time to get home, and not when it has faded.
ASK_AFTER = timedelta(hours=3)
ASK_WITHIN = timedelta(days=3)


class ReminderQuerySet(IntroductionQuerySet):
    def to_remind_of(self, now: datetime) -> Self:
        return self.filter(
            state="booked",
            reminded_at=None,
            starts_at__gt=now,
            starts_at__lte=now + letters.REMIND_BEFORE,
            mentorship__ended_at=None,
        )

    def to_ask_about(self, now: datetime) -> Self:
        """Those that are over, where somebody has still to say whether they met or how it was.

        How an introduction was is asked by letters of its own.
        """
        over = self.filter(ends_at__range=(now - ASK_WITHIN, now - ASK_AFTER), asked_after_at=None)
        return over.filter(Q(state="booked") | Q(state="held", kind="session"), mentorship__ended_at=None)


class Reminder(Introduction):
    """The part of a meeting that writes by itself, once before it and once after it."""

    # When both were reminded of the time it has now; a move to another day clears it.
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When they were asked, after a meeting, whether they met or how it was.
    asked_after_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def remind(self: "Meeting") -> bool:  # type: ignore[misc]  # only Meeting is a Reminder
        """A letter to both, once for each time it stands at; False when another worker was faster."""
        claimed = type(self).objects.filter(pk=self.pk, reminded_at=None, state="booked")
        if claimed.update(reminded_at=timezone.now()) == 0:
            return False
        for person in (self.mentorship.mentor, self.mentorship.mentee):
            letters.tell(self, "reminder", to=person)
        return True

    @transaction.atomic
    def ask_after(self: "Meeting") -> bool:  # type: ignore[misc]  # only Meeting is a Reminder
        """Ask both whether they met; where that is marked, ask how it was whoever has not said. Once for each meeting.

        False when another worker was faster.
        """
        claimed = type(self).objects.filter(pk=self.pk, asked_after_at=None, state=self.state)
        if claimed.update(asked_after_at=timezone.now()) == 0:
            return False
        is_held = self.state == "held"
        said = set(self.ratings.values_list("person", flat=True)) if is_held else set()
        whether = "did_you_meet" if self.is_session else "intro_did_you_meet"
        for person in (self.mentorship.mentor, self.mentorship.mentee):
            if person.pk not in said:
                letters.tell(self, "one_minute" if is_held else whether, to=person)
        return True
