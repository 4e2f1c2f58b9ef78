"""How a mentorship ends, and how that is taken back."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _t

from alongside.web.mentorships.models.ending import Ending
from alongside.web.mentorships.models.stage import Stage
from alongside.web.mentorships.models.telling import OF_AN_ENDING
from alongside.web.mentorships.refusals import AlreadyDone, NotYet, NotYours, Over
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, Programme

if TYPE_CHECKING:
    from alongside.web.mentorships.models.mentorship import Mentorship

UNDO_WITHIN = timedelta(hours=24)


class Endable(models.Model):
    """The part of a mentorship that ends, and can be taken up again for a day."""

    class Meta:
        abstract = True

    @transaction.atomic
    def end(self: "Mentorship", *, by: User | None, reason: str) -> Ending | None:  # type: ignore[misc]  # only Mentorship is Endable
        """End it, and take what is still to come out of both calendars.

        Before the agreement stands there is nothing to explain: whatever the reason, and whoever it was, both get the
        same words at the same moment, and nobody's name is kept. `by` is None when the verdicts ended it.
        While the two answer in private, one of them who stops only changes their answer: None comes back, and the
        morning on which answers close ends it. Ended now, it would tell the other that it was not their answer.
        """
        self.lock()
        if by and not self.may_be_ended_by(by):
            raise NotYours(_t("Only the two of this mentorship, or a coordinator, can end it."))
        if not self.is_open:
            raise AlreadyDone(_t("This mentorship has already ended."))
        held = self.meetings.introductions().live().first() if self.is_undecided else None
        if held and by and self.side_of(by):
            held.stop(by=by)
            return None
        if self.is_new:
            by, reason = None, Ending.Reason.INTRODUCTION
        at = timezone.now()
        self.close_pause(by, at=at)
        self.keep_end(Stage.ENDED, at)
        ending = Ending.objects.create(mentorship=self, by=by, reason=reason, at=at)
        # First that it has ended, then what goes with it.
        self.tell_of_ending(ending)
        self.meetings.call_off()
        self.note_event()
        return ending

    def may_be_ended_by(self: "Mentorship", user: User) -> bool:  # type: ignore[misc]  # only Mentorship is Endable
        return bool(self.side_of(user)) or Programme.objects.coordinated_by(user).filter(pk=self.programme_id).exists()

    def may_be_reopened_by(self: "Mentorship", user: User) -> bool:  # type: ignore[misc]  # only Mentorship is Endable
        """Whoever ended it may take that back for a day, as long as nobody has built on it.

        Only closing words that the partner shared count: others would show by the missing button.
        """
        ending = getattr(self, "ending", None)
        if not ending or ending.by_id != user.pk or timezone.now() - ending.at > UNDO_WITHIN:
            return False
        return not self.reflections.exclude(person=user).filter(shared_with_partner=True).exists()

    @transaction.atomic
    def reopen(self: "Mentorship", *, by: User) -> None:  # type: ignore[misc]  # only Mentorship is Endable
        """Take an ending back within a day. Meetings that went with it stay cancelled, closing words are kept.

        A pause that the ending cut short stands again when its day is still to come.
        """
        self.lock()
        if self.is_open:
            raise AlreadyDone(_t("This mentorship has not ended."))
        if not self.may_be_reopened_by(by):
            raise NotYours(_t("Only whoever ended it can take that back, for 24 hours, while nobody has built on it."))
        self.check_room()
        self.ending.delete()
        # What was said of an ending goes with it; it is a day old at most, so that no sum rests on it yet.
        self.reflections.update(wants_another=False, worth=None, worth_at=None)
        pause = self.take_up_pause()
        self.keep_end(Stage.PAUSED if pause else self.running_stage(), None)
        self.take_back_letters(*OF_AN_ENDING)
        self.tell(self.mentor, self.mentee, template="reopened", by=by, pause=pause)
        self.note_event()

    @transaction.atomic
    def keep_closing_words(self: "Mentorship", *, by: User, helped: str = "", differently: str = "") -> None:  # type: ignore[misc]  # only Mentorship is Endable
        """Keep what one side wrote while the ending was taken back: for them alone, until the next ending.

        Raises NotYours, Over or NotYet. The wish for another mentorship went with the ending.
        """
        self.lock()
        self.check_pair(by)
        if self.is_new:
            raise NotYet(_t("An introduction that went no further needs no closing words."))
        # Also where they had shared others before: these were written for nobody yet.
        words = {"helped": helped, "differently": differently, "written_at": timezone.now()}
        words["shared_with_partner"] = False
        if helped or differently:
            self.reflections.update_or_create(person=by, defaults=words)
        self.note_private(by, is_shown=False)

    def check_room(self: "Mentorship") -> None:  # type: ignore[misc]  # only Mentorship is Endable
        """Raise Over when one of the two has left or they are kept apart since, NotYet when the place is given away."""
        again = self.programme.mentorships.open().filter(mentor=self.mentor_id, mentee=self.mentee_id)
        if again.exists():
            raise AlreadyDone(_t("You two have another mentorship open in this programme."))
        seat = Membership.objects.seat(self.programme, self.mentor)
        if seat is None or Membership.objects.place(self.programme, self.mentee) is None:
            raise Over(
                _t("One of you has left %(programme)s, so this mentorship stays ended.") % {"programme": self.programme}
            )
        if self.programme.separations.between(self.mentee, self.mentor).ruling_out().exists():
            raise Over(_t("This mentorship stays ended. Write to a coordinator if that surprises you."))
        if seat.taken(besides=self.mentee) >= seat.capacity:
            raise NotYet(_t("%(name)s has no room for another mentorship now.") % {"name": self.mentor.first_name})
