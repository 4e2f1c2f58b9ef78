"""Membership: a person in a programme, in one role."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.models.programme import Programme
from alongside.web.programmes.models.role import Role
from alongside.web.programmes.refusals import NotYours, StillNeeded

if TYPE_CHECKING:
    from alongside.web.mentorships.models import Mentorship, MentorshipQuerySet
    from alongside.web.people.completeness import Hint
    from alongside.web.proposals.models import Proposal
    from alongside.web.requests.models import Request


REMIND_AFTER = timedelta(days=3)
LONGEST_PAUSE = timedelta(days=365)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: User) -> Self:
        """Memberships in programmes one is in oneself."""
        return self.filter(programme__in=Programme.objects.of(user))

    def current(self) -> Self:
        return self.filter(left_at=None)

    def of(self, person: User) -> Self:
        """Somebody's own, those of programmes that are over last."""
        is_over = Case(When(programme__ends_on__lt=timezone.localdate(), then=1), default=0)
        mine = self.current().filter(person=person).select_related("programme")
        return mine.order_by(is_over, "programme__name", "pk")

    def mentors(self) -> Self:
        return self.filter(role=Role.MENTOR)

    def mentees(self) -> Self:
        return self.filter(role=Role.MENTEE)

    def of_mentee_of(self, mentorship: "Mentorship") -> "Membership | None":
        """The place of a mentorship's mentee in its programme; None once they have left or the programme is over."""
        if mentorship.programme.is_over:
            return None
        return self.current().mentees().filter(programme=mentorship.programme, person=mentorship.mentee).first()

    def removed(self) -> Self:
        """Those a coordinator took out, and nobody has invited again."""
        return self.exclude(removed_at=None)

    def for_list(self) -> Self:
        return self.select_related("person__profile", "programme")

    def enter(self, programme: Programme, person: User, role: str, capacity: int = 1) -> "Membership":
        """Give a person a role; who left before comes back to the same row. A role one has stays as it is."""
        membership, is_new = self.get_or_create(
            programme=programme, person=person, role=role, defaults={"capacity": capacity}
        )
        if not is_new and membership.left_at:
            membership.left_at = membership.removed_at = membership.paused_at = membership.paused_until = None
            membership.joined_at, membership.capacity = timezone.now(), capacity
            membership.save()
        return membership

    def not_reminded_since(self, now: datetime) -> Self:
        """Whoever was not asked to complete their profile in the last days."""
        return self.filter(Q(reminded_at=None) | Q(reminded_at__lt=now - REMIND_AFTER))

    def seat(self, programme: Programme, mentor: User) -> "Membership | None":
        """A mentor's seat, held until the transaction ends: whatever takes up a place is counted by one at a time."""
        return self.current().mentors().filter(programme=programme, person=mentor).select_for_update().first()

    def place(self, programme: Programme, mentee: User) -> "Membership | None":
        """A mentee's place, held until the transaction ends: nobody leaves while something begins with them."""
        here = self.current().mentees().filter(programme=programme, person=mentee)
        return here.order_by("pk").select_for_update().first()

    def with_load(self, *, reader: User | None = None) -> Self:
        """Add `load`: what takes up a mentor's room now, mentorships and proposals that wait for an answer.

        reader : who is shown it. To them a proposal of their own that the mentor has declined counts as long as it is
            open, for until then they do not learn of that.
        """
        taking = Q(mentored__programme=OuterRef("programme"), mentored__ended_at=None)
        held = Q(proposals_as_mentor__programme=OuterRef("programme"), proposals_as_mentor__closed_at=None)
        binding = Q(proposals_as_mentor__freed__in=["", Role.MENTEE])
        held &= binding if reader is None else binding | Q(proposals_as_mentor__mentee=reader)
        # Each counted by itself: joined, every mentor of a large programme would be sorted with all that they wrote.
        each = User.objects.filter(pk=OuterRef("person")).values("pk")
        places = [
            each.annotate(n=Count("mentored", filter=taking)),
            each.annotate(n=Count("proposals_as_mentor", filter=held)),
        ]
        mentored, proposed = (Subquery(one.values("n")) for one in places)
        return self.annotate(load=mentored + proposed)

    def with_room(self, today: date) -> Self:
        """Mentors who could take one more today. Wants `with_load()` before."""
        away = Q(paused_at__isnull=False) & (Q(paused_until=None) | Q(paused_until__gte=today))
        return self.exclude(away).filter(load__lt=F("capacity"))


class Membership(models.Model):
    """A person in a programme in one role, with the room they have."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    capacity = models.PositiveSmallIntegerField(
        _("how many at the same time"), default=1, validators=[MaxValueValidator(20)]
    )
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    paused_at = models.DateTimeField(null=True, blank=True, editable=False)
    paused_until = models.DateField(_("away until"), null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Set beside `left_at` when a coordinator took them out: then they do not come back by themselves.
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Which part of an organisation somebody belongs to, where the programme knows; coordinators see it.
    department = models.CharField(_("department"), max_length=80, blank=True)
    # A mentee who came away with nobody when a round closed comes first next time.
    left_out_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When a coordinator last asked to complete the profile.
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    # Filled in by `with_load()`.
    load: int

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["person__name"]
        verbose_name = _("membership")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "person", "role"],
                name="one_membership_per_role",
                violation_error_message=_("This person already has this role in the programme."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"

    @property
    def is_current(self) -> bool:
        return self.left_at is None

    @property
    def is_away(self) -> bool:
        """Away today: for a while, or until further notice."""
        if self.paused_at is None:
            return False
        return self.paused_until is None or self.paused_until >= timezone.localdate()

    @property
    def room(self) -> int:
        """How many more a mentor could take, away or not. Wants `with_load()`."""
        return max(self.capacity - self.load, 0)

    def mentorships(self) -> "models.QuerySet[Mentorship]":
        """Those of this role that have not ended."""
        pairs = self.person.mentored if self.role == Role.MENTOR else self.person.menteed
        if self.role == Role.COORDINATOR:
            return pairs.none()
        return pairs.filter(programme=self.programme, ended_at=None)

    def waiting_requests(self) -> "models.QuerySet[Request]":
        """Requests of this role that are still open."""
        asked = self.person.requests_received if self.role == Role.MENTOR else self.person.requests_made
        return asked.none() if self.role == Role.COORDINATOR else asked.open().filter(programme=self.programme)

    def waiting_proposals(self) -> "models.QuerySet[Proposal]":
        """Proposals of this role that are open and that this side has not declined; a mentor's hold a place each."""
        if self.role == Role.COORDINATOR:
            return self.person.proposals_as_mentor.none()
        made = self.person.proposals_as_mentor if self.role == Role.MENTOR else self.person.proposals_as_mentee
        return made.open().filter(programme=self.programme).exclude(freed=self.role)

    def taken(self, *, besides: User) -> int:
        """A mentor's places that are taken by mentorships or held by proposals, one mentee's own left out."""
        return self.mentorships().count() + self.waiting_proposals().exclude(mentee=besides).count()

    @transaction.atomic
    def ask_to_complete(self, hints: "list[Hint]") -> None:
        """A kind letter about what the profile leaves open and what it is good for."""
        self.person.memberships.filter(programme=self.programme).update(reminded_at=timezone.now())
        Notice.objects.queue(
            to=self.person,
            template="programmes/mail/complete",
            context={"membership": self, "programme": self.programme, "hints": hints},
            url=reverse("people:profile"),
            button=_now("Open your profile"),
        )

    def make_room(self, *, by: User, capacity: int) -> None:
        """Say how many at the same time. Fewer than run now is allowed: nothing ends, nobody new comes."""
        self.check_mine(by)
        self.capacity = capacity
        if Membership.objects.filter(pk=self.pk).exclude(capacity=capacity).update(capacity=capacity):
            for pair in self.mentorships():
                pair.note_event()  # a full mentor is one of the things a reading looks at

    @transaction.atomic
    def go_away(self, *, by: User, until: date | None, pausing: bool = False) -> "list[Mentorship]":
        """Take no new requests until a day (that day included), or until one says otherwise.

        pausing : pause one's mentorships in this programme, too; they go on by themselves on the day after. Returns
            those that were paused, which leaves out what was paused before. Refused without a day, or with all
            undone where one cannot be paused for so long.
        """
        self.check_mine(by)
        if until and until < timezone.localdate():
            raise StillNeeded(_now("That day is over. Choose a day to come."))
        if pausing:
            check_pause(until)
        self.paused_at, self.paused_until = timezone.now(), until
        self.save(update_fields=["paused_at", "paused_until"])
        if not pausing or until is None:
            return []
        back_on = until + timedelta(days=1)
        paused: list[Mentorship] = self.running_mentorships().pause_all(by=by, until=back_on)
        return paused

    def running_mentorships(self) -> "MentorshipQuerySet":
        """This person's own in the programme that are under way, in whatever role: who is away is away from all."""
        return self.programme.mentorships.of(self.person).running()

    def come_back(self, *, by: User) -> None:
        self.check_mine(by)
        self.paused_at = self.paused_until = None
        self.save(update_fields=["paused_at", "paused_until"])

    def leave(self, *, by: User) -> None:
        """Give up this role. Refused while somebody counts on it."""
        self.check_mine(by)
        with transaction.atomic():
            self.queue_coordinators()
            locked = Membership.objects.select_for_update().get(pk=self.pk)
            locked.check_free()
            if locked.waiting_requests().exists():
                raise StillNeeded(_now("A request is still open. Answer it or withdraw it first; then you can leave."))
            if locked.waiting_proposals().exists():
                raise StillNeeded(
                    _now("A proposal is still open. Answer it if you have not yet; once it is settled, you can leave.")
                )
            locked.left_at = timezone.now()
            locked.save(update_fields=["left_at"])
            self.person.programme_answers.forget(self)
        self.left_at = locked.left_at

    def remove(self, *, by: User, words: str = "") -> None:
        """A coordinator takes somebody out of the programme, with a letter that says so kindly.

        Invitations that they have not used yet are withdrawn, or they would come back by one of them. A coordinator
        who takes out themselves has left like anybody else.
        """
        if Role.COORDINATOR not in self.programme.roles_of(by):
            raise NotYours(_now("Only a coordinator may do this."))
        with transaction.atomic():
            self.queue_coordinators()
            locked = Membership.objects.select_for_update().get(pk=self.pk)
            if locked.left_at:
                raise StillNeeded(_now("%(name)s has already left.") % {"name": self.person})
            locked.check_free()
            locked.left_at = timezone.now()
            if self.person_id != by.pk:
                locked.removed_at = locked.left_at
                self.programme.invitations.to(self.person).update(withdrawn_at=locked.left_at)
                Notice.objects.queue(
                    to=self.person,
                    template="programmes/mail/removed",
                    context={"membership": self, "by": by, "words": words},
                )
            locked.save(update_fields=["left_at", "removed_at"])
            self.person.programme_answers.forget(self)
        self.left_at, self.removed_at = locked.left_at, locked.removed_at

    def queue_coordinators(self) -> None:
        """Let coordinators go one at a time: of two who leave at the same moment one must stay.

        Without holding the programme's key, which a mentorship that begins just now needs.
        """
        if self.role == Role.COORDINATOR:
            Programme.objects.hold(self.programme_id)

    def check_mine(self, by: User) -> None:
        if by.pk != self.person_id or not self.is_current:
            raise NotYours(_now("Only the person themselves can change this."))

    def check_free(self) -> None:
        """Nobody counts on this role any more."""
        running = list(self.mentorships().select_related("mentor", "mentee"))
        pairs = [str(pair.partner_of(self.person)) for pair in running]
        if running and all(pair.is_undecided for pair in running):
            day = date_format(timezone.localtime(max(pair.answers_close_at for pair in running)), "j F")
            raise StillNeeded(
                _now("An introduction to %(names)s is still undecided. Unless both go on, it ends on %(day)s.")
                % {"names": ", ".join(pairs), "day": day}
            )
        if pairs:
            raise StillNeeded(
                _now("A mentorship with %(names)s still runs. End it first, so that both know where they stand.")
                % {"names": ", ".join(pairs)}
            )
        others = self.programme.memberships.current().filter(role=Role.COORDINATOR).exclude(pk=self.pk)
        if self.role == Role.COORDINATOR and not others.exists():
            raise StillNeeded(_now("A programme needs a coordinator. Invite another one first."))


def check_pause(until: date | None) -> None:
    """Raise StillNeeded for a last day with which no mentorship can be paused."""
    if until is None:
        raise StillNeeded(_now("Say until when: a pause needs a last day."))
    if until - timezone.localdate() > LONGEST_PAUSE:
        raise StillNeeded(_now("A pause can last a year at most. Choose an earlier day, or pause nothing."))
