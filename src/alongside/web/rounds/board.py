"""The board: a round's result, beside the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.matching import explained, why_unmatched
from alongside.web.layout.key import searched
from alongside.web.people.models import User
from alongside.web.programmes.models import MembershipQuerySet
from alongside.web.programmes.reasons import Reasons
from alongside.web.programmes.records import folk
from alongside.web.rounds.cohort import looking, offering
from alongside.web.rounds.memory import Solution, solution
from alongside.web.rounds.models import Change, Pairing, Round, Run
from alongside.web.rounds.models.run import GOOD, STRENGTHS, STRONG, PairingQuerySet, RunQuerySet, strength
from alongside.web.rounds.solving import fingerprint

PER_PAGE = 25
LEAST_PAIRS = 5  # whose fit is told on average
SHOWS = {
    "": _("Everybody"),
    "moved": _("Who has moved"),
    "locked": _("Set by hand"),
    "left": _("Left over"),
    "idle": _("Mentors with nobody"),
}
ORDERS = {"": _("Weakest first"), "strong": _("Strongest first"), "name": _("By name")}
BANDS = {
    "strong": Q(score__gte=STRONG),
    "good": Q(score__gte=GOOD, score__lt=STRONG),
    "possible": Q(score__lt=GOOD),
}


@dataclass(frozen=True)
class Line:
    """One pairing on the board, with its reasons and whom the mentee had before."""

    pairing: Pairing
    reasons: Reasons | None
    before: User | None
    has_moved: bool
    why_nobody: str = ""


@dataclass(frozen=True)
class Compared:
    """One number of two runs, side by side."""

    label: Any
    now: Any
    then: Any
    note: Any = ""


class Board:
    """One round's result under the filters of an address. A fixed number of queries."""

    shows, orders, strengths = SHOWS, ORDERS, STRENGTHS

    def __init__(self, round_: Round, asked: Mapping[str, str]) -> None:
        self.round, self.asked = round_, asked
        self.run = round_.current_run
        self.show = asked.get("show", "") if asked.get("show", "") in SHOWS else ""
        self.order = asked.get("order", "") if asked.get("order", "") in ORDERS else ""
        self.strength = asked.get("fit", "") if asked.get("fit", "") in STRENGTHS else ""
        self.name = searched(asked, "name")

    @property
    def is_filtered(self) -> bool:
        return bool(self.show or self.strength or self.name)

    @cached_property
    def under_way(self) -> Run | None:
        """A run that the worker has not finished."""
        return self.round.runs.exclude(state__in=[Run.State.DONE, Run.State.FAILED]).first()

    @cached_property
    def has_nobody(self) -> bool:
        """Nothing to show yet, and nobody to match."""
        today, programme = timezone.localdate(), self.round.programme
        return self.run is None and not (looking(programme, today).exists() or offering(programme, today).exists())

    @cached_property
    def failed(self) -> Run | None:
        """The newest run, when it could not be done."""
        newest = self.round.runs.first()
        return newest if newest and newest.state == Run.State.FAILED else None

    @cached_property
    def is_stale(self) -> bool:
        """Has anything that matters changed since?"""
        return self.run is not None and self.round.is_open and self.run.fingerprint != fingerprint(self.round)

    @cached_property
    def is_told(self) -> bool:
        """Have these pairs been proposed?"""
        return self.run is not None and self.round.proposals.filter(run=self.run).exists()

    @cached_property
    def earlier(self) -> Run | None:
        """The run to compare with: the one before, or the one asked for."""
        key = self.asked.get("with", "")
        asked_for = self.comparable.filter(number=key).first() if key.isdecimal() and len(key) < 9 else None
        return asked_for or self.comparable.first()

    @cached_property
    def runs(self) -> list[Run]:
        """What can be compared with."""
        return list(self.comparable[:10])

    @cached_property
    def comparable(self) -> RunQuerySet:
        """Earlier runs for the same people: once pairs are proposed, those after it are only for who is left."""
        if self.run is None:
            return self.round.runs.none()
        told = self.round.changes.filter(kind=Change.Kind.PUBLISHED, at__lte=self.run.asked_at).values("at")[:1]
        since = Coalesce(Subquery(told), Value(self.round.opened_at))
        return self.round.runs.done().filter(number__lt=self.run.number, asked_at__gte=since)

    @cached_property
    def last_change(self) -> Change | None:
        return self.round.last_undoable() if self.round.is_open else None

    @property
    def pairings(self) -> PairingQuerySet:
        found = Pairing.objects.filter(run=self.run).with_before(self.earlier)
        if self.show == "moved":
            found = found.moved()
        elif self.show == "locked":
            found = found.filter(is_locked=True)
        elif self.show == "left":
            found = found.left_over()
        if self.strength:
            found = found.filter(BANDS[self.strength])
        for word in self.name.split():
            found = found.filter(Q(mentee__name__icontains=word) | Q(mentor__name__icontains=word))
        return found.for_list().order_by(*self.columns())

    def columns(self) -> tuple[str, ...]:
        """Those that need a look come first: the left over, then the weakest."""
        return {"": ("score", "mentee__name"), "strong": ("-score", "mentee__name"), "name": ("mentee__name",)}[
            self.order
        ] + ("pk",)

    @cached_property
    def idle(self) -> MembershipQuerySet:
        """Mentors with room whom the result gives nobody."""
        given = Pairing.objects.filter(run=self.run).made().values("mentor")
        there = offering(self.round.programme, timezone.localdate()).exclude(person__in=given)
        for word in self.name.split():
            there = there.filter(person__name__icontains=word)
        return there.for_list().order_by("person__name")

    @cached_property
    def page(self) -> "Page[Any]":
        return Paginator(self.idle if self.show == "idle" else self.pairings, PER_PAGE).get_page(self.asked.get("page"))

    @cached_property
    def lines(self) -> list[Line]:
        """The pairings of this page, in full."""
        pairings: list[Pairing] = list(self.page.object_list)
        told = reasons_of(self.round, pairings)
        before = User.objects.in_bulk([pairing.before for pairing in pairings if pairing.before])
        return [
            Line(
                pairing,
                told.get(pairing.pk),
                before.get(pairing.before or 0),
                bool(pairing.was_there) and pairing.before != pairing.mentor_id,
                self.why_nobody(pairing),
            )
            for pairing in pairings
        ]

    def why_nobody(self, pairing: Pairing) -> str:
        """Why somebody is left over. In a large cohort only their own page says it: it takes a look at everybody."""
        if pairing.mentor_id or not self.round.is_open or self.is_stale:
            return ""
        matching = self.now.unspoken if self.now.market.is_small else None
        here = matching is not None and matching.row(str(pairing.mentee_id)) is not None
        return why_unmatched(matching, str(pairing.mentee_id)) if matching and here else ""

    @cached_property
    def now(self) -> Solution:
        return solution(self.round)

    @cached_property
    def compared(self) -> list[Compared]:
        now: dict[str, Any] = self.run.facts if self.run else {}
        then: dict[str, Any] = self.earlier.facts if self.earlier else {}
        rows = [
            ("pairs", _("Pairs"), ""),
            ("unmatched", _("Mentees left over"), ""),
            ("mean", _("Fit on average"), _("of 100")),
            ("worst", _("Weakest pair"), ""),
            ("strong", _("Strong pairs"), ""),
            ("most", _("Most mentees of one mentor"), ""),
            ("idle", _("Mentors with nobody"), ""),
        ]
        return [Compared(label, shown(key, now), shown(key, then), note) for key, label, note in rows]


def shown(key: str, facts: Mapping[str, Any]) -> Any:
    """A number as it is compared: the fit of many as a whole number from 0 to 100, that of one pair as its word.

    A number that moves with one pair would say, to whoever changes their own answers and looks again, what the other
    of the two has answered about their temperament.
    """
    value = facts.get(key)
    if value is None:
        return None
    if key == "worst":
        return STRENGTHS[strength(value)]
    if key == "mean":
        return round(100 * value) if facts["pairs"] >= LEAST_PAIRS else None
    return value


def reasons_of(round_: Round, pairings: list[Pairing]) -> dict[int, Reasons]:
    """By pairing: why these two and what does not match, in a fixed number of queries."""
    made = [pairing for pairing in pairings if pairing.mentor_id]
    here = round_.programme.memberships.current()
    mentees, mentors = folk(
        round_.programme,
        mentees=here.mentees().filter(person__in=[pairing.mentee_id for pairing in made]),
        mentors=here.mentors().with_load().filter(person__in=[pairing.mentor_id for pairing in made]),
        on=timezone.localdate(),
    )
    mentee_of, mentor_of = {one.id: one for one in mentees}, {one.id: one for one in mentors}
    weighing = round_.programme.rules.weighing(round_.programme)
    return {
        pairing.pk: Reasons(explained(mentee_of[str(pairing.mentee_id)], mentor_of[str(pairing.mentor_id)], weighing))
        for pairing in made
        if str(pairing.mentee_id) in mentee_of and str(pairing.mentor_id) in mentor_of
    }
