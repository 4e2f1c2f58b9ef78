"""The cohort of a programme: who looks for a mentor now, and who has room."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from alongside.web.mentorships.models import Ending, Mentorship
from alongside.web.programmes.models import MembershipQuerySet, Programme


def away(today: date) -> Q:
    return Q(paused_at__isnull=False) & (Q(paused_until=None) | Q(paused_until__gte=today))


def unpaired(programme: Programme, today: date) -> MembershipQuerySet:
    """Mentees who are here, without a mentorship, and who have not had enough.

    After a mentorship that ended, only who said that they would like another one looks for it: nobody is proposed a
    mentor because they finished well. An introduction that went no further takes nobody off.
    """
    here = programme.memberships.current().mentees().filter(person__is_active=True, person__profile__isnull=False)
    ended = Mentorship.objects.filter(programme=programme, ending__isnull=False)
    enough = ended.exclude(ending__reason=Ending.Reason.INTRODUCTION)
    # What they said last: a wish that another mentorship has answered since stands no more.
    since = enough.filter(mentee=OuterRef("mentee"), ended_at__gt=OuterRef("ended_at"))
    again = enough.filter(~Exists(since), reflections__person=F("mentee"), reflections__wants_another=True)
    had_enough = Q(person__in=enough.values("mentee")) & ~Q(person__in=again.values("mentee"))
    return (
        here.exclude(away(today))
        .exclude(person__in=programme.mentorships.filter(ended_at=None).values("mentee"))
        .exclude(had_enough)
    )


def looking(programme: Programme, today: date) -> MembershipQuerySet:
    """Those of them without a proposal that binds them."""
    bound = programme.proposals.open().exclude(freed="mentee").values("mentee")
    return unpaired(programme, today).exclude(person__in=bound)


def offering(programme: Programme, today: date) -> MembershipQuerySet:
    """Mentors who are here and have room for one more."""
    here = programme.memberships.current().mentors().filter(person__is_active=True, person__profile__isnull=False)
    return here.with_load().with_room(today)
