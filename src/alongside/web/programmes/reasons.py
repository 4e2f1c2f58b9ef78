"""Why a mentor and a mentee may suit each other, and what does not match: in alongside.matching's words, for people."""

import re
import statistics
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.matching import Explanation, Mentee, Mentor, Reason, Weighing, explained
from alongside.web.people.clock import zone_called
from alongside.web.people.models import Availability, User
from alongside.web.programmes.models.programme import Programme
from alongside.web.programmes.records import half_hours
from alongside.web.programmes.rules import PERSONALITY

ANSWERS_BEFORE_WE_SAY = 3  # fewer requests than this say nothing about a habit


@dataclass(frozen=True)
class Reasons:
    """Sentences about two people. What rests on private answers is never among them."""

    told: Explanation
    # To the two themselves, or about them to a coordinator.
    to_them: bool = False
    # To one of the two, by what the sentences call them; "" when both will read them.
    reader: str = ""
    # What both can know of that keeps matching from pairing them, in a sentence.
    ruled_out: str = ""

    @cached_property
    def why(self) -> list[str]:
        """What speaks for it, what adds most first."""
        every = sorted(self.told.reasons, key=lambda one: -self.told.shares[one.criterion])
        return self.said(every, self.told.speaks_for, "suits")

    @cached_property
    def but(self) -> list[str]:
        """What does not match, the weightiest first; what either of the two has not said is left out."""
        return self.said(self.told.reasons, self.told.does_not_match, "grates")

    def said(self, every: Iterable[Reason], chosen: list[Reason], side: str) -> list[str]:
        """A sentence for each of the chosen; of working style always what stands on this side of it."""
        texts = [
            str(one.facts.get(side, "")) if one.criterion == "style" else one.text
            for one in every
            if one.criterion == "style" or (one in chosen and one.criterion != PERSONALITY)
        ]
        texts = [to_the_two(text) if self.to_them else text for text in texts if text]
        return to_one(texts, self.reader) if self.reader else texts


# alongside.matching speaks about two people; to the two themselves the same sentence begins with "you".
TO_THEM = {"Both": "You both", "They": "You", "Their": "Your"}


def to_the_two(text: str) -> str:
    """The same sentences, said to the two they are about."""
    return re.sub(r"(?:^|(?<=\. ))(Both|They|Their)\b", lambda found: TO_THEM[found[1]], text)


AS_YOU = {"has": "have", "wants": "want", "does": "do", "can": "can", "would": "would"}


def to_one(texts: Iterable[str], name: str) -> list[str]:
    """The same sentences, said to the one of the two whom they call `name`."""
    verbs = re.compile(rf"\b{re.escape(name)} ({'|'.join(AS_YOU)})\b")
    others = re.compile(rf"(?<=than ){re.escape(name)}\b|(?<=, ){re.escape(name)}(?= every)")

    def turned(found: re.Match[str]) -> str:
        begins = not found.start() or found.string[: found.start()].endswith(". ")
        return f"{'You' if begins else 'you'} {AS_YOU[found[1]]}"

    return [others.sub("you", verbs.sub(turned, text)) for text in texts]


def reasons(mentee: Mentee, mentor: Mentor, weighing: Weighing, *, to: str = "") -> Reasons:
    """For the two themselves, or to one of them: a mentee or a mentor. They call each other by their first names."""
    mentee_name, mentor_name = names_between(mentee.name, mentor.name)
    told = explained(replace(mentee, name=mentee_name), replace(mentor, name=mentor_name), weighing)
    return Reasons(told, to_them=True, reader={"mentee": mentee_name, "mentor": mentor_name, "": ""}[to])


def names_between(one: str, other: str) -> tuple[str, str]:
    """Their first names; in full where both have the same."""
    first, second = ((name.split() or [name])[0] for name in (one, other))
    return (one, other) if first == second else (first, second)


@dataclass(frozen=True)
class Side:
    """A reader of the directory, read once: their clock and the hours that suit them."""

    time_zone: str
    hours: frozenset[int]

    @classmethod
    def of(cls, person: User) -> "Side":
        hours = Availability.objects.filter(profile__person=person).values_list("weekday", "starts", "ends")
        return cls(person.time_zone, half_hours(hours, person.time_zone, on=timezone.localdate()))

    def clock_of(self, mentor: User) -> str:
        """How far their clocks are apart, when that is worth knowing."""
        apart = hours_apart(self.time_zone, mentor.time_zone)
        return _("Their clock is %(n)s hours from yours.") % {"n": in_halves(apart)} if apart else ""


def hours_apart(one: str, other: str) -> float:
    """Half hours between two clocks today, in hours, when they are at least three."""
    now = timezone.now()
    first, second = (now.astimezone(zone_called(zone)).utcoffset() for zone in (one, other))
    if first is None or second is None:
        return 0.0
    apart = round(abs((first - second).total_seconds()) / 1800) / 2
    return apart if apart >= 3 else 0.0


def in_halves(hours: float) -> str:
    """Hours as people write them: 10.5 is "10½"."""
    return f"{hours:.0f}" if hours == int(hours) else f"{int(hours)}½"


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
