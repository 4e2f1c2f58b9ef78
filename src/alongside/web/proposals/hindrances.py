"""What is against proposing one person to another by hand: a sentence for the coordinator who would do it."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.matching import Mentee, Mentor, Weighing, explained
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, Role, Separation
from alongside.web.programmes.reasons import Reasons, reasons
from alongside.web.programmes.records import folk
from alongside.web.rounds.models import Decision
from alongside.web.rounds.models.decision import DecisionQuerySet


class Hindrances:
    """Between one member of a programme and others of the other role. A fixed number of queries, however many.

    Nothing here tells of somebody's wish never to be suggested to another again: a wish is made with a no, coordinators
    read who said no, and after a no two people are not proposed by hand again, with a wish or without (decision 32).
    """

    def __init__(self, seat: Membership, *, by: User, others: Sequence[Membership] = ()) -> None:
        self.seat, self.by, self.others = seat, by, others
        self.programme = seat.programme

    # In words ---------------------------------------------------------------------------------------------------

    @cached_property
    def ones_own(self) -> str:
        """What keeps anybody at all from being proposed to this member; empty when nothing does."""
        if self.programme.is_over:
            return _("%(programme)s is over, and nobody is proposed there any more.") % {"programme": self.programme}
        return self.of(self.seat)

    def against(self, other: Membership) -> str:
        """What is against proposing this other one; empty when nothing is."""
        return self.ones_own or self.between(other) or self.of(other)

    def of(self, seat: Membership) -> str:
        """What lies with one of the two alone."""
        names = {"name": seat.person}
        if seat.person_id == self.by.pk:
            return _("You would be one of the two. Another coordinator can propose somebody to you.")
        if not seat.person.is_active or not hasattr(seat.person, "profile"):
            return _("%(name)s has no profile here yet.") % names
        if seat.is_away and seat.paused_until:
            day = date_format(seat.paused_until, "j F")
            return _("%(name)s is away until %(day)s, and nobody is proposed to them before.") % {**names, "day": day}
        if seat.is_away:
            return _("%(name)s is away, and nobody is proposed to them before they say that they are back.") % names
        return self.of_mentor(seat) if seat.role == Role.MENTOR else self.of_mentee(seat)

    def of_mentor(self, seat: Membership) -> str:
        if self.room[seat.pk] <= 0:
            return _("%(name)s has no room just now: every place is taken, or held by a proposal.") % {
                "name": seat.person
            }
        return ""

    def of_mentee(self, seat: Membership) -> str:
        names = {"name": seat.person}
        running = self.running[seat.person_id]
        if self.is_of_their_mentor(seat):
            return _("You are %(name)s's mentor. Another coordinator can look for a second one.") % names
        if seat.person_id in self.bound:
            return _("A proposal to %(name)s waits for an answer. There is one at a time.") % names
        for one in running:
            if one.is_new:
                return _("%(name)s and %(mentor)s are still finding out whether they go on. Wait until they have.") % {
                    **names,
                    "mentor": one.mentor,
                }
        return ""

    def between(self, other: Membership) -> str:
        """What lies between the two."""
        mentee, mentor = self.sides(other)
        names = {"mentee": mentee.person, "mentor": mentor.person}
        # Before anything that they would read of themselves, or of a second mentor of their mentee.
        if other.person_id == self.by.pk or self.is_of_their_mentor(mentee):
            return self.of(other) or self.of(mentee)
        if mentee.person_id == mentor.person_id:
            return _("Nobody mentors themselves.")
        if other.person_id in self.paired:
            return _("%(mentee)s and %(mentor)s have a mentorship already.") % names
        if other.person_id in self.parted:
            return _("%(mentee)s and %(mentor)s are not to be paired.") % names
        if other.person_id in self.proposed_before:
            return _("%(mentee)s and %(mentor)s were proposed to each other before.") % names
        if other.person_id in self.ruled_out:
            return _("%(mentee)s and %(mentor)s were ruled out for this round.") % names
        return " ".join(self.weighing.forbidden(*self.people(other))) or self.locked(mentee, mentor)

    def locked(self, mentee: Membership, mentor: Membership) -> str:
        """What another coordinator has set by hand in the open round, and nobody has been told of."""
        of_mentee = [one for one in self.locks if one.mentee_id == mentee.person_id]
        if of_mentee and of_mentee[0].mentor_id != mentor.person_id:
            return _("%(mentee)s is locked with %(mentor)s in %(round)s. Lift that first.") % {
                "mentee": mentee.person, "mentor": of_mentee[0].mentor, "round": of_mentee[0].round,
            }  # fmt: skip
        others = [one for one in self.locks if one.mentor_id == mentor.person_id and one not in of_mentee]
        if others and len(others) >= self.room[mentor.pk]:
            return _("%(mentor)s is locked with %(others)s, and that is all their room.") % {
                "mentor": mentor.person, "others": ", ".join(str(one.mentee) for one in others),
            }  # fmt: skip
        return ""

    def is_of_their_mentor(self, mentee: Membership) -> bool:
        """Whether the coordinator who asks is this mentee's mentor now."""
        return any(one.mentor_id == self.by.pk for one in self.running[mentee.person_id])

    def has_mentor(self, mentee: Membership) -> bool:
        """Whether whoever is proposed to this mentee would be a second mentor."""
        return bool(self.running[mentee.person_id])

    def reasons(self, other: Membership) -> Reasons:
        """Why the two, as a coordinator reads it."""
        return Reasons(explained(*self.people(other), self.weighing))

    def reasons_for_both(self, other: Membership) -> Reasons:
        """Why the two, as they will read it."""
        return reasons(*self.people(other), self.weighing)

    # What it rests on -------------------------------------------------------------------------------------------

    def sides(self, other: Membership) -> tuple[Membership, Membership]:
        return (other, self.seat) if self.seat.role == Role.MENTOR else (self.seat, other)

    def people(self, other: Membership) -> tuple[Mentee, Mentor]:
        mentee, mentor = self.sides(other)
        return self.mentees[str(mentee.person_id)], self.mentors[str(mentor.person_id)]

    @cached_property
    def weighing(self) -> Weighing:
        return self.programme.rules.weighing(self.programme)

    @cached_property
    def folk(self) -> tuple[dict[str, Mentee], dict[str, Mentor]]:
        here = Membership.objects.filter(pk__in=[seat.pk for seat in (self.seat, *self.others)])
        some, others = folk(
            self.programme, mentees=here.mentees(), mentors=here.mentors().with_load(), on=timezone.localdate()
        )
        return {one.id: one for one in some}, {one.id: one for one in others}

    @property
    def mentees(self) -> dict[str, Mentee]:
        return self.folk[0]

    @property
    def mentors(self) -> dict[str, Mentor]:
        return self.folk[1]

    @cached_property
    def room(self) -> dict[int, int]:
        """By place: how many more a mentor could take."""
        here = Membership.objects.filter(pk__in=[seat.pk for seat in (self.seat, *self.others)]).mentors()
        return {seat.pk: seat.room for seat in here.with_load()}

    @cached_property
    def here(self) -> list[int]:
        """The people of all these places."""
        return [seat.person_id for seat in (self.seat, *self.others)]

    @cached_property
    def running(self) -> dict[int, list[Mentorship]]:
        """By mentee: their mentorships that have not ended."""
        found = defaultdict(list)
        open_ = self.programme.mentorships.filter(ended_at=None, mentee__in=self.here)
        for one in open_.select_related("mentor").order_by("pk"):
            found[one.mentee_id].append(one)
        return found

    @cached_property
    def bound(self) -> set[int]:
        """Mentees to whom somebody is proposed now, and who have not said no to it."""
        held = self.programme.proposals.open().exclude(freed=Role.MENTEE).filter(mentee__in=self.here)
        return set(held.values_list("mentee", flat=True))

    @cached_property
    def paired(self) -> set[int]:
        """Who has a mentorship with this member."""
        mine = self.programme.mentorships.filter(ended_at=None, **{self.side: self.seat.person_id})
        return set(mine.values_list(self.other_side, flat=True))

    @cached_property
    def parted(self) -> set[int]:
        return self.programme.separations.filter(kind=Separation.Kind.APART).of(self.seat.person)

    @cached_property
    def proposed_before(self) -> set[int]:
        """To whom this member is proposed, or was and one of the two said no; whoever was to be the mentor, for a wish
        holds both ways round, and could be told from a plain no otherwise. So could one that came along from a
        programme before, where a no there did not count."""
        mine = self.programme.proposals.model.objects.of(self.seat.person)
        mine = mine.filter(programme__in=self.programme.with_those_before)
        said_no = mine.filter(Q(closed_at=None) | Q(replies__says_yes=False)).values_list("mentor", "mentee")
        wished = self.programme.separations.filter(kind=Separation.Kind.ASKED)
        told = {person for pair in said_no for person in pair} - {self.seat.person_id}
        return told | wished.of(self.seat.person)

    @cached_property
    def ruled_out(self) -> set[int]:
        """With whom a coordinator has ruled this member out in the open round."""
        forbids = self.decisions.forbids().filter(**{self.side: self.seat.person_id})
        return set(forbids.values_list(self.other_side, flat=True))

    @cached_property
    def locks(self) -> list[Decision]:
        """Those of the open round that hold somebody here and were not proposed yet."""
        told = self.programme.proposals.filter(
            round=OuterRef("round"), mentor=OuterRef("mentor"), mentee=OuterRef("mentee")
        )
        found = self.decisions.locks().filter(Q(mentee__in=self.here) | Q(mentor__in=self.here), ~Exists(told))
        return list(found.select_related("mentee", "mentor", "round"))

    @property
    def decisions(self) -> DecisionQuerySet:
        return Decision.objects.filter(round__programme=self.programme, round__closed_at=None)

    @property
    def side(self) -> str:
        return "mentor" if self.seat.role == Role.MENTOR else "mentee"

    @property
    def other_side(self) -> str:
        return "mentee" if self.seat.role == Role.MENTOR else "mentor"

    @property
    def out_of_the_question(self) -> set[int]:
        """Whom nothing that is looked up one by one has to rule out."""
        return self.paired | self.parted | self.proposed_before | self.ruled_out | {self.seat.person_id, self.by.pk}
