"""The directory of a programme's mentors: facets, search, and in words why each may suit the reader.

Only the mentors of one page are read in full; the rest are small rows, in a fixed number of queries.
"""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User
from alongside.web.programmes.facets import (
    HOURS,
    STYLES,
    TICKED,
    Facet,
    Option,
    Row,
    facet,
    hours_label,
    labels,
    rows_of,
)
from alongside.web.programmes.found import Found, fits, in_full
from alongside.web.programmes.models import Membership, MembershipQuerySet, Programme
from alongside.web.programmes.reasons import Side
from alongside.web.programmes.search import BY_MEANING, Search

PER_PAGE = 12


class Directory:
    """The mentors of one programme, for one reader, under the filters of an address."""

    def __init__(self, programme: Programme, reader: User, query: QueryDict) -> None:
        self.programme = programme
        self.reader = reader
        self.text = " ".join(query.get("q", "").split())[:200]
        self.ticked = {name: set(query.getlist(name)) for name in TICKED}
        hours = query.get("hours", "")
        self.hours = int(hours) if hours in {str(n) for n in HOURS} else 0
        self.has_room = query.get("room") == "1"
        self.number = query.get("page")

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.is_narrowed)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.hours or self.has_room or any(self.ticked.values()))

    @cached_property
    def mine(self) -> Side:
        return Side.of(self.reader)

    @cached_property
    def mentors(self) -> MembershipQuerySet:
        here = self.programme.memberships.current().mentors().exclude(person=self.reader)
        return here.filter(person__is_active=True, person__profile__isnull=False)

    @cached_property
    def everybody(self) -> list[Row]:
        today = timezone.localdate()
        free = self.mentors.with_load(reader=self.reader).with_room(today).values_list("pk", flat=True)
        return rows_of(self.mentors, set(free), self.mine.hours, today)

    @cached_property
    def search(self) -> Search | None:
        """What was typed, held against everybody. None where nothing was."""
        if not self.text:
            return None
        names = {f"subject-{pk}": name for pk, name in self.labels["offers"].items()}
        names |= {f"value-{pk}": name for pk, name in self.labels["values"].items()}
        return Search(self.text, self.everybody, self.mentors.values("person__profile"), names)

    @cached_property
    def rows(self) -> list[Row]:
        """Everybody whom the text finds."""
        if self.search is None:
            return self.everybody
        return [row for row in self.everybody if row.profile in self.search.hits]

    @cached_property
    def failing(self) -> dict[int, set[str]]:
        """By membership, the filters that a mentor does not fit."""
        used = [(name, ticked) for name, ticked in self.ticked.items() if ticked]
        failing = {row.pk: {name for name, ticked in used if not ticked & row.has[name]} for row in self.rows}
        for row in self.rows:
            if row.hours < self.hours:
                failing[row.pk].add("hours")
            if self.has_room and not row.has_room:
                failing[row.pk].add("room")
        return failing

    def beside(self, name: str) -> list[Row]:
        """Those who fit every filter but one facet's own."""
        return [row for row in self.rows if self.failing[row.pk] <= {name}]

    @cached_property
    def labels(self) -> dict[str, dict[str, Any]]:
        return labels()

    @cached_property
    def facets(self) -> list[Facet]:
        return [one for name in TICKED if name not in STYLES and (one := self.facet(name)).options]

    @cached_property
    def style_facets(self) -> list[Facet]:
        return [one for name in STYLES if (one := self.facet(name)).options]

    def facet(self, name: str) -> Facet:
        return facet(name, self.rows, self.beside(name), self.ticked[name], self.labels[name])

    @cached_property
    def hours_facet(self) -> Facet | None:
        """At least so many hours a week in common; only for a reader who has said which hours suit."""
        if not self.mine.hours:
            return None
        others = self.beside("hours")
        counts = {n: sum(row.hours >= n for row in others) for n in HOURS}
        options = [Option("", _("any hours"), len(others), not self.hours)]
        options += [Option(str(n), hours_label(n), counts[n], n == self.hours) for n in HOURS]
        return Facet("hours", _("Shares my hours"), options)

    @cached_property
    def room_option(self) -> Option:
        count = sum(row.has_room for row in self.beside("room"))
        return Option("1", _("has room now"), count, self.has_room)

    @cached_property
    def fits(self) -> dict[int, float]:
        """By person, for a mentee who has typed nothing."""
        return {} if self.search else fits(self.reader, self.mentors, self.programme)

    def place(self, row: Row) -> tuple[Any, ...]:
        """Sorts: the way they were found, those with room, how well they were found or fit, then by name."""
        hit = self.search.hits[row.profile] if self.search else None
        way, score = (hit.way, hit.score) if hit else (0, self.fits.get(row.person, 0.0))
        return way, not row.has_room, -score, row.name.lower(), row.pk

    @cached_property
    def page(self) -> "Page[Row]":
        found = [row for row in self.rows if not self.failing[row.pk]]
        return Paginator(sorted(found, key=self.place), PER_PAGE).get_page(self.number)

    @cached_property
    def ways(self) -> set[bool]:
        """Of those found by a text: whether by meaning, or as it was written."""
        hits = self.search.hits if self.search else {}
        return {hits[row.profile].way == BY_MEANING for row in self.rows if not self.failing[row.pk]} if hits else set()

    @property
    def is_mixed(self) -> bool:
        return len(self.ways) > 1

    @property
    def order(self) -> str:
        """What comes first, in a sentence."""
        if self.is_mixed:
            return _now(
                "Names and words as you wrote them first, then what is close in meaning; those with room first."
            )
        if True in self.ways:
            return _now(
                "Nobody wrote it like this. What these mentors wrote is close in meaning; those with room first."
            )
        if self.fits:
            return _now("Those with room first, and of them who suits you best by this programme’s rules.")
        return _now("Those with room first.")

    @cached_property
    def found(self) -> list[Found]:
        """The mentors of this page, in full."""
        rows = list(self.page.object_list)
        mentors = Membership.objects.filter(pk__in=[row.pk for row in rows])
        by_pk = {one.membership.pk: one for one in in_full(mentors, self.programme, self.reader, self.mine)}
        rows = [row for row in rows if row.pk in by_pk]
        if self.search:
            because = self.search.why(rows)
            for row in rows:
                by_pk[row.pk].because = because.get(row.profile, "")
                by_pk[row.pk].is_near = self.search.hits[row.profile].way == BY_MEANING
        return [by_pk[row.pk] for row in rows]
