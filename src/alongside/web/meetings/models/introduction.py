"""The introduction: times offered, and each side's private verdict after it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from alongside.web.meetings import calendar, letters
from alongside.web.mentorships.models import Mentorship, Stage
from alongside.web.mentorships.refusals import AlreadyDone, NotFree, NotYet, NotYours, Overtaken, WrongDay
from alongside.web.notices.models import Notice
from alongside.web.people.models import Channel, User

if TYPE_CHECKING:
    from alongside.web.meetings.models.meeting import Meeting

SLOTS_AT_MOST = 3
REMIND_AFTER = timedelta(days=3)
TELL_COORDINATOR_AFTER = timedelta(days=7)
LIVE = ("proposed", "booked", "held")  # states of the one introduction that counts


class SlotQuerySet(models.QuerySet["Slot"]):
    def waiting_for_partner_of(self, user: User, now: datetime) -> Self:
        """Offered by one side, still to come and not picked: it is the other's turn."""
        return self.filter(offered_by=user, starts_at__gt=now, meeting__state="proposed")

    def still_offered(self, pk: int) -> "Slot":
        """Raise Overtaken when other offers have taken its place, or the introduction was called off."""
        found = self.filter(pk=pk, meeting__state__in=LIVE).select_related("meeting").first()
        if found is None:
            raise Overtaken(_t("That time is no longer offered. Look at the new ones."))
        return found


class Slot(models.Model):
    """A time offered for an introduction; the other side picks one."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(default=30)
    offered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(default=timezone.now)

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_past(self) -> bool:
        return self.starts_at <= timezone.now()


class Verdict(models.Model):
    """One side's private answer after the introduction. The other never reads it."""

    class Answer(models.TextChoices):
        GOOD_FIT = "good", _("A good fit")
        NOT_SURE = "unsure", _("Not sure yet")
        NOT_A_FIT = "not_a_fit", _("Not a fit")

    class Reason(models.TextChoices):
        GOALS = "goals", _("The goals and what can be offered do not meet")
        STYLE = "style", _("We like to work in different ways")
        TIME = "time", _("Our hours or rhythm do not meet")

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="verdicts")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12, choices=Answer.choices)
    reasons = models.JSONField(default=list, blank=True)  # of Reason
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="one_verdict_a_person",
                violation_error_message=_("You have already given your answer."),
            )
        ]


class IntroductionQuerySet(models.QuerySet["Meeting"]):
    """What is asked and done about introductions; part of `Meeting.objects`."""

    def introductions(self) -> Self:
        return self.filter(kind="introduction")

    def live(self) -> Self:
        """The one that counts: offered, booked or held."""
        return self.filter(state__in=LIVE)

    def undecided(self) -> Self:
        """Held, and it is not yet clear whether the two go on, whoever has answered."""
        return self.introductions().filter(
            state="held", mentorship__ended_at=None, mentorship__began_on=None, mentorship__agreement=None
        )

    @transaction.atomic
    def propose_introduction(
        self,
        mentorship: Mentorship,
        *,
        by: User,
        slots: Sequence[datetime],
        minutes: int = 30,
        channel: str = Channel.VIDEO,
        place: str = "",
        instead_of: int | None = None,
    ) -> "Meeting":
        """Offer one to three times for the first meeting; they take the place of those offered before.

        `instead_of` is the newest slot that `by` was looking at (0: none): Overtaken is raised when the other side
        has offered times meanwhile.
        """
        mentorship.lock()
        mentorship.check_pair(by)
        check_slots(slots)
        meeting = self.filter(mentorship=mentorship).introductions().live().select_for_update().first()
        if mentorship.stage != Stage.PROPOSED or (meeting and meeting.state == "held"):
            raise AlreadyDone(_t("You two have met already."))
        if meeting and meeting.state == "booked":
            raise AlreadyDone(_t("You have agreed on a time already. Cancel that one first, then offer others."))
        if meeting is None:
            meeting = self.create(mentorship=mentorship, kind="introduction", state="proposed")
        newest = meeting.slots.order_by("-pk").first()
        if instead_of is not None and newest and newest.pk != instead_of and newest.offered_by_id != by.pk:
            name = newest.offered_by.first_name
            raise Overtaken(_t("%(name)s has just offered times. Look at those first.") % {"name": name})
        meeting.slots.all().delete()
        for starts_at in sorted(slots):
            meeting.slots.create(starts_at=starts_at, minutes=minutes, offered_by=by)
        meeting.channel, meeting.place = channel, place
        meeting.save(update_fields=["channel", "place"])
        letters.take_back([meeting], "intro_offered")
        meeting.tell_introduction(mentorship.partner_of(by), template="intro_offered", by=by, useful_until=max(slots))
        mentorship.note_event()
        return meeting


def check_slots(slots: Sequence[datetime]) -> None:
    if not slots:
        raise WrongDay(_t("Offer at least one time."))
    if len(slots) > SLOTS_AT_MOST:
        raise WrongDay(_t("Three times are enough; choose the best of them."))
    if len(set(slots)) < len(slots):
        raise WrongDay(_t("You offered the same time twice."))
    if min(slots) <= timezone.now():
        raise WrongDay(_t("One of these times is past. Offer a time to come."))


class Introduction(models.Model):
    """The part of a meeting that only an introduction has: its verbs. Meeting stands on it."""

    # When those who had not answered were reminded, and when coordinators were told that it waits.
    verdict_reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    wait_told_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def pick(  # type: ignore[misc]  # Meeting is the only child
        self: "Meeting", slot: Slot, *, by: User, anyway: bool = False
    ) -> None:
        """Take one of the times that the other side offered: it goes into both calendars.

        anyway : also when one of the two is meeting somebody else then; without it, that is refused with a sentence.
        """
        mentorship = self.mentorship
        mentorship.lock()
        mentorship.check_pair(by)
        self.refresh_from_db()
        found = self.slots.still_offered(slot.pk)
        if self.state != "proposed":
            raise AlreadyDone(_t("A time has been agreed already."))
        if found.offered_by_id == by.pk:
            raise NotYours(_t("You offered this time yourself; the other side picks one."))
        if found.is_past:
            raise WrongDay(_t("That time is past. Offer another."))
        [clash] = type(self).objects.clashes(mentorship, by, [(found.starts_at, found.ends_at)])
        if clash and not anyway:
            raise NotFree(_t("%(clash)s Pick another time, or pick it all the same.") % {"clash": clash})
        self.starts_at, self.ends_at, self.state = found.starts_at, found.ends_at, "booked"
        self.reminded_at = letters.reminded_by_this_letter(found.starts_at)
        self.save(update_fields=["starts_at", "ends_at", "state", "reminded_at"])
        self.changes.create(kind="booked", by=by, starts_at=self.starts_at)
        letters.take_back([self], "intro_offered")
        self.tell_introduction(mentorship.mentor, mentorship.mentee, template="intro_booked", in_calendar=True)
        mentorship.note_event()

    @transaction.atomic
    def give_verdict(  # type: ignore[misc]  # Meeting is the only child
        self: "Meeting", *, by: User, answer: str, reasons: Iterable[str] = ()
    ) -> Verdict:
        """Say in private how it was. When both have and want to go on, the agreement is opened.

        Nothing else happens now: whoever answers second would learn from it what the first has said.
        """
        mentorship = self.mentorship
        mentorship.lock()
        if mentorship.side_of(by) and self.verdicts.filter(person=by).exists():
            raise AlreadyDone(_t("You have already given your answer."))
        mentorship.check_pair(by)
        self.refresh_from_db()
        if self.kind != "introduction" or self.state != "held":
            raise NotYet(_t("You can answer once you two have met."))
        verdict = self.verdicts.create(person=by, answer=answer, reasons=list(reasons))
        letters.take_back([self], "intro_verdict_reminder", to=by)
        if self.verdicts.exclude(answer=Verdict.Answer.NOT_A_FIT).count() == 2:
            mentorship.open_agreement()
        mentorship.note_private(by, is_shown=mentorship.programme.shows_verdicts)
        return verdict

    def stop(self: "Meeting", *, by: User) -> None:  # type: ignore[misc]  # Meeting is the only child
        """One side goes no further: from now on that is their answer, whatever it was. Wants the mentorship locked."""
        now = {"answer": Verdict.Answer.NOT_A_FIT, "reasons": [], "given_at": timezone.now()}
        self.verdicts.update_or_create(person=by, defaults=now)
        letters.take_back([self], "intro_verdict_reminder", to=by)
        self.mentorship.note_private(by, is_shown=self.mentorship.programme.shows_verdicts)

    def unanswered(self: "Meeting") -> list[User]:  # type: ignore[misc]  # Meeting is the only child
        answered = set(self.verdicts.values_list("person", flat=True))
        return [person for person in (self.mentorship.mentor, self.mentorship.mentee) if person.pk not in answered]

    @transaction.atomic
    def follow_up(self: "Meeting", now: datetime) -> None:  # type: ignore[misc]  # Meeting is the only child
        """Remind after three days, tell coordinators that it waits after seven, end it on the morning answers close.

        Coordinators learn that the introduction waits, never for whom; the two never learn it of each other.
        Nothing here but the reminder looks at the answers, and that goes to nobody but whoever has given none.
        """
        mentorship = self.mentorship
        mentorship.lock()
        self.refresh_from_db()
        if not mentorship.is_undecided:
            return
        if now >= mentorship.answers_close_at:
            mentorship.end(by=None, reason="introduction")
            return
        since = now - (mentorship.introduced_at or now)
        if since >= REMIND_AFTER and not self.verdict_reminded_at:
            self.verdict_reminded_at = now
            self.tell_introduction(*self.unanswered(), template="intro_verdict_reminder")
        if since >= TELL_COORDINATOR_AFTER and not self.wait_told_at:
            self.wait_told_at = now
            mentorship.tell(*mentorship.coordinators(), template="introduction_waits")
        self.save(update_fields=["verdict_reminded_at", "wait_told_at"])

    def tell_introduction(  # type: ignore[misc]  # Meeting is the only child
        self: "Meeting",
        *people: User,
        template: str,
        in_calendar: bool = False,
        by: User | None = None,
        useful_until: datetime | None = None,
    ) -> None:
        for person in people:
            Notice.objects.queue(
                to=person,
                template=f"meetings/mail/{template}",
                context={"meeting": self, "partner": self.mentorship.partner_of(person), "by": by},
                url=letters.page_about(self, template),
                button=_t("Open the introduction"),
                calendar=calendar.entry(self, to=person) if in_calendar else "",
                useful_until=useful_until,
            )
