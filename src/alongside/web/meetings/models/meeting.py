"""A meeting: its time, its state, and everything that was done to it."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.meetings import letters
from alongside.web.meetings.errors import (
    NotBooked,
    NotHeld,
    NotOver,
    ReasonMissing,
    TooLateToChange,
)
from alongside.web.meetings.models.change import Change
from alongside.web.meetings.models.clash import ClashQuerySet, must_be_free_for_both, must_not_be_known
from alongside.web.meetings.models.guided import Guided
from alongside.web.meetings.models.mark import Mark
from alongside.web.meetings.models.where import Where
from alongside.web.meetings.pair import (
    locked,
    must_be_a_length,
    must_be_a_time_ahead,
    must_be_open,
    must_have_begun,
    must_lie_behind,
    must_not_be_paused,
)
from alongside.web.meetings.rhythm import series
from alongside.web.mentorships.models import Mentorship
from alongside.web.mentorships.refusals import Overtaken
from alongside.web.people.models import Channel, User
from alongside.web.people.twice import just_said

RATING_MAY_CHANGE_FOR = timedelta(hours=24)


class MeetingQuerySet(ClashQuerySet):
    def visible_to(self, user: User) -> Self:
        """Only the pair's own."""
        return self.filter(mentorship__in=Mentorship.objects.of(user))

    def upcoming(self, now: datetime) -> Self:
        return self.filter(state=Meeting.State.BOOKED, ends_at__gte=now).order_by("starts_at")

    def next_session(self, now: datetime) -> "Meeting | None":
        return self.upcoming(now).filter(kind=Meeting.Kind.SESSION).first()

    def held(self) -> Self:
        return self.filter(state=Meeting.State.HELD)

    def for_page(self) -> Self:
        return self.select_related(
            "mentorship__programme", "mentorship__mentor__profile", "mentorship__mentee__profile"
        )

    @transaction.atomic
    def book(
        self, mentorship: Mentorship, *, by: User, starts_at: datetime, ends_at: datetime, channel: str, place: str = ""
    ) -> "Meeting":
        """Set a time for a session; both get a letter with a calendar entry."""
        pair = locked(mentorship.pk)
        must_have_begun(pair)
        must_be_a_time_ahead(starts_at, ends_at)
        must_not_be_paused(pair, starts_at)
        must_be_free_for_both(pair, starts_at, ends_at)
        meeting: Meeting = self.create(
            mentorship=pair,
            starts_at=starts_at,
            ends_at=ends_at,
            channel=channel,
            place=place,
            reminded_at=letters.reminded_by_this_letter(starts_at),
        )
        meeting.write_change(Change.Kind.BOOKED, by)
        letters.tell_both(meeting, "booked", by=by)
        return meeting

    @transaction.atomic
    def book_several(
        self,
        mentorship: Mentorship,
        *,
        by: User,
        times: int,
        starts_at: datetime,
        ends_at: datetime,
        channel: str,
        place: str = "",
    ) -> list["Meeting"]:
        """Book this one and the next ones at the agreed rhythm, at the same hour on the clock of whoever books.

        All or none: when one of the times cannot be had, nothing is booked and the refusal names it.
        """
        length = ends_at - starts_at
        return [
            self.book(mentorship, by=by, starts_at=start, ends_at=start + length, channel=channel, place=place)
            for start in series(starts_at, times, mentorship.agreed_every_days)
        ]

    @transaction.atomic
    def record_held(
        self, mentorship: Mentorship, *, by: User, starts_at: datetime, minutes: int, channel: str
    ) -> "Meeting":
        """Write down a session that was held without being booked: "we met on …".

        Raises AlreadyKnown where the two have a meeting at that time, held or still to be told of.
        """
        held = mentorship.meetings.held().filter(starts_at=starts_at, held_minutes=minutes, channel=channel)
        if again := just_said(by, held, at="created_at"):
            return again
        pair = locked(mentorship.pk)
        must_have_begun(pair)
        ends_at = starts_at + timedelta(minutes=minutes)
        must_be_a_length(starts_at, ends_at)
        must_lie_behind(pair, timezone.localdate(starts_at))
        if starts_at > timezone.now():
            raise NotOver(_now("That is later today. Write it down when you have met, or book it."))
        must_not_be_known(pair, starts_at, ends_at)
        meeting: Meeting = self.create(
            mentorship=pair,
            starts_at=starts_at,
            ends_at=ends_at,
            channel=channel,
            state=Meeting.State.HELD,
            held_minutes=minutes,
        )
        meeting.write_change(Change.Kind.HELD, by)
        pair.mark_active()
        return meeting

    @transaction.atomic
    def call_off(self) -> None:
        """Take every meeting that is still to come out of both calendars: their mentorship ends.

        Nobody is named for it and no reason is given: it is nobody's cancellation, also when the ending is taken back.
        Of those behind them nothing is asked any more.
        """
        letters.take_back(self.all(), *letters.SETTLED_BY_A_CHANGE, "intro_verdict_reminder")
        coming = self.filter(state__in=Meeting.LIVE).filter(Q(starts_at=None) | Q(ends_at__gt=timezone.now()))
        found = list(coming.select_for_update(of=("self",), no_key=True).order_by("pk"))
        for meeting in found:
            meeting.call_off(None, because_ended=True)


class Meeting(Mark, Guided, Where):
    """An introduction or a session. Its state is here; who changed it and when is in its changes."""

    class Kind(models.TextChoices):
        INTRODUCTION = "introduction", _("Introduction")
        SESSION = "session", _("Session")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("A time is being found")  # an introduction whose time is not agreed yet
        BOOKED = "booked", _("Booked")
        HELD = "held", _("Held")
        NOT_HELD = "not_held", _("Did not happen")
        MISSED = "missed", _("Missed")  # one side did not come
        CANCELLED = "cancelled", _("Cancelled")

    LIVE = (State.PROPOSED, State.BOOKED)
    MISSED_OUT = (State.NOT_HELD, State.MISSED, State.CANCELLED)
    MARKED = (State.HELD, State.NOT_HELD, State.MISSED)

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.SESSION)
    state = models.CharField(max_length=12, choices=State.choices, default=State.BOOKED)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    channel = models.CharField(_("channel"), max_length=12, choices=Channel.choices, default=Channel.VIDEO)
    place = models.CharField(_("link, number or place"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = _("meeting")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message=_("The meeting ends before it starts."),
            ),
            models.UniqueConstraint(
                fields=["mentorship"],
                condition=Q(kind="introduction", state__in=["proposed", "booked", "held"]),
                name="one_live_introduction_a_mentorship",
            ),
        ]
        indexes = [models.Index(fields=["mentorship", "starts_at"], name="meetings_of_a_mentorship")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.mentorship}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])

    @property
    def is_session(self) -> bool:
        return self.kind == Meeting.Kind.SESSION

    @property
    def has_begun(self) -> bool:
        return self.starts_at is not None and self.starts_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        return self.ends_at is not None and self.ends_at <= timezone.now()

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        return bool(self.starts_at and self.ends_at and self.starts_at < ends_at and self.ends_at > starts_at)

    @property
    def minutes(self) -> int:
        """How long it was, or is meant to be."""
        if self.held_minutes:
            return self.held_minutes
        return round((self.ends_at - self.starts_at).total_seconds() / 60) if self.starts_at and self.ends_at else 0

    @property
    def was_booked(self) -> bool:
        """Whether it ever stood in both calendars; else it was written down once they had met."""
        return self.changes.filter(kind=Change.Kind.BOOKED).exists()

    @property
    def newest_change(self) -> int:
        """The key of what was done to it last, 0 while nothing was. Its pages carry it, see `must_be_as_seen`."""
        return self.changes.order_by("-pk").values_list("pk", flat=True).first() or 0

    @property
    def told_at(self) -> datetime | None:
        """When it is told of: at its time, or when it was cancelled where that was before. Wants `changes` at hand."""
        cancelled = [change.at for change in self.changes.all() if change.kind == Change.Kind.CANCELLED]
        if self.state == Meeting.State.CANCELLED and cancelled and self.starts_at:
            return min(self.starts_at, cancelled[-1])
        return self.starts_at

    @property
    def went_with_the_ending(self) -> bool:
        """Cancelled by nobody. Wants `changes` at hand."""
        cancelled = [change for change in self.changes.all() if change.kind == Change.Kind.CANCELLED]
        return self.state == Meeting.State.CANCELLED and bool(cancelled) and cancelled[-1].by_id is None

    @property
    def cancelled_because(self) -> str:
        """The reason given, in words; empty while it is not cancelled."""
        change = self.changes.filter(kind=Change.Kind.CANCELLED).last()
        if self.went_with_the_ending:
            return _now("Your mentorship ended")
        return change.get_reason_display() if change and self.state == Meeting.State.CANCELLED else ""

    # ── Its time ──────────────────────────────────────────────────────────────
    @transaction.atomic
    def move(
        self, *, by: User, starts_at: datetime, ends_at: datetime, reason: str = "", seen: int | None = None
    ) -> None:
        """Set another time; both get a letter that moves it in their calendars.

        `seen` is what `newest_change` was on the page: Overtaken is raised when something was done to it since.
        """
        pair = self.lock()
        must_be_open(pair)
        self.must_be_booked()
        self.must_be_as_seen(seen)
        if self.is_over:
            raise NotBooked(_now("This time has passed. Say whether you met; then book a new time."))
        must_be_a_time_ahead(starts_at, ends_at)
        must_not_be_paused(pair, starts_at)
        must_be_free_for_both(pair, starts_at, ends_at, but=self)
        self.starts_at, self.ends_at = starts_at, ends_at
        self.reminded_at = letters.reminded_by_this_letter(starts_at)
        self.save(update_fields=["starts_at", "ends_at", "reminded_at"])
        untold = letters.take_back([self], "guide")
        self.write_change(Change.Kind.MOVED, by, reason)
        letters.tell_both(self, "moved", by=by)
        if untold and self.guide_by:
            self.tell_of_guide(self.guide_by)  # with the new day

    @transaction.atomic
    def cancel(self, *, by: User, reason: str, seen: int | None = None) -> None:
        """Take it out of both calendars. A reason is always given: one of four, and none is better than another.

        `seen` is what `newest_change` was on the page: Overtaken is raised when something was done to it since.
        """
        self.lock()
        self.must_be_live()
        self.must_be_as_seen(seen)
        if self.is_over:
            raise NotBooked(_now("This time has passed. Say that it did not happen instead."))
        if reason not in Change.Reason.values:
            raise ReasonMissing(_now("Choose why. It helps your partner, and any answer is fine."))
        self.call_off(by, reason)

    def call_off(self, by: User | None, reason: str = "", *, because_ended: bool = False) -> None:
        """The part of cancelling that asks no questions. Wants the row locked."""
        stood_in_calendars = self.state == Meeting.State.BOOKED
        self.state = Meeting.State.CANCELLED
        self.save(update_fields=["state"])
        self.write_change(Change.Kind.CANCELLED, by, reason)
        if stood_in_calendars:
            letters.tell_both(self, "cancelled", by=by, cancelled=True, because_ended=because_ended)

    # ── Before it and after it ────────────────────────────────────────────────
    @transaction.atomic
    def prepare(
        self, *, by: User, questions: str, tried: str = "", guide: str = "", seen_guide: str | None = None
    ) -> None:
        """Write down what one side brings, and which guide they follow. The partner can read both at once.

        `seen_guide` is the one that stood on the page; None where the page says nothing of guides.
        """
        self.lock()
        self.must_be_to_come()
        if seen_guide is not None:
            self.follow(guide, by=by, seen=seen_guide)
        self.preparations.update_or_create(
            person=by, defaults={"questions": questions.strip(), "tried": tried.strip(), "saved_at": timezone.now()}
        )
        self.mentorship.note_event()

    @transaction.atomic
    def rate(self, *, by: User, useful: int, item: str = "", item_value: int | None = None) -> None:
        """One minute after a session, in private. May be changed for a day; then it stands."""
        self.lock()
        self.must_be_for_rating(by)
        answer = {"useful": useful, "item": item if item_value else "", "item_value": item_value}
        self.ratings.update_or_create(person=by, defaults=answer)
        letters.take_back([self], "one_minute", to=by)
        programme = self.mentorship.programme
        # The extra question is one of a check-in's.
        self.mentorship.note_private(by, is_shown=programme.shows_ratings or programme.shows_checkins)

    # ── What the verbs stand on ───────────────────────────────────────────────
    def lock(self) -> Mentorship:
        """Lock the pair, then read this meeting again: somebody may have moved or cancelled it meanwhile."""
        pair = locked(self.mentorship_id)
        self.refresh_from_db()
        self.mentorship = pair
        return pair

    def must_be_for_rating(self, by: User) -> None:
        must_be_open(self.mentorship)
        if self.state != Meeting.State.HELD or not self.is_session:
            raise NotHeld(_now("Only a session that you held can be rated. Mark it as held first."))
        given = self.ratings.filter(person=by).first()
        if given and given.rated_at < timezone.now() - RATING_MAY_CHANGE_FOR:
            words = {"useful": given.useful}
            raise TooLateToChange(
                _now("You answered more than a day ago (useful: %(useful)s of 5), so it stays as it is.") % words
            )

    def must_be_to_come(self) -> None:
        """Its mentorship is open, and nobody has cancelled or marked it."""
        must_be_open(self.mentorship)
        self.must_be_booked()

    def must_be_live(self) -> None:
        """The same, or its time is still being found."""
        must_be_open(self.mentorship)
        if self.state not in Meeting.LIVE:
            self.must_be_booked()

    def must_be_booked(self) -> None:
        if self.state != Meeting.State.BOOKED:
            words = {"state": self.get_state_display().lower()}
            raise NotBooked(_now("This meeting is not booked any more: %(state)s.") % words)

    def must_be_as_seen(self, seen: int | None) -> None:
        """Raise Overtaken where `seen` is another than the newest change: nobody decides on what they never saw."""
        if seen is None or seen == self.newest_change:
            return
        if self.state == Meeting.State.BOOKED and self.starts_at:
            words = {"when": date_format(timezone.localtime(self.starts_at), "l j F, H:i")}
            raise Overtaken(
                _now("This meeting was changed while your page was open. It is on %(when)s now; decide anew.") % words
            )
        words = {"state": self.get_state_display().lower()}
        raise Overtaken(
            _now("This meeting was changed while your page was open. It says “%(state)s” now; decide anew.") % words
        )

    def write_change(self, kind: str, by: User | None, reason: str = "") -> None:
        moment = self.starts_at if kind in (Change.Kind.BOOKED, Change.Kind.MOVED) else None
        self.changes.create(kind=kind, by=by, reason=reason, starts_at=moment)
        self.mentorship.note_event()
        letters.take_back([self], *letters.SETTLED_BY_A_CHANGE)
