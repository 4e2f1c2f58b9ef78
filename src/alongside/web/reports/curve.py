"""The curve of a report: where its line, its weeks and its shares stand in the picture. No Django, no clock."""

from dataclasses import dataclass
from functools import cached_property

from alongside.web.reports.lasting import Lived, Step, lasting, left_at

# Of the picture, in its own units.
WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 72, 16, 18, 58
SHARES = (0, 25, 50, 75, 100)
MARKS = (1, 2, 4, 8, 13, 26, 52)  # weeks between two marks; as many as leave room for their words
MOST_MARKS = 8


@dataclass(frozen=True)
class Mark:
    """One mark on an edge: where, what it says, and of a week how many had come so far and what share had not ended."""

    at: int
    label: int
    left: int = 0
    share: int = 100


@dataclass(frozen=True)
class Curve:
    """The share that has not ended early, drawn as far as at least `least` mentorships are known."""

    lives: list[Lived]
    least: int

    @cached_property
    def until(self) -> int:
        """The last day that is drawn."""
        return sorted(life.days for life in self.lives)[-self.least]

    @property
    def can_be_drawn(self) -> bool:
        return len(self.lives) >= self.least and self.until >= 7

    @cached_property
    def steps(self) -> list[Step]:
        return [step for step in lasting(self.lives) if step.day <= self.until]

    @property
    def share(self) -> int:
        """At the end of what is drawn, in percent."""
        return self.share_at(self.until)

    @property
    def weeks(self) -> int:
        return self.until // 7

    def share_at(self, day: int) -> int:
        return round(100 * next((step.share for step in reversed(self.steps) if step.day <= day), 1.0))

    @property
    def path(self) -> str:
        """The line, as SVG draws it."""
        line = [f"M{LEFT} {self.y(100)}"]
        for step in self.steps:
            line.append(f"H{self.x(step.day)}V{self.y(100 * step.share)}")
        return "".join([*line, f"H{self.x(self.until)}"])

    @property
    def shares(self) -> list[Mark]:
        return [Mark(self.y(share), share) for share in SHARES]

    @cached_property
    def marks(self) -> list[Mark]:
        """Weeks along the lower edge."""
        every = next((each for each in MARKS if self.weeks / each < MOST_MARKS), MARKS[-1])
        days = range(0, self.until + 1, 7 * every)
        return [Mark(self.x(day), day // 7, left_at(self.lives, day), self.share_at(day)) for day in days]

    def x(self, day: float) -> int:
        return LEFT + round((WIDTH - LEFT - RIGHT) * day / self.until)

    def y(self, share: float) -> int:
        return TOP + round((HEIGHT - TOP - BOTTOM) * (100 - share) / 100)

    # Where words and lines stand that belong to no mark.
    size = f"0 0 {WIDTH} {HEIGHT}"
    left_edge, right_edge = LEFT, WIDTH - RIGHT
    words_of_shares, words_of_weeks, words_of_left = LEFT - 8, HEIGHT - BOTTOM + 24, HEIGHT - 6
