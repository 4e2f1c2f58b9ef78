"""Proposals for coordinators: where each one stands."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch
from django.utils import timezone

from alongside.web.layout.key import searched
from alongside.web.people.models import User
from alongside.web.programmes.models import MembershipQuerySet, Programme
from alongside.web.proposals.models import Answer, Proposal, ProposalQuerySet
from alongside.web.proposals.publication import Publication
from alongside.web.rounds.cohort import looking, offering
from alongside.web.rounds.models import Round

PER_PAGE = 25
SHOWN = 25


class Told:
    """Proposals under the filters of an address: where each one stands. A fixed number of queries."""

    states = Proposal.State.choices

    def __init__(self, proposals: ProposalQuerySet, user: User, asked: Mapping[str, str]) -> None:
        self.every = proposals
        self.user = user
        self.state = asked.get("state", "") if asked.get("state") in Proposal.State.values else ""
        self.name = searched(asked, "name")
        self.number = asked.get("page")

    @property
    def is_filtered(self) -> bool:
        return bool(self.state or self.name)

    @cached_property
    def counts(self) -> list[tuple[str, Any, int]]:
        """Each state with its words and how many stand there."""
        counted = dict(self.of_others.order_by().values_list("state").annotate(Count("pk")))
        return [(value, label, counted[value]) for value, label in self.states if counted.get(value)]

    @property
    def of_others(self) -> ProposalQuerySet:
        """A coordinator who is one of a pair learns no more of it than the other one does."""
        return self.every.exclude(mentor=self.user).exclude(mentee=self.user)

    @property
    def proposals(self) -> ProposalQuerySet:
        every = self.of_others if self.state else self.every
        found = every.for_list().prefetch_related(Prefetch("replies", Answer.objects.select_related("person")))
        if self.state:
            found = found.filter(state=self.state)
        for word in self.name.split():
            found = found.named(word)
        return found

    @cached_property
    def page(self) -> "Page[Proposal]":
        return Paginator(self.proposals, PER_PAGE).get_page(self.number)


class HandListing(Told):
    """What coordinators of a programme have proposed by hand."""

    def __init__(self, programme: Programme, user: User, asked: Mapping[str, str]) -> None:
        super().__init__(Proposal.objects.visible_to(user).filter(programme=programme).by_hand(), user, asked)


class Listing(Told):
    """One round's proposals, and who waits."""

    def __init__(self, round_: Round, user: User, asked: Mapping[str, str]) -> None:
        super().__init__(round_.proposals.all(), user, asked)
        self.round = round_

    @cached_property
    def waiting(self) -> MembershipQuerySet:
        """Who has nobody: the first of them, those first who were left out before."""
        found = looking(self.round.programme, timezone.localdate()).select_related("person__profile")
        return found.order_by("left_out_at", "joined_at")

    @cached_property
    def waiting_count(self) -> int:
        return self.waiting.count()

    @property
    def waiting_first(self) -> MembershipQuerySet:
        return self.waiting[:SHOWN]

    @cached_property
    def places(self) -> int:
        return sum(seat.room for seat in offering(self.round.programme, timezone.localdate()))

    @cached_property
    def to_publish(self) -> int:
        """Pairs of the current result that nobody has been told of."""
        return len(Publication(self.round).pairings) if self.round.is_open else 0
