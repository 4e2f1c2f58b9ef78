"""The pair, seen from one side."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from alongside.web.mentorships.models import Mentorship
from alongside.web.people.clock import zone_called
from alongside.web.people.models import User

register = template.Library()


@register.filter
def partner_of(mentorship: Mentorship, user: User) -> User:
    """The other one of the two: `{{ mentorship|partner_of:request.user }}`."""
    return mentorship.partner_of(user)


@register.filter
def side_of(mentorship: Mentorship, user: User) -> str:
    """ "mentor", "mentee", or "" for a coordinator."""
    return mentorship.side_of(user)


@register.filter
def partner_name(mentorship: Mentorship, user: User) -> str:
    """What one calls the other of the two."""
    return mentorship.partner_of(user).first_name


@register.filter
def unread_by(mentorship: Mentorship, user: User) -> int:
    """How many messages of the other one of the two somebody has not looked at; 0 for a coordinator."""
    return mentorship.messages.unread_by(user).count() if mentorship.side_of(user) else 0


@register.filter
def on_clock_of(when: datetime, user: User) -> datetime:
    """The same moment on somebody's own clock; print it with `|date` inside `{% localtime off %}`."""
    return when.astimezone(zone_called(user.time_zone))


@register.filter
def other_clock_of(when: datetime, user: User) -> datetime | None:
    """The same, only where it shows another hour than the reader's own clock."""
    theirs, mine = on_clock_of(when, user), timezone.localtime(when)
    return theirs if theirs.utcoffset() != mine.utcoffset() else None


@register.filter
def hour_on_clock_of(when: datetime, user: User) -> str:
    """What somebody's own clock shows then, with the day where it is another there; "" where it shows the reader's."""
    theirs = other_clock_of(when, user)
    if theirs is None:
        return ""
    is_same_day = theirs.date() == timezone.localtime(when).date()
    return date_format(theirs, "H:i" if is_same_day else "l, H:i")
