"""The directory of a programme's mentors: facets, search, and in words why each may suit the reader.

Facets are worked out on small rows in memory, in a fixed number of queries whatever the number of mentors; only the
mentors of one page are read in full.
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import time
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.web.people.models import Availability, Channel, Language, Profile, Rhythm, Subject, User
from alongside.web.programmes.models import Membership, MembershipQuerySet, Programme
from alongside.web.programmes.reasons import Reasons, Side, reasons, reply_times
from alongside.web.programmes.records import CHANNELS, folk, half_hours

PER_PAGE = 12
SHOWN = 12  # options of one facet that are listed: the commonest, and the ticked
HOURS = (1, 2, 5, 10)


@dataclass
class Option:
    value: str
    label: Any
    count: int
    is_ticked: bool


@dataclass
class Facet:
    name: str
    label: Any
    options: list[Option]
    kind: str = "checkbox"

    @property
    def is_used(self) -> bool:
        return any(option.is_ticked for option in self.options)


@dataclass
class Row:
    """What the facets need to know of one mentor."""

    pk: int
    profile: int
    time_zone: str
    has_room: bool
    name: str
    has: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    hours: float = 0


class Directory:
    """The mentors of one programme, for one reader, under the filters of an address."""

    TICKED = (
        ("offers", _("Helps with")),
        ("interests", _("Interests")),
        ("languages", _("Languages")),
        ("channels", _("Talks by")),
        ("rhythm", _("Meets")),
    )

    def __init__(self, programme: Programme, reader: User, query: QueryDict) -> None:
        self.programme = programme
        self.reader = reader
        self.text = query.get("q", "").strip()[:200]
        self.ticked = {name: set(query.getlist(name)) for name, _label in self.TICKED}
        hours = query.get("hours", "")
        self.hours = int(hours) if hours in {str(n) for n in HOURS} else 0
        self.has_room = query.get("room") == "1"
        self.number = query.get("page")

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.hours or self.has_room or any(self.ticked.values()))

    @cached_property
    def mine(self) -> Side:
        return Side.of(self.reader)

    @cached_property
    def rows(self) -> list[Row]:
        """Every mentor whom the text finds, in seven queries."""
        found = Profile.objects.search(self.text).values("person") if self.text else None
        mentors = self.programme.memberships.current().mentors().exclude(person=self.reader)
        mentors = mentors.filter(person__is_active=True, person__profile__isnull=False)
        if found is not None:
            mentors = mentors.filter(person__in=found)
        free = set(mentors.with_load(reader=self.reader).with_room(timezone.localdate()).values_list("pk", flat=True))
        flags = [f"person__profile__{name}" for name in CHANNELS]
        rows = []
        for pk, profile, zone, name, rhythm, *channels in mentors.values_list(
            "pk", "person__profile", "person__time_zone", "person__name", "person__profile__every_days", *flags
        ):
            row = Row(pk, profile, zone, pk in free, name)
            row.has["rhythm"] = {str(rhythm)} if rhythm else set()
            row.has["channels"] = {
                channel.value for channel, is_used in zip(CHANNELS.values(), channels, strict=True) if is_used
            }
            rows.append(row)
        self.add_lists({row.profile: row for row in rows}, mentors.values("person__profile"))
        return rows

    def add_lists(self, by_profile: dict[int, Row], profiles: "models.QuerySet[Membership, Any]") -> None:
        """What stands in tables of their own: subjects, languages and hours."""
        for name, through, column in (
            ("offers", Profile.offers.through, "subject_id"),
            ("interests", Profile.interests.through, "subject_id"),
            ("languages", Profile.languages.through, "language_id"),
        ):
            kept: Any = through
            for profile, value in kept.objects.filter(profile__in=profiles).values_list("profile_id", column):
                by_profile[profile].has[name].add(str(value))
        spans: dict[int, list[tuple[int, time, time]]] = defaultdict(list)
        for profile, weekday, starts, ends in Availability.objects.filter(profile__in=profiles).values_list(
            "profile_id", "weekday", "starts", "ends"
        ):
            spans[profile].append((weekday, starts, ends))
        today = timezone.localdate()
        for profile, hours in spans.items():
            row = by_profile[profile]
            row.hours = len(self.mine.hours & half_hours(hours, row.time_zone, on=today)) / 2

    def passes(self, row: Row, *, but: str = "") -> bool:
        """Whether a mentor fits every filter, one facet left out."""
        if but != "hours" and row.hours < self.hours:
            return False
        if but != "room" and self.has_room and not row.has_room:
            return False
        return all(not ticked or name == but or ticked & row.has[name] for name, ticked in self.ticked.items())

    @cached_property
    def facets(self) -> list[Facet]:
        """Each option with how many mentors it would show beside the other filters."""
        labels = self.labels
        facets = []
        for name, label in self.TICKED:
            counts = Counter(value for row in self.rows if self.passes(row, but=name) for value in row.has[name])
            known = {value for row in self.rows for value in row.has[name]} | self.ticked[name] & set(labels[name])
            # The commonest, and whatever is ticked; then in the order of their names.
            often = sorted(known, key=lambda value: (value not in self.ticked[name], -counts[value], value))[:SHOWN]
            ordered = sorted(often, key=lambda value: str(labels[name].get(value, value)).lower())
            options = [
                Option(value, labels[name][value], counts[value], value in self.ticked[name])
                for value in ordered
                if value in labels[name]
            ]
            facets.append(Facet(name, label, options))
        return [facet for facet in facets if facet.options]

    @cached_property
    def hours_facet(self) -> Facet | None:
        """At least so many hours a week in common; only for a reader who has said which hours suit."""
        if not self.mine.hours:
            return None
        others = [row for row in self.rows if self.passes(row, but="hours")]
        counts = {n: sum(row.hours >= n for row in others) for n in HOURS}
        options = [Option("", _("any hours"), len(others), not self.hours)]
        options += [Option(str(n), hours_label(n), counts[n], n == self.hours) for n in HOURS]
        return Facet("hours", _("Shares my hours"), options, kind="radio")

    @cached_property
    def room_option(self) -> Option:
        count = sum(row.has_room for row in self.rows if self.passes(row, but="room"))
        return Option("1", _("has room now"), count, self.has_room)

    @cached_property
    def labels(self) -> dict[str, dict[str, Any]]:
        subjects = {str(pk): name for pk, name in Subject.objects.values_list("pk", "name")}
        return {
            "offers": subjects,
            "interests": subjects,
            "languages": dict(Language.objects.values_list("code", "name")),
            "channels": dict(Channel.choices),
            "rhythm": {str(value): label for value, label in Rhythm.choices},
        }

    @cached_property
    def page(self) -> "Page[Row]":
        """Those with room first, then those with whom most is shared, then by name."""
        found = [row for row in self.rows if self.passes(row)]
        found.sort(key=lambda row: (not row.has_room, -self.mine.meets(row.has), row.name.lower()))
        return Paginator(found, PER_PAGE).get_page(self.number)

    @cached_property
    def found(self) -> "list[Found]":
        """The mentors of this page, in full."""
        rows = list(self.page.object_list)
        mentors = Membership.objects.filter(pk__in=[row.pk for row in rows])
        by_pk = {one.membership.pk: one for one in in_full(mentors, self.programme, self.reader, self.mine)}
        return [by_pk[row.pk] for row in rows if row.pk in by_pk]


def in_full(mentors: MembershipQuerySet, programme: Programme, reader: User, mine: Side | None = None) -> "list[Found]":
    """These mentors of a programme as a reader meets them, in a fixed number of queries."""
    mine = mine or Side.of(reader)
    members = list(mentors.with_load(reader=reader).for_list())
    told = reasons_for(reader, mentors, programme)
    replies = reply_times([member.person_id for member in members], programme)
    pairs = {pair.mentor_id: pair for pair in reader.menteed.filter(programme=programme, ended_at=None)}
    asked = {request.mentor_id: request for request in reader.requests_made.open().filter(programme=programme)}
    return [
        Found(
            member,
            told.get(str(member.person_id)),
            mine.clock_of(member.person),
            replies.get(member.person_id),
            pairs.get(member.person_id),
            asked.get(member.person_id),
        )
        for member in members
    ]


def reasons_for(reader: User, mentors: MembershipQuerySet, programme: Programme) -> dict[str, Reasons]:
    """By mentor: why each may suit a reader who looks for a mentor here. Empty for other readers."""
    mine = programme.memberships.current().mentees().filter(person=reader)
    looking, offering = folk(programme, mentees=mine, mentors=mentors.with_load(), on=timezone.localdate())
    weighing = programme.rules.weighing(programme)
    return {mentor.id: reasons(mentee, mentor, weighing, to="mentee") for mentee in looking for mentor in offering}


@dataclass
class Found:
    """One mentor as the reader meets them, in the directory or on the mentor's own page."""

    membership: Membership
    reasons: Reasons | None
    clock: str
    usual_days: float | None
    # What the two have already: a mentorship that has not ended, or a request that waits for an answer.
    pair: Any = None
    asked: Any = None

    @property
    def why(self) -> list[str]:
        return self.reasons.why if self.reasons else []

    @property
    def but(self) -> list[str]:
        return [*(self.reasons.but if self.reasons else []), *filter(None, [self.clock])]

    @property
    def usually(self) -> str:
        """How fast they usually answer, or nothing when too few have asked."""
        if self.usual_days is None:
            return ""
        days = max(math.ceil(self.usual_days), 1)
        return ngettext("usually answers within %(n)s day", "usually answers within %(n)s days", days) % {"n": days}

    @property
    def can_be_asked(self) -> bool:
        if self.pair or self.asked:
            return False
        return not self.membership.is_away and self.membership.room > 0


def hours_label(count: int) -> str:
    return ngettext("at least %(n)s hour a week", "at least %(n)s hours a week", count) % {"n": count}
