"""A calendar that somebody keeps elsewhere, and when they are busy by it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.calendars.address import Address
from alongside.web.calendars.looking import Answer, Question
from alongside.web.calendars.seal import opened, sealed
from alongside.web.calendars.trouble import CannotRead, Trouble
from alongside.web.calendars.words import SENTENCES
from alongside.web.notices.models import Notice
from alongside.web.people.models import User

AHEAD = timedelta(weeks=8)
# Read a week further, so that a calendar that says "nothing new" for a week still reaches as far as promised.
MARGIN = timedelta(weeks=1)
EVERY = timedelta(hours=1)
# After one failure, two, three …; then twice a day.
AGAIN_AFTER = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
SELDOM = timedelta(hours=12)
# What is older is forgotten and one letter written; after as long again we stop asking.
STALE_AFTER = timedelta(days=3)
GIVEN_UP_AFTER = timedelta(days=30)
# As long as one look takes at most, and more: nobody else takes it meanwhile.
CLAIMED_FOR = timedelta(minutes=2)
PRESSED_AGAIN_AFTER = timedelta(minutes=1)
LETTER = "calendars/mail/unreadable"


class CalendarQuerySet(models.QuerySet["Calendar"]):
    def of(self, user: User) -> "Calendar | None":
        """One's own and nobody else's: no page shows it to a partner, a coordinator or the owner."""
        return self.filter(person=user).first()

    def due(self, now: datetime) -> Self:
        """Those to look into now. Of whoever may not sign in any more nothing is fetched."""
        # A list of people and no join: two workers that claim the same calendar must meet at its one row.
        return self.filter(look_at__lte=now, person__in=User.objects.filter(is_active=True)).order_by("look_at", "pk")

    def claim(self, pk: int, now: datetime) -> "Calendar | None":
        """Take one for oneself, or None when another worker was faster or it was turned off."""
        if not self.due(now).filter(pk=pk).update(look_at=now + CLAIMED_FOR):
            return None
        return self.select_related("person").filter(pk=pk).first()

    @transaction.atomic
    def use(self, person: User, address: Address) -> "Calendar":
        """Read this calendar from now on, in place of any before. The same address again is looked at again."""
        User.objects.hold(person)
        current = self.of(person)
        if current and current.is_at(address):
            current.look_soon()
            return current
        self.turn_off(person)
        return self.create(person=person, sealed=sealed(address.url), host=address.host)

    @transaction.atomic
    def turn_off(self, person: User) -> None:
        """Forget the address and every busy time at once."""
        self.filter(person=person).delete()
        Notice.objects.take_back(LETTER, urls=[reverse("calendars:busy_times")], to=person)


def wait_after(failures: int) -> timedelta:
    return AGAIN_AFTER[failures - 1] if failures <= len(AGAIN_AFTER) else SELDOM


class Calendar(models.Model):
    """One for each person who gave one: where it is fetched, and how that went."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendars")
    # The address is a key to somebody's days. It is never shown again; the host alone is.
    sealed = models.TextField(editable=False)
    host = models.CharField(max_length=253, editable=False)
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    look_at = models.DateTimeField(default=timezone.now, editable=False)
    # When it was last found as it says here, read anew or unchanged; and when it was last read from end to end.
    found_at = models.DateTimeField(null=True, blank=True, editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    # On whose clock: what names no zone is on its person's, and they may move.
    read_in = models.CharField(max_length=64, blank=True, editable=False)
    etag = models.CharField(max_length=200, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    trouble = models.CharField(max_length=16, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar")
        constraints = [models.UniqueConstraint(fields=["person"], name="one_calendar_a_person")]
        indexes = [models.Index(fields=["look_at"], name="calendars_to_look_into")]

    def __str__(self) -> str:
        return f"The calendar of {self.person}"  # without its address: this stands in logs

    def is_at(self, address: Address) -> bool:
        try:
            return opened(self.sealed) == address.url
        except CannotRead:
            return False

    @property
    def is_new(self) -> bool:
        """Nobody has looked into it yet."""
        return self.found_at is None and not self.trouble

    @property
    def trouble_in_words(self) -> "str | Promise":
        return SENTENCES[Trouble(self.trouble)] if self.trouble else ""

    @property
    def reaches_until(self) -> datetime | None:
        return self.found_at and self.found_at + AHEAD

    def look_soon(self) -> None:
        """At the worker's next turn; pressed again and again, once a minute."""
        now = timezone.now()
        failed_at = self.look_at - wait_after(self.failures) if self.trouble else None
        looked_at = max(filter(None, (self.found_at, self.given_at, failed_at)))
        if looked_at < now - PRESSED_AGAIN_AFTER:
            Calendar.objects.filter(pk=self.pk, look_at__gt=now).update(look_at=now)

    def question(self, now: datetime) -> Question:
        """What to ask of it now. Raises CannotRead where its address cannot be opened any more."""
        zone = self.person.time_zone
        may_stay = self.read_at is not None and self.read_at > now - MARGIN and self.read_in == zone
        return Question(
            opened(self.sealed),
            now - timedelta(hours=1),
            now + AHEAD + MARGIN,
            zone,
            self.person.email,
            urlsplit(settings.SITE_URL).hostname or "",
            self.etag if may_stay else "",
            self.last_modified if may_stay else "",
            settings.CALENDAR_OWN_HOSTS,
        )

    @transaction.atomic
    def keep(self, answer: Answer, question: Question | None, now: datetime) -> bool:
        """Write down what came of a look; whether it was read. What was turned off meanwhile stays forgotten."""
        row = Calendar.objects.select_for_update(of=("self",), no_key=True).select_related("person")
        current = row.filter(pk=self.pk).first()
        if current is None:
            return False
        if answer.trouble:
            current.note_trouble(answer.trouble, now)
            return False
        current.trouble, current.failures, current.failing_since, current.told_at = "", 0, None, None
        current.found_at, current.look_at = now, now + EVERY
        if answer.times is not None:
            current.read_at, current.read_in = now, question.zone if question else ""
            current.etag, current.last_modified = answer.etag, answer.last_modified
            current.busy_times.all().delete()
            rows = [BusyTime(calendar=current, starts_at=start, ends_at=end) for start, end in answer.times]
            BusyTime.objects.bulk_create(rows, batch_size=500)
        else:
            current.busy_times.filter(ends_at__lt=now).delete()
        current.save()
        Notice.objects.take_back(LETTER, urls=[reverse("calendars:busy_times")], to=current.person)
        return True

    def note_trouble(self, trouble: str, now: datetime) -> None:
        """Try again later and later. After three days what is known is forgotten and one letter says so."""
        since = self.failing_since or now
        self.trouble, self.failing_since = trouble, since
        self.failures += 1
        self.look_at = now + wait_after(self.failures)
        if now - since >= STALE_AFTER:
            self.busy_times.all().delete()
            self.read_at, self.etag, self.last_modified = None, "", ""
            if self.told_at is None:
                self.told_at = now
                Notice.objects.queue(
                    to=self.person,
                    template=LETTER,
                    context={"calendar": self},
                    url=reverse("calendars:busy_times"),
                    button=_now("Look at your calendar"),
                )
        self.save()
        if now - since >= GIVEN_UP_AFTER:
            self.delete()


class BusyTimeQuerySet(models.QuerySet["BusyTime"]):
    def visible_to(self, user: User) -> Self:
        """One's own. A partner never reads any; `of` is for what finds times that suit both."""
        return self.filter(calendar__person=user)

    def of(self, people: Iterable[User]) -> Self:
        return self.filter(calendar__person__in=list(people)).select_related("calendar")

    def meeting(self, times: Iterable[tuple[datetime, datetime]]) -> list["BusyTime"]:
        """Those that overlap any of these times, in one query."""
        spans = list(times)
        if not spans:
            return []
        first, last = min(start for start, _end in spans), max(end for _start, end in spans)
        around = self.filter(Q(starts_at__lt=last) & Q(ends_at__gt=first)).order_by("starts_at")
        return [busy for busy in around if any(busy.overlaps(start, end) for start, end in spans)]

    def to_come(self) -> Self:
        return self.filter(ends_at__gt=timezone.now()).order_by("starts_at")


class BusyTime(models.Model):
    """From when until when somebody is busy by their own calendar; with what is not known here."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="busy_times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = BusyTimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("busy time")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="busy_time_ends_after_it_starts"
            )
        ]
        indexes = [models.Index(fields=["calendar", "starts_at"], name="busy_times_of_a_calendar")]

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        return self.starts_at < ends_at and self.ends_at > starts_at
