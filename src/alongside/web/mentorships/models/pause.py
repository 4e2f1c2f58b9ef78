"""A time out, and how a mentorship takes one."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from alongside.web.mentorships.models.stage import Stage
from alongside.web.mentorships.models.telling import OF_A_PAUSE
from alongside.web.mentorships.refusals import AlreadyDone, NotYet, Overtaken, WrongDay
from alongside.web.people.models import User

if TYPE_CHECKING:
    from alongside.web.mentorships.models.mentorship import Mentorship

TOLD_BEFORE = timedelta(days=3)
LONGEST_PAUSE = timedelta(days=366)


class PauseQuerySet(models.QuerySet["Pause"]):
    def open(self) -> Self:
        return self.filter(resumed_at=None)

    def over(self, today: date) -> Self:
        """Open still, though the day they said has come."""
        return self.open().filter(until__lte=today)

    def soon_over(self, today: date) -> Self:
        """To be told of: open, near their last day, and no letter has said so."""
        return self.open().filter(until__gt=today, until__lte=today + TOLD_BEFORE, reminded_at=None)


class Pause(models.Model):
    """A time out that both know of; the engine takes it out of every clock."""

    mentorship = models.ForeignKey("mentorships.Mentorship", on_delete=models.CASCADE, related_name="pauses")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("why"), max_length=200, blank=True)
    starts_at = models.DateTimeField(default=timezone.now)
    # The day on which they go on, which is no day of the pause any more.
    until = models.DateField(_("until"), null=True, blank=True)
    # When both were told that the day comes near; one as short as that is told of once, when it begins.
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    resumed_at = models.DateTimeField(null=True, blank=True)
    resumed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship"], condition=Q(resumed_at=None), name="one_open_pause_a_mentorship"
            )
        ]

    @transaction.atomic
    def remind(self) -> bool:
        """Tell both that the pause ends soon, once; False when it was told or is over by now."""
        self.mentorship.lock()
        self.refresh_from_db()
        if self.reminded_at or self.resumed_at:
            return False
        self.reminded_at = timezone.now()
        self.save(update_fields=["reminded_at"])
        mentorship = self.mentorship
        both = (mentorship.mentor, mentorship.mentee)
        mentorship.tell(*both, template="pause_ends", until=self.until, useful_until=self.ends_at)
        return True

    @property
    def ends_at(self) -> datetime | None:
        """The first moment of the day on which it goes on by itself; None where no day is set."""
        return timezone.make_aware(datetime.combine(self.until, time())) if self.until else None


class Pausable(models.Model):
    """The part of a mentorship that takes time out and goes on."""

    class Meta:
        abstract = True

    @property
    def current_pause(self: "Mentorship") -> Pause | None:  # type: ignore[misc]  # only Mentorship is Pausable
        return self.pauses.open().first()

    @transaction.atomic
    def pause(self: "Mentorship", *, by: User, until: date, reason: str = "") -> None:  # type: ignore[misc]  # only Mentorship is Pausable
        """Take time out until a day; both know of it. Raises NotYet, AlreadyDone or WrongDay."""
        self.lock()
        self.check_may_pause(by)
        if self.stage == Stage.PAUSED:
            raise AlreadyDone(_t("This mentorship is already paused. Go on first, then choose another date."))
        today = timezone.localdate()
        if until <= today:
            raise WrongDay(_t("Choose a day after today for the end of the pause."))
        if until > today + LONGEST_PAUSE:
            raise WrongDay(_t("A pause can last a year at most. You can pause again then, or end without fault."))
        told = timezone.now() if until <= today + TOLD_BEFORE else None
        self.pauses.create(by=by, until=until, reason=reason, reminded_at=told)
        self.stage = Stage.PAUSED
        self.save(update_fields=["stage"])
        self.take_back_letters("resumed")
        self.checkins.take_back_letters()
        self.readings.take_back_letters()
        self.tell(self.partner_of(by), template="paused", by=by, until=until, reason=reason)
        self.note_event()

    def check_may_pause(self: "Mentorship", by: User) -> None:  # type: ignore[misc]  # only Mentorship is Pausable
        """Raise NotYours, Over or NotYet; a pause that runs already is another matter."""
        self.check_pair(by)
        if self.is_new:
            raise NotYet(_t("A mentorship can be paused once both have signed the agreement."))

    @transaction.atomic
    def resume(self: "Mentorship", *, by: User | None, pause: int | None = None) -> None:  # type: ignore[misc]  # only Mentorship is Pausable
        """Go on after a pause. `by` is None when the day has come by itself; then both get a letter.

        `pause` is the key of the one that was on the page: Overtaken is raised when another runs by now.
        """
        self.lock()
        if by:
            self.check_pair(by)
        if not self.is_paused:
            raise AlreadyDone(_t("This mentorship is not paused."))
        running = self.current_pause
        if pause is not None and running and running.pk != pause:
            raise Overtaken(
                _t("The pause that you were looking at is over, and a new one has begun. Look at it, then decide.")
            )
        self.close_pause(by)
        self.stage = self.running_stage()
        self.save(update_fields=["stage"])
        self.tell(*([self.partner_of(by)] if by else [self.mentor, self.mentee]), template="resumed", by=by)
        self.note_event()

    def close_pause(  # type: ignore[misc]  # only Mentorship is Pausable
        self: "Mentorship", by: User | None, *, at: datetime | None = None
    ) -> None:
        self.pauses.open().update(resumed_at=at or timezone.now(), resumed_by=by)
        self.take_back_letters(*OF_A_PAUSE)

    def take_up_pause(self: "Mentorship") -> Pause | None:  # type: ignore[misc]  # only Mentorship is Pausable
        """The pause that the ending closed, open again where its day is still to come. Wants the row locked."""
        closed = self.pauses.filter(resumed_at=self.ended_at).exclude(until__lte=timezone.localdate()).last()
        if closed:
            closed.resumed_at = closed.resumed_by = None
            closed.save(update_fields=["resumed_at", "resumed_by"])
        return closed
