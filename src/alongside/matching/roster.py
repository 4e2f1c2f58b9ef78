"""From the rows of a sheet to mentors and mentees, or to a list of what is wrong: the row, the column, the fix."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import TypedDict
from zoneinfo import available_timezones

from alongside.matching.called import as_said
from alongside.matching.hours import NotHours, weekly
from alongside.matching.people import Mentee, Mentor
from alongside.matching.sheet import LONGEST_CELL, Row
from alongside.matching.style import DIMENSIONS, LEVELS
from alongside.matching.tongues import language, nearest

ROLES = {
    **dict.fromkeys(("mentor", "mentors", "a mentor", "offering", "coach"), "mentor"),
    **dict.fromkeys(("i want to mentor", "i want to be a mentor", "be a mentor", "as a mentor"), "mentor"),
    **dict.fromkeys(("mentee", "mentees", "a mentee", "looking", "protege", "student"), "mentee"),
    **dict.fromkeys(("i want a mentor", "i want to be a mentee", "be a mentee", "as a mentee"), "mentee"),
    **dict.fromkeys(("both", "mentor and mentee", "mentor & mentee", "mentor, mentee", "either"), "both"),
}
RHYTHMS = {
    **dict.fromkeys(("weekly", "every week", "once a week"), 7),
    **dict.fromkeys(("fortnightly", "biweekly", "every two weeks", "every other week", "twice a month"), 14),
    **dict.fromkeys(("monthly", "every month", "once a month"), 30),
}
_MOST_PLACES = 50
BETWEEN = r"[,;\n|/]+"
"""What stands between several words of one cell."""
BETWEEN_LANGUAGES = rf"{BETWEEN}|\s*&\s*|\s+and\s+"
_UNITS = re.compile(r"\s*(?:\+|years?|yrs?|months?)\s*\.?$", re.IGNORECASE)
NOBODY_ELSE: Mapping[str, str] = {}


@dataclass(frozen=True)
class Problem:
    """row : its number in the spreadsheet.   column : its heading, "" for the whole row.   fix : what to do.
    sheet : its name, where there is more than one.   text : what stands there, whole or one word of several, where
    other words would mend it.   instead : what was probably meant.
    """

    row: int
    column: str
    what: str
    fix: str
    sheet: str = ""
    text: str = ""
    instead: str = ""

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.sheet, f"row {self.row}", self.column) if part)
        where = where if self.sheet else where.capitalize() if not self.column else f"R{where[1:]}"
        return f"{where}: {self.what} {self.fix}"


@dataclass(frozen=True)
class Entry:
    """Who stands in a row that was read without a problem.

    row, sheet : where.   time_zone : "" where none is said.
    """

    id: str
    name: str
    email: str
    role: str
    time_zone: str
    row: int
    sheet: str = ""


@dataclass
class Roster:
    """mentees, mentors : everyone read without a problem.   locked : pairs already agreed, by id.
    problems : all that is wrong; where there is one, nothing of its row is used.
    entries : who stands in which row, of the rows that are used.
    """

    mentees: list[Mentee] = field(default_factory=list)
    mentors: list[Mentor] = field(default_factory=list)
    locked: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


@dataclass
class _Read:
    """One row while it is read."""

    row: Row
    heading: Mapping[str, str]
    role: str
    sheet: str
    problems: list[Problem]

    def text(self, name: str) -> str:
        return self.row.cells.get(self.heading.get(name, ""), "")

    def wrong(self, name: str, what: str, fix: str, text: str = "", instead: str = "") -> None:
        head = self.heading.get(name, "")
        self.problems.append(Problem(self.row.number, head, what, fix, self.sheet, text, instead))

    def words(self, name: str, between: str = BETWEEN) -> frozenset[str]:
        return frozenset(word.strip() for word in re.split(between, self.text(name)) if word.strip())

    def number(self, name: str, least: float, most: float, what: str) -> float | None:
        text = self.text(name)
        if not text:
            return None
        try:
            number = float(_UNITS.sub("", text).replace(",", "."))
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            fix = f"Write a number from {least:g} to {most:g}, or nothing."
            self.wrong(name, f"“{_short(text)}” is no {what}.", fix, text)
            return None
        return number


@dataclass(frozen=True)
class Part:
    """rows : of one sheet.   columns : heading -> field, as columns.guess gives it.
    role : what everyone is where no column says it.   name : of the sheet, where there is more than one.
    """

    rows: Sequence[Row]
    columns: Mapping[str, str]
    role: str = ""
    name: str = ""


def people(parts: Sequence[Part], *, on: date, known: Mapping[str, str] = NOBODY_ELSE) -> Roster:
    """Read everyone in these sheets.

    on : for which day time zones count.   known : others who may be named though they stand in no sheet: e-mail
    address -> name. The address is their id.
    """
    read = [
        _Read(row, {name: head for head, name in part.columns.items()}, part.role, part.name, [])
        for part in parts
        for row in part.rows
    ]
    roster = Roster()
    names = _names(read, known)
    seen: dict[tuple[str, str], int] = {}
    for one in read:
        _long_cells(one)
        id, name = _id(one), _name(one)
        if not id:
            one.wrong("name", "There is neither a name nor an e-mail address.", "Fill in one, or delete the row.")
        is_a = _role(one)
        for kind in ("mentor", "mentee"):
            if id and is_a in (kind, "both"):
                first = seen.setdefault((kind, id), one.row.number)
                if first != one.row.number:
                    what = f"{name or id} stands in row {first} as a {kind} already."
                    one.wrong(
                        "email" if one.text("email") else "name",
                        what,
                        "Delete one of the two, or tell them apart by id.",
                    )
        about = _about(one, names, on)
        capacity = _capacity(one)
        urgency = _yes(one, "left out")
        agreed = _people_named(one, "match with", names)
        roster.problems += one.problems
        if one.problems:
            continue
        entry = Entry(id, name, one.text("email"), is_a, _zone(one.text("time zone")) or "", one.row.number, one.sheet)
        roster.entries.append(entry)
        wants, offers, topics = one.words("wants"), one.words("offers"), one.words("topics")
        if is_a in ("mentor", "both"):
            roster.mentors.append(Mentor(id=id, name=name, topics=offers or topics, capacity=capacity, **about))
        if is_a in ("mentee", "both"):
            roster.mentees.append(Mentee(id=id, name=name, topics=wants or topics, urgency=urgency, **about))
            roster.locked += [(id, other) for other in agreed]
    return roster


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}…"


def _long_cells(one: _Read) -> None:
    for name, head in one.heading.items():
        length = len(one.row.cells.get(head, ""))
        if length > LONGEST_CELL:
            fix = f"Shorten it to {LONGEST_CELL:,} or fewer; perhaps something was pasted by mistake."
            one.wrong(name, f"The cell holds {length:,} characters.", fix)
            one.row.cells[head] = ""


def _name(one: _Read) -> str:
    return as_said(one.text("name")) or f"{one.text('first name')} {one.text('last name')}".strip() or one.text("email")


def _id(one: _Read) -> str:
    return (one.text("id") or one.text("email") or _name(one)).casefold()


def _names(read: Sequence[_Read], known: Mapping[str, str]) -> dict[str, set[str]]:
    """Everything people may be called by -> the ids of all who are called so.

    What is one person's id or address is nobody else's name, so that there is always a way to say who is meant.
    """
    sure, borne = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for one in read:
        id = _id(one)
        for word in (one.text("id"), one.text("email")):
            sure[word.casefold()].add(id)
        for name in (_name(one), one.text("name")):
            borne[name.casefold()].add(id)
    for email, name in known.items():
        # Whoever stands in the sheet as well goes by the id they have there.
        borne[name.casefold()] |= sure.setdefault(email.casefold(), {email})
    names = {**borne, **sure}
    names.pop("", None)
    return names


def _role(one: _Read) -> str:
    text = one.text("role")
    if not text and one.role:
        return one.role
    found = ROLES.get(text.casefold().strip(" ."), "")
    if not found:
        what = f"“{_short(text)}” is no role." if text else "The role is missing."
        close = get_close_matches(text.casefold(), ROLES, n=1, cutoff=0.8)
        one.wrong("role", what, "Write mentor, mentee or both.", text, ROLES[close[0]] if close else "")
    return found


def _capacity(one: _Read) -> int:
    number = one.number("capacity", 0, _MOST_PLACES, "number of mentees")
    if number is not None and number != int(number):
        text = one.text("capacity")
        one.wrong("capacity", f"“{text}” is no whole number.", "Write how many mentees: 0, 1, 2, …", text)
    return 1 if number is None else int(number)


def _yes(one: _Read, name: str) -> int:
    text = one.text(name).casefold()
    if text in ("", "no", "n", "0", "false", "-"):
        return 0
    if text in ("yes", "y", "1", "true", "x"):
        return 1
    one.wrong(name, f"“{_short(text)}” is neither yes nor no.", "Write yes or no.", one.text(name))
    return 0


def _people_named(one: _Read, name: str, names: Mapping[str, set[str]]) -> frozenset[str]:
    found = set[str]()
    whole = one.text(name)  # one name with a comma in it, or several
    for word in [whole] if whole.casefold() in names else one.words(name):
        ids = names.get(word.casefold())
        if ids is None:
            close = get_close_matches(word.casefold(), names, n=1)
            fix = (
                f"Did you mean {close[0]}?" if close else "Use the name, e-mail address or id of someone in the sheet."
            )
            one.wrong(name, f"“{_short(word)}” is nobody in this sheet.", fix, word, close[0] if close else "")
        else:
            found |= _only(one, name, word, ids)
    return frozenset(found)


def _only(one: _Read, name: str, word: str, ids: set[str]) -> frozenset[str]:
    """Who is meant by a word. Where several bear it nobody is: the wrong one would be kept apart."""
    if len(ids) == 1:
        return frozenset(ids)
    what = f"“{_short(word)}” is the name of more than one person."
    one.wrong(name, what, "Write the e-mail address or id of the one who is meant instead.", word)
    return frozenset()


def _languages(one: _Read) -> frozenset[str]:
    found = set()
    for word in one.words("languages", BETWEEN_LANGUAGES):
        known = language(word)
        if known is None:
            close = nearest(word)
            fix = f"Did you mean {close}?" if close else "Write it in English, such as German or Portuguese."
            one.wrong("languages", f"“{_short(word)}” is no language we know.", fix, word, close or "")
        else:
            found.add(known)
    return frozenset(found)


@cache
def _zones() -> frozenset[str]:
    """Every time zone. Looking them up walks through hundreds of files, and a sheet has thousands of rows."""
    return frozenset(available_timezones())


def _plain_zone(zone: str) -> str:
    return zone.casefold().replace(" ", "_")


@cache
def _plain_zones() -> Mapping[str, str]:
    return {_plain_zone(zone): zone for zone in sorted(_zones())}


@cache
def _places() -> Mapping[str, str]:
    """Zones by the place they are named for, as people type it; those that are only an offset name no place."""
    return {
        zone.rsplit("/", 1)[-1].casefold().replace("_", " "): zone
        for zone in sorted(_zones(), reverse=True)
        if not zone.startswith("Etc/")
    }


@cache
def _regions() -> frozenset[str]:
    """The parts of the world that zones begin with."""
    return frozenset(zone.split("/", 1)[0].casefold() for zone in _zones() if "/" in zone)


def _zone(text: str) -> str | None:
    """A zone as IANA writes it, in whatever capitals and with whatever spaces; None where there is no such zone."""
    return _plain_zones().get(_plain_zone(text))


def _hours(one: _Read, on: date) -> frozenset[int]:
    text = one.text("time zone") or "UTC"
    zone = _zone(text)
    if zone is None:
        places = _places()
        is_offset = re.match(r"(?:utc|gmt)?\s*[-+\N{MINUS SIGN}]", text, re.IGNORECASE)
        region, _, place = text.casefold().rpartition("/")
        # Germany/Berlin is Berlin; Mars/Base is no misspelt place of Earth.
        is_strange = bool(region) and not get_close_matches(region.split("/")[0], _regions(), n=1)
        close = [] if is_offset else get_close_matches(place, places, n=1, cutoff=1.0 if is_strange else 0.6)
        fix = f"Did you mean {places[close[0]]}?" if close else "Write one such as Europe/Berlin or UTC."
        fix = "Write a place such as Europe/Berlin: clocks change in summer." if is_offset else fix
        one.wrong("time zone", f"“{_short(text)}” is no time zone.", fix, text, places[close[0]] if close else "")
    try:
        return weekly(one.text("hours"), zone or "UTC", on=on)
    except NotHours as error:
        what, _, fix = str(error).partition(". ")
        one.wrong("hours", f"{what}.", fix, one.text("hours"))
        return frozenset()


def _every_days(one: _Read) -> int | None:
    text = " ".join(re.split(r"[\s-]+", one.text("rhythm").casefold()))
    if not text or text in RHYTHMS:
        return RHYTHMS.get(text)
    match = re.fullmatch(r"(?:every )?(\d{1,3}) ?(d|day|days|w|week|weeks)?", text)
    if match is None or not int(match[1]):
        one.wrong(
            "rhythm",
            f"“{_short(one.text('rhythm'))}” is no rhythm.",
            "Write weekly, every 2 weeks, monthly or a number of days.",
            one.text("rhythm"),
        )
        return None
    return int(match[1]) * (7 if (match[2] or "d").startswith("w") else 1)


class _About(TypedDict):
    """What mentor and mentee have in common, by the fields of people.Person."""

    values: frozenset[str]
    interests: frozenset[str]
    languages: frozenset[str]
    hours: frozenset[int]
    channels: frozenset[str]
    years: float | None
    every_days: int | None
    months: int | None
    style: dict[str, int]
    department: str
    line: frozenset[str]
    blocked: frozenset[str]
    never_again: frozenset[str]


def _about(one: _Read, names: Mapping[str, set[str]], on: date) -> _About:
    style = {name: one.number(name, 1, LEVELS, "answer") for name in DIMENSIONS}
    months = one.number("months", 1, 120, "number of months")
    return {
        "values": one.words("values"),
        "interests": one.words("interests"),
        "languages": _languages(one),
        "hours": _hours(one, on),
        "channels": frozenset(word.casefold() for word in one.words("channels")),
        "years": one.number("years", 0, 80, "number of years"),
        "every_days": _every_days(one),
        "months": None if months is None else round(months),
        "style": {name: round(level) for name, level in style.items() if level is not None},
        "department": one.text("department"),
        "line": _manager(one, names),
        "blocked": _people_named(one, "not with", names),
        "never_again": _people_named(one, "never again", names),
    }


def _manager(one: _Read, names: Mapping[str, set[str]]) -> frozenset[str]:
    """A line manager need not be in the sheet."""
    text = one.text("manager")
    ids = names.get(text.casefold()) or names.get(as_said(text).casefold())
    return _only(one, "manager", text, ids) if ids else frozenset()
