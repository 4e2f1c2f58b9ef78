"""What a list of mentors can be narrowed down by: only what they publish on their profiles, and whether they have room.

Facets are worked out on small rows in memory, in a fixed number of queries whatever the number of mentors.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.web.people.models import Availability, Channel, Language, Profile, Rhythm, Subject, Value
from alongside.web.people.style import STYLE
from alongside.web.programmes.models import Membership
from alongside.web.programmes.records import CHANNELS, half_hours

SHOWN = 12  # options of one facet that are listed: the commonest, and the ticked
HOURS = (1, 2, 5, 10)
# Each working style choice is a facet of its own: ends of one are alternatives, two choices must both hold.
STYLES = {f"style_{choice.key}": choice for choice in STYLE}
ENDS = {"first": frozenset({1, 2, 3}), "second": frozenset({3, 4, 5})}  # 3 is "either way"
TICKED: dict[str, Any] = {
    "offers": _("Helps with"),
    "interests": _("Interests"),
    "values": _("Values"),
    "languages": _("Languages"),
    "channels": _("Talks by"),
    "rhythm": _("Meets"),
    **{name: choice.question for name, choice in STYLES.items()},
}
LISTS: tuple[tuple[str, Any, str], ...] = (
    ("offers", Profile.offers.through, "subject_id"),
    ("interests", Profile.interests.through, "subject_id"),
    ("seeks", Profile.seeks.through, "subject_id"),
    ("values", Profile.values.through, "value_id"),
    ("languages", Profile.languages.through, "language_id"),
)


@dataclass
class Option:
    value: str
    label: Any
    count: int
    is_ticked: bool


@dataclass
class Facet:
    name: str
    label: Any
    options: list[Option]


@dataclass
class Row:
    """What facets and search need to know of one mentor."""

    pk: int
    person: int
    profile: int
    time_zone: str
    has_room: bool
    name: str
    has: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    hours: float = 0

    @property
    def offered(self) -> set[str]:
        """Marks of the subjects they help with."""
        return {f"subject-{pk}" for pk in self.has["offers"]}

    @property
    def named(self) -> set[str]:
        """Marks of all they ticked or wrote into a list."""
        subjects = self.has["offers"] | self.has["interests"] | self.has["seeks"]
        return {f"subject-{pk}" for pk in subjects} | {f"value-{pk}" for pk in self.has["values"]}


def rows_of(mentors: "models.QuerySet[Membership]", free: set[int], shared: frozenset[int], on: date) -> list[Row]:
    """These mentors as rows, in seven queries.

    free : memberships of those with room.   shared : half hours of a week that suit the reader.
    """
    flags = [f"person__profile__{name}" for name in CHANNELS]
    columns = ("pk", "person", "person__profile", "person__time_zone", "person__name")
    rows = []
    for pk, person, profile, zone, name, rhythm, style, *channels in mentors.values_list(
        *columns, "person__profile__every_days", "person__profile__working_style", *flags
    ):
        row = Row(pk, person, profile, zone, pk in free, name)
        row.has["rhythm"] = {str(rhythm)} if rhythm else set()
        row.has["channels"] = {
            channel.value for channel, is_used in zip(CHANNELS.values(), channels, strict=True) if is_used
        }
        for facet, choice in STYLES.items():
            row.has[facet] = {end for end, steps in ENDS.items() if (style or {}).get(choice.key) in steps}
        rows.append(row)
    add_lists({row.profile: row for row in rows}, mentors.values("person__profile"), shared, on)
    return rows


def add_lists(by_profile: dict[int, Row], profiles: Any, shared: frozenset[int], on: date) -> None:
    """What stands in tables of their own: subjects, values, languages and hours."""
    for name, through, column in LISTS:
        for profile, value in through.objects.filter(profile__in=profiles).values_list("profile_id", column):
            by_profile[profile].has[name].add(str(value))
    spans: dict[int, list[tuple[int, time, time]]] = defaultdict(list)
    for profile, weekday, starts, ends in Availability.objects.filter(profile__in=profiles).values_list(
        "profile_id", "weekday", "starts", "ends"
    ):
        spans[profile].append((weekday, starts, ends))
    for profile, hours in spans.items():
        row = by_profile[profile]
        row.hours = len(shared & half_hours(hours, row.time_zone, on=on)) / 2


def labels() -> dict[str, dict[str, Any]]:
    """What each option is called, by facet and value."""
    subjects = {str(pk): name for pk, name in Subject.objects.values_list("pk", "name")}
    return {
        "offers": subjects,
        "interests": subjects,
        "values": {str(pk): name for pk, name in Value.objects.values_list("pk", "name")},
        "languages": dict(Language.objects.values_list("code", "name")),
        "channels": dict(Channel.choices),
        "rhythm": {str(value): label for value, label in Rhythm.choices},
        **{name: {"first": choice.first, "second": choice.second} for name, choice in STYLES.items()},
    }


def facet(name: str, rows: list[Row], beside: list[Row], ticked: set[str], called: Mapping[str, Any]) -> Facet:
    """Each option with how many mentors it would show beside the other filters, which those of `beside` fit."""
    counts = Counter(value for row in beside for value in row.has[name])
    known = {value for row in rows for value in row.has[name]} | ticked & set(called)
    # The commonest, and whatever is ticked; then in the order of their names, or of the two ends.
    often = sorted(known, key=lambda value: (value not in ticked, -counts[value], value))[:SHOWN]
    ordered = sorted(often, key=lambda value: value if name in STYLES else str(called.get(value, value)).lower())
    options = [Option(value, called[value], counts[value], value in ticked) for value in ordered if value in called]
    return Facet(name, TICKED[name], options)


def hours_label(count: int) -> str:
    return ngettext("at least %(n)s hour a week", "at least %(n)s hours a week", count) % {"n": count}
