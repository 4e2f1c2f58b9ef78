"""Round: one time a programme brings mentors and mentees together."""

from collections.abc import Callable
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.matching import Matching
from alongside.web.layout.line import LineField
from alongside.web.people.models import User
from alongside.web.people.twice import just_said
from alongside.web.programmes.models import Membership, Programme, Separation
from alongside.web.programmes.rules import Rules
from alongside.web.rounds import cohort
from alongside.web.rounds.models.change import Change
from alongside.web.rounds.models.decision import Decision
from alongside.web.rounds.models.run import DIGITS, KEPT, Pairing, Run, in_numbers
from alongside.web.rounds.refusals import AlreadyOpen, CannotPair, MovedOn, NothingToUndo, NotYours, Over
from alongside.web.rounds.solving import Market, fingerprint, market, solved


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User) -> Self:
        """Those of programmes one coordinates: nobody else learns of a round before its proposals."""
        return self.filter(programme__in=Programme.objects.coordinated_by(user))

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def for_page(self) -> Self:
        return self.select_related("programme", "current_run")

    def begin(self, programme: Programme, *, by: User, name: str) -> "Round":
        """Open a round. A programme has one open at a time."""
        if not Programme.objects.coordinated_by(by).filter(pk=programme.pk).exists():
            raise NotYours(_now("Only a coordinator of %(programme)s may do this.") % {"programme": programme})
        if programme.is_over:
            raise Over(_now("%(programme)s is over.") % {"programme": programme})
        with transaction.atomic():
            Programme.objects.hold(programme.pk)
            standing = self.open().filter(programme=programme).first()
            if standing:
                raise AlreadyOpen(
                    _now("%(round)s is still open in %(programme)s. Close it first, or go on with it.")
                    % {"round": standing, "programme": programme}
                )
            made = self.create(programme=programme, name=name, opened_by=by)
            Change.objects.record(made, Change.Kind.OPENED, by=by)
        return made


class Round(models.Model):
    """From readiness to proposals: a programme's cohort, matched under its coordinators' hands."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="rounds")
    name = LineField(_("name"), max_length=80)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    current_run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # After publishing: whoever waits is proposed somebody as soon as a place is free.
    proposes_itself = models.BooleanField(_("the wait-list proposes by itself"), default=True)
    # What the wait-list saw when it last looked; as long as nothing changed it need not look again.
    waited_on = models.CharField(max_length=64, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        verbose_name = _("round")
        constraints = [
            models.UniqueConstraint(
                fields=["programme"], condition=Q(closed_at=None), name="one_open_round_a_programme"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("rounds:round", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    def lock(self, by: User | None) -> None:
        """Hold this row, see it as it is now, and check that `by` may change it. None is the round itself."""
        # Without its key: entries in the record are written by others meanwhile, who already hold a place.
        self.refresh_from_db(from_queryset=Round.objects.select_for_update(no_key=True))
        if by is not None and not Round.objects.visible_to(by).filter(pk=self.pk).exists():
            raise NotYours(_now("Only a coordinator of %(programme)s may do this.") % {"programme": self.programme})
        if not self.is_open:
            raise Over(_now("%(round)s is closed. Its record stays; a new round can be opened.") % {"round": self})

    # Running ----------------------------------------------------------------------------------------------------

    @transaction.atomic
    def ask_run(self, *, by: User | None) -> Run:
        """Ask the worker to match. A run that still waits is not asked for twice."""
        self.lock(by)
        waiting = self.runs.exclude(state__in=[Run.State.DONE, Run.State.FAILED]).first()
        return waiting or self.new_run(by)

    def new_run(self, by: User | None) -> Run:
        last = self.runs.aggregate(Max("number"))["number__max"] or 0
        return self.runs.create(number=last + 1, asked_by=by, rules=self.programme.rules.kept())

    def rerun(self, *, by: User | None) -> Run:
        """Match again in place where that takes no time, else ask the worker."""
        it = market(self)
        if not it.is_small:
            return self.ask_run(by=by)
        with transaction.atomic():
            self.lock(by)
            run = self.new_run(by)
            run.state, run.began_at = Run.State.WORKING, timezone.now()
            self.carry_out(run, it)
        return run

    def carry_out(self, run: Run, it: Market, *, progress: Callable[[float], None] = lambda done: None) -> Run:
        """Match, and keep what came of it. A run that cannot be done says why and leaves the last result standing.

        Raises Over when the round was closed while it was matched: the run went with it, and nothing is kept.
        """
        seen, run.rules = fingerprint(self), self.programme.rules.kept()
        if not it.is_possible:
            return self.not_done(run, why_impossible(it))
        matching = solved(it, self.programme, progress)
        with transaction.atomic():
            self.lock(None)
            keep_pairings(run, matching)
            run.facts = facts_of(matching)
            run.state, run.ended_at, run.fingerprint, run.progress = Run.State.DONE, timezone.now(), seen, 100
            run.save()
            Round.objects.filter(pk=self.pk).update(current_run=run)
            self.current_run = run
            Change.objects.record(self, Change.Kind.RAN, by=run.asked_by, run=run.number, pairs=run.facts["pairs"])
            old = self.runs.done().exclude(pk=run.pk).order_by("-number").values_list("pk", flat=True)[KEPT - 1 :]
            Pairing.objects.filter(run__in=list(old)).delete()
        return run

    @transaction.atomic
    def not_done(self, run: Run, problem: str) -> Run:
        self.lock(None)
        run.state, run.ended_at, run.problem = Run.State.FAILED, timezone.now(), problem[:300]
        run.save()
        return run

    # By hand ----------------------------------------------------------------------------------------------------

    def lock_pair(self, *, by: User, mentee: User, mentor: User, why: str = "") -> Change:
        """Let a pair stand whatever the matching finds better. Raises CannotPair."""
        with transaction.atomic():
            self.lock(by)
            self.check_pair(mentee, mentor)
            made, lifted = self.set_lock(by, mentee, mentor)
            return Change.objects.record(
                self, Change.Kind.LOCKED, by=by, mentee=mentee, mentor=mentor, why=why, made=made, lifted=lifted
            )

    def swap(self, *, by: User, one: tuple[User, User], other: tuple[User, User], why: str = "") -> Change:
        """Give two mentees each other's mentors. Each of the two is (mentee, mentor) as it stands."""
        with transaction.atomic():
            self.lock(by)
            lifted = self.decisions.locks().filter(mentee__in=[one[0], other[0]]).lift(by)
            made: list[int] = []
            for mentee, mentor in ((one[0], other[1]), (other[0], one[1])):
                self.check_pair(mentee, mentor)
                new, old = self.set_lock(by, mentee, mentor)
                made, lifted = made + new, lifted + old
            return Change.objects.record(
                self, Change.Kind.SWAPPED, by=by, mentee=one[0], mentor=other[1], why=why, other=str(other[0]),
                made=made, lifted=lifted,
            )  # fmt: skip

    def set_lock(self, by: User, mentee: User, mentor: User) -> tuple[list[int], list[int]]:
        """The numbers of the decisions that were made and of those that fell for it."""
        falls = Q(kind=Decision.Kind.LOCK, mentee=mentee) | Q(mentee=mentee, mentor=mentor)
        lifted = self.decisions.standing().filter(falls).lift(by)
        made = self.decisions.create(kind=Decision.Kind.LOCK, mentee=mentee, mentor=mentor, by=by)
        return [made.pk], lifted

    def forbid_pair(self, *, by: User, mentee: User, mentor: User, why: str = "", for_good: bool = False) -> Change:
        """Rule a pair out in this round, or for good in the programme."""
        with transaction.atomic():
            self.lock(by)
            lifted = self.decisions.standing().filter(mentee=mentee, mentor=mentor).lift(by)
            made = self.decisions.create(kind=Decision.Kind.FORBID, mentee=mentee, mentor=mentor, by=by)
            apart = None
            if for_good:
                kind = Separation.Kind.APART
                apart = Separation.objects.keep_apart(self.programme, mentee, mentor, kind=kind, by=by).pk
            return Change.objects.record(
                self, Change.Kind.FORBADE, by=by, mentee=mentee, mentor=mentor, why=why, made=[made.pk],
                lifted=lifted, apart=apart,
            )  # fmt: skip

    def lift_pair(self, *, by: User, mentee: User, mentor: User, why: str = "") -> Change:
        """Leave a pair to the matching again."""
        with transaction.atomic():
            self.lock(by)
            lifted = self.decisions.standing().filter(mentee=mentee, mentor=mentor).lift(by)
            if not lifted:
                raise NothingToUndo(_now("Nothing is set by hand for these two."))
            return Change.objects.record(
                self, Change.Kind.LIFTED, by=by, mentee=mentee, mentor=mentor, why=why, made=[], lifted=lifted
            )

    def allow_again(self, *, by: User, separation: Separation) -> Change:
        """Two who were kept apart may be paired again. Somebody's own wish is not for a coordinator to take back."""
        with transaction.atomic():
            self.lock(by)
            known = Separation.objects.visible_to(by).exclude(kind=Separation.Kind.ASKED)
            if not known.filter(programme=self.programme, pk=separation.pk).exists():
                raise NotYours(_now("That is not for you to take back."))
            separation.delete()
            return Change.objects.record(
                self, Change.Kind.ALLOWED, by=by, mentee=separation.one, mentor=separation.other,
                differences=[str(separation.get_kind_display())],
            )  # fmt: skip

    def check_pair(self, mentee: User, mentor: User) -> None:
        """Raise CannotPair, with the sentence why, when these two cannot be set by hand now."""
        today = timezone.localdate()
        names: dict[str, object] = {"mentee": mentee, "mentor": mentor}
        if mentee == mentor:
            raise CannotPair(_now("Nobody mentors themselves."))
        if not cohort.looking(self.programme, today).filter(person=mentee).exists():
            raise CannotPair(_now("%(mentee)s is not looking for a mentor here just now.") % names)
        seat = cohort.offering(self.programme, today).filter(person=mentor).first()
        if seat is None:
            raise CannotPair(_now("%(mentor)s has no room just now.") % names)
        if why := self.apart(mentee, mentor):
            raise CannotPair(why)
        # A lock that was proposed holds its place by the proposal or the mentorship, or has come to nothing.
        locked = self.decisions.locks().filter(mentor=mentor).exclude(mentee=mentee).select_related("mentee")
        locked = locked.exclude(mentee__in=self.proposals.filter(mentor=mentor).values("mentee"))
        if len(locked) >= seat.room:
            names["others"] = ", ".join(str(one.mentee) for one in locked)
            raise CannotPair(_now("%(mentor)s is locked with %(others)s, and that is all their room.") % names)

    def apart(self, mentee: User, mentor: User) -> str:
        """Why these two are not to be paired here, as a coordinator may read it; empty when nothing is against it.

        Somebody's own wish is made when they decline a proposal, and in that round every pair that was proposed stays
        apart, wished or not. So a wish is answered with the sentence that all of those get, which is true of it too.
        """
        names = {"mentee": mentee, "mentor": mentor}
        kept = self.programme.separations.between(mentee, mentor)
        if kept.filter(kind=Separation.Kind.APART).exists():
            return _now("%(mentee)s and %(mentor)s are not to be paired.") % names
        said_no, of_here = Q(replies__says_yes=False), Q(programme=self.programme)
        here = Q(round=self) | Q(closed_at=None) | of_here & Q(round=None) & said_no
        if not self.has_paired(mentee, mentor):
            # A wish comes along into a next cohort, and the plain no of last time would not count here.
            here |= ~of_here & said_no
        both_ways = Q(mentee=mentee, mentor=mentor) | Q(mentee=mentor, mentor=mentee)
        told = self.programme.proposals.model.objects.filter(programme__in=self.programme.with_those_before)
        were_proposed = told.filter(here & both_ways)
        if were_proposed.exists() or kept.filter(kind=Separation.Kind.ASKED).exists():
            return _now("%(mentee)s and %(mentor)s were proposed to each other before.") % names
        return ""

    def has_paired(self, mentee: User, mentor: User) -> bool:
        """Whether the current result has these two together: then nobody's wish is against it, as everybody sees."""
        run = self.current_run
        return run is not None and run.pairings.made().filter(mentee=mentee, mentor=mentor).exists()

    def change_rules(self, *, by: User, rules: Rules, why: str = "", seen: Rules | None = None) -> Change | None:
        """Match by other rules from now on; None when nothing is different.

        seen : the rules that these were made from. Raises MovedOn when they are others by now.
        """
        with transaction.atomic():
            self.lock(by)
            programme = Programme.objects.select_for_update().get(pk=self.programme_id)
            before = programme.rules
            if seen is not None and before != seen:
                raise MovedOn(_now("Somebody changed the rules at the same moment. Save again."))
            if before == rules:
                return None
            self.put_rules(rules)
            return Change.objects.record(
                self, Change.Kind.RULES, by=by, why=why, before=before.kept(), after=rules.kept(),
                differences=before.differences(rules),
            )  # fmt: skip

    def put_rules(self, rules: Rules) -> None:
        self.programme.matching = rules.kept()
        self.programme.save(update_fields=["matching"])

    def last_undoable(self) -> Change | None:
        """The newest thing done by hand that still stands, unless it has been acted on since."""
        newest = self.changes.standing().filter(kind__in=Change.UNDOABLE).first()
        published = self.changes.filter(kind=Change.Kind.PUBLISHED).first()
        return None if newest is None or (published and published.at > newest.at) else newest

    def undo(self, *, by: User, shown: str = "") -> Change:
        """Take back the last thing that was done by hand.

        shown : the number of the change that the page offered to take back. Raises MovedOn when that is not the last
        one any more; left empty, whatever is last is taken back.
        """
        with transaction.atomic():
            self.lock(by)
            last = self.last_undoable()
            if last is None:
                raise NothingToUndo(_now("There is nothing to take back."))
            if shown and shown != str(last.pk):
                raise MovedOn(
                    _now("Another change by hand is the last one by now, so nothing is taken back. See it below.")
                )
            if last.kind == Change.Kind.RULES:
                if self.programme.rules.kept() != last.facts["after"]:
                    raise NothingToUndo(_now("The rules have been changed again since."))
                self.put_rules(Rules.read(last.facts["before"], self.programme.comparable))
            else:
                self.decisions.filter(pk__in=last.facts["made"]).lift(by)
                self.decisions.filter(pk__in=last.facts["lifted"]).restore()
                self.programme.separations.filter(pk=last.facts.get("apart")).delete()
            last.undone_at, last.undone_by = timezone.now(), by
            last.save(update_fields=["undone_at", "undone_by"])
        return last

    def note(self, *, by: User, words: str, mentee: User | None = None, mentor: User | None = None) -> Change:
        said: dict[str, Any] = {"by": by, "why": words, "mentee": mentee, "mentor": mentor}
        with transaction.atomic():
            again = just_said(by, self.changes.filter(kind=Change.Kind.NOTE), at="at", **said)
            if again:
                return again
            self.lock(by)
            return Change.objects.record(self, Change.Kind.NOTE, **said)

    # After publishing -------------------------------------------------------------------------------------------

    def let_propose(self, *, by: User, by_itself: bool) -> None:
        """Let the wait-list propose by itself, or not."""
        with transaction.atomic():
            self.lock(by)
            if self.proposes_itself != by_itself:
                self.proposes_itself, self.waited_on = by_itself, ""
                self.save(update_fields=["proposes_itself", "waited_on"])
                Change.objects.record(self, Change.Kind.WAIT_LIST, by=by, on=by_itself)

    def close(self, *, by: User) -> int:
        """End the round. Who came away with nobody comes first next time; how many that are is returned."""
        with transaction.atomic():
            self.lock(by)
            self.closed_at, self.closed_by = timezone.now(), by
            self.save(update_fields=["closed_at", "closed_by"])
            left = cohort.looking(self.programme, timezone.localdate()).filter(left_out_at=None)
            count = Membership.objects.filter(pk__in=left.values("pk")).update(left_out_at=self.closed_at)
            self.runs.exclude(state__in=[Run.State.DONE, Run.State.FAILED]).delete()
            Change.objects.record(self, Change.Kind.CLOSED, by=by, left_out=count)
        return count


def why_impossible(it: Market) -> str:
    if not it.mentees and not it.mentors:
        return _now("There is nobody to match yet. Bring people in first.")
    if not it.mentees:
        return _now("Nobody is looking for a mentor just now.")
    return _now("No mentor has room just now.")


def keep_pairings(run: Run, matching: Matching) -> None:
    rows = [
        Pairing(
            run=run,
            mentee_id=int(each.mentee.id),
            mentor_id=int(each.mentor.id),
            score=round(each.score, DIGITS),
            is_locked=each.locked,
        )
        for each in matching.pairings
    ]
    rows += [Pairing(run=run, mentee_id=int(mentee.id)) for mentee in matching.unmatched]
    Pairing.objects.bulk_create(rows, batch_size=1000)


def facts_of(matching: Matching) -> dict[str, Any]:
    """What a run is compared by, and whether it is proven."""
    scores = [pairing.score for pairing in matching.pairings]
    numbers = in_numbers(scores, matching.load, len(matching.mentors), len(matching.unmatched))
    return {**numbers, "proven": matching.proven, "mode": matching.mode, "mentors": len(matching.mentors)}
