"""Two meetings at one time: of one person with anybody, and of the pair itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now

from alongside.web.meetings.errors import AlreadyBooked, AlreadyKnown
from alongside.web.meetings.models.reminder import ReminderQuerySet
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User

if TYPE_CHECKING:
    from alongside.web.meetings.models.meeting import Meeting


class ClashQuerySet(ReminderQuerySet):
    def clashing(self, person: User, starts_at: datetime, ends_at: datetime) -> Self:
        """Booked meetings of one person, with anybody, that overlap a time."""
        theirs = Q(mentorship__mentor=person) | Q(mentorship__mentee=person)
        return self.filter(theirs, state="booked", starts_at__lt=ends_at, ends_at__gt=starts_at)

    def clashes(self, pair: Mentorship, by: User, times: Sequence[tuple[datetime, datetime]]) -> list[str]:
        """For each time a sentence when either of the two is meeting somebody else then, or "".

        `by` reads whom they meet themselves; of the partner only that they are not free. One query for all the times.
        """
        if not times:
            return []
        partner = pair.partner_of(by)
        first, last = min(start for start, _end in times), max(end for _start, end in times)
        either = self.clashing(by, first, last) | self.clashing(partner, first, last)
        booked = list(
            either.exclude(mentorship=pair)
            .select_related("mentorship__mentor", "mentorship__mentee")
            .order_by("starts_at")
        )
        found = []
        for start, end in times:
            then = [meeting for meeting in booked if meeting.overlaps(start, end)]
            mine = next((one for one in then if one.mentorship.side_of(by)), None)
            if mine:
                name = mine.mentorship.partner_of(by).first_name
                found.append(_now("You meet %(name)s at that time.") % {"name": name})
            elif then:
                found.append(_now("%(name)s is not free at that time.") % {"name": partner.first_name})
            else:
                found.append("")
        return found


def must_be_free_for_both(
    pair: Mentorship, starts_at: datetime, ends_at: datetime, but: "Meeting | None" = None
) -> None:
    """The two cannot meet twice at the same time: mostly the button was pressed twice."""
    booked = pair.meetings.clashing(pair.mentor, starts_at, ends_at).exclude(pk=but.pk if but else None)
    clash = booked.first()
    if clash and clash.starts_at:
        words = {"when": date_format(timezone.localtime(clash.starts_at), "j F, H:i")}
        raise AlreadyBooked(
            _now("You two already meet on %(when)s. Move that meeting, or choose another time.") % words
        )


def must_not_be_known(pair: Mentorship, starts_at: datetime, ends_at: datetime) -> None:
    """One session is one row: what was held or booked then is not written down a second time."""
    known = pair.meetings.filter(state__in=["held", "booked"])
    known = known.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    same = known.order_by("starts_at").first()
    if same and same.starts_at:
        words = {"when": date_format(timezone.localtime(same.starts_at), "j F, H:i")}
        if same.state == "held":
            raise AlreadyKnown(_now("You have said already that you met on %(when)s.") % words, same)
        raise AlreadyKnown(_now("You two had booked %(when)s. Say there whether you met.") % words, same)
