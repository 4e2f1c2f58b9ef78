"""One's own record: which mentorships one had, for how long, how often and how long the two met.

Made of what both of a mentorship see anyway: days, sessions marked as held, contacts that one of them wrote down. No
answer, no rating and no level goes into it, and nobody but its person is shown it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.web.layout.key import key_in
from alongside.web.meetings.models import Contact, Meeting
from alongside.web.meetings.pair import first_day
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User

# The record is shown to others, and a partner did not ask for that: their name only where its person chooses so.
NAMES = {"initials": _("initials"), "none": _("left out"), "full": _("in full")}


@dataclass(frozen=True)
class Line:
    """One mentorship in it."""

    mentorship: Mentorship
    role: str
    partner: str
    sessions: int
    minutes: int
    spoke: int

    @property
    def began_on(self) -> date | None:
        return self.mentorship.began_on

    @property
    def ended_on(self) -> date | None:
        ended_at = self.mentorship.ended_at
        return timezone.localdate(ended_at) if ended_at else None

    @property
    def time_together(self) -> str:
        return in_hours(self.minutes)


class Record:
    """A person's mentorships under the choices of an address: `names`, and `year` where it is of one year."""

    names_choices = NAMES

    def __init__(self, person: User, query: QueryDict) -> None:
        self.person, self.today = person, timezone.localdate()
        names = query.get("names", "")
        self.names = names if names in NAMES else "initials"
        year = key_in(query.get("year", ""))
        self.year = year if year in self.years else None

    @cached_property
    def mentorships(self) -> list[Mentorship]:
        """Those that began, ended or not; an introduction that went no further is none."""
        begun = Mentorship.objects.of(self.person).exclude(began_on=None)
        return list(begun.select_related("programme", "mentor", "mentee").order_by("began_on", "pk"))

    @cached_property
    def years(self) -> list[int]:
        """From the first one to the last day there was, newest first."""
        first = min((first_day(one, began_on_of(one)).year for one in self.mentorships), default=self.today.year)
        last = max((self.last_day_of(one).year for one in self.mentorships), default=first)
        return list(range(last, first - 1, -1))

    @cached_property
    def lines(self) -> list[Line]:
        """By programme, the one that was begun in last first; within it in the order they began."""
        shown = [one for one in self.mentorships if self.covers(one)]
        last = {one.programme_id: began_on_of(one).toordinal() for one in shown}
        shown.sort(
            key=lambda one: (-last[one.programme_id], one.programme_id)
        )  # stable: the first to begin stays first
        return [self.line(one) for one in shown]

    def line(self, one: Mentorship) -> Line:
        held = self.held.get(one.pk, [])
        return Line(
            mentorship=one,
            role=_now("mentor") if one.mentor_id == self.person.pk else _now("mentee"),
            partner=self.called(one.partner_of(self.person)),
            sessions=len(held),
            minutes=sum(held),
            spoke=self.spoke[one.pk],
        )

    def called(self, partner: User) -> str:
        """As this record names a partner; whoever closed their account has no name to shorten."""
        if self.names == "none":
            return ""
        if partner.left_at:
            return partner.name
        return partner.initials if self.names == "initials" else partner.name

    @cached_property
    def held(self) -> dict[int, list[int]]:
        """The minutes of each session that was held, by mentorship."""
        found: dict[int, list[int]] = defaultdict(list)
        sessions = Meeting.objects.visible_to(self.person).held().filter(kind=Meeting.Kind.SESSION)
        if self.year:  # on the reader's clock
            sessions = sessions.filter(starts_at__gte=new_year(self.year), starts_at__lt=new_year(self.year + 1))
        for meeting in sessions.only("mentorship", "starts_at", "ends_at", "held_minutes"):
            found[meeting.mentorship_id].append(meeting.minutes)
        return found

    @cached_property
    def spoke(self) -> "Counter[int]":
        """Days on which they spoke elsewhere, by mentorship: a call and a letter on one of them are one."""
        contacts = Contact.objects.visible_to(self.person)
        if self.year:
            contacts = contacts.filter(happened_on__year=self.year)
        days = contacts.order_by().values_list("mentorship", "happened_on").distinct()
        return Counter(mentorship for mentorship, _day in days)

    def covers(self, one: Mentorship) -> bool:
        if self.year is None or began_on_of(one).year <= self.year <= self.last_day_of(one).year:
            return True
        # It began on the clock of whoever signed second; on the reader's it may have been the year before.
        is_eve = first_day(one, began_on_of(one)).year == self.year
        return is_eve and bool(self.held.get(one.pk) or self.spoke[one.pk])

    def last_day_of(self, one: Mentorship) -> date:
        return timezone.localdate(one.ended_at) if one.ended_at else self.today

    @property
    def sessions(self) -> int:
        return sum(line.sessions for line in self.lines)

    @property
    def time_together(self) -> str:
        return in_hours(sum(line.minutes for line in self.lines))

    @property
    def total(self) -> str:
        """One sentence over all of it."""
        count = len(self.lines)
        pairs = ngettext("%(n)s mentorship", "%(n)s mentorships", count) % {"n": count}
        met = ngettext("%(n)s session", "%(n)s sessions", self.sessions) % {"n": self.sessions}
        return f"{pairs} · {met} · {self.time_together}"

    def as_sheet(self) -> tuple[list[str], list[list[str | float]]]:
        """Its headings, and a row for each mentorship."""
        headings = [
            _now("Programme"), _now("As"), _now("With"), _now("From"), _now("To"), _now("Sessions held"),
            _now("Minutes together"), _now("Spoke elsewhere"),
        ]  # fmt: skip
        rows: list[list[str | float]] = []
        for line in self.lines:
            days = [day.isoformat() if day else "" for day in (line.began_on, line.ended_on)]
            programme = line.mentorship.programme.name
            rows.append([programme, line.role, line.partner, *days, line.sessions, line.minutes, line.spoke])
        return headings, rows


def began_on_of(one: Mentorship) -> date:
    assert one.began_on
    return one.began_on


def new_year(year: int) -> datetime:
    return timezone.make_aware(datetime.combine(date(year, 1, 1), time()))


def in_hours(minutes: int) -> str:
    """
    >>> in_hours(570), in_hours(45), in_hours(120), in_hours(0)
    ('9 h 30 min', '45 min', '2 h', '0 min')
    """
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _now("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return _now("%(hours)s h") % {"hours": hours}
    return _now("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
