"""Programme: rules, dates and rhythm."""

from collections.abc import Container, Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.layout.line import LineField
from alongside.web.notices.models import Notice
from alongside.web.people.models import Rhythm, User
from alongside.web.people.twice import just_said
from alongside.web.programmes.models.role import Role
from alongside.web.programmes.refusals import AlreadyIn, NobodyNamed, NoRoles, NotOpen, NotYours, TakenBack, TakenOut
from alongside.web.programmes.rules import Rules

if TYPE_CHECKING:
    from alongside.web.programmes.models.answer import Said
    from alongside.web.programmes.models.invitation import Invitation
    from alongside.web.programmes.models.membership import Membership


# What coordinators can be shown beyond the rest, in the words of alongside.health.
SHOWABLE = {
    "ratings": _("ratings of sessions"),
    "checkins": _("answers to check-ins"),
    "verdicts": _("verdicts after an introduction"),
}


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: User) -> Self:
        """Programmes one is in, and open ones."""
        return self.filter(Q(pk__in=Programme.objects.of(user).values("pk")) | Q(joining=Programme.Joining.OPEN))

    def of(self, user: User) -> Self:
        """Programmes one is in, in whatever role."""
        mine = self.filter(memberships__person=user, memberships__left_at=None)
        return self.filter(pk__in=mine.values("pk"))

    def coordinated_by(self, user: User) -> Self:
        mine = Programme.objects.filter(
            memberships__person=user, memberships__left_at=None, memberships__role=Role.COORDINATOR
        )
        return self.filter(pk__in=mine.values("pk"))

    def without_coordinator(self, user: User) -> Self:
        """For the owner of the site: programmes that nobody coordinates. They may see to that, and to nothing else."""
        led = Programme.objects.filter(
            memberships__person__is_active=True, memberships__left_at=None, memberships__role=Role.COORDINATOR
        )
        return self.exclude(pk__in=led.values("pk")) if user.is_superuser else self.none()

    def with_invitations_of(self, user: User) -> Self:
        """Where somebody may see to invitations: as a coordinator, or as the owner where there is none."""
        led, leaderless = Programme.objects.coordinated_by(user), Programme.objects.without_coordinator(user)
        return self.filter(Q(pk__in=led.values("pk")) | Q(pk__in=leaderless.values("pk")))

    def open_to_join(self, today: date) -> Self:
        """Open ones that are not over."""
        return self.filter(joining=Programme.Joining.OPEN).exclude(ends_on__lt=today)

    def on_holiday(self, day: date) -> Self:
        """Those that expect nothing of their pairs on this day."""
        return self.filter(holidays__starts_on__lte=day, holidays__ends_on__gte=day)

    def hold(self, pk: int, *, key: bool = False) -> "Programme":
        """One as it stands now, held until the transaction ends, so that nobody takes it back meanwhile.

        Raises TakenBack where somebody has: a verb that hangs something on a programme asks this first.

        key : hold its key, too, so that nobody else can hang anything on it.
        """
        found = self.select_for_update(no_key=not key).filter(pk=pk).first()
        if found is None:
            raise TakenBack(_now("This programme was taken back meanwhile, as if it had not been. Nothing was saved."))
        return found

    def begin(self, programme: "Programme", *, by: User, coordinators: Iterable[str]) -> "Programme":
        """The owner makes a programme and names who coordinates it, by address."""
        if not by.is_superuser:
            raise NotYours(_now("Only the owner of this site makes programmes."))
        if programme.is_over:
            raise NotOpen(_now("The last day has passed, and it would be over at once. Choose a later one."))
        with transaction.atomic():
            if again := just_said(by, self.all(), at="created_at", name=programme.name, about=programme.about):
                return again
            programme.keep()
            programme.name_coordinators(coordinators, by=by)
        return programme


class Programme(models.Model):
    """Rules, dates and rhythm that its mentorships begin with, and what coordinators are shown."""

    class Joining(models.TextChoices):
        OPEN = "open", _("open to everyone here")
        INVITATION = "invitation", _("by invitation")

    name = LineField(_("name"), max_length=120)
    about = models.TextField(_("what it is for"), max_length=4000, blank=True)
    joining = models.CharField(_("joining"), max_length=12, choices=Joining.choices, default=Joining.INVITATION)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    agreed_every_days = models.PositiveSmallIntegerField(
        _("usual rhythm"), choices=Rhythm.choices, default=Rhythm.FORTNIGHTLY
    )
    planned_weeks = models.PositiveSmallIntegerField(
        _("usual length, in weeks"), default=26, validators=[MinValueValidator(4), MaxValueValidator(260)]
    )
    checkin_every_days = models.PositiveSmallIntegerField(
        _("days between check-ins"), default=14, validators=[MinValueValidator(7), MaxValueValidator(90)]
    )
    request_open_days = models.PositiveSmallIntegerField(
        _("days a request stays open"), default=14, validators=[MinValueValidator(3), MaxValueValidator(60)]
    )
    open_requests_limit = models.PositiveSmallIntegerField(
        _("requests a mentee may have open at once"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    # Who sees what: what coordinators are shown, beyond dates and readings. Every page of a mentorship leads to it.
    # Since when, because an answer given before was promised to stay closed; None while it is not shown.
    ratings_shown_since = models.DateTimeField(null=True, blank=True, editable=False)
    checkins_shown_since = models.DateTimeField(null=True, blank=True, editable=False)
    verdicts_shown_since = models.DateTimeField(null=True, blank=True, editable=False)
    # Readings made before this one may rest on what is closed now.
    shown_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When its calendar of holidays last changed: every reading before rests on another clock.
    holidays_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    safeguarding_person = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="safeguards",
        null=True,
        blank=True,
        verbose_name=_("safeguarding person"),
    )
    # Thresholds of the health engine that this programme changed: {name: value}; empty means the shipped ones.
    thresholds = models.JSONField(default=dict, blank=True)
    # By which rules it matches (programmes/rules.py); empty means as usual.
    matching = models.JSONField(default=dict, blank=True, editable=False)
    asks_personality = models.BooleanField(_("asks for a short personality questionnaire"), default=False)
    # Whose next cohort it is (programmes/next_cohort.py).
    follows = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="followed_by", null=True, blank=True, editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("programme")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gt=F("starts_on")),
                name="programme_ends_after_it_starts",
                violation_error_message=_("The programme ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programmes:programme", args=[self.pk])

    @property
    def who_sees_what_url(self) -> str:
        """Where the list of what coordinators are shown stands; the two of a mentorship reach it while that is open."""
        return f"{self.get_absolute_url()}#who-sees-what"

    def clean(self) -> None:
        if self.joining == self.Joining.OPEN and self.whom_concerns_reach is None:
            raise ValidationError(
                {
                    "safeguarding_person": _(
                        "Name a safeguarding person before everyone here can join: "
                        "until then a concern about safety would reach nobody."
                    )
                }
            )

    @property
    def whom_concerns_reach(self) -> User | None:
        """The safeguarding person, as long as they can sign in: nobody else could open a concern."""
        named = self.safeguarding_person
        return named if named and named.is_active else None

    @property
    def shown_since(self) -> dict[str, datetime]:
        """Which private answers coordinators' readings may rest on, by their names in alongside.health: since when."""
        since = {kind: getattr(self, f"{kind}_shown_since") for kind in SHOWABLE}
        return {kind: moment for kind, moment in since.items() if moment}

    @property
    def shows_ratings(self) -> bool:
        return self.ratings_shown_since is not None

    @property
    def shows_checkins(self) -> bool:
        return self.checkins_shown_since is not None

    @property
    def shows_verdicts(self) -> bool:
        return self.verdicts_shown_since is not None

    @property
    def rules(self) -> Rules:
        """By which it matches, suggests and explains."""
        counts = isinstance(self.matching, dict) and self.matching.get("answers")
        return Rules.read(self.matching, self.comparable if counts else {})

    @cached_property
    def comparable(self) -> dict[str, str]:
        """Its own questions that matching may look at: by key, in words."""
        return {str(pk): text for pk, text in self.questions.comparable().in_order().values_list("pk", "text")}

    @property
    def is_open(self) -> bool:
        return self.joining == self.Joining.OPEN and not self.is_over

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def with_those_before(self) -> list[int]:
        """The keys of it and of all that it follows. Wishes come along, so what is told of one is told of all these."""
        keys, behind = [self.pk], self.follows_id
        while behind:
            keys.append(behind)
            behind = Programme.objects.values_list("follows", flat=True).get(pk=behind)
        return keys

    @property
    def with_those_after(self) -> list[int]:
        """The keys of it and of all next cohorts there are so far: whoever is kept apart here stays apart in them."""
        keys, newest = [self.pk], [self.pk]
        while newest := list(Programme.objects.filter(follows__in=newest).values_list("pk", flat=True)):
            keys += newest
        return keys

    @property
    def asks_anything(self) -> bool:
        """Whether there is a question of its own just now."""
        return self.questions.live().exists()

    def show(self, kinds: Container[str]) -> None:
        """Choose what coordinators are shown; it counts from when it is kept."""
        for kind in SHOWABLE:
            since = getattr(self, f"{kind}_shown_since") or timezone.now()
            setattr(self, f"{kind}_shown_since", since if kind in kinds else None)

    @transaction.atomic
    def keep(self) -> None:
        """Save what was changed on a form, and write to whom the change concerns.

        What coordinators are shown from now on is told to every member. Whoever was or is now the safeguarding person
        hears of it each time, in the same words whether or not a concern was ever raised, so that nobody can tell from
        a letter.
        """
        before = Programme.objects.hold(self.pk) if self.pk else None
        newly_shown = self.date_what_is_shown(before.shown_since if before else {})
        if before:
            self.matching = before.matching  # on no form: a round changes it, maybe since this row was read
        self.save()
        if before and newly_shown:
            self.tell_members(newly_shown)
        former, named = before.safeguarding_person if before else None, self.safeguarding_person
        for person, letter in ((former, "safeguarding_passed_on"), (named, "safeguarding_named")):
            if person and former != named:
                self.write(person, letter, url=reverse("concerns:list"), button=_now("Open concerns"), named=named)

    def read_all_again(self) -> None:
        """The clock of every pair here has changed. One row says so, however many pairs there are."""
        self.holidays_changed_at = timezone.now()
        self.save(update_fields=["holidays_changed_at"])

    def date_what_is_shown(self, before: Mapping[str, datetime]) -> list[str]:
        """Date what was not shown before from now on, never back. Returns those kinds.

        A kind that was closed for a while begins anew: what was answered meanwhile was promised to stay closed.
        """
        now, shown = timezone.now(), self.shown_since
        for kind, since in shown.items():
            if since != before.get(kind):
                setattr(self, f"{kind}_shown_since", now)
        if set(shown) != set(before):
            self.shown_changed_at = now
        return [kind for kind in shown if kind not in before]

    def tell_members(self, newly_shown: list[str]) -> None:
        words = {"programme": self, "kinds": [SHOWABLE[kind] for kind in newly_shown]}
        people = User.objects.filter(pk__in=self.memberships.current().values("person"), is_active=True)
        Notice.objects.queue_all(
            to=people,
            template="programmes/mail/shown",
            context=words,
            url=self.who_sees_what_url,
            button=_now("See who sees what"),
        )

    def write(self, person: User, letter: str, *, url: str, button: str, **words: object) -> None:
        Notice.objects.queue(
            to=person,
            template=f"programmes/mail/{letter}",
            context={"programme": self, **words},
            url=url,
            button=button,
        )

    def roles_of(self, user: User) -> set[str]:
        """What a person is here now."""
        return set(self.memberships.current().filter(person=user).values_list("role", flat=True))

    def check_joining(self, by: User) -> None:
        """Raise NotOpen, or TakenOut for whom a coordinator took out: they come back by an invitation alone."""
        if not self.is_open:
            raise NotOpen(
                _now("%(programme)s is over.") % {"programme": self}
                if self.is_over
                else _now("%(programme)s is by invitation. Ask its coordinator to invite you.") % {"programme": self}
            )
        taken_out = self.memberships.removed().filter(person=by).first()
        if taken_out:
            raise TakenOut(
                _now(
                    "A coordinator has taken you out of %(programme)s as a %(role)s. "
                    "To join again, ask whoever wrote to you about it for an invitation."
                )
                % {"programme": self, "role": taken_out.get_role_display()}
            )

    def join(
        self, *, by: User, room: Mapping[str, int], said: "Mapping[int, Said] | None" = None
    ) -> "list[Membership]":
        """Enter an open programme.

        room : each role one takes, with how many one has time for.   said : what one answers, by question.
        """
        self.check_joining(by)
        if not room or set(room) - {Role.MENTOR, Role.MENTEE}:
            raise NoRoles(_now("Choose whether you join as a mentor, as a mentee, or as both."))
        if set(room) <= self.roles_of(by):
            raise AlreadyIn(_now("You are already in %(programme)s.") % {"programme": self})
        with transaction.atomic():
            User.objects.hold(by)
            Programme.objects.hold(self.pk)
            seats = [self.memberships.enter(self, by, role, capacity) for role, capacity in room.items()]
            by.programme_answers.keep(self, by=by, said=said or {}, joining=room)
        return seats

    @transaction.atomic
    def name_coordinators(self, addresses: Iterable[str], *, by: User) -> "list[Invitation]":
        """The owner says who coordinates it, by address: who has an account begins at once, the others are invited."""
        if not by.is_superuser:
            raise NotYours(_now("Only the owner of this site names who coordinates a programme."))
        Programme.objects.hold(self.pk)
        if not Programme.objects.without_coordinator(by).filter(pk=self.pk).exists():
            raise AlreadyIn(_now("%(programme)s has a coordinator by now; they invite others.") % {"programme": self})
        unknown = []
        for address in addresses:
            person = User.objects.filter(email__lower=address.lower(), is_active=True).first()
            if person:
                self.memberships.enter(self, person, Role.COORDINATOR)
            else:
                unknown.append(address)
        return self.invite(by=by, addresses=unknown, role=Role.COORDINATOR)

    def invite(self, *, by: User, addresses: Iterable[str], role: str) -> "list[Invitation]":
        """Write to each address once. Whoever already has the role, or an open invitation to it, is left out.

        Mentors and mentees come once a safeguarding person is named; a coordinator may come before, to name one.
        """
        if Role.COORDINATOR not in self.roles_of(by) and not by.is_superuser:
            raise NotYours(_now("Only a coordinator of %(programme)s may invite.") % {"programme": self})
        if self.is_over:
            raise NotOpen(_now("%(programme)s is over.") % {"programme": self})
        if role != Role.COORDINATOR and self.whom_concerns_reach is None:
            raise NobodyNamed(
                _now("Name a safeguarding person first: until then a concern about safety would reach nobody.")
            )
        wanted = dict.fromkeys(address.strip().lower() for address in addresses)
        with transaction.atomic():
            # Two who invite at once come one after the other, and the second sees whom the first wrote to.
            Programme.objects.hold(self.pk)
            here = self.memberships.current().filter(role=role).values_list("person__email", flat=True)
            # Not whoever is asked by name: a coordinator could try addresses until one is theirs.
            asked = self.invitations.open().filter(role=role, person=None).values_list("email", flat=True)
            known = {address.lower() for address in [*here, *asked]}
            return self.invitations.write(self, [(one, role, None) for one in wanted if one not in known], by=by)
