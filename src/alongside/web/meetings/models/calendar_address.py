"""The address under which somebody's meetings stand for a calendar elsewhere."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.meetings.calendar import of_all
from alongside.web.meetings.models.meeting import Meeting, MeetingQuerySet
from alongside.web.mentorships.refusals import Overtaken
from alongside.web.people.models import User

REACHES_BACK = timedelta(days=365)
# How exactly the page says when a calendar last looked: each saying is a write.
LOOKED_WITHIN = timedelta(minutes=15)
SEED_BYTES, SEED_LETTERS = 16, 22


class CalendarAddressQuerySet(models.QuerySet["CalendarAddress"]):
    def of(self, user: User) -> "CalendarAddress | None":
        """One's own and nobody else's: no page shows it to a partner, a coordinator or the owner."""
        return self.filter(person=user).first()

    def opened_by(self, key: str) -> "CalendarAddress | None":
        """Whose calendar this key opens; nobody's once it was made anew, turned off, or its person may not sign in.

        A key that was never ours is found out by arithmetic: guessing costs us no query, and its time tells nothing.
        """
        seed = key[:SEED_LETTERS]
        if not constant_time_compare(key[SEED_LETTERS:], seal(seed)):
            return None
        return self.select_related("person").filter(seed=seed, person__is_active=True).first()

    @transaction.atomic
    def turn_on(self, person: User) -> "CalendarAddress":
        """Their address, made where there is none yet."""
        User.objects.hold(person)
        return self.of(person) or self.create(person=person)

    @transaction.atomic
    def make_anew(self, person: User, *, seen: str) -> "CalendarAddress":
        """Put another address in the place of the one whose seed the page showed; the old one opens nothing from now.

        Raises Overtaken when that one is gone already: pressed twice, an address is made anew once.
        """
        User.objects.hold(person)
        current = self.of(person)
        if current is None:
            raise Overtaken(_now("Your calendar was turned off meanwhile. Turned on, it has a new address."))
        if current.seed != seen:
            raise Overtaken(_now("The address was made anew meanwhile. This is the one that counts."))
        current.delete()
        return self.create(person=person)

    def turn_off(self, person: User) -> None:
        """The address opens nothing from now on."""
        self.filter(person=person).delete()


def seal(seed: str) -> str:
    """What only this site can add to a seed, 43 letters: who reads the database alone cannot make an address of it."""
    digest = salted_hmac("alongside.meetings.calendar_address", seed, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def sown() -> str:
    return secrets.token_urlsafe(SEED_BYTES)


class CalendarAddress(models.Model):
    """One for each person who wants one. It opens their meetings to whoever has it, without signing in, to read."""

    # Half of the key. It is the row's own key too, so that no number tells how many others made one meanwhile.
    seed = models.CharField(primary_key=True, max_length=SEED_LETTERS, default=sown, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_addresses")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    # When a calendar last looked, give or take LOOKED_WITHIN.
    looked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What a calendar was given last, as a hash, and since when it has been so.
    given = models.CharField(max_length=64, blank=True, editable=False)
    given_since = models.DateTimeField(default=timezone.now, editable=False)

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        constraints = [models.UniqueConstraint(fields=["person"], name="one_calendar_address_a_person")]

    def __str__(self) -> str:
        return f"The calendar of {self.person}"  # without its key: this stands in logs

    @property
    def address(self) -> str:
        key = self.seed + seal(self.seed)
        return f"{settings.SITE_URL}{reverse('meetings:for_calendars', args=[key])}"

    @property
    def webcal(self) -> str:
        """The same for programs that subscribe when one presses it."""
        return f"webcal:{self.address.partition(':')[2]}"

    def meetings(self, now: datetime) -> MeetingQuerySet:
        """What stands in it: a year back and all that is to come, booked or held, oldest first; in two queries."""
        own = Meeting.objects.visible_to(self.person).filter(state__in=(Meeting.State.BOOKED, Meeting.State.HELD))
        with_all = own.select_related("mentorship__mentor", "mentorship__mentee").prefetch_related("changes")
        return with_all.filter(starts_at__gte=now - REACHES_BACK).order_by("starts_at", "pk")

    def look(self) -> str:
        """What a calendar is given now. Writes down that it looked."""
        now = timezone.now()
        text = of_all(self.meetings(now), to=self.person)
        self.note_look(hashlib.sha256(text.encode()).hexdigest(), now)
        return text

    def note_look(self, given: str, now: datetime) -> None:
        news: dict[str, object] = {}
        if given != self.given:
            news |= {"given": given, "given_since": now}
        if self.looked_at is None or self.looked_at < now - LOOKED_WITHIN:
            news |= {"looked_at": now}
        for name, value in news.items():
            setattr(self, name, value)
        if news:
            CalendarAddress.objects.filter(pk=self.pk).update(**news)
