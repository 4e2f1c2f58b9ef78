"""The pair, from the accepted request to the ending."""

from datetime import date, datetime, time, timedelta
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Count, F, Min, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from alongside.web.mentorships.models.agreement import Agreement, Wording, rhythm_in_words
from alongside.web.mentorships.models.endable import Endable
from alongside.web.mentorships.models.pause import Pausable
from alongside.web.mentorships.models.stage import Stage
from alongside.web.mentorships.models.telling import Telling
from alongside.web.mentorships.refusals import NotYours, Over
from alongside.web.people.models import IntendedLength, User
from alongside.web.programmes.models import Holiday, Membership, Programme, Separation

ANSWERS_CLOSE_AFTER = timedelta(days=14)
MORNING = time(7)


class MentorshipQuerySet(models.QuerySet["Mentorship"]):
    def visible_to(self, user: User) -> Self:
        """The pair's own, and those of programmes one coordinates."""
        return self.filter(Q(mentor=user) | Q(mentee=user) | Q(programme__in=Programme.objects.coordinated_by(user)))

    def of(self, user: User) -> Self:
        """Only the pair's own: for what a coordinator never sees or does."""
        return self.filter(Q(mentor=user) | Q(mentee=user))

    def coordinated_by(self, user: User) -> Self:
        """Those a coordinator looks after; never their own, where they would read what the partner answered."""
        theirs = self.filter(programme__in=Programme.objects.coordinated_by(user))
        return theirs.exclude(mentor=user).exclude(mentee=user)

    def open(self) -> Self:
        return self.filter(ended_at=None)

    def running(self) -> Self:
        """Under an agreement and not ended: what the engine reads."""
        return self.open().exclude(began_on=None)

    def not_resting(self, day: date) -> Self:
        """Neither paused nor on holiday with their programme: then nothing that hangs on a rhythm is asked of them."""
        return self.exclude(Q(stage=Stage.PAUSED) | Q(programme__in=Programme.objects.on_holiday(day)))

    def lock(self) -> None:
        """Hold these rows until the transaction ends, in the order of their keys: so nobody waits in a circle."""
        list(self.order_by("pk").select_for_update(of=("self",)).values_list("pk"))

    def read_again(self, *audiences: str) -> None:
        """Say of each of these what `Mentorship.read_again` says of one."""
        self.update(**{f"{audience}_event_at": timezone.now() for audience in audiences})

    @transaction.atomic
    def pause_all(self, *, by: User, until: date, reason: str = "") -> list["Mentorship"]:
        """Pause each until a day, as `Mentorship.pause` does; those that are paused are left. Returns the paused.

        In the order of their keys, so that two who do this never wait for each other in a circle.
        """
        paused = []
        for mentorship in self.order_by("pk"):
            mentorship.lock()
            if mentorship.is_running and not mentorship.is_paused:
                mentorship.pause(by=by, until=until, reason=reason)
                paused.append(mentorship)
        return paused

    def paired_before(self, programme: Programme) -> Self:
        """Those that a programme's rule counts: its own that have ended, and all of the programmes it follows."""
        ended_here = Q(programme=programme, ended_at__isnull=False)
        return self.filter(ended_here | Q(programme__in=programme.with_those_before[1:]))

    def for_list(self) -> Self:
        return self.select_related("programme", "mentor__profile", "mentee__profile")

    def open_first(self) -> Self:
        return self.order_by(F("ended_at").desc(nulls_first=True), "-proposed_at", "pk")

    def with_next(self, user: User, now: datetime) -> Self:
        """Add what the next step rests on.

        `next_meeting_at`, `own_offers`, `own_verdicts`, `own_signatures`, and `holiday_until`, its last day.
        """
        holidays = Holiday.objects.filter(programme=OuterRef("programme")).covering(timezone.localdate(now))
        booked = Q(meetings__state="booked", meetings__ends_at__gte=now)
        offered = Q(meetings__state="proposed", meetings__slots__offered_by=user, meetings__slots__starts_at__gt=now)
        signed = Q(agreement__signatures__person=user, agreement__signatures__fell_at=None)
        return self.annotate(
            next_meeting_at=Min("meetings__starts_at", filter=booked),
            own_offers=Count("meetings__slots", filter=offered, distinct=True),
            own_verdicts=Count("meetings__verdicts", filter=Q(meetings__verdicts__person=user), distinct=True),
            own_signatures=Count("agreement__signatures", filter=signed, distinct=True),
            holiday_until=Subquery(holidays.order_by("-ends_on").values("ends_on")[:1]),
        )

    def introduce(
        self, *, programme: Programme, mentor: User, mentee: User, goal: str, every_days: int | None = None
    ) -> "Mentorship":
        """Two said yes to each other: the introduction is to come.

        However they found each other, it begins like this. Whoever calls holds the mentor's seat and has counted it.
        A wish of one of them never to be suggested to the other again is over with their yes, also where it came along
        into a next cohort.
        """
        wishes = Separation.objects.wishes().filter(programme__in=programme.with_those_after)
        wishes.between(mentor, mentee).delete()
        here = programme.memberships.current().mentees().filter(person=mentee)
        here.update(left_out_at=None)
        return self.create(
            programme=programme,
            mentor=mentor,
            mentee=mentee,
            asked_goal=goal,
            agreed_every_days=every_days or programme.agreed_every_days,
            planned_weeks=programme.planned_weeks,
        )


class Mentorship(Pausable, Endable, Telling):
    """A mentor and a mentee, from the accepted request to the ending."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="mentorships")
    mentor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mentored")
    mentee = models.ForeignKey(User, on_delete=models.PROTECT, related_name="menteed")
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.PROPOSED)
    # What the mentee asked for, carried over from the request.
    asked_goal = models.TextField(blank=True)
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    introduced_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The first day of the mentorship: the day the second of the two signed.
    began_on = models.DateField(null=True, blank=True, editable=False)
    agreed_every_days = models.PositiveSmallIntegerField(
        default=14, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    planned_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When something last happened that this audience may know of: the worker makes a reading anew that is older.
    # One clock for all three would show to one side, by a newer reading, that the other had answered in private.
    mentor_event_at = models.DateTimeField(default=timezone.now, editable=False)
    mentee_event_at = models.DateTimeField(default=timezone.now, editable=False)
    coordinator_event_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at"]
        verbose_name = _("mentorship")
        constraints = [
            models.CheckConstraint(condition=~Q(mentor=F("mentee")), name="nobody_mentors_themselves"),
            models.UniqueConstraint(
                fields=["programme", "mentor", "mentee"],
                condition=Q(ended_at=None),
                name="one_open_mentorship_a_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} & {self.mentee}"

    def get_absolute_url(self) -> str:
        return reverse("home:mentorship", args=[self.pk])

    def side_of(self, user: User) -> str:
        """ "mentor", "mentee", or "" for anybody else."""
        return {self.mentor_id: "mentor", self.mentee_id: "mentee"}.get(user.pk, "")

    def partner_of(self, user: User) -> User:
        return self.mentor if user.pk == self.mentee_id else self.mentee

    def lock(self) -> None:
        """Hold this row until the transaction ends, and see it as it is now. Every verb begins here."""
        self.refresh_from_db(from_queryset=Mentorship.objects.select_for_update())

    def check_pair(self, by: User) -> None:
        """Raise NotYours unless `by` is one of the two, Over when the mentorship has ended."""
        if not self.side_of(by):
            raise NotYours(_t("Only the two of this mentorship can do that."))
        if not self.is_open:
            raise Over(_t("This mentorship has ended, so nothing in it can be changed."))

    def note_event(self) -> None:
        """Say that something happened that all may know; every verb on what belongs to a mentorship calls this."""
        self.read_again("mentor", "mentee", "coordinator")

    def note_private(self, by: User, *, is_shown: bool) -> None:
        """Say instead that one side did what the other may not know of. `is_shown`: coordinators may."""
        self.read_again(self.side_of(by), *(["coordinator"] if is_shown else []))

    def read_again(self, *audiences: str) -> None:
        clocks = [f"{audience}_event_at" for audience in audiences]
        for clock in clocks:
            setattr(self, clock, timezone.now())
        self.save(update_fields=clocks)

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def is_running(self) -> bool:
        return self.began_on is not None and self.is_open

    @property
    def is_paused(self) -> bool:
        return self.stage == Stage.PAUSED

    def is_resting(self, day: date) -> bool:
        """Paused, or on holiday with its programme; for many it is `not_resting`."""
        return self.is_paused or self.programme.holidays.covering(day).exists()

    @property
    def is_new(self) -> bool:
        """Not begun: the two are still finding out whether they fit."""
        return self.began_on is None and self.is_open

    @property
    def is_undecided(self) -> bool:
        """They have met, and each of them still says in private whether they go on."""
        return self.is_new and self.stage == Stage.INTRODUCED and not hasattr(self, "agreement")

    @property
    def answers_close_at(self) -> datetime:
        """The morning that ends an introduction unless both want to go on.

        It hangs on the day on which they said that they had met, and on nothing that either of them answers: whatever
        ends it, a "not a fit", no answer or one who stops, ends it at this same moment, so that the end tells nothing.
        """
        here = timezone.get_default_timezone()
        day = timezone.localdate(self.introduced_at or self.proposed_at, here) + ANSWERS_CLOSE_AFTER
        return datetime.combine(day, MORNING, here)

    @property
    def rhythm(self) -> str:
        """How often they agreed to meet, in words."""
        return rhythm_in_words(self.agreed_every_days)

    @property
    def planned_end(self) -> date | None:
        """The last day of the agreed length; None when they left it open."""
        return self.began_on + timedelta(weeks=self.planned_weeks) if self.began_on and self.planned_weeks else None

    def keep_end(self, stage: str, at: datetime | None) -> None:
        """Keep when it ended; None where that is taken back."""
        self.stage, self.ended_at = stage, at
        self.save(update_fields=["stage", "ended_at"])

    def running_stage(self) -> str:
        """Under way once a session was held, else agreed."""
        has_met = self.meetings.filter(kind="session", state="held").exists()
        return Stage.ACTIVE if has_met else Stage.AGREED

    def coordinators(self) -> "models.QuerySet[User]":
        """Who looks after this mentorship; never one of its two, even where they coordinate the programme."""
        found = Membership.objects.current().filter(programme=self.programme_id, role="coordinator")
        found = found.exclude(person__in=[self.mentor_id, self.mentee_id])
        coordinators: models.QuerySet[User] = User.objects.filter(pk__in=found.values("person"), is_active=True)
        return coordinators

    @transaction.atomic
    def mark_introduced(self) -> None:
        """They have met for the first time; their verdicts are asked for next."""
        self.lock()
        if self.stage == Stage.PROPOSED:
            self.stage, self.introduced_at = Stage.INTRODUCED, timezone.now()
            self.save(update_fields=["stage", "introduced_at"])
        self.note_event()

    @transaction.atomic
    def open_agreement(self) -> Agreement:
        """Lay out an agreement at the programme's usual length, with nothing written yet.

        Both want to go on; or a mentorship that began elsewhere writes one while it runs.
        """
        self.lock()
        lengths = [length for length in IntendedLength.values if length]
        weeks = min(lengths, key=lambda length: abs(length - self.programme.planned_weeks))
        agreement, is_new = Agreement.objects.get_or_create(
            mentorship=self, defaults={"every_days": self.agreed_every_days, "weeks": weeks}
        )
        if is_new:
            Wording.objects.create(agreement=agreement, version=agreement.version, terms=agreement.terms())
            url = reverse("mentorships:agreement", args=[self.pk])
            template = "agreement_open" if self.is_new else "agreement_late"
            self.take_back_letters("introduction_waits")
            self.tell(self.mentor, self.mentee, template=template, url=url, button=_t("Write the agreement"))
        self.note_event()
        return agreement

    @transaction.atomic
    def begin(self) -> None:
        """Both have signed: take rhythm and length over; the first time, this is the first day."""
        self.lock()
        agreement = Agreement.objects.get(mentorship=self)
        self.agreed_every_days, self.planned_weeks = agreement.every_days, agreement.weeks or None
        if self.began_on is None:
            self.stage, self.began_on = Stage.AGREED, timezone.localdate()
        self.save(update_fields=["agreed_every_days", "planned_weeks", "stage", "began_on"])
        self.note_event()

    @transaction.atomic
    def mark_active(self) -> None:
        """A session was held."""
        self.lock()
        self.readings.take_back_silence()
        if self.stage == Stage.AGREED:
            self.stage = Stage.ACTIVE
            self.save(update_fields=["stage"])
        self.note_event()

    @transaction.atomic
    def mark_unmet(self) -> None:
        """A session was written down by mistake and is gone; it may have been the only one."""
        self.lock()
        if self.stage == Stage.ACTIVE:
            self.stage = self.running_stage()
            self.save(update_fields=["stage"])
        self.note_event()
