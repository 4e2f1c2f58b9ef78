"""Concerns: "I am worried about something here" reaches the named safeguarding person, and nobody else."""

from datetime import datetime, timedelta
from typing import Any, Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from alongside.errors import Refused
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.people.twice import just_said
from alongside.web.programmes.models import Programme, Role

REMIND_AFTER = timedelta(days=1)
NOBODY = "concerns/mail/nobody"


class NotForYou(Refused):
    """Only the safeguarding person does this."""


class AlreadyClosed(Refused):
    pass


class NobodyToHandTo(Refused):
    """The programme names nobody else, or somebody else than whom one was about to hand it to."""


class NothingDone(Refused):
    """A concern is closed with a word on what was done."""


def keeper_of(mentorship: Mentorship, *, by: User) -> User | None:
    """Whom a concern of this person goes to: never one of the two it may be about, and never themselves."""
    named = mentorship.programme.whom_concerns_reach
    return named if named is not None and named != by and not mentorship.side_of(named) else None


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, user: User) -> Self:
        """Whoever raised it, and the one it was sent to. No coordinator, no partner, no owner."""
        return self.filter(Q(by=user) | Q(sent_to=user))

    def kept_by(self, user: User) -> Self:
        """Those one looks after. Being named later opens nothing: a concern stays with whom it was sent to.

        Else a coordinator whom it is about could name themselves and read it.
        """
        return self.filter(sent_to=user)

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def unseen(self, now: datetime) -> Self:
        """Sent a day ago or more, not looked at, and not reminded of within a day."""
        lately = now - REMIND_AFTER
        unread = self.open().filter(seen_at=None, sent_at__lte=lately, sent_to__is_active=True)
        return unread.filter(Q(reminded_at=None) | Q(reminded_at__lte=lately))

    def waiting_for_a_person(self) -> Self:
        """With nobody who can read them; somebody who can has been named since."""
        named = F("programme__safeguarding_person")
        return (
            self.open()
            .filter(Q(sent_to=None) | Q(sent_to__is_active=False), programme__safeguarding_person__is_active=True)
            .exclude(mentorship__mentor=named)
            .exclude(mentorship__mentee=named)
            .exclude(by=named)
        )

    @transaction.atomic
    def raise_(self, mentorship: Mentorship, *, by: User, text: str = "", how_to_reach: str = "") -> "Concern":
        """Keep a concern and write to the safeguarding person at once; without one it waits until one is named.

        The mentorship is not read again: a concern is no part of a reading (docs/decisions/0004-concerns-apart.md).
        """
        words: dict[str, Any] = {"by": by, "text": text, "how_to_reach": how_to_reach}
        if again := just_said(by, mentorship.concerns.open(), at="raised_at", **words):
            return again
        concern = self.create(programme=mentorship.programme, mentorship=mentorship, **words)
        keeper = keeper_of(mentorship, by=by)
        if keeper:
            concern.go_to(keeper)
        return concern


class Concern(models.Model):
    """A worry about safety. It is never averaged into anything."""

    # Its address. A running number would tell whoever raises two how many others raised between them.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="concerns")
    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="concerns")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="concerns_raised")
    # The one person who looks after it. None while the programme has named nobody it could go to.
    sent_to = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="concerns_received")
    sent_at = models.DateTimeField(null=True, blank=True)
    text = models.TextField(_("what worries you"), max_length=5000, blank=True)
    how_to_reach = models.CharField(_("how we may reach you"), max_length=300, blank=True)
    raised_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField(_("what was done"), max_length=5000, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at"]
        verbose_name = _("concern")

    def __str__(self) -> str:
        # Whatever prints a row must not print who it is about.
        return f"Concern {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("concerns:concern", args=[self.key])

    @property
    def is_with_somebody(self) -> bool:
        """Sent to a person who can still sign in to read it."""
        return self.sent_to is not None and self.sent_to.is_active

    @property
    def next_keeper(self) -> User | None:
        """The one whom the programme names now, where that is somebody else than who has it."""
        named = keeper_of(self.mentorship, by=self.by)
        return None if named == self.sent_to else named

    def is_kept_by(self, user: User) -> bool:
        return self.sent_to_id == user.pk

    @transaction.atomic
    def send(self) -> None:
        """Send what nobody could read to the one named now, and tell whoever raised it."""
        self.lock()
        keeper = self.next_keeper
        if keeper and not self.is_with_somebody and not self.closed_at:
            self.go_to(keeper)
            self.write_to_raiser()

    @transaction.atomic
    def hand_on(self, *, by: User, to: User | None) -> None:
        """Give it to the one whom the programme names now; whoever raised it is told, and sees who has it."""
        self.check_keeper(by)
        self.check_open()
        if to is None or to != self.next_keeper:
            raise NobodyToHandTo(_g("Somebody else has been named meanwhile. Look who it is before you hand this on."))
        self.go_to(to)
        self.write_to_raiser()

    def go_to(self, keeper: User) -> None:
        """From now on it is theirs alone. Whoever had it before may have read it; they have not."""
        self.sent_to, self.sent_at, self.seen_at, self.reminded_at = keeper, timezone.now(), None, None
        self.save(update_fields=["sent_to", "sent_at", "seen_at", "reminded_at"])
        self.write_to_keeper("concerns/mail/raised")

    @transaction.atomic
    def remind(self) -> None:
        """Write again to whoever has it, unless they have looked this very moment."""
        self.lock()
        if Concern.objects.unseen(timezone.now()).filter(pk=self.pk).exists():
            self.reminded_at = timezone.now()
            self.save(update_fields=["reminded_at"])
            self.write_to_keeper("concerns/mail/unseen")

    @transaction.atomic
    def see(self, *, by: User) -> None:
        """The safeguarding person has read it; whoever raised it can tell from its page."""
        self.check_keeper(by)
        if self.seen_at is None:
            self.seen_at = timezone.now()
            self.save(update_fields=["seen_at"])

    @transaction.atomic
    def close(self, *, by: User, outcome: str) -> None:
        """Close it with a word on what was done."""
        self.check_keeper(by)
        self.check_open()
        if not outcome.strip():
            raise NothingDone(_g("Say what was done, so that whoever raised it can read it."))
        now = timezone.now()
        self.closed_at, self.closed_by, self.outcome, self.seen_at = now, by, outcome, self.seen_at or now
        if self.by.left_at:
            self.how_to_reach = ""  # kept after they left only as long as it may be needed
        self.save(update_fields=["closed_at", "closed_by", "outcome", "seen_at", "how_to_reach"])

    def lock(self) -> None:
        self.refresh_from_db(from_queryset=Concern.objects.select_for_update(of=("self",)))

    def check_keeper(self, by: User) -> None:
        self.lock()
        if not self.is_kept_by(by):
            raise NotForYou(_g("Only the safeguarding person can do this."))

    def check_open(self) -> None:
        if self.closed_at is not None:
            raise AlreadyClosed(_g("This concern is closed already."))

    def write_to_keeper(self, template: str) -> None:
        assert self.sent_to is not None
        self.write(self.sent_to, template, _g("Read it"))

    def write_to_raiser(self) -> None:
        self.write(self.by, "concerns/mail/moved", _g("See who has it"))

    def write(self, to: User, template: str, button: str) -> None:
        """A letter with no details: it may be read over a shoulder, or in a shared mailbox."""
        Notice.objects.queue(to=to, template=template, context={}, url=self.get_absolute_url(), button=button)


def unprotected(programmes: models.QuerySet[Programme]) -> models.QuerySet[Programme]:
    """Programmes with open mentorships that have nobody whom a concern could go to."""
    open_ones = Mentorship.objects.open()
    nobody = open_ones.exclude(programme__safeguarding_person__is_active=True)
    named = F("programme__safeguarding_person")
    oneself = open_ones.filter(Q(mentor=named) | Q(mentee=named))
    return programmes.filter(Q(pk__in=nobody.values("programme")) | Q(pk__in=oneself.values("programme")))


def ask_for_a_person(programme: Programme) -> int:
    """Write to the coordinators, once a day, that somebody has to be named.

    This depends on the programme alone and never on a concern, so that nobody can tell from it that one was raised.
    """
    lately = timezone.now() - REMIND_AFTER
    url = reverse("programmes:edit", args=[programme.pk])
    told = 0
    for coordinator in programme.memberships.current().filter(role=Role.COORDINATOR).select_related("person"):
        person = coordinator.person
        # By the page it leads to: the name of one programme may stand within the name of another.
        if person.notices.filter(kind=NOBODY, url__endswith=url, created_at__gt=lately).exists():
            continue
        context = {"programme": programme}
        Notice.objects.queue(to=person, template=NOBODY, context=context, url=url, button=_g("Name somebody"))
        told += 1
    return told
