"""Which column of a sheet holds what: guessed from the headings, shown to whoever asked, and theirs to change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from alongside.errors import SheetError


@dataclass(frozen=True)
class Field:
    """name : how it is called on the command line.   says : what it holds.   words : headings it is known by."""

    name: str
    says: str
    words: tuple[str, ...]


FIELDS: tuple[Field, ...] = (
    Field("name", "the person's name", ("name", "full name", "participant", "your name")),
    Field("first name", "first name, when the name stands in two columns", ("first name", "given name", "forename")),
    Field("last name", "last name", ("last name", "surname", "family name")),
    Field("id", "what tells people apart, if not the e-mail address", ("id", "person id", "employee id", "student id")),
    Field("email", "e-mail address", ("email", "e-mail", "email address", "mail")),
    Field("role", "mentor, mentee or both", ("role", "mentor or mentee", "i want to be", "joining as", "type")),
    Field("capacity", "how many mentees a mentor takes", ("capacity", "how many mentees", "max mentees", "places")),
    Field("wants", "topics a mentee wants help with", ("wants", "help with", "topics wanted", "looking for", "needs")),
    Field(
        "offers", "topics a mentor can help with", ("offers", "can help with", "topics offered", "expertise", "skills")
    ),
    Field("topics", "topics wanted by mentees and offered by mentors", ("topics", "areas", "subjects", "themes")),
    Field("values", "what matters to them", ("values", "what matters", "what matters to you", "core values")),
    Field("interests", "interests", ("interests", "hobbies", "likes")),
    Field("languages", "languages", ("languages", "language", "spoken languages", "languages spoken")),
    Field("time zone", "IANA time zone", ("time zone", "timezone", "tz")),
    Field("hours", "free hours, such as Mon-Fri 17-20", ("hours", "availability", "free hours", "when are you free")),
    Field("years", "years of experience", ("years", "years of experience", "experience", "seniority in years")),
    Field("rhythm", "how often to meet", ("rhythm", "how often", "frequency", "meeting frequency", "cadence")),
    Field("months", "how long, in months", ("months", "how long", "length", "duration", "duration in months")),
    Field("channels", "video, phone, in person", ("channels", "channel", "how to meet", "meeting format", "format")),
    Field("structure", "working style 1-5: how planned", ("structure", "planned", "structured")),
    Field("pace", "working style 1-5: how quick", ("pace", "speed")),
    Field("directness", "working style 1-5: how blunt", ("directness", "direct", "bluntness")),
    Field("department", "department", ("department", "team", "division", "business unit", "faculty")),
    Field("manager", "line manager", ("manager", "line manager", "reports to", "supervisor", "boss")),
    Field(
        "not with",
        "people not to be paired with",
        (
            "not with",
            "do not match with",
            "do not match me with",
            "don't match me with",
            "exclude",
            "conflicts",
            "avoid",
        ),
    ),
    Field("never again", "paired before, not to be repeated", ("never again", "previous mentor", "previous mentors")),
    Field(
        "match with", "the mentor already agreed", ("match with", "locked with", "already agreed with", "paired with")
    ),
    Field("left out", "yes for those left out last time", ("left out", "left out last time", "waiting", "wait list")),
)
BY_NAME = {field.name: field for field in FIELDS}
_CLOSE = 0.82
# A list of whom somebody must not meet is never read as pairs that are agreed.
_REFUSES = re.compile(r"\b(?:not|don t|dont|never|avoid|no)\b")


def plain(heading: str) -> str:
    """A heading without accents, capitals, marks and what stands in brackets."""
    text = unicodedata.normalize("NFKD", re.sub(r"\(.*?\)", " ", heading)).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", "".join(mark for mark in text if not unicodedata.combining(mark))))


def guess(headings: Sequence[str], said: Mapping[str, str]) -> dict[str, str]:
    """Heading -> field, as far as it can be told. `said` holds what the user has decided, "" to leave a column out.

    Raises SheetError if the user named a column or a field that does not exist.
    """
    for heading, name in said.items():
        if heading not in headings:
            raise SheetError(f"There is no column “{heading}”. There are {', '.join(headings)}.")
        if name and name not in BY_NAME:
            raise SheetError(f"There is no field “{name}”. There are {', '.join(BY_NAME)}.")
    mapping = {heading: name for heading, name in said.items() if name}
    likely = sorted(
        (
            (_alike(heading, field), -at, -place, heading, field.name)
            for at, heading in enumerate(headings)
            if heading not in said
            for place, field in enumerate(FIELDS)
        ),
        reverse=True,
    )
    for score, _, _, heading, name in likely:
        if score >= _CLOSE and heading not in mapping and name not in mapping.values():
            mapping[heading] = name
    return {heading: mapping[heading] for heading in headings if heading in mapping}


def _alike(heading: str, field: Field) -> float:
    """How surely a heading means a field, 0 to 1: the same words, words within words, or nearly the same letters."""
    asked = plain(heading)
    if field.name == "match with" and _REFUSES.search(asked):
        return 0.0
    best = 0.0
    for word in field.words:
        known = plain(word)
        if asked == known:
            return 1.0
        if len(known) > 3 and f" {known} " in f" {asked} ":
            best = max(best, 0.85 + 0.1 * len(known) / len(asked))
        best = max(best, SequenceMatcher(None, asked, known).ratio() * 0.95)
    return best
