"""The diary of a pair: what is written down, when, and how often."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

LATE = {"meeting_held", "meeting_rated", "goal_progress", "goal_reviewed", "action_added", "prepared", "feedback_given"}
TWICE = {"meeting_held", "meeting_rated", "action_added", "goal_progress", "message"}


@dataclass
class Diary:
    """Collects the events of one pair."""

    rng: Random
    began_on: date
    late: bool
    twice: bool
    entries: list[tuple[datetime, dict[str, Any]]] = field(default_factory=list)

    def moment(self, day: float) -> datetime:
        """A time of the working day on the day that the number falls in."""
        minutes = self.rng.randint(7 * 60, 21 * 60)
        return datetime.combine(self.began_on + timedelta(days=int(day)), time(), UTC) + timedelta(minutes=minutes)

    def write(self, day: float, kind: str, **keys: Any) -> None:
        """Write one event, or one and its double, or one some days late."""
        if self.late and kind in LATE and self.rng.random() < 0.7:
            day += self.rng.randint(2, 12)
        at = self.moment(day)
        self.entries.append((at, {"kind": kind, **keys}))
        if self.twice and kind in TWICE and self.rng.random() < 0.5:
            self.entries.append((at + timedelta(minutes=self.rng.randint(1, 600)), {"kind": kind, **keys}))

    def events(self, last_day: int) -> list[dict[str, Any]]:
        """All events up to the end of a day, in order."""
        end = datetime.combine(self.began_on + timedelta(days=last_day + 1), time(), UTC)
        kept = sorted((entry for entry in self.entries if entry[0] < end), key=lambda entry: entry[0])
        return [{"at": at.isoformat(), **event} for at, event in kept]
