"""Last time's people: whom coordinators may ask to come again, each by an invitation of their own."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User
from alongside.web.programmes.models import Invitation, Membership, MembershipQuerySet, Programme, Role
from alongside.web.programmes.refusals import NobodyNamed, NotOpen, NotYours


class Group(models.TextChoices):
    """Whoever finished well and did not ask for more is in none of these: nobody is asked again and again."""

    MENTORS = "mentors", _("Mentors")
    WAITING = "waiting", _("Mentees without a mentorship so far")
    AGAIN = "again", _("Mentees who would like another one")


@dataclass(frozen=True)
class Counted:
    group: Group
    people: int


class LastTime:
    """Who was in the programme that this one follows and can be asked to it, as one of its coordinators sees them."""

    def __init__(self, programme: Programme, reader: User) -> None:
        self.programme, self.reader = programme, reader
        self.before = programme.follows

    @property
    def is_open(self) -> bool:
        """Whether this reader coordinates both: nobody is shown the people of a programme that is not theirs."""
        return self.before is not None and all(
            Role.COORDINATOR in programme.roles_of(self.reader) for programme in (self.before, self.programme)
        )

    def counted(self) -> list[Counted]:
        return [Counted(group, self.people(group).count()) for group in Group]

    def people(self, group: Group) -> MembershipQuerySet:
        """Their places of last time; whoever is or was here or is asked by now is left out."""
        assert self.before
        role = Role.MENTOR if group == Group.MENTORS else Role.MENTEE
        found = Membership.objects.current().filter(programme=self.before, role=role, person__is_active=True)
        found = found.exclude(person=self.reader).exclude(person__in=self.here(role).values("person"))
        # A list and no join: it is made once, however many there are to look through. By name alone: who is missing
        # after an invitation to an address would tell whose it is.
        asked = self.programme.invitations.open().filter(role=role).exclude(person=None)
        found = found.exclude(person__in=asked.values("person"))
        if group == Group.MENTORS:
            return found.for_list()
        pairs = self.before.mentorships
        found = found.exclude(person__in=pairs.open().values("mentee"))
        ended = pairs.filter(ending__isnull=False).exclude(ending__reason="introduction")
        if group == Group.WAITING:
            return found.exclude(person__in=ended.values("mentee")).for_list()
        # A wish is for coordinators; never for the partner, also where they coordinate.
        wished = ended.exclude(mentor=self.reader).filter(
            reflections__person=models.F("mentee"), reflections__wants_another=True
        )
        # What they said last: who had another one since, and asked for none after it, is left in peace.
        since = ended.filter(mentee=OuterRef("mentee"), ended_at__gt=OuterRef("ended_at"))
        wished = wished.filter(~Exists(since))
        return found.filter(person__in=wished.values("mentee")).for_list()

    def here(self, role: Role) -> "models.QuerySet[Membership]":
        """Who is here in this role, or was: they come back where a coordinator invites them by hand."""
        return self.programme.memberships.filter(role=role)

    @transaction.atomic
    def invite(self, group: Group, *, by: User, chosen: Collection[int]) -> list[Invitation]:
        """Write to those of a group whose places are chosen, once each. Raises NotYours, NotOpen or NobodyNamed."""
        Programme.objects.hold(self.programme.pk)
        if by != self.reader or not self.is_open:
            raise NotYours(_now("Only who coordinates both programmes asks last time’s people."))
        if self.programme.is_over:
            raise NotOpen(_now("%(programme)s is over.") % {"programme": self.programme})
        if self.programme.whom_concerns_reach is None:
            raise NobodyNamed(
                _now("Name a safeguarding person first: until then a concern about safety would reach nobody.")
            )
        seats = self.people(group).filter(pk__in=chosen)
        to = [(seat.person.email, seat.role, seat.person) for seat in seats]
        return self.programme.invitations.write(self.programme, to, by=by)
