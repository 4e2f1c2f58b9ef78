"""Which proposals: whose, where they stand, and which have run out."""

from datetime import datetime
from typing import Self

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, Programme, Separation
from alongside.web.proposals.models.answer import Answer
from alongside.web.proposals.models.by_hand import ByHand


class ProposalQuerySet(ByHand):
    def visible_to(self, user: User) -> Self:
        """The two it is between, and the coordinators who made it.

        One for a second mentor is nothing for the first: whether the mentee says yes to it is not theirs to read, not
        even where they coordinate the programme.
        """
        first = Mentorship.objects.filter(programme=OuterRef("programme"), mentor=user, mentee=OuterRef("mentee"))
        coordinated = Q(programme__in=Programme.objects.coordinated_by(user)) & (Q(is_second=False) | ~Exists(first))
        return self.filter(Q(mentor=user) | Q(mentee=user) | coordinated)

    def coordinated_by(self, user: User) -> Self:
        """Those a coordinator looks after; never their own, of which they learn no more than the other one does."""
        return self.visible_to(user).exclude(mentor=user).exclude(mentee=user)

    def by_hand(self) -> Self:
        return self.filter(round=None)

    def of(self, user: User) -> Self:
        """Only the two it is between: for what a coordinator never does."""
        return self.filter(Q(mentor=user) | Q(mentee=user))

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def binding(self, user: User) -> Self:
        """Open ones that hold a place of this person: not those to which they have said no."""
        return self.open().filter(Q(mentor=user) & ~Q(freed="mentor") | Q(mentee=user) & ~Q(freed="mentee"))

    def with_no_of(self, user: User) -> Self:
        """Add `said_no`: whether this person did."""
        return self.annotate(
            said_no=Exists(Answer.objects.filter(proposal=OuterRef("pk"), person=user, says_yes=False))
        )

    def for_list(self) -> Self:
        return self.select_related(
            "programme", "round", "mentor__profile", "mentee__profile", "mentorship", "by", "withdrawn_by"
        )

    def named(self, word: str) -> Self:
        """Those of a mentor or a mentee whose name holds this word."""
        return self.filter(Q(mentor__name__icontains=word) | Q(mentee__name__icontains=word))

    def waiting_for(self, user: User) -> Self:
        """Open ones that this person has not answered."""
        answered = Answer.objects.filter(proposal=OuterRef("pk"), person=user)
        return self.of(user).open().filter(~Exists(answered))

    def untold(self) -> Self:
        """Open ones of which the two have no letter yet."""
        return self.open().filter(told_at=None)

    def parted(self) -> Self:
        """Those whose two are to be kept apart since they were proposed."""
        return self.filter(Exists(Separation.objects.of_each().ruling_out()))

    def run_out(self, now: datetime) -> Self:
        """Open ones whose time or programme is over, one has left, who found each other another way or were parted.

        Where one has said no, being parted closes nothing: it may be that one's wish, and the other is not to read it.
        """
        here = Membership.objects.current().filter(programme=OuterRef("programme"))
        paired = Mentorship.objects.open().filter(
            programme=OuterRef("programme"), mentor=OuterRef("mentor"), mentee=OuterRef("mentee")
        )
        return self.open().filter(
            Q(expires_at__lte=now)
            | Q(programme__ends_on__lt=timezone.localdate(now))
            | ~Exists(here.mentors().filter(person=OuterRef("mentor")))
            | ~Exists(here.mentees().filter(person=OuterRef("mentee")))
            | Exists(paired)
            | Q(pk__in=self.model.objects.open().parted().exclude(replies__says_yes=False).values("pk"))
        )
