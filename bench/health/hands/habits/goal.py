"""Goals: set, agreed, reviewed, brought forward and closed."""

from hands.habits.habit import bounded
from hands.habits.journal import Journal
from hands.habits.person import Person


class Goals:
    """The goals of a pair and the habit of coming back to them."""

    def __init__(self, rhythm: int, people: tuple[Person, Person], journal: Journal) -> None:
        self.people, self.journal, self.luck = people, journal, journal.luck
        self.every = max(10, rhythm)
        self.next_day = self.luck.randrange(5, 18)
        self.count = 0
        self.value = 0.0
        self.open: str | None = None
        self.met = 0

    def pass_week(self, day: int) -> None:
        """Set a goal where there is none, else come back to it now and then."""
        if day < self.next_day:
            return
        self.next_day = day + round(self.every * self.luck.uniform(0.7, 1.3))
        if self.open is None:
            self.set(day)
            return
        for person in self.people:
            if not person.does("review"):
                continue
            self.value = bounded(self.value + self.luck.uniform(0.0, 0.13) * person.felt["goals"])
            kind = self.luck.random()
            on = day + self.luck.randrange(6)
            if kind < 0.55:
                self.journal.jot("goal_reviewed", on, by=person.side, goal=self.open)
            elif kind < 0.93:
                self.journal.jot("goal_progress", on, by=person.side, goal=self.open, value=round(self.value, 2))
            else:
                self.journal.jot("goal_revised", on, by=person.side, goal=self.open)
        if self.value > 0.9:
            self.close(day + 6, "met")
            self.met += 1

    def set(self, day: int) -> None:
        """Set a new goal, if the habit is there."""
        setter = self.people[1] if self.luck.random() < 0.75 else self.people[0]
        if not setter.does("review", 1.3):
            return
        self.count += 1
        self.open = f"g{self.count}"
        self.value = 0.0
        clear = 0.25 + 0.5 * setter.felt["goals"]
        on = day + self.luck.randrange(5)
        self.journal.note("goal_set", on, by=setter.side, goal=self.open, measurable=self.luck.random() < clear)
        other = self.people[0] if setter is self.people[1] else self.people[1]
        if other.does("review", 1.2):
            self.journal.jot("goal_agreed", on + self.luck.randrange(1, 8), by=other.side, goal=self.open)

    def close(self, day: int, outcome: str) -> None:
        """Close the open goal."""
        if self.open is not None:
            self.journal.jot("goal_closed", day, goal=self.open, outcome=outcome)
            self.open = None
