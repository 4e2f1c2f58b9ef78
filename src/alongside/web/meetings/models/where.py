"""Where a meeting is: by which channel, and at which link, number or place."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _now

from alongside.web.meetings import letters
from alongside.web.meetings.errors import NotBooked
from alongside.web.meetings.models.change import Change
from alongside.web.meetings.room import room_of
from alongside.web.people.models import Channel, User
from alongside.web.people.models.person import check_room

if TYPE_CHECKING:
    from alongside.web.meetings.models.meeting import Meeting


class Where(models.Model):
    """The part of a meeting that knows where it is. What people typed stands before what the host's pattern makes."""

    class Meta:
        abstract = True

    @property
    def where(self: "Meeting") -> str:  # type: ignore[misc]  # only Meeting has a Where
        """The place they gave; for a video meeting to come without one, the pair's own room where there are rooms."""
        if self.place or self.channel != Channel.VIDEO or self.state not in self.LIVE:
            return self.place
        return room_of(self.mentorship)

    @property
    def link(self: "Meeting") -> str:  # type: ignore[misc]  # only Meeting has a Where
        """The same where it is nothing but a link that is safe to open."""
        if not self.place:
            return self.where  # by the host's pattern, which may name a server of one's own network
        try:
            check_room(self.where.strip())
        except ValidationError:
            return ""
        return self.where.strip()

    @transaction.atomic
    def meet_at(self: "Meeting", *, by: User, channel: str, place: str, seen: int | None = None) -> None:  # type: ignore[misc]  # only Meeting has a Where
        """Say another place for a meeting that is booked; both get a letter that changes it in their calendars.

        `seen` is what `newest_change` was on the page: Overtaken is raised when something was done to it since.
        """
        self.lock()
        self.must_be_to_come()
        if (channel, place.strip()) == (self.channel, self.place):
            return
        self.must_be_as_seen(seen)
        if self.is_over:
            raise NotBooked(_now("This time has passed. Say whether you met."))
        self.channel, self.place = channel, place.strip()
        self.save(update_fields=["channel", "place"])
        self.changes.create(kind=Change.Kind.PLACED, by=by)
        self.mentorship.note_event()
        letters.take_back([self], "reminder")  # it names the place; this letter names the time
        letters.tell_both(self, "elsewhere", by=by)
