"""Proposals: matching suggests a mentor and a mentee to each other; accepted by both it begins a mentorship."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.layout.line import LineField
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.clock import last_day_for
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, Programme, Role, Separation
from alongside.web.proposals.models.answer import Answer
from alongside.web.proposals.models.letters import Letters
from alongside.web.proposals.models.standing import ProposalQuerySet
from alongside.web.proposals.refusals import AlreadyAnswered, Closed, NoRoom, NotYours
from alongside.web.rounds.models import Change, Round, Run


class Proposal(Letters):
    """A mentor and a mentee suggested to each other, with reasons. Neither learns what the other said alone."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        AGREED = "agreed", _("both said yes")
        DECLINED = "declined", _("did not come about")
        EXPIRED = "expired", _("ran out")
        WITHDRAWN = "withdrawn", _("taken back")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="proposals")
    # None for one that a coordinator made by hand.
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, blank=True, related_name="proposals")
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True, related_name="+")
    mentee = models.ForeignKey(User, on_delete=models.CASCADE, related_name="proposals_as_mentee")
    mentor = models.ForeignKey(User, on_delete=models.CASCADE, related_name="proposals_as_mentor")
    # Sentences as they stood when it was proposed: {"why": […], "but": […]}. Nothing private is in them.
    reasons = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    # The side that said no while the other has not answered: it holds no place of theirs any more. The other's stays as
    # it was, or it would tell them. It stands here for the constraint below and for whoever counts places.
    freed = models.CharField(max_length=6, choices=[("mentor", _("mentor")), ("mentee", _("mentee"))], blank=True)
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    # When both got their letter; the worker writes it.
    told_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # By hand: who proposed it, whether it is for a mentor beside another one and for what, and a note to both.
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_second = models.BooleanField(default=False)
    what_for = LineField(_("for what"), max_length=120, blank=True)
    note = models.TextField(_("a note to both"), max_length=1000, blank=True)
    # By hand: who took it back, and why, which only coordinators read. A round keeps that in its record.
    withdrawn_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_why = models.TextField(max_length=1000, blank=True)
    mentorship = models.OneToOneField(
        Mentorship, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposal"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("proposal")
        constraints = [
            models.CheckConstraint(condition=~Q(mentor=F("mentee")), name="nobody_is_proposed_to_themselves"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="a_proposal_is_open_or_closed",
            ),
            models.UniqueConstraint(
                fields=["programme", "mentee"],
                condition=Q(closed_at=None) & ~Q(freed="mentee"),
                name="one_open_proposal_a_mentee",
            ),
            models.CheckConstraint(condition=Q(round=None) | Q(by=None, is_second=False), name="by_hand_or_of_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} & {self.mentee}"

    def get_absolute_url(self) -> str:
        return reverse("proposals:proposal", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_by_hand(self) -> bool:
        return self.round_id is None

    @property
    def is_untold(self) -> bool:
        """Made by hand a moment ago, so that nobody has a letter about it."""
        return self.is_by_hand and self.told_at is None

    @property
    def listed_at(self) -> str:
        """The page on which coordinators find it among others."""
        if self.round_id is None:
            return reverse("proposals:by_hand", args=[self.programme_id])
        return reverse("proposals:of_round", args=[self.round_id])

    @property
    def last_day(self) -> date:
        """The day until which both can answer: the same for the two and for coordinators, wherever they live."""
        return last_day_for(self.expires_at, (self.mentor, self.mentee))

    @property
    def remind_at(self) -> datetime:
        """Half of the open days have gone by."""
        return self.proposed_at + (self.expires_at - self.proposed_at) / 2

    @property
    def between(self) -> dict[str, Any]:
        return {"programme": self.programme, "mentor": self.mentor, "mentee": self.mentee}

    def partner_of(self, user: User) -> User:
        return self.mentor if user.pk == self.mentee_id else self.mentee

    def side_of(self, user: User) -> str:
        """ "mentor", "mentee", or "" for anybody else."""
        return {self.mentor_id: "mentor", self.mentee_id: "mentee"}.get(user.pk, "")

    def answer_of(self, user: User) -> Answer | None:
        return self.replies.filter(person=user).first()

    # Answering --------------------------------------------------------------------------------------------------

    def accept(self, *, by: User) -> Mentorship | None:
        """Say yes. With the second yes the introduction is to come, as after an accepted request.

        The place was held since it was proposed, but the mentor may have less room now, or the programme be over.
        Raises NoRoom or Closed, to either side and whatever the other has said: a refusal of the second yes alone
        would tell whoever gives it of the first.
        """
        with transaction.atomic():
            seat = Membership.objects.seat(self.programme, self.mentor)
            self.lock(by=by)
            if self.programme.is_over:
                raise Closed(
                    _now("%(programme)s is over, and nothing new begins there.") % {"programme": self.programme}
                )
            if seat is None or Membership.objects.place(self.programme, self.mentee) is None:
                raise Closed(_now("One of you has left %(programme)s.") % {"programme": self.programme})
            if Mentorship.objects.open().filter(**self.between).exists():
                raise Closed(_now("You two already have a mentorship."))
            other = self.answer_of(self.partner_of(by))
            if (other is None or other.says_yes) and Proposal.objects.parted().filter(pk=self.pk).exists():
                raise Closed(self.how_it_closed())  # the worker closes it, in the same words
            if self.is_full(seat):
                raise NoRoom(self.no_room(by, seat.capacity))
            self.replies.create(person=by, says_yes=True)
            if other is None:
                return None
            if not other.says_yes:
                self.fall_through()
                return None
            self.mentorship = Mentorship.objects.introduce(**self.between, goal=self.wish())
            self.close(self.State.AGREED)
            self.record(Change.Kind.AGREED)
            for person in (self.mentor, self.mentee):
                self.write(
                    "agreed", to=person, url=self.mentorship.get_absolute_url(), button=_now("Find a time to meet")
                )
        return self.mentorship

    def decline(
        self, *, by: User, reason: str, words: str = "", is_away: bool = False, keep_apart: bool = False
    ) -> None:
        """Say no, for a kind reason that only the coordinators read.

        It closes when the other has answered too, or when its time is over; until then nothing they see is different.
        For whoever said no it is over at once.

        is_away : propose nobody else until they say that they are back.   keep_apart : never these two again.
        """
        with transaction.atomic():
            self.lock(by=by)
            other = self.answer_of(self.partner_of(by))
            self.replies.create(person=by, says_yes=False, reason=reason, words=words)
            if keep_apart:
                # A next cohort that was begun before took no such wish along, and "never again" was said of it, too.
                for programme in Programme.objects.filter(pk__in=self.programme.with_those_after):
                    Separation.objects.keep_apart(programme, by, self.partner_of(by), kind=Separation.Kind.ASKED, by=by)
            for seat in self.seats_of(by) if is_away else ():  # none where they were taken out meanwhile
                seat.go_away(by=by, until=None)
            if other:
                self.fall_through()
            else:
                self.free(by)

    def withdraw(self, *, by: User, why: str = "") -> None:
        """A coordinator takes it back; both get the same kind words as if it had run out, but for whoever said no.

        One that was made by hand and is taken back before any letter went has no letter about its end either, except
        to somebody who found it on their home page and said yes.
        """
        with transaction.atomic():
            self.lock()
            if not Proposal.objects.coordinated_by(by).filter(pk=self.pk).exists():
                raise NotYours(_now("Only a coordinator, and neither of the two, may take a proposal back."))
            if self.is_by_hand:
                self.withdrawn_by, self.withdrawn_why = by, why
            self.close(self.State.WITHDRAWN)
            self.record(Change.Kind.WITHDRAWN, by=by, why=why)
            knowing = set(self.replies.values_list("person", flat=True))
            for person in self.without_a_no():
                if person.pk in knowing or not self.is_untold:
                    self.write("closed", to=person)

    def expire(self) -> None:
        """Close it kindly. Who did not answer counts as away until they come back, so that nobody waits in vain.

        Not a mentee who has a mentor already: nobody is proposed to them unless a coordinator does it again.
        """
        with transaction.atomic():
            self.lock()
            now = timezone.now()
            # That its time is over stands in the row just read; what else ends it has to be asked.
            if self.expires_at > now and not Proposal.objects.run_out(now).filter(pk=self.pk).exists():
                raise Closed(_now("Somebody has just answered."))
            if Mentorship.objects.open().filter(**self.between).exists():
                return self.close(self.State.WITHDRAWN)
            said = dict(self.replies.values_list("person", "says_yes"))
            one_said_no = False in said.values()
            self.close(self.State.DECLINED if one_said_no else self.State.EXPIRED)
            self.record(Change.Kind.DECLINED if one_said_no else Change.Kind.EXPIRED)
            for person in (self.mentor, self.mentee):
                if said.get(person.pk) is False:
                    continue  # whoever said no has done with it
                is_silent = self.expires_at <= now and person.pk not in said
                if self.programme.is_over or (person == self.mentee and self.has_no_room()):
                    is_silent = False  # a yes of theirs would have been refused
                if self.is_second and person == self.mentee:
                    is_silent = False
                for seat in self.seats_of(person) if is_silent else ():
                    seat.go_away(by=person, until=None)
                self.write("expired" if is_silent else "closed", to=person)

    def remind(self) -> bool:
        """Write once to whoever has not answered; False when that was done this very moment."""
        with transaction.atomic():
            self.lock()
            if self.reminded_at:
                return False
            self.reminded_at = timezone.now()
            self.save(update_fields=["reminded_at"])
            for person in (self.mentor, self.mentee):
                if not self.replies.filter(person=person).exists():
                    self.write("reminded", to=person, button=_now("Read and answer"))
        return True

    def tell(self) -> bool:
        """Write to both, with the reasons; False when that was done this very moment."""
        with transaction.atomic():
            self.lock()
            if self.told_at:
                return False
            self.told_at = timezone.now()
            self.save(update_fields=["told_at"])
            for person in self.without_a_no():
                self.write("proposed", to=person, button=_now("Read and answer"))
        return True

    # What the verbs stand on ------------------------------------------------------------------------------------

    def lock(self, *, by: User | None = None) -> None:
        """Hold the row, read it anew, and make sure that it is open and that this side has not answered yet."""
        fresh = Proposal.objects.select_for_update().get(pk=self.pk)
        for field in ("state", "closed_at", "told_at", "reminded_at", "expires_at", "freed"):
            setattr(self, field, getattr(fresh, field))
        if by is not None and not self.side_of(by):
            raise NotYours(_now("Only the two of you can answer."))
        if not self.is_open:
            raise Closed(self.how_it_closed())
        if by is not None and self.replies.filter(person=by).exists():
            raise AlreadyAnswered(_now("Your answer is in. You both hear when both are."))
        if by is not None:
            self.take_back_questions(to=by)

    def how_it_closed(self) -> str:
        """In the same words whether one said no, did not answer, or a coordinator took it back."""
        if self.state == self.State.AGREED:
            return _now("This proposal is closed: you both said yes.")
        return _now("This proposal is closed: it did not come about.")

    def nos(self) -> models.QuerySet[Answer]:
        return self.replies.filter(says_yes=False)

    def without_a_no(self) -> list[User]:
        """Whom a letter about it is still news to. Whoever said no has done with it."""
        done = set(self.nos().values_list("person", flat=True))
        return [person for person in (self.mentor, self.mentee) if person.pk not in done]

    def free(self, person: User) -> None:
        """Let whoever said no go on as if it were closed: their place is free for others, and they may leave.

        Not where the other coordinates the programme: they see who looks and who has room, and would read the no there.
        """
        if Role.COORDINATOR not in self.programme.roles_of(self.partner_of(person)):
            self.freed = self.side_of(person)
            self.save(update_fields=["freed"])
            if self.freed == "mentee":
                self.leave_out()

    def fall_through(self) -> None:
        """Both have answered, and one said no: whoever said yes gets the few kind words."""
        self.close(self.State.DECLINED)
        self.record(Change.Kind.DECLINED)
        for person in self.without_a_no():
            self.write("closed", to=person)

    def close(self, state: str) -> None:
        self.state, self.closed_at = state, timezone.now()
        self.save()
        self.take_back_questions()
        if state != self.State.AGREED and self.freed != "mentee":
            self.leave_out()

    def leave_out(self) -> None:
        """Where the round has ended meanwhile: like everybody it left with nobody, the mentee comes first next time."""
        if self.round_id and not Round.objects.open().filter(pk=self.round_id).exists():
            here = self.programme.memberships.current().mentees().filter(person=self.mentee)
            here.update(left_out_at=timezone.now())

    def record(self, kind: str, *, by: User | None = None, why: str = "") -> None:
        """In the record of its round. One that was made by hand is its own record."""
        if self.round is not None:
            Change.objects.record(self.round, kind, by=by, why=why, mentee=self.mentee, mentor=self.mentor)

    def seats_of(self, person: User) -> "models.QuerySet[Membership]":
        return self.programme.memberships.current().filter(person=person, role=self.side_of(person))

    def wish(self) -> str:
        """What the mentorship begins with: what it is for, or the mentee's own words, where there are any."""
        if self.what_for:
            return self.what_for
        return self.mentee.profile.wants if hasattr(self.mentee, "profile") else ""

    def is_full(self, seat: Membership) -> bool:
        """Whether the mentor has no room for this pair.

        What came into the place that their own no set free does not count: nobody else may read from a refusal that
        they said it.
        """
        taken = seat.mentorships()
        for no in self.nos().filter(person=self.mentor):
            taken = taken.filter(proposed_at__lte=no.answered_at)
        return taken.count() >= seat.capacity

    def has_no_room(self) -> bool:
        return any(self.is_full(seat) for seat in self.seats_of(self.mentor))

    def no_room(self, by: User, capacity: int) -> str:
        if by.pk == self.mentor_id:
            return _now(
                "You have room for %(count)s, and it is taken. Raise your capacity first, or decline kindly."
            ) % {"count": capacity}
        return _now("%(name)s has no room for another mentorship just now. Try again in a few days.") % {
            "name": self.mentor.first_name
        }
