"""Why a mentor may suit a reader, and what does not match: in words, never as a number."""

import statistics
import zoneinfo
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.web.people.models import Profile, User
from alongside.web.people.style import STYLE
from alongside.web.programmes.models.programme import Programme
from alongside.web.programmes.overlap import minutes_in_utc

ANSWERS_BEFORE_WE_SAY = 3  # fewer requests than this say nothing about a habit
CHANNEL_FIELDS = ("by_video", "by_phone", "in_person", "by_email")


@dataclass(frozen=True)
class Side:
    """The reader, read once."""

    time_zone: str
    values: frozenset[int]
    interests: frozenset[int]
    seeks: frozenset[int]
    languages: frozenset[str]
    channels: frozenset[str]
    every_days: int | None
    weeks: int | None
    style: Mapping[str, int]
    minutes: set[int]

    @classmethod
    def of(cls, person: User) -> "Side":
        profile = Profile.objects.filter(person=person).first()
        if profile is None:
            empty: frozenset[Any] = frozenset()
            return cls(person.time_zone, empty, empty, empty, empty, empty, None, None, {}, set())
        hours = profile.hours.values_list("weekday", "starts", "ends")
        return cls(
            person.time_zone,
            frozenset(profile.values.values_list("pk", flat=True)),
            frozenset(profile.interests.values_list("pk", flat=True)),
            frozenset(profile.seeks.values_list("pk", flat=True)),
            frozenset(profile.languages.values_list("pk", flat=True)),
            frozenset(name for name in CHANNEL_FIELDS if getattr(profile, name)),
            profile.every_days,
            profile.intended_weeks,
            profile.working_style,
            minutes_in_utc(hours, person.time_zone, week_of=timezone.localdate()),
        )

    def meets(self, has: Mapping[str, set[str]]) -> int:
        """How much of what this reader seeks and likes a mentor has: for the order of a list only."""
        sought = {str(pk) for pk in self.seeks} & has["offers"]
        liked = {str(pk) for pk in self.interests} & has["interests"]
        return 2 * len(sought) + len(liked)


@dataclass(frozen=True)
class Reasons:
    """Sentences about one mentor for one reader. Wants the mentor's lists prefetched."""

    reader: Side
    mentor: User
    hours: float

    @property
    def profile(self) -> Profile:
        return self.mentor.profile

    def shared(self, name: str, mine: frozenset[Any]) -> str:
        return ", ".join(str(one) for one in getattr(self.profile, name).all() if one.pk in mine)

    def style(self, *, alike: bool) -> str:
        """Where both lean to the same end of a working style choice; or, unlike, what the mentor would rather."""
        said = []
        for choice in STYLE:
            mine, theirs = self.reader.style.get(choice.key), self.profile.working_style.get(choice.key)
            if mine and theirs and mine != 3 != theirs and ((mine < 3) == (theirs < 3)) is alike:
                said.append(_("“%(words)s”") % {"words": choice.first if theirs < 3 else choice.second})
        return ", ".join(said[:3])

    @cached_property
    def why(self) -> list[str]:
        sentences = (
            (self.shared("offers", self.reader.seeks), _("Helps with what you want to learn: %(names)s")),
            (self.shared("values", self.reader.values), _("You both hold dear: %(names)s")),
            (self.shared("interests", self.reader.interests), _("You share interests: %(names)s")),
            (self.style(alike=True), _("You like to work alike: %(names)s")),
            (self.shared("languages", self.reader.languages), _("You both speak: %(names)s")),
        )
        said = [sentence % {"names": names} for names, sentence in sentences if names]
        if self.hours >= 1:
            whole = int(self.hours)
            said.append(ngettext("You share %(n)s hour a week", "You share %(n)s hours a week", whole) % {"n": whole})
        return said

    @cached_property
    def but(self) -> list[str]:
        """What does not match, the weightiest first; what either of the two has not said is left out."""
        profile, reader, said = self.profile, self.reader, []
        if reader.languages and profile.languages.all() and not self.shared("languages", reader.languages):
            said.append(_("No language in common yet"))
        if reader.seeks and profile.offers.all() and not self.shared("offers", reader.seeks):
            said.append(_("Names none of the subjects you want to learn about"))
        if reader.minutes and profile.hours.all() and self.hours < 1:
            said.append(_("Your hours do not meet"))
        if apart := hours_apart(reader.time_zone, self.mentor.time_zone):
            said.append(
                ngettext("Their clock is %(n)s hour from yours", "Their clock is %(n)s hours from yours", apart)
                % {"n": apart}
            )
        theirs = {name for name in CHANNEL_FIELDS if getattr(profile, name)}
        if reader.channels and theirs and not theirs & reader.channels:
            said.append(_("Talks by other channels than you"))
        if reader.every_days and profile.every_days and reader.every_days != profile.every_days:
            said.append(_("Would rather meet %(rhythm)s") % {"rhythm": profile.get_every_days_display()})
        if unlike := self.style(alike=False):
            said.append(_("Would rather work like this: %(names)s") % {"names": unlike})
        if reader.weeks and profile.intended_weeks and reader.weeks != profile.intended_weeks:
            said.append(_("Has another length in mind: %(length)s") % {"length": profile.get_intended_weeks_display()})
        return said


def hours_apart(one: str, other: str) -> int:
    """Whole hours between two clocks today, when there are at least three."""
    now = timezone.now()
    first, second = (now.astimezone(zoneinfo.ZoneInfo(zone or "UTC")).utcoffset() for zone in (one, other))
    if first is None or second is None:
        return 0
    apart = round(abs((first - second).total_seconds()) / 3600)
    return apart if apart >= 3 else 0


def reply_times(people: Iterable[int], programme: Programme) -> dict[int, float]:
    """Median days to a mentor's first reply, by person; one that ran out counts as the days it was open."""
    waited = defaultdict(list)
    asked = User.objects.filter(pk__in=list(people), requests_received__programme=programme)
    for person, asked_at, replied_at, closed_at, state in asked.values_list(
        "pk",
        "requests_received__asked_at",
        "requests_received__replied_at",
        "requests_received__closed_at",
        "requests_received__state",
    ):
        ended_at = replied_at or (closed_at if state == "expired" else None)
        if ended_at:
            waited[person].append((ended_at - asked_at).total_seconds() / 86400)
    return {person: statistics.median(days) for person, days in waited.items() if len(days) >= ANSWERS_BEFORE_WE_SAY}
