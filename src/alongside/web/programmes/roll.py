"""The roll of a programme: who is in it, for its coordinators."""

from functools import cached_property

from django.db.models import Count, F, Q, QuerySet
from django.http import QueryDict

from alongside.web.people.models import Profile
from alongside.web.programmes.models import Invitation, Membership, MembershipQuerySet, Programme, Role


class Roll:
    """The members of a programme under the filters of an address."""

    roles = Role.choices

    def __init__(self, programme: Programme, query: QueryDict) -> None:
        self.programme = programme
        self.text = query.get("q", "").strip()[:200]
        role = query.get("role", "")
        self.role = role if role in Role.values else ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.role)

    @cached_property
    def members(self) -> MembershipQuerySet:
        """As the page lists them, with how many mentorships and proposals each has."""
        mentoring = Q(person__mentored__programme=F("programme"), person__mentored__ended_at=None)
        learning = Q(person__menteed__programme=F("programme"), person__menteed__ended_at=None)
        held = Q(person__proposals_as_mentor__programme=F("programme"), person__proposals_as_mentor__closed_at=None)
        return self.found.for_list().annotate(
            mentoring=Count("person__mentored", filter=mentoring, distinct=True),
            learning=Count("person__menteed", filter=learning, distinct=True),
            held=Count("person__proposals_as_mentor", filter=held, distinct=True),
        )

    @cached_property
    def found(self) -> MembershipQuerySet:
        found = Membership.objects.current().filter(programme=self.programme)
        if self.role:
            found = found.filter(role=self.role)
        if self.text:
            named = Profile.objects.search(self.text).values("person")
            found = found.filter(Q(person__in=named) | Q(person__in=self.invited()))
        return found.order_by("person__name", "role")

    def invited(self) -> "QuerySet[Invitation, int | None]":
        """Who came by an invitation to this very address: it is known already. No part of one finds anybody."""
        address = self.text.lower()
        used = self.programme.invitations.filter(person=None, email__lower=address, accepted_by__email__lower=address)
        return used.values_list("accepted_by", flat=True)
