"""The shapes that the parts of a report are told in."""

from dataclasses import dataclass

LEAST = 5  # mentorships: of fewer a share says nothing, and would tell of single pairs what is theirs


@dataclass(frozen=True)
class Number:
    """One line of the report: how many of what."""

    label: str
    count: int
