"""How a pair ends, and the truth about it."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from hands.habits.goal import Goals
from hands.habits.journal import Journal

REASONS = {
    "goals": ("not_working", "not_working", "other"),
    "match": ("not_working", "not_working", "other"),
    "communication": ("not_working", "no_time", "other"),
    "feedback": ("not_working", "not_working", "other"),
    "sessions": ("not_working", "no_time", "other"),
    "capacity": ("no_time", "no_time", "other"),
}


@dataclass(slots=True)
class Ending:
    """The end of a pair: how, on which day, and for a failure from what."""

    how: str
    day: int
    cause: str | None = None
    second: str | None = None
    onset: int | None = None
    wordless: bool = False

    @property
    def fails(self) -> bool:
        """Whether this end is a failure."""
        return self.how.startswith("failed")

    @property
    def silent(self) -> bool:
        """Whether nothing was said at the end."""
        return self.how == "failed_silent" or self.wordless

    def close(self, journal: Journal, goals: Goals, luck: Random) -> None:
        """Write down what is written down at the end."""
        reason: str | None = None
        if self.how == "failed_said" and self.cause:
            reason = luck.choice(REASONS[self.cause])
        elif self.how == "outside":
            reason = luck.choice(("moved", "moved", "illness", "other"))
        elif self.how == "early_success":
            goals.close(self.day, "met")
            reason = "completed"
        elif self.how == "completed":
            self.wordless = luck.random() < 0.065
            if not self.wordless:
                goals.close(self.day, luck.choice(("met", "met", "partly", "dropped")))
                reason = "completed"
        if reason is not None:
            by = {"by": luck.choice(("mentor", "mentee"))} if luck.random() < 0.8 else {}
            journal.note("ended", self.day, 21 * 60 + 30, reason=reason, **by)

    def truth(self, name: str, began: date, groups: list[str]) -> dict[str, Any]:
        """The truth in the words of the trial."""
        on = (began + timedelta(days=self.day)).isoformat()
        onset = (began + timedelta(days=self.onset)).isoformat() if self.fails and self.onset is not None else None
        return {
            "id": name,
            "fails": self.fails,
            "failed_on": on if self.fails else None,
            "ends_on": on,
            "ends_how": self.how,
            "cause": self.cause,
            "second_cause": self.second,
            "onset_on": onset,
            "groups": groups,
        }
