"""From a round's result to proposals: nobody is told before, then both are."""

from functools import cached_property

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.web.mentorships.models import Mentorship
from alongside.web.people.clock import end_of_day_for
from alongside.web.people.models import User
from alongside.web.programmes.models import Separation
from alongside.web.programmes.models.separation import SeparationQuerySet
from alongside.web.programmes.reasons import reasons
from alongside.web.programmes.records import folk
from alongside.web.proposals.models import Proposal
from alongside.web.proposals.refusals import NothingToPublish
from alongside.web.rounds.cohort import looking, offering
from alongside.web.rounds.models import Change, Pairing, Round
from alongside.web.rounds.refusals import MovedOn
from alongside.web.rounds.solving import Pair, declined, hashed, pairs


class Publication:
    """What would be proposed if the current result were published now."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.programme = round_.programme

    @cached_property
    def sorted_out(self) -> tuple[list[Pairing], list[Pairing]]:
        """Pairs that still hold, and those that do not: somebody left, went away or was taken, or the two are apart.

        In a programme that is over there are none of either.
        """
        if self.round.current_run is None or self.programme.is_over:
            return [], []
        today = timezone.localdate()
        here = set(looking(self.programme, today).values_list("person", flat=True))
        room = {seat.person_id: seat.room for seat in offering(self.programme, today)}
        made = self.round.current_run.pairings.made().select_related("mentee", "mentor")
        good, bad = [], []
        for pairing in made.order_by("-is_locked", "pk"):
            mentor = pairing.mentor_id or 0
            if pairing.mentee_id in here and room.get(mentor, 0) > 0 and not self.is_apart(pairing):
                room[mentor] -= 1
                good.append(pairing)
            else:
                bad.append(pairing)
        return good, bad

    def is_apart(self, pairing: Pairing) -> bool:
        """Are these two not to be proposed to each other? A lock outweighs a rule, as it does in the matching."""
        pair = str(pairing.mentee_id), str(pairing.mentor_id)
        return pair in self.never or (not pairing.is_locked and pair in self.apart_by_rule)

    @cached_property
    def never(self) -> set[Pair]:
        """Proposed to each other in this round already, ruled out in it, or kept apart whatever the rules say."""
        kept = separated(self.programme.separations.ruling_out())
        return declined(self.round) | pairs(self.round.decisions.forbids()) | kept

    @cached_property
    def apart_by_rule(self) -> set[Pair]:
        """Who must not be paired as the rules stand; where a coordinator has switched the rule off, they may."""
        rules, found = self.programme.rules, set[Pair]()
        if rules.own_line:
            found |= separated(self.programme.separations.filter(kind=Separation.Kind.LINE))
        if rules.never_again:
            before = Mentorship.objects.paired_before(self.programme)
            found |= separated(self.programme.separations.filter(kind=Separation.Kind.AGAIN)) | pairs(before)
        return found

    @property
    def pairings(self) -> list[Pairing]:
        return self.sorted_out[0]

    @property
    def left_out(self) -> list[Pairing]:
        return self.sorted_out[1]

    @property
    def shown(self) -> str:
        """Of the pairs as a page shows them: the same as long as the same two would be told."""
        return hashed({"pairs": sorted((pairing.mentee_id, pairing.mentor_id) for pairing in self.pairings)})

    def publish(self, *, by: User | None, shown: str = "") -> list[Proposal]:
        """Propose these pairs. The worker writes the letters; until then only the two's own pages say it.

        by : None when the wait-list does it by itself. Raises NothingToPublish.
        shown : what the page said of the pairs. Raises MovedOn when they are others by now; left empty, whatever
        they are is proposed.
        """
        with transaction.atomic():
            self.round.lock(by)
            self.hold_seats()
            self.look_again()
            if self.programme.is_over:
                raise NothingToPublish(_("%(programme)s is over.") % {"programme": self.programme})
            if not self.pairings:
                raise NothingToPublish(_("There is no pair to propose. Match again first."))
            if shown and shown != self.shown:
                raise MovedOn(_("The pairs have changed since your page was drawn, so nobody was told. Look again."))
            made = Proposal.objects.bulk_create(self.proposals(self.pairings), batch_size=500)
            if not self.round.is_published:
                self.round.published_at = timezone.now()
                self.round.save(update_fields=["published_at"])
            Change.objects.record(self.round, Change.Kind.PUBLISHED, by=by, pairs=len(made))
        return made

    def look_again(self) -> None:
        """See it as it is now that every place is held."""
        for seen in ("sorted_out", "never", "apart_by_rule"):
            self.__dict__.pop(seen, None)

    def hold_seats(self) -> None:
        """Every place about to be held is counted by one at a time, in one order, so that nobody waits for ever."""
        seats = self.programme.memberships.current().mentors()
        if self.round.current_run is not None:
            seats = seats.filter(person__in=self.round.current_run.pairings.made().values("mentor"))
        list(seats.order_by("pk").select_for_update().values_list("pk"))

    @cached_property
    def example(self) -> Proposal | None:
        """The first of them as its two will read it."""
        return next(iter(self.proposals(self.pairings[:1])), None)

    def proposals(self, pairings: list[Pairing]) -> list[Proposal]:
        """With their reasons, as the two will read them."""
        here, now = self.programme.memberships.current(), timezone.now()
        mentees = here.mentees().filter(person__in=[pairing.mentee_id for pairing in pairings])
        mentors = here.mentors().with_load().filter(person__in=[pairing.mentor_id for pairing in pairings])
        some, others = folk(self.programme, mentees=mentees, mentors=mentors, on=timezone.localdate())
        mentee_of, mentor_of = {one.id: one for one in some}, {one.id: one for one in others}
        weighing = self.programme.rules.weighing(self.programme)
        made = []
        for pairing in pairings:
            both = [person for person in (pairing.mentor, pairing.mentee) if person]
            told = reasons(mentee_of[str(pairing.mentee_id)], mentor_of[str(pairing.mentor_id)], weighing)
            made.append(
                Proposal(
                    programme=self.programme,
                    round=self.round,
                    run=self.round.current_run,
                    mentee=pairing.mentee,
                    mentor=pairing.mentor,
                    reasons={"why": told.why, "but": told.but},
                    proposed_at=now,
                    expires_at=end_of_day_for(self.programme.request_open_days, both),
                )
            )
        return made


def separated(kept: SeparationQuerySet) -> set[Pair]:
    """Both ways round: a separation does not say who would be the mentor."""
    both = kept.values_list("one", "other")
    return {pair for one, other in both for pair in ((str(one), str(other)), (str(other), str(one)))}
