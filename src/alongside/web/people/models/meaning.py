"""Meaning: what somebody wants to reach and can help with, as vectors that can be compared."""

import hashlib

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from alongside.web.people.meaning import vectors
from alongside.web.people.models.person import Profile

AT_ONCE = 100


class MeaningQuerySet(models.QuerySet["Meaning"]):
    def stale(self) -> "models.QuerySet[Profile]":
        """Profiles that were saved since their meaning was learned, or never read at all."""
        unread = Q(meaning=None) | Q(meaning__learned_at__lt=F("changed_at"))
        return Profile.objects.filter(unread, person__is_active=True).order_by("pk")

    def learn(self, most: int = 2000) -> int:
        """Read the profiles that were saved since; return how many. The encoder runs only where words changed.

        It takes some milliseconds a text, so the worker does it and no page waits for it.
        """
        done, last = 0, 0
        while some := list(self.stale().filter(pk__gt=last).select_related("meaning")[: min(AT_ONCE, most - done)]):
            now = timezone.now()
            fresh = [profile for profile in some if digest(profile) != getattr(kept(profile), "digest", None)]
            learned = iter(vectors([text for profile in fresh for text in words(profile)]))
            for profile in fresh:
                said = {"wants": next(learned), "helps": next(learned), "digest": digest(profile), "learned_at": now}
                self.update_or_create(profile=profile, defaults=said)
            self.filter(profile__in=set(some) - set(fresh)).update(learned_at=now)
            done, last = done + len(some), some[-1].pk
        return done


class Meaning(models.Model):
    """The meaning of one profile's own words. An empty vector stands where nothing is written."""

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="meaning")
    wants = models.BinaryField()
    helps = models.BinaryField()
    # Of the words that were read, so that saving anything else costs nothing.
    digest = models.CharField(max_length=64)
    learned_at = models.DateTimeField()

    objects = MeaningQuerySet.as_manager()


def kept(profile: Profile) -> Meaning | None:
    return getattr(profile, "meaning", None)


def words(profile: Profile) -> tuple[str, str]:
    """What a mentee wants to reach, and what a mentor has done and offers: the two sides of one comparison."""
    return profile.wants.strip(), "\n".join(filter(None, [profile.headline.strip(), profile.helps.strip()]))


def digest(profile: Profile) -> str:
    return hashlib.sha256("\0".join(words(profile)).encode(errors="replace")).hexdigest()
