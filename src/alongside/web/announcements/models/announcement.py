"""Announcement: what a coordinator writes to some or all members of a programme."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.web.announcements.models.audience import Audience
from alongside.web.announcements.models.mute import KIND, url_to_stop
from alongside.web.announcements.refusals import GoneOut, NobodyThere, NoDraft, Overtaken, SaidBefore, TooMany
from alongside.web.layout.line import LineField
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.people.twice import just_said
from alongside.web.programmes.models import Programme, Role
from alongside.web.programmes.refusals import NotYours

COPY = "announcements/mail/copy"
LONGEST = 5_000  # characters
# A button pressed too soon can be taken back as if nothing had been: until then nobody has it.
BEGINS_AFTER = timedelta(minutes=5)
# People whose letters are written at a time; more come once those have gone out. However large the programme, so few
# letters stand before everybody else's, and so few have to be found again when it is stopped.
BATCH = 250
MOST_A_DAY = 5  # in one programme; a member who is written to more often reads nothing any more
A_DAY = timedelta(days=1)


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def visible_to(self, user: User) -> Self:
        """What reached one in a programme one is in; all that was sent where one coordinates; one's own drafts."""
        led = Programme.objects.coordinated_by(user).values("pk")
        had = Reader.objects.filter(person=user).values("announcement")
        mine = Q(pk__in=had, programme__in=Programme.objects.of(user).values("pk"))
        return self.filter(mine | Q(programme__in=led) & (~Q(sent_at=None) | Q(by=user)))

    def coordinated_by(self, user: User) -> Self:
        return self.visible_to(user).filter(programme__in=Programme.objects.coordinated_by(user).values("pk"))

    def drafts(self, user: User) -> Self:
        """A draft is its writer's alone."""
        return self.coordinated_by(user).filter(by=user, sent_at=None)

    def sent(self) -> Self:
        return self.exclude(sent_at=None)

    def reached(self, user: User) -> Self:
        return self.filter(pk__in=Reader.objects.filter(person=user).values("announcement"))

    def newest_first(self) -> Self:
        """Drafts before what was sent."""
        return self.order_by(F("sent_at").desc(nulls_first=True), "-pk")

    def for_list(self) -> Self:
        return self.select_related("by__profile", "programme")

    def to_queue(self, now: datetime) -> Self:
        """Sent, and not everybody's letter is written yet. Few do not wait until many have theirs."""
        going = self.filter(sent_at__lte=now - BEGINS_AFTER, all_queued_at=None, stopped_at=None)
        return going.order_by("reached", "sent_at")

    @transaction.atomic
    def write(self, programme: Programme, *, by: User, **typed: Any) -> "Announcement":
        """Keep a draft; nobody is written to. `typed` is what `Announcement.TYPED` names."""
        if again := just_said(by, self.filter(programme=programme), at="written_at", by=by, **typed):
            return again
        Programme.objects.hold(programme.pk)
        check_coordinates(programme, by)
        return self.create(programme=programme, by=by, **typed)

    def forget_words(self, *, of: User) -> None:
        """Somebody leaves: drafts go, and what is under way stops. What members have had stays theirs to read."""
        mine = self.filter(by=of)
        for announcement in mine.sent().filter(stopped_at=None):
            announcement.lock()
            announcement.break_off()
        mine.filter(sent_at=None).delete()


class Announcement(models.Model):
    """One letter to one group: a draft, then sent, then with its readers one batch after the other."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="announcements")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="announcements_written")
    audience = models.CharField(_("to"), max_length=12, choices=Audience.choices, default=Audience.EVERYONE)
    subject = LineField(_("subject"), max_length=150)
    greets = models.BooleanField(_("begin with “Dear” and their first name"), default=True)
    words = models.TextField(_("your words"), max_length=LONGEST)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    # Goes up with every change, so that what goes out is what was read.
    version = models.PositiveIntegerField(default=1, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Letters are written in the order of people's keys: up to and with this one they are.
    queued_up_to = models.BigIntegerField(default=0, editable=False)
    all_queued_at = models.DateTimeField(null=True, blank=True, editable=False)
    # How many it has gone to or waits to go to; of one that was stopped, how many have it.
    reached = models.PositiveIntegerField(default=0, editable=False)
    stopped_at = models.DateTimeField(null=True, blank=True, editable=False)
    stopped_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)

    TYPED = ("audience", "subject", "greets", "words")

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at"]
        verbose_name = _("announcement")
        indexes = [
            models.Index(fields=["programme", "-sent_at"], name="announcements_newest_first"),
            models.Index(
                fields=["sent_at"],
                name="announcements_to_queue",
                condition=Q(all_queued_at=None, stopped_at=None, sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("announcements:announcement", args=[self.pk])

    # ── Questions ─────────────────────────────────────────────────────────────
    @property
    def is_draft(self) -> bool:
        return self.sent_at is None

    @property
    def begins_at(self) -> datetime | None:
        """When the first letters are written; until then it can be taken back whole."""
        return self.sent_at + BEGINS_AFTER if self.sent_at else None

    @property
    def has_begun(self) -> bool:
        """Whether it has reached anybody: so long nobody can take it back whole."""
        return self.queued_up_to > 0

    @property
    def people(self) -> QuerySet[User]:
        """Whom it is for, as things stand now."""
        return Audience(self.audience).people(self.programme, besides=self.by)

    @cached_property
    def is_on_its_way(self) -> bool:
        """Sent, and still to reach somebody. For a list `waiting_of` asks once for all of them."""
        if self.is_draft or self.stopped_at:
            return False
        return self.all_queued_at is None or self.pk in waiting_of([self])

    def letter_to(self, person: User, *, kind: str = KIND) -> Notice:
        """As one person reads it, not kept yet. Nobody else is named in it."""
        return Notice.objects.compose(
            to=person,
            template=kind,
            context={"announcement": self, "programme": self.programme, "by": self.by},
            url=self.get_absolute_url(),
            button=_now("Open it on the site"),
            reply_to=self.by,
            stop_url=url_to_stop(self.programme, person) if kind == KIND else "",
        )

    # ── Verbs ─────────────────────────────────────────────────────────────────
    @transaction.atomic
    def change(self, *, by: User, **typed: Any) -> None:
        """Write a draft anew. Raises NotYours or NoDraft."""
        self.hold_draft(by)
        for name in self.TYPED:
            setattr(self, name, typed[name])
        self.version += 1
        self.save(update_fields=[*self.TYPED, "version"])

    @transaction.atomic
    def drop(self, *, by: User) -> None:
        """Throw a draft away."""
        self.hold_draft(by)
        self.delete()

    @transaction.atomic
    def send_copy(self, *, by: User) -> None:
        """A letter to oneself, as the others will read it. Pressed twice it comes once."""
        self.hold_draft(by)
        copy = self.letter_to(by, kind=COPY)
        same = {name: getattr(copy, name) for name in ("kind", "url", "subject", "body")}
        if just_said(by, by.notices.all(), at="created_at", **same) is None:
            copy.save()

    @transaction.atomic
    def send(self, *, by: User, version: int | None = None) -> None:
        """Let it go out, five minutes from now. What has been sent is not sent again, and nothing is said of it.

        version : of what was on the page when the button was pressed.
        Raises NotYours, Overtaken, NobodyThere, SaidBefore or TooMany.
        """
        # Two coordinators, or two windows, send one after the other: the second finds what the first has sent.
        Programme.objects.hold(self.programme_id)
        self.lock()
        self.check_writer(by)
        if not self.is_draft:
            return
        if version is not None and version != self.version:
            raise Overtaken(_now("This was changed in another window. Read it as it is now, then send it."))
        if not self.people.exists():
            raise NobodyThere(_now("There is nobody in this group just now. Choose another one."))
        self.check_is_news()
        self.sent_at = timezone.now()
        self.save(update_fields=["sent_at"])

    def check_is_news(self) -> None:
        today = self.programme.announcements.filter(sent_at__gt=timezone.now() - A_DAY)
        if today.filter(audience=self.audience, subject=self.subject, words=self.words, stopped_at=None).exists():
            raise SaidBefore(_now("These very words went to the same people within the last day. Nothing was sent."))
        if today.count() >= MOST_A_DAY:
            raise TooMany(
                ngettext(
                    "%(n)s announcement went out here within a day, as many as a programme can have.",
                    "%(n)s announcements went out here within a day, as many as a programme can have. "
                    "This one is kept: send it tomorrow.",
                    MOST_A_DAY,
                )
                % {"n": MOST_A_DAY}
            )

    @transaction.atomic
    def queue_batch(self) -> int:
        """Write the letters of the next people. Returns how many people it was; none when all had theirs.

        A fixed number of queries, whoever they are. Whoever wants no e-mail of this programme finds it on its page.
        """
        self.lock()
        if self.is_draft or self.stopped_at or self.all_queued_at:
            return 0
        people = list(self.people.filter(pk__gt=self.queued_up_to).order_by("pk")[:BATCH])
        muted = set(self.programme.mutes.filter(person__in=people).values_list("person", flat=True))
        Reader.objects.bulk_create(
            [Reader(announcement=self, person=one, by_mail=one.pk not in muted) for one in people]
        )
        Notice.objects.bulk_create([self.letter_to(one) for one in people if one.pk not in muted])
        if people:
            self.queued_up_to, self.reached = people[-1].pk, self.reached + len(people)
        if len(people) < BATCH:
            self.all_queued_at = timezone.now()
        self.save(update_fields=["queued_up_to", "reached", "all_queued_at"])
        return len(people)

    @transaction.atomic
    def stop(self, *, by: User) -> None:
        """Send no more of it: as a draft again where nobody has it yet. Any coordinator may. Raises GoneOut."""
        self.lock()
        check_coordinates(self.programme, by)
        if self.is_draft or self.stopped_at:
            raise GoneOut(_now("It was stopped already."))
        if not self.break_off(by=by):
            raise GoneOut(_now("It has gone out to everybody, so there is nothing left to stop."))
        if by != self.by:
            Notice.objects.queue(
                to=self.by,
                template="announcements/mail/stopped",
                context={"announcement": self, "programme": self.programme, "who": by},
                url=self.get_absolute_url(),
                button=_now("Open it"),
                reply_to=by,
            )

    def break_off(self, *, by: User | None = None) -> bool:
        """Take back every letter that has not gone out. False where there was none, and nothing is changed."""
        if not self.has_begun and not self.all_queued_at:
            # The version goes up: a window that still shows the button must not send it by an old press.
            self.sent_at, self.version = None, self.version + 1
            self.save(update_fields=["sent_at", "version"])
            return True
        spared = Notice.objects.take_back(KIND, urls=[self.get_absolute_url()])
        if self.all_queued_at and not spared:
            return False
        # Whoever has no letter does not find it on the site either, those neither who want none: who is left has it
        # in their mail, and the number tells of nobody that they want no e-mail.
        self.readers.filter(Q(person__in=spared) | Q(by_mail=False)).delete()
        self.reached, self.stopped_at, self.stopped_by = self.readers.count(), timezone.now(), by
        self.save(update_fields=["reached", "stopped_at", "stopped_by"])
        return True

    def put_in_place_of(self, words: "re.Pattern[str]", instead: str) -> None:
        """Write something else wherever these words stand."""
        self.subject = words.sub(lambda _found: instead, self.subject)[:150]
        self.words = words.sub(lambda _found: instead, self.words)
        self.save(update_fields=["subject", "words"])

    def hold_draft(self, by: User) -> None:
        self.lock()
        self.check_writer(by)
        if not self.is_draft:
            raise NoDraft(_now("This has been sent meanwhile, so it stays as it is."))

    def lock(self) -> None:
        """Hold the row, and see it as it is now. Raises NoDraft where it was thrown away."""
        found = Announcement.objects.select_for_update().filter(pk=self.pk).first()
        if found is None:
            raise NoDraft(_now("This draft was thrown away meanwhile."))
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(found, field.attname))

    def check_writer(self, by: User) -> None:
        if self.by_id != by.pk:
            raise NotYours(_now("Only whoever wrote it can send or change it."))
        check_coordinates(self.programme, by)


class Reader(models.Model):
    """Somebody an announcement went to. They find it on the programme's page, whether or not by e-mail too."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="announcements_read")
    by_mail = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["announcement", "person"], name="one_announcement_a_reader")]

    def __str__(self) -> str:
        return f"{self.person}: {self.announcement}"


def check_coordinates(programme: Programme, by: User) -> None:
    if Role.COORDINATOR not in programme.roles_of(by):
        raise NotYours(_now("Only a coordinator of %(programme)s writes to its members.") % {"programme": programme})


def waiting_of(announcements: Collection[Announcement]) -> set[int]:
    """The keys of those whose letters have not all gone out. One query."""
    begun = {f"{settings.SITE_URL}{one.get_absolute_url()}": one.pk for one in announcements if one.has_begun}
    waiting = Notice.objects.filter(sent_at=None, given_up_at=None, kind=KIND, url__in=begun)
    return {begun[url] for url in waiting.values_list("url", flat=True).order_by().distinct()}
