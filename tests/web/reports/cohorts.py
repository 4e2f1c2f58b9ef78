"""Two cohorts, a year apart, and the pairs that live in them: for what looks at both."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from alongside.web.mentorships.models import Ending, Mentorship
from alongside.web.programmes.models import Membership, Programme, Role
from tests.factories.lives import hold
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory

if TYPE_CHECKING:
    from tests.factories.cast import Cast

LAST, THIS = date(2025, 6, 1), date(2026, 6, 1)


def midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC)


def last_of(cast: "Cast") -> Programme:
    """The first of the two: the programme that Chidi coordinates."""
    assert cast.chidi
    made = {"starts_on": LAST, "created_at": midnight(LAST - timedelta(days=30))}
    Programme.objects.filter(pk=cast.programme.pk).update(**made)
    cast.programme.refresh_from_db()
    return cast.programme


def this_of(cast: "Cast", last: Programme) -> Programme:
    """The one that follows, a year later; Chidi coordinates it as well."""
    made = ProgrammeFactory(
        name="Cohort of this year", follows=last, starts_on=THIS, created_at=midnight(THIS - timedelta(days=30))
    )
    MembershipFactory(programme=made, person=cast.chidi, role=Role.COORDINATOR)
    return made


def pair(programme: Programme, day: int = 7, *, ended: int | None = None, reason="no_time", **more) -> Mentorship:
    """Began so many days after the programme did, and ended so many days after that."""
    began_on = programme.starts_on + timedelta(days=day)
    it = MentorshipFactory(programme=programme, began_on=began_on, **more)
    joined_at = midnight(began_on - timedelta(days=5))
    Membership.objects.filter(programme=programme, person__in=[it.mentor, it.mentee]).update(joined_at=joined_at)
    if ended is not None:
        at = midnight(began_on) + timedelta(days=ended, hours=18)
        Mentorship.objects.filter(pk=it.pk).update(ended_at=at, stage="ended")
        Ending.objects.create(mentorship=it, reason=reason, at=at)
    return it


def live(programme: Programme, pairs: int = 6, early: int = 1) -> list[Mentorship]:
    """Pairs that meet every fortnight, the first of them until they end early; one mentee who waits."""
    waits = MembershipFactory(programme=programme)
    Membership.objects.filter(pk=waits.pk).update(joined_at=midnight(programme.starts_on))
    made = [pair(programme, ended=40 if number < early else None) for number in range(pairs)]
    for number, it in enumerate(made):
        for day in range(14, 40 if number < early else 150, 14):
            hold(it, day)
    return made
