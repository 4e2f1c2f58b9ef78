"""What a guide is: one way to spend a session, for two people to follow together."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from django.utils.functional import Promise

Text = str | Promise


class Item(NamedTuple):
    """A part of the session: how long, what, and how it goes."""

    minutes: int
    title: Text
    text: Text


@dataclass(frozen=True)
class Guide:
    """One way to spend a session.

    mentee, mentor : what each prepares; the lines come into their preparation, to be finished in their own words.
    grade, evidence : how good the evidence is (alongside.health's grades), never better than a repair’s that it serves.
    page, page_label : where what came of it is written down; the page takes the mentorship's number.
    remedies : the engine's repairs whose button opens this guide.
    after_booking : repairs whose first step is a time; this guide follows once there is one.
    """

    slug: str
    title: Text
    when: Text
    mentee: tuple[Text, ...]
    mentor: tuple[Text, ...]
    agenda: tuple[Item, ...]
    leave_with: tuple[Text, ...]
    grade: str
    evidence: Text
    page: str
    page_label: Text
    remedies: tuple[str, ...] = ()
    after_booking: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.agenda)

    @property
    def is_alike(self) -> bool:
        """Both prepare the same."""
        return self.mentor == self.mentee

    def plan(self, starts_at: datetime | None = None) -> list[tuple[datetime | None, Item]]:
        """The agenda, with the moment at which each item begins where the session has a time."""
        minutes = accumulate((item.minutes for item in self.agenda), initial=0)
        return [
            (starts_at + timedelta(minutes=after) if starts_at else None, item)
            for after, item in zip(minutes, self.agenda, strict=False)
        ]

    def lines_for(self, side: str) -> list[str]:
        """What one side prepares: "mentor" or "mentee"."""
        return [str(line) for line in (self.mentor if side == "mentor" else self.mentee)]
