"""What became of a meeting: held, not held, or missed by one of the two; and taking that back."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _now

from alongside.web.meetings import letters
from alongside.web.meetings.errors import NothingToUndo, NotOver, ReasonMissing
from alongside.web.meetings.models.change import Change
from alongside.web.meetings.models.reminder import Reminder
from alongside.web.meetings.pair import must_be_open
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User

if TYPE_CHECKING:
    from alongside.web.meetings.models.meeting import Meeting

MAY_BE_UNDONE_FOR = timedelta(days=7)


class Mark(Reminder):
    """The part of a meeting that says what became of it, once its time has come."""

    held_minutes = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(720)])
    missed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @transaction.atomic
    def mark_held(self: "Meeting", *, by: User, minutes: int | None = None, channel: str = "") -> None:  # type: ignore[misc]  # only Meeting is a Mark
        """They met. The first session makes the mentorship active; the introduction makes them introduced."""
        pair = self.lock_to_mark()
        self.state = self.State.HELD
        self.held_minutes = minutes or self.minutes
        self.channel = channel or self.channel
        self.save(update_fields=["state", "held_minutes", "channel"])
        unasked = letters.take_back([self], "did_you_meet")
        self.write_change(Change.Kind.HELD, by)
        # `by` is asked on the next page how it was; whom the letter that asks both had not reached yet, by this one.
        for person in (pair.mentor, pair.mentee):
            if person.pk in unasked and person != by:
                letters.tell(self, "one_minute", to=person)
        if self.is_session:
            pair.mark_active()
        else:
            pair.mark_introduced()

    @transaction.atomic
    def mark_not_held(self: "Meeting", *, by: User) -> None:  # type: ignore[misc]  # only Meeting is a Mark
        """It did not happen, and nobody is to blame for it."""
        self.lock_to_mark()
        self.state = self.State.NOT_HELD
        self.save(update_fields=["state"])
        self.write_change(Change.Kind.NOT_HELD, by)

    @transaction.atomic
    def mark_missed(self: "Meeting", *, by: User, who: User) -> None:  # type: ignore[misc]  # only Meeting is a Mark
        """One of the two could not come. When the other says so, whoever missed it gets a kind letter."""
        pair = self.lock_to_mark()
        if not pair.side_of(who):
            raise ReasonMissing(_now("Choose which of you could not come."))
        self.state, self.missed_by = self.State.MISSED, who
        self.save(update_fields=["state", "missed_by"])
        self.write_change(Change.Kind.MISSED, by)
        if who != by:
            letters.tell(self, "missed", to=who, by=by)

    @transaction.atomic
    def put_back(self: "Meeting", *, by: User, seen: int | None = None) -> None:  # type: ignore[misc]  # only Meeting is a Mark
        """Take a mark back: it stands as booked again, and one that never was booked is taken away altogether.

        `seen` is what `newest_change` was on the page: Overtaken is raised when it was marked anew since.
        What each said of a booked one in private is kept, and rests until it is held again: one side's button takes
        nothing from the other, and tells nobody whether there was anything to take. With one that never was booked
        it goes; the page says so first.
        """
        must_be_open(self.lock())
        if not self.is_marked_session:
            raise NothingToUndo(_now("There is no mark here to take back."))
        self.must_be_as_seen(seen)
        if not self.may_be_put_back:
            raise NothingToUndo(_now("This was marked more than a week ago, so it stays as it is."))
        if not self.was_booked:
            self.take_away()
            return
        self.state, self.held_minutes, self.missed_by = self.State.BOOKED, None, None
        self.save(update_fields=["state", "held_minutes", "missed_by"])
        self.write_change(Change.Kind.REOPENED, by)

    @property
    def is_marked_session(self: "Meeting") -> bool:  # type: ignore[misc]  # only Meeting is a Mark
        return self.is_session and self.state in self.MARKED

    @property
    def may_be_put_back(self: "Meeting") -> bool:  # type: ignore[misc]  # only Meeting is a Mark
        """Marked, and within the week."""
        lately = self.changes.filter(at__gt=timezone.now() - MAY_BE_UNDONE_FOR)
        return self.is_marked_session and lately.exists()

    def take_away(self: "Meeting") -> None:  # type: ignore[misc]  # only Meeting is a Mark
        """The part of undoing for a session written down by mistake: there never was one. Wants the row locked.

        Notes that both wrote say otherwise, so they go first, by the hand of one of the two.
        """
        pair = self.mentorship
        if self.notes.filter(author=None).exclude(body="").exists():
            raise NothingToUndo(_now("There are shared notes in this session. Empty them first; then it can go."))
        letters.take_back([self], *letters.SETTLED_BY_A_CHANGE)
        self.delete()
        pair.mark_unmet()

    def lock_to_mark(self: "Meeting") -> Mentorship:  # type: ignore[misc]  # only Meeting is a Mark
        pair = self.lock()
        must_be_open(pair)
        self.must_be_booked()
        if not self.has_begun:
            raise NotOver(_now("This meeting is still to come. You can say how it went once it has begun."))
        return pair
