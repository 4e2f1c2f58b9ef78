"""What was noticed of a mentorship: each side and the coordinators have a reading of their own."""

from collections.abc import Iterable
from datetime import date

from ninja import Field, Schema

from alongside.web.mentorships.models import Mentorship as MentorshipRow
from alongside.web.people.models import User
from alongside.web.readings.models import Level
from alongside.web.readings.models import Reading as ReadingRow
from alongside.web.readings.noticed import Noticed, noticed

LEVELS = ", ".join(f"{level.value} means “{level.label}”" for level in Level) + "."


class Fact(Schema):
    label: str
    value: str


class Finding(Schema):
    """One thing noticed, in the words of the page."""

    level: Level
    text: str
    facts: list[Fact] = Field(description="What it rests on.")
    remedy: str | None = Field(description="The repair that fits it; null where something goes well.")

    @classmethod
    def of(cls, one: Noticed) -> "Finding":
        remedy = one.words.remedy if one.words.remedy and not one.is_good else None
        facts = [Fact(label=str(label), value=str(value)) for label, value in one.words.facts]
        return cls(level=Level(one.level), text=one.words.text, facts=facts, remedy=remedy.text if remedy else None)


class Reading(Schema):
    on: date
    level: Level = Field(description=LEVELS)
    level_in_words: str
    findings: list[Finding] = Field(description="The most pressing first, what goes well last.")

    @classmethod
    def of(cls, row: ReadingRow) -> "Reading":
        return cls(
            on=row.on,
            level=Level(row.level),
            level_in_words=row.get_level_display(),
            findings=[Finding.of(one) for one in noticed(row)],
        )


def newest_of(mentorships: Iterable[MentorshipRow], user: User) -> dict[int, Reading]:
    """By mentorship, of those that run: the newest reading made for this person. One query."""
    running = [it.pk for it in mentorships if it.is_running]
    found = ReadingRow.objects.visible_to(user).newest().filter(mentorship__in=running)
    related = ("mentorship__mentor", "mentorship__mentee")
    return {row.mentorship_id: Reading.of(row) for row in found.select_related(*related)}
