"""The keys by which a person's own tools come in as that person."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.api.refusals import MadeBefore, TooMany
from alongside.web.layout.line import LineField
from alongside.web.notices.models import Notice
from alongside.web.people.clock import end_of_day_in
from alongside.web.people.models import User
from alongside.web.people.twice import just_said

# How every key begins, so that whoever finds one in a file knows what it opens.
BEGINS = "alongside_"
SEED_LETTERS, SHOWN_LETTERS, LONGEST = 22, 4, 100
MOST_KEYS = 10
A_MINUTE = timedelta(minutes=1)
# For each key and minute of the clock: all pages of a programme of 20,000 people in two minutes.
REQUESTS_A_MINUTE = 120
# So early there is a letter about a key that ends, where something used it so lately.
TOLD_BEFORE, USED_WITHIN = timedelta(days=7), timedelta(days=30)
ENDING = "api/mail/key_ending"


class AccessKeyQuerySet(models.QuerySet["AccessKey"]):
    def visible_to(self, user: User) -> Self:
        """One's own and nobody else's: no coordinator and no owner sees that there is one."""
        return self.filter(person=user)

    def newest_first(self) -> Self:
        return self.order_by("-made_at")

    def opened_by(self, key: str) -> "AccessKey | None":
        """The row of this key; none once it has ended or was revoked, or where its person may not sign in."""
        if not key.startswith(BEGINS) or len(key) > LONGEST:
            return None
        found = self.filter(digest=digest_of(key), ends_at__gt=timezone.now(), person__is_active=True)
        return found.select_related("person").first()

    def to_tell_of(self, now: datetime) -> Self:
        """Those that are in use and end within a week, of which nothing was said yet."""
        soon = Q(ends_at__gt=now, ends_at__lte=now + TOLD_BEFORE, minute__gte=now - USED_WITHIN)
        return self.filter(soon, told_at=None, person__in=User.objects.filter(is_active=True))

    @transaction.atomic
    def make(
        self, person: User, *, name: str, may_write: bool, days: int, seed: str, spent: Collection[str] = ()
    ) -> str:
        """Make one that counts until the end of a day, and write a letter about it. Returns the key, this once.

        seed : what the form came with. Sent twice within a minute it makes one key, and both answers show it; after
            that MadeBefore is raised, so that no page left open shows a key again.
        spent : digests of keys that this browser has made: one that was revoked since is not made again.

        Raises TooMany.
        """
        key = key_of(person, seed)
        theirs = self.filter(person=person)
        if just_said(person, theirs, at="made_at", digest=digest_of(key)):
            return key
        if digest_of(key) in spent or theirs.filter(digest=digest_of(key)).exists():
            raise MadeBefore(_now("This key was made a while ago, and a key is shown once. Make another one."))
        if theirs.count() >= MOST_KEYS:
            raise TooMany(
                _now("You have %(most)s keys, which is as many as there can be. Revoke one that you no longer need.")
                % {"most": MOST_KEYS}
            )
        ends_at = end_of_day_in(days, person.time_zone)
        made = self.create(
            person=person,
            name=name,
            may_write=may_write,
            ends_at=ends_at,
            digest=digest_of(key),
            starts=key.removeprefix(BEGINS)[:SHOWN_LETTERS],
        )
        Notice.objects.queue(
            to=person,
            template="api/mail/key_made",
            context={"key": made},
            url=reverse("api:keys"),
            button=_now("Look at your keys"),
        )
        return key


def sown() -> str:
    """What the form of a new key comes with: 128 random bits."""
    return secrets.token_urlsafe(16)


def key_of(person: User, seed: str) -> str:
    """The key that a form makes: its seed, and 256 bits that only this site can add to it, for this person alone."""
    sealed = salted_hmac("alongside.api.access_key", f"{person.pk}:{seed}", algorithm="sha256").digest()
    return BEGINS + urlsafe_b64encode(sealed).decode().rstrip("=")


def digest_of(key: str) -> str:
    """All that is kept of a key. It is random and long, so a plain hash is enough: nobody can try them out."""
    return hashlib.sha256(key.encode()).hexdigest()


class AccessKey(models.Model):
    """One key of one person. Whoever has it sees here what that person sees, and may do what it says."""

    # Random, so that no number tells how many others made one meanwhile.
    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_keys")
    name = LineField(_("name"), max_length=60)
    # How it begins after BEGINS, to tell two of them apart.
    starts = models.CharField(max_length=SHOWN_LETTERS, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    may_write = models.BooleanField(_("may write"), default=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    ends_at = models.DateTimeField()
    # When its person was told that it ends.
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The minute in which it was last used, and how often in it.
    minute = models.DateTimeField(null=True, blank=True, editable=False)
    used = models.PositiveIntegerField(default=0, editable=False)

    objects = AccessKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("access key")

    def __str__(self) -> str:
        return self.name

    @property
    def has_ended(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def last_used_at(self) -> datetime | None:
        """To the minute."""
        return self.minute

    def count(self) -> int | None:
        """Count one request. Returns how many seconds to wait first, 0 where it may go on; None where it was revoked.

        In its own row: the site's small cache is where tries at signing in are counted, and must not be crowded out.
        One update, so that two that come first in a minute do not each find that the other has begun it.
        """
        now = timezone.now()
        minute = now.replace(second=0, microsecond=0)
        here = AccessKey.objects.filter(pk=self.pk)
        used = Case(When(minute=minute, then=F("used") + 1), default=1)
        if here.exclude(minute=minute, used__gte=REQUESTS_A_MINUTE).update(minute=minute, used=used):
            return 0
        return int((minute + A_MINUTE - now).total_seconds()) + 1 if here.exists() else None

    @property
    def place(self) -> str:
        """Where it stands among its person's keys."""
        return f"{reverse('api:keys')}#key-{self.pk}"

    @transaction.atomic
    def tell_of_end(self) -> bool:
        """Write that it ends soon; False when somebody did so, or revoked it, this very moment."""
        now = timezone.now()
        if not AccessKey.objects.to_tell_of(now).filter(pk=self.pk).update(told_at=now):
            return False
        Notice.objects.queue(
            to=self.person,
            template=ENDING,
            context={"key": self},
            url=self.place,
            button=_now("Look at your keys"),
            useful_until=self.ends_at,
        )
        return True

    @transaction.atomic
    def revoke(self) -> None:
        """It opens nothing from now on, and nobody is told any more that it ends."""
        Notice.objects.take_back(ENDING, urls=[self.place], to=self.person)
        self.delete()
