"""Memberships to what alongside.matching reads: where the two sides meet, and nowhere else.

A fixed number of queries, however many people.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, TypedDict

from django.db.models import Q

from alongside.matching import Mentee, Mentor
from alongside.matching.hours import SLOTS
from alongside.web.people.clock import zone_called
from alongside.web.people.meaning import unpacked
from alongside.web.people.models import Availability, Channel, Meaning, Personality, Profile
from alongside.web.people.style import STYLE
from alongside.web.programmes.models import Answer, MembershipQuerySet, Programme, Role, Separation

# Asked for by name up to here; beyond it is quicker to read all of that role in the programme.
NAMED = 300
WEEKS_A_MONTH = 52 / 12
CHANNELS = {
    "by_video": Channel.VIDEO,
    "by_phone": Channel.PHONE,
    "in_person": Channel.IN_PERSON,
    "by_email": Channel.EMAIL,
}
LISTS: tuple[tuple[str, Any, str], ...] = (
    ("values", Profile.values.through, "value__name"),
    ("interests", Profile.interests.through, "subject__name"),
    ("seeks", Profile.seeks.through, "subject__name"),
    ("offers", Profile.offers.through, "subject__name"),
    ("languages", Profile.languages.through, "language__name"),
)
COLUMNS = (
    "person", "person__name", "person__time_zone", "person__profile", "capacity", "department", "left_out_at",
    "person__profile__working_style", "person__profile__every_days", "person__profile__intended_weeks",
    "person__profile__years", *(f"person__profile__{name}" for name in CHANNELS),
)  # fmt: skip


def folk(
    programme: Programme, *, mentees: MembershipQuerySet, mentors: MembershipQuerySet, on: date
) -> tuple[list[Mentee], list[Mentor]]:
    """These members as those who look for a mentor and those who offer time, with the room they have now.

    `mentors` wants `with_load()`.   on : for which day time zones count.
    """
    looking = list(mentees.order_by("pk").values(*COLUMNS))
    offering = list(mentors.order_by("pk").values(*COLUMNS, "load"))
    known = Records(programme, {Role.MENTEE: looking, Role.MENTOR: offering}, on)
    left_out_first = programme.rules.left_out_first
    ours = [
        Mentee(
            topics=known.words("seeks", row),
            goals=known.meaning(row, "wants"),
            urgency=int(left_out_first and row["left_out_at"] is not None),
            **known.about(row),
        )
        for row in looking
    ]
    theirs = [
        Mentor(
            topics=known.words("offers", row),
            goals=known.meaning(row, "helps"),
            capacity=max(row["capacity"] - row["load"], 0),
            load=row["load"],
            **known.about(row),
        )
        for row in offering
    ]
    return ours, theirs


class About(TypedDict):
    """What both sides have in common, by the fields of alongside.matching's people."""

    id: str
    name: str
    values: frozenset[str]
    interests: frozenset[str]
    style: dict[str, int]
    personality: dict[str, float]
    years: float | None
    languages: frozenset[str]
    hours: frozenset[int]
    channels: frozenset[str]
    every_days: int | None
    months: int | None
    department: str
    line: frozenset[str]
    blocked: frozenset[str]
    never_again: frozenset[str]
    answers: dict[str, str]


class Records:
    """What stands in tables of their own, for these rows of memberships, by role."""

    def __init__(self, programme: Programme, rows: dict[str, list[dict[str, Any]]], on: date) -> None:
        self.programme, self.on = programme, on
        named, many = set(), []
        for role, those in rows.items():
            if len(those) > NAMED:
                many.append(role)
            else:
                named |= {row["person__profile"] for row in those if row["person__profile"]}
        everybody = programme.memberships.current().filter(role__in=many).values("person__profile")
        self.profiles = Q(profile__in=named) | Q(profile__in=everybody) if many else Q(profile__in=named)
        self.lists = {name: self.listed(through, column) for name, through, column in LISTS}
        self.hours = self.free_hours()
        read = Meaning.objects.filter(self.profiles).values_list("profile", "wants", "helps")
        self.meanings = {profile: {"wants": wants, "helps": helps} for profile, wants, helps in read}
        self.traits = self.personalities()
        self.channels = {f"person__profile__{name}": str(channel.label) for name, channel in CHANNELS.items()}
        self.apart = self.kept_apart()
        self.answers = self.answered()

    def listed(self, through: Any, column: str) -> dict[int, frozenset[str]]:
        found: dict[int, set[str]] = defaultdict(set)
        once: dict[str, str] = {}  # one string for a word, however many say it
        for profile, name in through.objects.filter(self.profiles).values_list("profile_id", column):
            found[profile].add(once.setdefault(name, name))
        return {profile: frozenset(names) for profile, names in found.items()}

    def free_hours(self) -> dict[int, list[tuple[int, time, time]]]:
        found: dict[int, list[tuple[int, time, time]]] = defaultdict(list)
        rows = Availability.objects.filter(self.profiles)
        for profile, weekday, starts, ends in rows.values_list("profile", "weekday", "starts", "ends"):
            found[profile].append((weekday, starts, ends))
        return found

    def personalities(self) -> dict[int, dict[str, float]]:
        if not self.programme.asks_personality:
            return {}
        return {one.profile_id: dict(one.traits) for one in Personality.objects.filter(self.profiles)}

    def kept_apart(self) -> dict[str, dict[int, set[str]]]:
        """By kind, then by person: whom they are not paired with."""
        found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        kinds: dict[str, str] = {Separation.Kind.LINE: "line", Separation.Kind.AGAIN: "again"}
        for kind, one, other in self.programme.separations.values_list("kind", "one", "other"):
            found[kinds.get(kind, "blocked")][one].add(str(other))
            found[kinds.get(kind, "blocked")][other].add(str(one))
        before = self.programme.mentorships.model.objects.paired_before(self.programme)
        for mentor, mentee in before.values_list("mentor", "mentee"):
            found["again"][mentor].add(str(mentee))
            found["again"][mentee].add(str(mentor))
        return found

    def answered(self) -> dict[int, dict[str, str]]:
        """By person, what they chose of the own questions that matching may look at, whether or not one counts yet:
        what would change if it did is asked of the same people."""
        found: dict[int, dict[str, str]] = defaultdict(dict)
        asked = [int(key) for key in self.programme.comparable]
        rows = Answer.objects.said().filter(question__in=asked).values_list("person", "question", "words")
        for person, question, words in rows if asked else ():
            found[person][str(question)] = words
        return found

    def words(self, name: str, row: dict[str, Any]) -> frozenset[str]:
        return self.lists[name].get(row["person__profile"], frozenset())

    def meaning(self, row: dict[str, Any], side: str) -> Sequence[float]:
        return unpacked(self.meanings.get(row["person__profile"], {}).get(side, b""))

    def about(self, row: dict[str, Any]) -> About:
        person, profile = row["person"], row["person__profile"]
        said = row["person__profile__working_style"] or {}
        weeks = row["person__profile__intended_weeks"]
        return {
            "id": str(person),
            "name": row["person__name"],
            "values": self.words("values", row),
            "interests": self.words("interests", row),
            "style": {choice.noun: said[choice.key] for choice in STYLE if choice.key in said},
            "personality": self.traits.get(profile, {}),
            "years": row["person__profile__years"],
            "languages": self.words("languages", row),
            "hours": half_hours(self.hours.get(profile, ()), row["person__time_zone"], on=self.on),
            "channels": frozenset(label for name, label in self.channels.items() if row[name]),
            "every_days": row["person__profile__every_days"],
            "months": round(weeks / WEEKS_A_MONTH) if weeks else None,
            "department": row["department"],
            "line": frozenset(self.apart["line"][person]),
            "blocked": frozenset(self.apart["blocked"][person]),
            "never_again": frozenset(self.apart["again"][person]),
            "answers": self.answers.get(person, {}),
        }


def half_hours(spans: Iterable[tuple[int, time, time]], zone: str, *, on: date) -> frozenset[int]:
    """Half hours of a week in UTC, from hours on somebody's own clock; one that is touched counts whole."""
    back = offset(zone, on)
    return frozenset(
        (weekday * 48 + half - back) % SLOTS
        for weekday, starts, ends in spans
        for half in range(halves(starts), -(-(ends.hour * 60 + ends.minute) // 30))
    )


def halves(at: time) -> int:
    return at.hour * 2 + at.minute // 30


@lru_cache(maxsize=2048)
def offset(zone: str, on: date) -> int:
    """How many half hours a clock is ahead of UTC at noon of a day."""
    ahead = datetime.combine(on, time(12), zone_called(zone)).utcoffset()
    assert ahead is not None
    return round(ahead.total_seconds() / 1800)
