"""Meaning: what somebody wants to reach and can help with, as vectors that can be compared."""

import hashlib
from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from alongside.web.people.meaning import is_installed, sentences, vectors
from alongside.web.people.models.listed import Subject
from alongside.web.people.models.person import Profile
from alongside.web.people.other_words import ALSO

AT_ONCE = 100
MOST_PARTS = 24  # of one profile; a kilobyte each


class MeaningQuerySet(models.QuerySet["Meaning"]):
    def stale(self) -> "models.QuerySet[Profile]":
        """Profiles that were saved since their meaning was learned, or never read at all, or not in their parts."""
        unread = Q(meaning=None) | Q(meaning__parts=None) | Q(meaning__learned_at__lt=F("changed_at"))
        return Profile.objects.filter(unread, person__is_active=True).order_by("pk")

    def learn(self, most: int = 2000) -> int:
        """Read the profiles that were saved since; return how many. The encoder runs only where words changed.

        It takes some milliseconds a text, so the worker does it and no page waits for it.
        """
        if not is_installed():
            return 0
        SubjectMeaning.objects.learn()
        done, last = 0, 0
        while some := list(self.stale().filter(pk__gt=last).select_related("meaning")[: min(AT_ONCE, most - done)]):
            now = timezone.now()
            fresh = [profile for profile in some if is_fresh(profile)]
            learned = iter(vectors([text for profile in fresh for text in (*words(profile), *parts(profile))]))
            for profile in fresh:
                said = {"wants": next(learned), "helps": next(learned), "digest": digest(profile), "learned_at": now}
                said["parts"] = b"".join(next(learned) for _part in parts(profile))
                self.update_or_create(profile=profile, defaults=said)
            self.filter(profile__in=set(some) - set(fresh)).update(learned_at=now)
            done, last = done + len(some), some[-1].pk
        return done


class Meaning(models.Model):
    """The meaning of one profile's own words. An empty vector stands where nothing is written."""

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="meaning")
    wants = models.BinaryField()
    helps = models.BinaryField()
    # Of each of `parts`, one after the other. None where the words were read before there were parts.
    parts = models.BinaryField(null=True)
    # Of the words that were read, so that saving anything else costs nothing.
    digest = models.CharField(max_length=64)
    learned_at = models.DateTimeField()

    objects = MeaningQuerySet.as_manager()


class SubjectMeaningQuerySet(models.QuerySet["SubjectMeaning"]):
    def learn(self) -> int:
        """Read what somebody helps with, where it is new or called otherwise since; return how many subjects."""
        known = dict(self.values_list("subject", "digest"))
        offered = Subject.objects.exclude(helpers=None).order_by("pk").distinct()
        new = [
            (pk, names)
            for pk, name in offered.values_list("pk", "name")
            if known.get(pk) != hashed(names := names_of(name))
        ]
        learned = iter(vectors([name for _pk, names in new for name in names]))
        for pk, names in new:
            read = b"".join(next(learned) for _name in names)
            self.update_or_create(subject_id=pk, defaults={"vectors": read, "digest": hashed(names)})
        return len(new)


class SubjectMeaning(models.Model):
    """The meaning of a subject: of its name, and of what else people call it."""

    subject = models.OneToOneField(Subject, on_delete=models.CASCADE, related_name="meaning")
    vectors = models.BinaryField()
    digest = models.CharField(max_length=64)

    objects = SubjectMeaningQuerySet.as_manager()


def kept(profile: Profile) -> Meaning | None:
    return getattr(profile, "meaning", None)


def is_fresh(profile: Profile) -> bool:
    """Whether its words are other than those that were read."""
    read = kept(profile)
    return read is None or read.parts is None or read.digest != digest(profile)


def words(profile: Profile) -> tuple[str, str]:
    """What a mentee wants to reach, and what a mentor has done and offers: the two sides of one comparison."""
    return profile.wants.strip(), "\n".join(filter(None, [profile.headline.strip(), profile.helps.strip()]))


def parts(profile: Profile) -> list[str]:
    """What a mentor says of themselves, sentence by sentence: somebody who searches means one of them."""
    said = [profile.headline.strip(), *sentences(profile.helps), *sentences(profile.about)]
    return list(dict.fromkeys(filter(None, said)))[:MOST_PARTS]


def names_of(subject: str) -> list[str]:
    return [subject, *ALSO.get(subject, ())]


def digest(profile: Profile) -> str:
    return hashed([*words(profile), *parts(profile)])


def hashed(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode(errors="replace")).hexdigest()
